/** The form on the forms screen: which one, of what, and its PDF as it would be printed. */
import * as api from "../api";
import type { FormId, ListQuery, RegisterId, Report, Row, Selection, Subject, SubsetCount } from "../api";
import { FORMS } from "../screens";

export class FormsState {
  form = $state<FormId>("form-04");
  /** The record; null is the blank form for the pen; undefined: nothing chosen yet. */
  id = $state<number | null | undefined>(undefined);
  find = $state("");
  /** Of a form that lists a ledger: which of its records, as of when (ISO; blank is now). */
  subset = $state("");
  asOf = $state("");
  /** Of what is worked out: which year, and whom. */
  narrowing = $state.raw<Selection>({});
  rows = $state<Row[]>([]);
  subsets = $state<SubsetCount[]>([]);
  total = $state(0);
  loaded = $state(false);
  pdf = $state.raw<Uint8Array | null>(null);
  busy = $state(false);
  failure = $state<Report | null>(null);
  said = $state<{ saved: string } | { opened: true } | null>(null);
  #turn = 0;

  get #described() {
    return FORMS.find((one) => one.id === this.form)!;
  }

  get register(): RegisterId {
    return this.#described.register;
  }

  /** Whether the form lists a ledger. */
  get whole(): boolean {
    return this.#described.whole ?? false;
  }

  /** Whether its rows are worked out, and not chosen from the list. */
  get reckoned(): boolean {
    return this.#described.reckoned ?? false;
  }

  /** What would be printed; null while nothing is chosen. */
  get subject(): Subject | null {
    if (this.id === null) return { of: "blank" };
    if (this.whole) return { of: "list", selection: { ...(this.reckoned ? this.#reckoned : {}), ...this.#narrowed } };
    return this.id === undefined ? null : { of: "record", id: this.id };
  }

  /** A day typed here says its own year; the year of the picture holds as long as its day stands. */
  get #reckoned(): Selection {
    const { as_of, fiscal_year, ...others } = this.narrowing;
    const stands = this.asOf === (as_of ?? "");
    return { ...others, ...(stands && fiscal_year !== undefined ? { fiscal_year } : {}) };
  }

  get #narrowed(): Pick<ListQuery, "text" | "subset" | "as_of"> {
    return {
      ...(this.find ? { text: this.find } : {}),
      ...(this.whole && this.subset ? { subset: this.subset } : {}),
      ...(this.whole && this.asOf ? { as_of: this.asOf } : {}),
    };
  }

  choose(form: FormId, id: number | null | undefined): void {
    if (form !== this.form) this.find = this.subset = this.asOf = "";
    this.narrowing = {};
    this.form = form;
    this.id = id;
    void this.reload();
  }

  /** From a list: what it shows. */
  from(form: FormId, query: ListQuery): void {
    this.form = form;
    this.id = undefined;
    this.find = query.text ?? "";
    this.subset = query.subset ?? "";
    this.asOf = query.as_of ?? "";
    void this.reload();
  }

  /** From a picture that is worked out: as it is narrowed there. */
  reckon(form: FormId, narrowing: Selection): void {
    this.form = form;
    this.id = undefined;
    this.find = this.subset = "";
    this.asOf = narrowing.as_of ?? "";
    this.narrowing = narrowing;
    void this.reload();
  }

  async reload(): Promise<void> {
    this.said = null;
    await Promise.all([this.list(), this.draw()]);
  }

  async list(): Promise<void> {
    try {
      const page = await api.listRecords(this.register, { ...this.#narrowed, limit: this.whole ? 1 : 100 });
      this.rows = page.rows.filter((row) => !row.voided);
      this.subsets = page.subsets;
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
    const { subject } = this;
    if (!subject) return;
    this.busy = true;
    try {
      const bytes = await api.previewForm(this.form, subject);
      if (turn === this.#turn) this.pdf = new Uint8Array(bytes);
    } catch (failure) {
      if (turn === this.#turn) this.failure = api.toReport(failure);
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  async save(): Promise<void> {
    const { subject } = this;
    if (!subject) return;
    try {
      const path = await api.saveForm(this.form, subject);
      this.said = path === null ? null : { saved: path };
      this.failure = null;
    } catch (failure) {
      this.failure = api.toReport(failure);
    }
  }

  async open(): Promise<void> {
    const { subject } = this;
    if (!subject) return;
    try {
      await api.openForm(this.form, subject);
      this.said = { opened: true };
      this.failure = null;
    } catch (failure) {
      this.failure = api.toReport(failure);
    }
  }
}
