/** Cases of disposal on the screen: what steps there are, and the board of the year. */
import * as api from "../../api";
import type { BoardCase, RecordView, Report, Step, StepInfo } from "../../api";
import { Resource } from "../../lib/resource.svelte";
import { t } from "../../text/index.svelte";

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

  /** The first things of a case of the board, and how many more there are. */
  thingsOf(id: number): string {
    const found = this.board.value?.find((one) => one.id === id);
    return found ? shownThings(found) : "";
  }

  /** Certificates that should have come. */
  get overdue(): BoardCase[] {
    const weight = { overdue: 0, late: 1, yes: 2, no: 3 };
    const late = (this.board.value ?? []).filter((one) => one.certificate === "overdue" || one.certificate === "late");
    return late.sort((a, b) => weight[a.certificate] - weight[b.certificate] || b.age_days - a.age_days);
  }
}

/** How many things a card of the board names. */
const NAMED = 3;
export const shownThings = (one: BoardCase): string => one.items_shown + (one.items > NAMED ? t.home.andMore(one.items - NAMED) : "");

/** A case goes on by steps; other records of the ledger tell of what was done elsewhere. */
export const isCase = (record: RecordView | null): boolean => record?.cells["by_steps"]?.value === "1";
