/** 研修: sessions and their attendance, who was not trained, pictures of the year, the report. */
import { listen } from "@tauri-apps/api/event";
import { call } from "./call";
import type {
  AttendanceEntry,
  Draft,
  FiledFile,
  Matrix,
  MatrixQuery,
  Rates,
  RecordView,
  SessionGuide,
  TargetsPreview,
  TrainingDuties,
  TrainingStep,
  TrainingStepInfo,
  UntrainedList,
  UntrainedQuery,
} from "./types";

export const describeTrainingSteps = () => call<TrainingStepInfo[]>("describe_training_steps");
export const planTraining = (draft: Draft) => call<RecordView>("plan_training", { draft });
/** Whom a plan means on its day; nothing is written. */
export const previewTargets = (draft: Draft) => call<TargetsPreview>("preview_targets", { draft });
export const amendTraining = (id: number, version: number, draft: Draft, reason: string) =>
  call<RecordView>("amend_training", { id, version, draft, reason });
export const refreshTargets = (id: number, version: number) => call<RecordView>("refresh_targets", { id, version });
export const advanceTraining = (id: number, version: number, step: TrainingStep, draft: Draft) =>
  call<RecordView>("advance_training", { id, version, step, draft });
export const correctTraining = (id: number, version: number, draft: Draft, reason: string) =>
  call<RecordView>("correct_training", { id, version, draft, reason });
/** What was held elsewhere has a list and signed pages, and no steps. */
export const guideTraining = (id: number) => call<SessionGuide>("guide_training", { id });
/** Only the rows given change. */
export const saveAttendance = (id: number, version: number, rows: AttendanceEntry[], reason: string | null) =>
  call<RecordView>("save_attendance", { id, version, rows, reason });
export const assignAttendee = (id: number, version: number, line: number, person: number, reason: string) =>
  call<RecordView>("assign_attendee", { id, version, line, person, reason });
/** Asks for the text's file; null where the dialog was closed. */
export const keepText = (id: number, version: number, draft: Draft) =>
  call<RecordView | null>("keep_text", { id, version, draft });

/** The file of a text of the register; null where the dialog was closed. */
export const attachText = (id: number) => call<RecordView | null>("attach_text", { id });

/** Asks for scanned sign-in sheets and files each to its sessions; null where the dialog was closed. */
export const fileSignedSheets = () => call<FiledFile[] | null>("file_signed_sheets");
/** The same for what was dropped onto the window. */
export const fileDroppedSheets = () => call<FiledFile[]>("file_dropped_sheets");

/** Files come over the window, leave it, or are dropped. Where they lie, the page does not hear. */
export const onFilesOver = (tell: (over: "over" | "gone" | "dropped") => void): Promise<() => void> =>
  listen<"over" | "gone" | "dropped">("files", (event) => tell(event.payload));

export const approvePlan = (id: number, version: number, draft: Draft) =>
  call<RecordView>("approve_plan", { id, version, draft });
export const revisePlan = (id: number, version: number, draft: Draft, reason: string) =>
  call<RecordView>("revise_plan", { id, version, draft, reason });
/** Makes the report of a fiscal year, or counts the figures of its draft again. */
export const draftReport = (fiscalYear: number) => call<RecordView>("draft_report", { fiscalYear });
export const submitReport = (id: number, version: number, draft: Draft) =>
  call<RecordView>("submit_report", { id, version, draft });

export const untrained = (query: UntrainedQuery) => call<UntrainedList>("untrained", { query });
/** The next reminder of each; answers how many were written down. */
export const remind = (fiscalYear: number, items: { course_no: string; person: number }[], on: string) =>
  call<number>("remind", { fiscalYear, items, on });
export const noteUntrained = (fiscalYear: number, courseNo: string, person: number, draft: Draft) =>
  call<RecordView>("note_untrained", { fiscalYear, courseNo, person, draft });
/** What its form begins with: as the course was held last. */
export const makeupDraft = (fiscalYear: number, courseNo: string) =>
  call<Draft>("makeup_draft", { fiscalYear, courseNo });
/** A session of exactly these people. */
export const planMakeup = (fiscalYear: number, courseNo: string, persons: number[], draft: Draft) =>
  call<RecordView>("plan_makeup", { fiscalYear, courseNo, persons, draft });
export const trainingMatrix = (query: MatrixQuery) => call<Matrix>("training_matrix", { query });
export const attendanceRates = (fromYear: number, toYear: number) =>
  call<Rates>("attendance_rates", { fromYear, toYear });
export const trainingDuties = () => call<TrainingDuties>("training_duties");
