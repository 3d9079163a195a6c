/** The log as it is read: pages of entries, and the last verification. */
import * as api from "../api";
import type { EventQuery, LogLine, RegisterId, Report, VerifyReport } from "../api";

const PAGE = 200;

export class LogState {
  text = $state("");
  register = $state<RegisterId | "">("");
  rows = $state<LogLine[]>([]);
  total = $state(0);
  loaded = $state(false);
  slow = $state(false);
  failure = $state<Report | null>(null);
  verified = $state<VerifyReport | null>(null);
  verifying = $state(false);
  /** The head on a printed form, as it was typed. */
  printed = $state("");
  #turn = 0;

  /** What it is narrowed by. */
  get query(): EventQuery {
    return { ...(this.text ? { text: this.text } : {}), ...(this.register ? { register: this.register } : {}) };
  }

  async reload(): Promise<void> {
    await this.#ask(0);
  }

  async more(): Promise<void> {
    await this.#ask(this.rows.length);
  }

  async #ask(offset: number): Promise<void> {
    const turn = ++this.#turn;
    const timer = setTimeout(() => (this.slow = turn === this.#turn), 200);
    try {
      const page = await api.listEvents({
        ...this.query,
        offset,
        limit: PAGE,
      });
      if (turn !== this.#turn) return;
      this.rows = offset === 0 ? page.lines : [...this.rows, ...page.lines];
      this.total = page.total;
      this.failure = null;
    } catch (failure) {
      if (turn === this.#turn) this.failure = api.toReport(failure);
    } finally {
      clearTimeout(timer);
      if (turn === this.#turn) {
        this.loaded = true;
        this.slow = false;
      }
    }
  }

  async verify(): Promise<void> {
    if (this.verifying) return;
    this.verifying = true;
    this.verified = null;
    try {
      this.verified = await api.verifyLedger(this.printed.trim() || null);
      this.failure = null;
    } catch (failure) {
      this.failure = api.toReport(failure);
    } finally {
      this.verifying = false;
    }
  }
}
