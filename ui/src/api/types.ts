/** What the shell's own commands answer with; the core's shapes are generated (`types.gen.ts`). */
import type { Report, SessionInfo } from "./types.gen";

export type * from "./types.gen";

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

export interface ProgressView {
  done: number;
  total: number;
  label: string;
}
