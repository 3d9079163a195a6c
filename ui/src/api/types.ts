/** What the shell's own commands answer with; the core's shapes are generated (`types.gen.ts`). */
import type { RegisterId, Report, SessionInfo } from "./types.gen";

export type * from "./types.import";

export interface StartState {
  stage: "wizard" | "sign_in" | "locked" | "open" | "refused";
  dir: string;
  organisation: string | null;
  practice: boolean;
  session: SessionInfo | null;
  refused: Report | null;
  version: string;
}

export interface Created {
  recovery_key: string;
  session: SessionInfo;
}

export interface BatchInfo {
  id: number;
  files: string[];
  registers: { register: RegisterId; records: number }[];
  at: string;
  by: string;
  undone: string | null;
}

export type FormId = "form-04" | "form-12";

export interface ProgressView {
  done: number;
  total: number;
  label: string;
}
