/** One step of a record as a short form: just the fields it takes, and what it sends them to. */
import type { Draft, FieldInfo, PartInfo, RecordView, RegisterInfo } from "../api";
import { DraftForm } from "./draft.svelte";

/** What the core says a step takes. */
export interface Takes {
  fields: string[];
  required: string[];
  parts?: string[];
}

/** The register as far as the step takes it: what a record needs at all times is asked for only where it is due. */
export function asTaken(register: RegisterInfo, takes: Takes): RegisterInfo {
  const field = (one: FieldInfo): FieldInfo => ({
    ...one,
    required: takes.required.includes(one.key) ? "save" : one.required === "when" ? "when" : "optional",
  });
  const fields = takes.fields.flatMap((key) => register.fields.filter((one) => one.key === key));
  const parts = register.parts.filter((part) => takes.parts?.includes(part.key));
  return {
    ...register,
    fields: fields.map(field),
    parts: parts.map((part): PartInfo => ({ ...part, fields: part.fields.map((one) => ({ ...one, required: "optional" })) })),
  };
}

export interface Action {
  register: RegisterInfo;
  takes: Takes;
  /** The record as it stands, where what it says is corrected with a reason. */
  corrects?: RecordView;
  /** What is corrected stands already; only the reason is asked for. */
  sure?: boolean;
  /** What stands in the fields before anything is typed. */
  begin?: Record<string, string>;
  /** Whether a field is asked for, as far as the others are typed. */
  asks?: (key: string, values: Record<string, string>) => boolean;
  title: string;
  hint?: string;
  send: (draft: Draft, reason: string) => Promise<RecordView | null>;
  done: (record: RecordView) => string;
  /** What follows once it is recorded. */
  after?: (record: RecordView) => void;
}

export class ActionForm extends DraftForm {
  readonly action: Action;

  constructor(action: Action) {
    super(asTaken(action.register, action.takes), action.corrects ?? null);
    this.action = action;
    for (const [key, text] of Object.entries(action.begin ?? {})) if (key in this.values) this.values[key] = text;
    this.settle();
  }

  override get title(): string {
    return this.action.title;
  }

  override get changed(): boolean {
    return (this.action.sure ?? false) || super.changed;
  }

  override get hint(): string {
    return this.action.hint ?? "";
  }

  override asks(key: string): boolean {
    return this.action.asks?.(key, this.values) ?? true;
  }

  override get asksDay(): boolean {
    return false;
  }

  override async send(): Promise<RecordView | null> {
    return await this.action.send(this.toDraft(), this.reason);
  }

  override done(record: RecordView): string {
    return this.action.done(record);
  }

  override after(record: RecordView): void {
    this.action.after?.(record);
  }
}
