/** 研修 on the screen: which view stands, which year, what the core answered. Kept while the window is locked. */
import * as api from "../../api";
import type {
  FiledFile,
  Matrix,
  MatrixQuery,
  RecordView,
  Report,
  SessionGuide,
  TrainingDuties,
  TrainingStep,
  TrainingStepInfo,
  Untrained,
  UntrainedList,
  UntrainedQuery,
  Rates,
} from "../../api";
import { Resource } from "../../lib/resource.svelte";
import { yearName } from "../../text/index.svelte";
import { RollForm } from "./rollform.svelte";

export const sameTurn = (one: Untrained) => `${one.course_no} ${one.person}`;

export class TrainingState {
  /** A picture in place of the list of sessions. */
  picture = $state<"matrix" | "untrained" | "rates" | null>(null);
  steps = $state.raw<TrainingStepInfo[]>([]);
  /** The fiscal year looked at; 0 is the one of today. */
  year = $state(0);
  department = $state("");
  employment = $state("");
  course = $state("");
  /** 基準日 of 未受講者 (ISO): as it stood on that day; today where blank. */
  on = $state("");
  /** 未受講者 who are chosen, by course and person. */
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  roll = $state<RollForm | null>(null);

  matrix = new Resource<Matrix, Report>(() => api.trainingMatrix(this.matrixQuery));
  untrained = new Resource<UntrainedList, Report>(() => api.untrained(this.untrainedQuery));
  rates = new Resource<Rates, Report>(() => api.attendanceRates(this.rateYears.from_year, this.rateYears.to_year));
  duties = new Resource<TrainingDuties, Report>(api.trainingDuties);

  /** Scanned sheets: being read, and what became of them. */
  filing = $state(false);
  filed = $state.raw<FiledFile[] | null>(null);
  filingRefused = $state<Report | null>(null);

  async begin(today: string): Promise<void> {
    this.year = fiscalYearOf(today);
    this.steps = await api.describeTrainingSteps();
    await this.duties.reload();
  }

  info(step: TrainingStep): TrainingStepInfo | undefined {
    return this.steps.find((one) => one.step === step);
  }

  get #people(): { department?: string; employment?: string } {
    return { ...(this.department ? { department: this.department } : {}), ...(this.employment ? { employment: this.employment } : {}) };
  }

  /** What the pictures are narrowed by, in words. */
  get narrowed(): string[] {
    return [yearName(this.year), this.department, this.employment].filter(Boolean);
  }

  get rateYears(): { from_year: number; to_year: number } {
    return { from_year: this.year - (YEARS - 1), to_year: this.year };
  }

  get matrixQuery(): MatrixQuery {
    return { fiscal_year: this.year, ...this.#people };
  }

  get untrainedQuery(): UntrainedQuery {
    return { fiscal_year: this.year, ...(this.course ? { course_no: this.course } : {}), ...(this.on ? { on: this.on } : {}), ...this.#people };
  }

  /** Asks again for what stands on the screen. */
  async reload(): Promise<void> {
    void this.duties.reload();
    if (this.picture) await this[this.picture].reload();
  }

  choose(rows: Untrained[]): void {
    this.chosen = new Set(rows.map(sameTurn));
  }

  get chosenRows(): Untrained[] {
    return (this.untrained.value?.rows ?? []).filter((one) => this.chosen.has(sameTurn(one)));
  }

  startRoll(record: RecordView, guide: SessionGuide): void {
    this.roll = new RollForm(record, guide);
  }

  /** Files scanned sheets, chosen or dropped, each to its session. */
  async file(ask: () => Promise<FiledFile[] | null>): Promise<FiledFile[]> {
    if (this.filing) return [];
    this.filing = true;
    this.filed = null;
    this.filingRefused = null;
    try {
      this.filed = await ask();
    } catch (failure) {
      this.filingRefused = api.toReport(failure);
    } finally {
      this.filing = false;
    }
    return this.filed ?? [];
  }
}

/** How many years the picture of rates goes back. */
const YEARS = 5;

/** 年度 of an ISO day, by the calendar year it begins in. */
export function fiscalYearOf(iso: string): number {
  const [year = 0, month = 0] = iso.split("-").map(Number);
  return month >= 4 ? year : year - 1;
}
