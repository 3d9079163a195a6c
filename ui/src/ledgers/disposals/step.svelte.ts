/** One step of a case being typed: a form of just the fields of that step, and what the core says meanwhile. */
import * as api from "../../api";
import type {
  CaseGuide,
  Draft,
  FieldInfo,
  IncompleteCertificate,
  Matching,
  ReadReport,
  RecordView,
  RegisterInfo,
  Report,
  Step,
  StepInfo,
  TakenStep,
  Weighed,
} from "../../api";
import { t } from "../../text/index.svelte";
import { ActionForm, asTaken } from "../action.svelte";
import { DraftForm } from "../draft.svelte";

type Texts = Record<string, string>;

const REDO = ["redo_reason", "redo_method", "redo_performer"];
const ACCEPTED = ["post_check_items", "destination", "adequacy_reason", "not_shred_reason", "same_checker_reason"];

export class StepForm extends DraftForm {
  readonly info: StepInfo;
  /** The case; null while it is applied for. */
  readonly case: RecordView | null;
  readonly guide: CaseGuide | null;
  /** The step as it was taken, where it is corrected. */
  readonly taken: TakenStep | null;
  weighed = $state.raw<Weighed[]>([]);
  matching = $state.raw<Matching | null>(null);
  /** Of the file that was read: its name, and what to look at. */
  file = $state("");
  notes = $state<string[]>([]);
  readFailure = $state<Report | null>(null);
  /** Lines of a certificate somebody has compared with the paper. */
  confirmed = $state<boolean[]>([]);
  #turn = 0;

  constructor(register: RegisterInfo, info: StepInfo, record: RecordView | null, guide: CaseGuide | null, taken: TakenStep | null = null) {
    super(asTaken(register, taken ? { ...info, fields: taken.fields } : info), null);
    this.info = info;
    this.case = record;
    this.guide = guide;
    this.taken = taken;
    if (taken) this.#takeAgain(taken);
    else if (this.amends) this.#typeAgain();
    else if (this.step === "certificate") this.#beginCertificate();
    this.settle();
  }

  get step(): Step {
    return this.info.step;
  }

  /** An application that is corrected before it is permitted. */
  get amends(): boolean {
    return this.step === "apply" && this.case !== null && this.taken === null;
  }

  /** What is typed stands in the place of something recorded, and asks for a reason. */
  get corrects(): boolean {
    return this.amends || this.taken !== null;
  }

  /** Done again: only then is it asked how and by whom. */
  override asks(key: string): boolean {
    if (this.step !== "check_after") return true;
    const validation = this.values["validation"] ?? "";
    const again = validation === "repeat" || validation === "escalate";
    if (REDO.includes(key)) return again;
    if (["vendor", "contract_no"].includes(key)) return again && this.values["redo_performer"] === "outsourced";
    return !(again && ACCEPTED.includes(key));
  }

  override get title(): string {
    if (this.amends) return t.cases.amendTitle(this.case!.number);
    if (this.taken) return t.cases.correctTitle(this.case!.number, t.cases.steps[this.step]);
    return this.case ? t.cases.stepTitle(this.case.number, t.cases.steps[this.step]) : t.cases.applyTitle;
  }

  #takeAgain(taken: TakenStep): void {
    for (const key of Object.keys(this.values)) this.values[key] = taken.draft.values[key] ?? "";
    for (const part of this.info.parts) {
      this.parts[part] = (taken.draft.parts[part] ?? []).map((row) => this.#row(part, row));
    }
    this.confirmed = (this.parts["certificate_lines"] ?? []).map(() => true);
  }

  #typeAgain(): void {
    for (const key of Object.keys(this.values)) this.values[key] = this.case!.cells[key]?.value ?? "";
    this.parts["items"] = (this.guide?.amend ?? []).map((row) => this.#row("items", row));
  }

  #beginCertificate(): void {
    this.parts["certificates"] = [this.blank("certificates")];
    this.parts["certificate_lines"] = [];
    const open = this.guide?.incomplete ?? [];
    if (this.case?.cells["status"]?.value === "work_done" && open[0]) this.complete(open[0]);
  }

  /** A certificate received before, to fill in what it did not say yet. Its lines stay as they are. */
  complete(certificate: IncompleteCertificate): void {
    this.parts["certificates"] = [this.#row("certificates", certificate.values)];
    this.parts["certificate_lines"] = [];
    this.confirmed = [];
  }

  /** The drives the step is about, a row each, where they are worked on one by one. */
  async beginRows(part: string): Promise<void> {
    const drives = await api.expectedDrives(this.case!.id, this.step);
    const items = this.case!.parts["items"] ?? [];
    this.parts[part] = drives.map((drive) => {
      const thing = items.find((one) => one["item_no"]?.value === drive.item_no && one["serial"]?.value === drive.serial);
      const row = this.blank(part);
      if (part === "certificate_lines") row["serial"] = drive.serial;
      else Object.assign(row, { item_no: drive.item_no, serial: drive.serial, method: thing?.["method"]?.value ?? "" });
      return row;
    });
  }

  blank(part: string): Texts {
    const fields = this.register.parts.find((one) => one.key === part)?.fields ?? [];
    return Object.fromEntries(fields.map((field) => [field.key, ""]));
  }

  /** A row of a part as the core has it, in which everything else is blank. */
  #row(part: string, texts: object): Texts {
    return { ...this.blank(part), ...(texts as Texts) };
  }

  field(key: string, part: string | null = null): FieldInfo | undefined {
    const fields = part ? this.register.parts.find((one) => one.key === part)?.fields : this.register.fields;
    const found = fields?.find((field) => field.key === key);
    if (found?.key !== "circumstances") return found;
    // Before the work only some of them can be known.
    return { ...found, choices: found.choices.filter((choice) => this.info.circumstances.includes(choice.id)) };
  }

  /** The rule's advice on what is typed so far. A newer question overtakes the answer. */
  async weigh(): Promise<void> {
    const turn = ++this.#turn;
    const draft = this.toDraft();
    const weighed = this.step === "apply" ? api.weighApplication(this.case?.id ?? 0, draft) : api.weighWork(this.case!.id, draft);
    const answer = await weighed.catch(() => null);
    if (turn === this.#turn && answer) this.weighed = answer;
  }

  /** Which drive each serial number stands for. */
  async match(): Promise<void> {
    const turn = ++this.#turn;
    const part = this.step === "certificate" ? "certificate_lines" : "steps";
    const serials = (this.parts[part] ?? []).map((row) => row["serial"] ?? "");
    const certificate = this.parts["certificates"]?.[0];
    const names: [string, string] = [certificate?.["certificate_no"] ?? "", certificate?.["replaces"] ?? ""];
    const answer = await api.matchSerials(this.case!.id, this.step, names, serials).catch(() => null);
    if (turn === this.#turn && answer) this.matching = answer;
  }

  async readFile(): Promise<void> {
    try {
      const read = await api.readReport(this.case!.id, this.step);
      this.readFailure = null;
      if (read) this.#take(read);
    } catch (failure) {
      this.readFailure = api.toReport(failure);
    }
  }

  /** What the file says; what was typed already and the file leaves open, stays. */
  #take(read: ReadReport): void {
    this.file = read.file;
    this.notes = read.notes;
    this.readFailure = read.refused;
    const rows = (part: string) => (read.draft.parts[part] ?? []).map((row) => this.#row(part, row));
    if (this.step === "certificate") {
      const said = read.draft.parts["certificates"]?.[0] ?? {};
      const known = Object.entries(said).filter(([key, text]) => text && this.field(key, "certificates"));
      this.parts["certificates"] = [{ ...this.parts["certificates"]![0]!, ...(Object.fromEntries(known) as Texts) }];
      if (read.refused) return;
      this.parts["certificate_lines"] = rows("certificate_lines");
      this.confirmed = [];
    } else if (!read.refused) this.parts["steps"] = rows("steps");
  }

  override async send(): Promise<RecordView> {
    if (this.amends) return await api.amendDisposal(this.case!.id, this.case!.version, this.toDraft(), this.reason);
    if (this.taken) return await api.correctStep(this.case!.id, this.case!.version, this.taken.entry, this.toDraft(), this.reason);
    if (!this.case) return await api.applyDisposal(this.toDraft());
    return await api.advanceCase(this.case.id, this.case.version, this.step, this.toDraft());
  }

  override done(record: RecordView): string {
    return this.corrects ? t.form.corrected(record.number) : t.cases.done(record.number, t.cases.steps[this.step]);
  }

  /** Rows of which nothing is typed are not sent. */
  override toDraft(): Draft {
    const typed = super.toDraft();
    const draft = { ...typed, values: Object.fromEntries(Object.entries(typed.values).filter(([key]) => this.asks(key))) };
    const filled = (row: Texts) => Object.values(row).some((text) => text.trim() !== "");
    const parts = Object.entries(draft.parts).map(([key, rows]) => [key, (rows as Texts[]).filter(filled)] as const);
    return { ...draft, parts: Object.fromEntries(parts.filter(([, rows]) => rows.length > 0)) };
  }
}

/** 取消 of a step: nothing is typed but the reason. */
export function voidForm(register: RegisterInfo, record: RecordView, taken: TakenStep): ActionForm {
  const step = t.cases.steps[taken.step];
  return new ActionForm({
    register: { ...register, parts: [] },
    takes: { fields: [], required: [] },
    corrects: record,
    sure: true,
    title: t.cases.voidTitle(record.number, step),
    hint: t.cases.voidHint,
    send: (_, reason) => api.voidStep(record.id, record.version, taken.entry, reason),
    done: (made) => t.cases.voidDone(made.number, step),
  });
}
