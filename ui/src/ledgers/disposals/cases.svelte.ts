/** Cases of disposal on the screen: what steps there are, and the board of the year. */
import * as api from "../../api";
import type { BoardCase, RecordView, Report, Step, StepInfo } from "../../api";
import { Resource } from "../../lib/resource.svelte";

export class CasesState {
  view = $state<"list" | "board">("list");
  board = new Resource<BoardCase[], Report>(api.disposalBoard);
  steps = $state.raw<StepInfo[]>([]);

  async begin(): Promise<void> {
    this.steps = await api.describeSteps();
    await this.board.reload();
  }

  info(step: Step): StepInfo | undefined {
    return this.steps.find((one) => one.step === step);
  }

  /** Certificates that should have come. */
  get overdue(): BoardCase[] {
    const weight = { overdue: 0, late: 1, yes: 2, no: 3 };
    const late = (this.board.value ?? []).filter((one) => one.certificate === "overdue" || one.certificate === "late");
    return late.sort((a, b) => weight[a.certificate] - weight[b.certificate] || b.age_days - a.age_days);
  }
}

/** A case goes on by steps; other records of the ledger tell of what was done elsewhere. */
export const isCase = (record: RecordView | null): boolean => record?.cells["by_steps"]?.value === "1";
