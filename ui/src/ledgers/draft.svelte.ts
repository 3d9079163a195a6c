/** A record being typed. All texts: the core reads them and answers with every problem at once. */
import * as api from "../api";
import type { Cell, Draft, FieldInfo, ProblemView, RecordView, RegisterInfo, Report } from "../api";
import { say, t } from "../text/index.svelte";

type Texts = Record<string, string>;

/**
 * Whether the clerk types it. What the program fills is not typed, but for the state of a record under
 * correction: a line of an old ledger may have said it wrongly, or not at all.
 */
export function isTyped(field: FieldInfo, correcting: boolean): boolean {
  return field.required !== "auto" || (correcting && field.key === "status");
}

function textsOf(fields: FieldInfo[], cells: { [key in string]?: Cell }, correcting = false): Texts {
  const typed = fields.filter((field) => isTyped(field, correcting));
  return Object.fromEntries(typed.map((field) => [field.key, cells[field.key]?.value ?? ""]));
}

export class DraftForm {
  readonly register: RegisterInfo;
  /** The record being corrected; null for a new one. */
  readonly of: RecordView | null;
  values = $state<Texts>({});
  parts = $state<Record<string, Texts[]>>({});
  effective = $state("");
  lateReason = $state("");
  reason = $state("");
  failure = $state<Report | null>(null);
  busy = $state(false);
  #before: string;

  constructor(register: RegisterInfo, of: RecordView | null) {
    this.register = register;
    this.of = of;
    this.values = textsOf(register.fields, of?.cells ?? {}, of !== null);
    this.parts = Object.fromEntries(
      register.parts.map((part) => [part.key, (of?.parts[part.key] ?? []).map((row) => textsOf(part.fields, row))]),
    );
    this.#before = this.#typed();
  }

  get title(): string {
    return this.of ? t.form.correctTitle(this.of.number) : t.form.createTitle(say(this.register.label));
  }

  /** What the form is for, where its title alone does not say. */
  get hint(): string {
    return "";
  }

  /** Whether the day it happened is asked for beside the fields. */
  get asksDay(): boolean {
    return true;
  }

  /** Whether the field is asked for, as far as the others are typed. */
  asks(key: string): boolean {
    void key;
    return true;
  }

  #typed(): string {
    return JSON.stringify([this.values, this.parts]);
  }

  /** What stands in the form now counts as untouched. */
  settle(): void {
    this.#before = this.#typed();
  }

  get changed(): boolean {
    return this.#typed() !== this.#before;
  }

  /** There is typed text that leaving would lose. */
  get dirty(): boolean {
    return this.changed || this.reason !== "" || this.lateReason !== "" || this.effective !== "";
  }

  get problems(): ProblemView[] {
    return this.failure?.problems ?? [];
  }

  problem(field: string, part: string | null = null, row: number | null = null): string {
    const found = this.problems.filter((one) => one.field === field && one.part === part && one.row === row);
    return found.map((one) => one.message).join(" ");
  }

  addRow(part: string): void {
    const fields = this.register.parts.find((one) => one.key === part)?.fields ?? [];
    (this.parts[part] ??= []).push(textsOf(fields, {}));
  }

  removeRow(part: string, index: number): void {
    this.parts[part]?.splice(index, 1);
  }

  /** Sends it to the core; answers the record that came of it, or null where the user thought better of it. */
  async send(): Promise<RecordView | null> {
    return this.of
      ? await api.correctRecord(this.register.id, this.of.id, this.of.version, this.toDraft(), this.reason)
      : await api.createRecord(this.register.id, this.toDraft());
  }

  /** What is said when it is recorded. */
  done(record: RecordView): string {
    return this.of ? t.form.corrected(record.number) : t.form.created(record.number);
  }

  /** What follows once it is recorded. */
  after(record: RecordView): void {
    void record;
  }

  toDraft(): Draft {
    return {
      values: $state.snapshot(this.values),
      parts: $state.snapshot(this.parts),
      effective_on: this.effective || null,
      late_reason: this.lateReason || null,
    };
  }
}
