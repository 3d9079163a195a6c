/** What the core is asked: one function per command, same names, typed. Only this folder calls it. */
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { call } from "./call";
import type {
  Attachment,
  BatchInfo,
  BoardCase,
  CaseGuide,
  Created,
  Decisions,
  DeviceDue,
  DeviceGuide,
  DeviceStep,
  DeviceStepInfo,
  Draft,
  EventPage,
  EventQuery,
  ExportFormat,
  Exported,
  FormId,
  Home,
  ImportList,
  ImportPreview,
  ListQuery,
  ListWanted,
  Matching,
  Named,
  Page,
  PersonHint,
  ProfileSummary,
  ProgressView,
  ReadReport,
  RecordView,
  RegisterId,
  RegisterInfo,
  ReportFormat,
  SearchHit,
  SessionInfo,
  Setup,
  StartState,
  Step,
  StepInfo,
  TakenStep,
  Subject,
  TextEncoding,
  UndoAnswer,
  UndoPlan,
  VerifyReport,
  Weighed,
} from "./types";

export type * from "./types";

export { toReport, whenShutOut } from "./call";
export * from "./training";
export * from "./people";

export const startState = () => call<StartState>("start_state");
/** Asks with the system's own dialog; null where it was closed. */
export const pickLedgerDir = () => call<string | null>("pick_ledger_dir");
export const suggestLedgerDir = () => call<string>("suggest_ledger_dir");
export const listProfiles = () => call<ProfileSummary[]>("list_profiles");
export const createLedger = (draft: Setup) => call<Created>("create_ledger", { draft });
export const openLedger = (dir: string) => call<StartState>("open_ledger", { dir });

export const signIn = (login: string, password: string) => call<SessionInfo>("sign_in", { login, password });
export const lock = () => call<void>("lock");
export const unlock = (password: string) => call<SessionInfo>("unlock", { password });
export const signOut = () => call<void>("sign_out");
export const changePassword = (old: string, next: string) =>
  call<SessionInfo>("change_password", { old, new: next });
export const recoverAccess = (recoveryKey: string, login: string, newPassword: string) =>
  call<SessionInfo>("recover_access", { recoveryKey, login, newPassword });

export const describe = () => call<RegisterInfo[]>("describe");
export const listRecords = (register: RegisterId, query: ListQuery) => call<Page>("list_records", { register, query });
export const getRecord = (register: RegisterId, id: number) => call<RecordView>("get_record", { register, id });
export const createRecord = (register: RegisterId, draft: Draft) =>
  call<RecordView>("create_record", { register, draft });
export const correctRecord = (register: RegisterId, id: number, version: number, draft: Draft, reason: string) =>
  call<RecordView>("correct_record", { register, id, version, draft, reason });
export const voidRecord = (register: RegisterId, id: number, version: number, reason: string) =>
  call<RecordView>("void_record", { register, id, version, reason });
export const undoLast = () => call<UndoAnswer>("undo_last");

export const describeDeviceSteps = () => call<DeviceStepInfo[]>("describe_device_steps");
export const guideDevice = (id: number) => call<DeviceGuide>("guide_device", { id });
export const advanceDevice = (id: number, version: number, step: DeviceStep, draft: Draft) =>
  call<RecordView>("advance_device", { id, version, step, draft });
/** Hired devices that go back soon. */
export const devicesDue = () => call<DeviceDue[]>("devices_due");

export const describeSteps = () => call<StepInfo[]>("describe_steps");
export const disposalBoard = () => call<BoardCase[]>("disposal_board");
/** Null where the record is not run by steps. */
export const guideCase = (id: number) => call<CaseGuide | null>("guide_case", { id });
export const applyDisposal = (draft: Draft) => call<RecordView>("apply_disposal", { draft });
export const amendDisposal = (id: number, version: number, draft: Draft, reason: string) =>
  call<RecordView>("amend_disposal", { id, version, draft, reason });
export const advanceCase = (id: number, version: number, step: Step, draft: Draft) =>
  call<RecordView>("advance_case", { id, version, step, draft });
/** `of` is the case being corrected, or 0. */
export const weighApplication = (of: number, draft: Draft) => call<Weighed[]>("weigh_application", { case: of, draft });
export const weighWork = (of: number, draft: Draft) => call<Weighed[]>("weigh_work", { case: of, draft });
export const expectedDrives = (id: number, step: Step) => call<Named[]>("expected_drives", { id, step });
/** `certificate` is its own number and the one it replaces. */
export const matchSerials = (id: number, step: Step, certificate: [string, string], serials: string[]) =>
  call<Matching>("match_serials", { id, step, certificate, serials });
export const takenSteps = (id: number) => call<TakenStep[]>("taken_steps", { id });
/** `entry` is the step's place in the log. */
export const correctStep = (id: number, version: number, entry: number, draft: Draft, reason: string) =>
  call<RecordView>("correct_step", { id, version, entry, draft, reason });
export const voidStep = (id: number, version: number, entry: number, reason: string) =>
  call<RecordView>("void_step", { id, version, entry, reason });
export const movePhoto = (id: number, photo: number, step: Step, item: string | null) =>
  call<Attachment>("move_photo", { id, photo, step, item });
/** Asks for a file and reads it; null where the dialog was closed. */
export const readReport = (id: number, step: Step) => call<ReadReport | null>("read_report", { id, step });

export const listAttachments = (register: RegisterId, id: number) => call<Attachment[]>("list_attachments", { register, id });
/** Asks for a file and keeps it with the record; null where the dialog was closed. */
export const attachFile = (register: RegisterId, id: number, step: string | null = null, item: string | null = null) =>
  call<Attachment | null>("attach_file", { register, id, step, item });
export const openAttachment = (id: number) => call<void>("open_attachment", { id });

export const searchAll = (text: string) => call<SearchHit[]>("search_all", { text });
export const home = () => call<Home>("home");
export const suggestPeople = (text: string) => call<PersonHint[]>("suggest_people", { text });

export const pickImportFiles = () => call<string[]>("pick_import_files");
/** The ledgers in a folder; null where the dialog was closed. */
/** The folders in it are not looked into. */
export const pickImportFolder = () => call<{ files: string[]; folders: string[] } | null>("pick_import_folder");
export const previewImport = (paths: string[]) => call<ImportPreview>("preview_import", { paths });
/** Reads one of the files again: with its password, or in another encoding. */
export const rereadImport = (preview: number, path: string, password: string | null, encoding: TextEncoding | null) =>
  call<ImportPreview>("reread_import", { preview, path, password, encoding });
export const decideImport = (preview: number, decisions: Decisions) =>
  call<ImportPreview>("decide_import", { preview, decisions });
export const commitImport = (preview: number) => call<BatchInfo>("commit_import", { preview });
export const listBatches = () => call<BatchInfo[]>("list_batches");
export const planUndo = (id: number) => call<UndoPlan>("plan_undo", { id });
/** `keepTouched`: records that were changed since stay as they are. */
export const undoBatch = (id: number, keepTouched: boolean, reason: string) =>
  call<BatchInfo>("undo_batch", { id, keepTouched, reason });
export const recallDecisions = (preview: number, table: string) =>
  call<ImportPreview>("recall_decisions", { preview, table });
export const saveImportReport = (id: number, format: ReportFormat) =>
  call<string | null>("save_import_report", { id, format });
export const cancelWork = () => call<void>("cancel_work");

export const previewForm = (form: FormId, subject: Subject) => call<ArrayBuffer>("preview_form", { form, subject });
export const saveForm = (form: FormId, subject: Subject) => call<string | null>("save_form", { form, subject });
export const openForm = (form: FormId, subject: Subject) => call<void>("open_form", { form, subject });

/** Asks where to with the system's own dialog; null where it was closed. */
export const exportLedger = (register: RegisterId, format: ExportFormat, query: ListQuery) =>
  call<Exported | null>("export_ledger", { register, format, query });
/** The same for a list that is no ledger. */
export const exportList = (wanted: ListWanted, format: ExportFormat) => call<Exported | null>("export_list", { wanted, format });
/** The same for a table of the files that lie open. */
export const exportImportList = (preview: number, wanted: ImportList, format: ExportFormat) =>
  call<Exported | null>("export_import_list", { preview, wanted, format });
export const exportEverything = () => call<Exported | null>("export_everything");

export const openRecoverySheet = (recoveryKey: string) => call<void>("open_recovery_sheet", { recoveryKey });
export const verifyLedger = (printed: string | null) => call<VerifyReport>("verify_ledger", { printed });
export const listEvents = (query: EventQuery) => call<EventPage>("list_events", { query });

/** Tells of the running work; the answer stops listening. */
export const onProgress = (tell: (progress: ProgressView) => void): Promise<() => void> =>
  listen<ProgressView>("progress", (event) => tell(event.payload));

/** Somebody closes the window: where `mayClose` says no, it stays and `ask` is called. */
export const guardClose = (mayClose: () => boolean, ask: () => void) =>
  getCurrentWindow().onCloseRequested((event) => {
    if (mayClose()) return;
    event.preventDefault();
    ask();
  });

export const closeWindow = () => getCurrentWindow().destroy();
