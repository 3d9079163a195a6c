/** The form on the forms screen: which one, of which record, and its PDF as it would be printed. */
import * as api from "../api";
import type { FormId, Report, Row } from "../api";
import { FORMS } from "../screens";

export class FormsState {
  form = $state<FormId>("form-04");
  /** The record; null is the blank form for the pen; undefined: nothing chosen yet. */
  id = $state<number | null | undefined>(undefined);
  find = $state("");
  rows = $state<Row[]>([]);
  total = $state(0);
  loaded = $state(false);
  pdf = $state.raw<Uint8Array | null>(null);
  busy = $state(false);
  failure = $state<Report | null>(null);
  said = $state<{ saved: string } | { opened: true } | null>(null);
  #turn = 0;

  get register() {
    return FORMS.find((one) => one.id === this.form)!.register;
  }

  choose(form: FormId, id: number | null | undefined): void {
    if (form !== this.form) this.find = "";
    this.form = form;
    this.id = id;
    void this.reload();
  }

  async reload(): Promise<void> {
    this.said = null;
    await Promise.all([this.list(), this.draw()]);
  }

  async list(): Promise<void> {
    try {
      const page = await api.listRecords(this.register, { ...(this.find ? { text: this.find } : {}), limit: 100 });
      this.rows = page.rows.filter((row) => !row.voided);
      this.total = page.total;
    } catch (failure) {
      this.failure = api.toReport(failure);
    }
    this.loaded = true;
  }

  async draw(): Promise<void> {
    const turn = ++this.#turn;
    this.pdf = null;
    this.failure = null;
    if (this.id === undefined) return;
    this.busy = true;
    try {
      const bytes = await api.previewForm(this.form, this.id);
      if (turn === this.#turn) this.pdf = new Uint8Array(bytes);
    } catch (failure) {
      if (turn === this.#turn) this.failure = api.toReport(failure);
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  async save(): Promise<void> {
    if (this.id === undefined) return;
    try {
      const path = await api.saveForm(this.form, this.id);
      this.said = path === null ? null : { saved: path };
      this.failure = null;
    } catch (failure) {
      this.failure = api.toReport(failure);
    }
  }

  async open(): Promise<void> {
    if (this.id === undefined) return;
    try {
      await api.openForm(this.form, this.id);
      this.said = { opened: true };
      this.failure = null;
    } catch (failure) {
      this.failure = api.toReport(failure);
    }
  }
}
