/** What stands on a ledger's screen. Kept outside the screen, so that a locked window keeps it and shows nothing. */
import * as api from "../api";
import type { ListQuery, Page, RecordView, RegisterInfo, Report, Row, SubsetCount } from "../api";
import { DraftForm } from "./draft.svelte";

const PAGE = 200;

export class LedgerState {
  readonly register: RegisterInfo;
  text = $state("");
  subset = $state("");
  sort = $state<{ key: string; descending: boolean }>({ key: "", descending: false });
  asOf = $state("");
  total = $state(0);
  subsets = $state<SubsetCount[]>([]);
  /** Changes with every answer, so that rows are looked up again. */
  edition = $state(0);
  loaded = $state(false);
  slow = $state(false);
  failure = $state<Report | null>(null);

  record = $state<RecordView | null>(null);
  recordFailure = $state<Report | null>(null);
  draft = $state<DraftForm | null>(null);

  #rows = new Map<number, Row>();
  #asked = new Set<number>();
  #turn = 0;

  constructor(register: RegisterInfo) {
    this.register = register;
    this.sort = { key: register.number, descending: false };
  }

  get filtered(): boolean {
    return this.text !== "" || this.subset !== "" || this.asOf !== "";
  }

  rowAt(index: number): Row | undefined {
    return this.edition >= 0 ? this.#rows.get(index) : undefined;
  }

  /** Asks the core from the start, keeping what is shown until the answer is here. */
  async reload(): Promise<void> {
    const turn = ++this.#turn;
    this.#asked = new Set([0]);
    const timer = setTimeout(() => (this.slow = turn === this.#turn), 200);
    try {
      const page = await this.#page(0);
      if (turn !== this.#turn) return;
      this.#rows.clear();
      this.#take(page);
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

  /** Fetches the pages under the rows from..to that are not here yet. */
  need(from: number, to: number): void {
    if (!this.loaded) return;
    for (let page = Math.floor(from / PAGE); page * PAGE < to; page++) void this.#fetch(page);
  }

  async #fetch(page: number): Promise<void> {
    if (this.#asked.has(page)) return;
    this.#asked.add(page);
    const turn = this.#turn;
    try {
      const answer = await this.#page(page);
      if (turn === this.#turn) this.#take(answer);
    } catch (failure) {
      this.#asked.delete(page);
      if (turn === this.#turn) this.failure = api.toReport(failure);
    }
  }

  /** What the list shows, all its pages. */
  get query(): ListQuery {
    return {
      ...(this.text ? { text: this.text } : {}),
      ...(this.subset ? { subset: this.subset } : {}),
      ...(this.asOf ? { as_of: this.asOf } : {}),
      sort: this.sort.key,
      descending: this.sort.descending,
    };
  }

  #page(page: number): Promise<Page> {
    return api.listRecords(this.register.id, { ...this.query, offset: page * PAGE, limit: PAGE });
  }

  #take(page: Page): void {
    page.rows.forEach((row, n) => this.#rows.set(page.offset + n, row));
    this.total = page.total;
    this.subsets = page.subsets;
    this.edition++;
  }

  sortBy(key: string): void {
    this.sort = { key, descending: this.sort.key === key && !this.sort.descending };
    void this.reload();
  }

  async open(id: number): Promise<void> {
    try {
      this.record = await api.getRecord(this.register.id, id);
      this.recordFailure = null;
    } catch (failure) {
      this.record = null;
      this.recordFailure = api.toReport(failure);
    }
  }

  close(): void {
    this.record = null;
    this.recordFailure = null;
    this.draft = null;
  }

  startCreate(): void {
    this.draft = new DraftForm(this.register, null);
  }

  startCorrect(): void {
    if (this.record && !this.record.voided) this.draft = new DraftForm(this.register, this.record);
  }

  /** Sends the form. The record that came of it, or null where there is something to mend. */
  async submit(): Promise<RecordView | null> {
    const form = this.draft;
    if (!form || form.busy) return null;
    form.busy = true;
    try {
      const sent = await form.send();
      if (!sent) return null;
      // A step may write into another ledger: its record is not one of ours.
      this.record = sent.register === this.register.id ? sent : null;
      this.draft = null;
      this.recordFailure = null;
      await this.reload();
      return sent;
    } catch (failure) {
      form.failure = api.toReport(failure);
      return null;
    } finally {
      form.busy = false;
    }
  }

  async void(reason: string): Promise<void> {
    if (!this.record) return;
    this.record = await api.voidRecord(this.register.id, this.record.id, this.record.version, reason);
    await this.reload();
  }

  /** Shows the newest state of everything on the screen. */
  async refresh(): Promise<void> {
    const id = this.record?.id;
    await this.reload();
    if (id !== undefined) await this.open(id);
  }
}
