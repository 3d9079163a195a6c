/** Which screens there are, and where the navigation shows them. Ledgers come from the core's `describe`. */
import type { FormId, RegisterId } from "./api/types";

export type Screen = "home" | "import" | "export" | "forms" | "log" | "settings" | RegisterId;

/** 台帳: the order of the left column. 職員名簿 is a ledger too, shown under 設定. */
export const LEDGERS: RegisterId[] = [
  "portable_media",
  "backup_media",
  "backup_work",
  "devices",
  "disposals",
  "training",
  "carry_outs",
];

/** 研修: its registers stand under one entry of the navigation, as views of one screen. */
export const TRAINING: RegisterId[] = ["training", "training_plans", "training_courses", "training_texts", "training_reports", "training_followups"];

/** The form a record of the ledger is printed on. */
export const FORM_OF: Partial<Record<RegisterId, FormId>> = {
  disposals: "form-04",
  training_plans: "form-11",
  training: "form-12",
  training_reports: "form-13",
};

/**
 * `whole`: it lists a ledger, and not one of its records. `reckoned`: its rows are worked out for a day or a year,
 * and are no records of the list.
 */
export const FORMS: { id: FormId; register: RegisterId; whole?: true; reckoned?: true }[] = [
  { id: "form-04", register: "disposals" },
  { id: "form-04-work", register: "disposals" },
  { id: "form-05", register: "disposals" },
  { id: "form-09", register: "devices", whole: true },
  { id: "form-10", register: "disposals" },
  { id: "erasure-certificate", register: "disposals" },
  { id: "form-11", register: "training_plans" },
  { id: "form-12", register: "training" },
  { id: "form-13", register: "training_reports" },
  { id: "untrained", register: "training", whole: true, reckoned: true },
  { id: "training-matrix", register: "training", whole: true, reckoned: true },
  { id: "training-rates", register: "training", whole: true, reckoned: true },
  { id: "training-dossier", register: "training", whole: true, reckoned: true },
];

/** The form a whole ledger is printed on. */
export const listFormOf = (register: RegisterId): FormId | undefined =>
  FORMS.find((form) => form.whole && !form.reckoned && form.register === register)?.id;

/** The forms a record of the ledger is printed on. */
export const recordFormsOf = (register: RegisterId): FormId[] =>
  FORMS.filter((form) => !form.whole && form.register === register).map((form) => form.id);
