/** The import's shapes, as the core's `import/preview.rs` has them. */
import type { RegisterId, Report } from "./types.gen";

export type * from "./types.gen";

export type Severity = "error" | "proposal" | "note";
export type Verdict = "open" | "accept" | "keep_raw" | "blank";
export type RowClass = "data" | "header" | "heading" | "total" | "note" | "blank" | "excluded";

export interface Finding {
  field: string;
  issue: string;
  severity: Severity;
  text: string;
  verdict: Verdict;
}

export interface TableDecisions {
  exclude: boolean;
  register: RegisterId | null;
  header_row: number | null;
  /** Column to field; empty to keep it beside the record, `-` to leave it out. */
  columns: Record<number, string>;
  exclude_rows: number[];
  include_rows: number[];
  groups: Record<string, Record<string, Verdict>>;
}

export interface Decisions {
  accept_all: boolean;
  tables: Record<string, TableDecisions>;
}

export interface SheetSummary {
  name: string | null;
  hidden: boolean;
  rows: number;
  tables: number;
  hidden_rows: number;
  merges: number;
  formulas: number;
  comments: number;
  drawings: number;
  unreadable: string | null;
}

export interface ColumnMapping {
  col: number;
  heading: string;
  field: string | null;
  excluded: boolean;
  reason: string;
  reason_text: string;
}

export interface RowPreview {
  row: number;
  hidden: boolean;
  struck: boolean;
  comment: string | null;
  values: Record<string, string>;
  raw: Record<string, string>;
  extra: Record<string, string>;
  problems: Finding[];
}

export interface NotData {
  row: number;
  class: RowClass;
  text: string;
}

export interface Totals {
  rows: number;
  data: number;
  header: number;
  heading: number;
  total: number;
  note: number;
  blank: number;
  excluded: number;
}

export interface TablePreview {
  id: string;
  sheet: string | null;
  register: RegisterId;
  part: string | null;
  excluded: boolean;
  header_row: number;
  columns: ColumnMapping[];
  values: Record<string, string>;
  problems: Finding[];
  rows: RowPreview[];
  not_data: NotData[];
  totals: Totals;
}

export interface FilePreview {
  file: string;
  sha256: string;
  sheets: SheetSummary[];
  tables: TablePreview[];
}

export interface Group {
  table: string;
  field: string;
  issue: string;
  severity: Severity;
  verdict: Verdict;
  count: number;
  example: string;
}

/** A file that could not be read, beside those that could. */
export interface RefusedFile {
  file: string;
  report: Report;
}

export interface ImportPreview {
  id: number;
  files: FilePreview[];
  groups: Group[];
  refused: RefusedFile[];
  /** Names of files taken in before, byte for byte. */
  known: string[];
  decisions: Decisions;
}
