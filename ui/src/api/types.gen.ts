// Written by the core's test `types_of_the_window_are_current`. Do not edit.

export type Action = "ledger_created" | "profile_changed" | "account_created" | "password_changed" | "access_recovered" | "signed_in" | "sign_in_failed" | "signed_out" | "locked" | "unlocked" | "created" | "corrected" | "voided" | "imported" | "import_committed" | "import_undone" | "undone" | "viewed" | "searched" | "printed" | "exported" | "verified" | "log_viewed" | "refused";

export type Bad = { what: Fault, 
/**
 * The entry, where one is meant.
 */
seq: number | null, 
/**
 * The ledger or table, where a row is meant.
 */
register: string | null, number: string | null, };

export type Cell = { 
/**
 * As shown: 和暦, the choice's label, the name.
 */
text: string, 
/**
 * As typed or stored: ISO date, id of the choice.
 */
value: string, };

export type Choice = { id: string, label: Label, };

export type Draft = { values: { [key in string]: string }, parts: { [key in string]: Array<{ [key in string]: string }> }, 
/**
 * When it happened (ISO); today where blank.
 */
effective_on: string | null, 
/**
 * Why it is entered late (事後入力).
 */
late_reason: string | null, };

export type ErrorCode = "input" | "forbidden" | "not_found" | "changed_meanwhile" | "wrong_credentials" | "wait_before_retry" | "password_rule" | "password_reused" | "password_must_change" | "account_disabled" | "login_rule" | "login_taken" | "field_missing" | "too_many_admins" | "recovery_key_wrong" | "ledger_missing" | "ledger_exists" | "ledger_open_elsewhere" | "ledger_newer" | "ledger_damaged" | "ledger_on_network" | "ledger_in_cloud" | "not_signed_in" | "locked" | "own_request" | "number_taken" | "already_voided" | "nothing_to_undo" | "undo_not_allowed" | "reason_missing" | "file_unreadable" | "file_password" | "file_wrong_password" | "file_format" | "file_old_format" | "file_too_large" | "file_too_much_memory" | "file_too_slow" | "file_lock_file" | "import_open_proposals" | "import_errors" | "import_known_file" | "import_nothing" | "batch_touched" | "batch_undone" | "cancelled" | "missing_glyph" | "form_unknown" | "profile_invalid" | "head_mismatch" | "storage" | "io" | "unexpected";

export type EventPage = { total: number, offset: number, lines: Array<LogLine>, };

export type EventQuery = { text?: string, register?: string, offset?: number, limit?: number, };

export type Fault = "entry_altered" | "entry_missing" | "record_altered" | "record_missing" | "record_unknown" | "tail_cut" | "head_differs" | "evidence_altered" | "setting_altered";

export type FieldChange = { field: string, label: Label, before: string, after: string, };

export type FieldInfo = { key: string, label: Label, kind: FieldKind, choices: Array<Choice>, 
/**
 * The ledger a link points into.
 */
link: RegisterId | null, required: RequiredKind, 
/**
 * The condition of a △ field, in Japanese.
 */
when: string | null, clause: string, list: boolean, };

export type FieldKind = "code" | "text" | "note" | "date" | "date_time" | "int" | "bool" | "choice" | "many_of" | "person" | "department" | "link";

export type FindingView = { field: string, code: string, message: string, };

export type Head = { seq: number, short: string, };

export type HistoryEntry = { seq: number, 
/**
 * Local time, `2026-11-20T09:12:03`.
 */
at: string, 
/**
 * When it happened, where the user said so.
 */
effective_on: string | null, 
/**
 * 事後入力
 */
late: boolean, by: string, action: string, reason: string | null, changes: Array<FieldChange>, };

export type Home = { today: string, fiscal_year: string, registers: Array<RegisterCount>, incomplete: Array<Incomplete>, recent: Array<LogLine>, head: Head, 
/**
 * Local time of the last verification.
 */
last_verify: string | null, };

export type Incomplete = { register: RegisterId, id: number, number: string, title: string, 
/**
 * Labels of the fields, in the office's words.
 */
missing: Array<string>, };

export type Label = { ja: string, en: string, };

export type ListQuery = { 
/**
 * Searched with width, kana and variant kanji folded.
 */
text?: string, 
/**
 * A chip: `missing`, `voided`, or `status:carried_out` (a field's key and a choice's id).
 */
subset?: string, 
/**
 * Key of a field; the control number where absent.
 */
sort?: string, descending?: boolean, offset?: number, 
/**
 * 200 where absent.
 */
limit?: number, 
/**
 * 基準日 (ISO): the ledger as it stood at the end of that day.
 */
as_of?: string, };

export type LogLine = { seq: number, 
/**
 * Local time, `2026-11-20T09:12:03`.
 */
at: string, who: string, terminal: string, action: string, register: string | null, record: number | null, number: string | null, effective_on: string | null, late: boolean, reason: string | null, detail: Record<string, unknown> | null, 
/**
 * First 8 hex digits of the seal.
 */
seal: string, };

export type Page = { total: number, offset: number, rows: Array<Row>, subsets: Array<SubsetCount>, };

export type PartInfo = { key: string, label: Label, fields: Array<FieldInfo>, };

export type PasswordAge = "ok" | "expires_soon" | "expired" | "temporary";

export type PersonHint = { id: number, staff_no: string, name: string, department: string, };

export type ProblemView = { field: string, part: string | null, row: number | null, code: string, message: string, };

export type ProfileNumber = { key: string, label: string, value: string, unit: string, clause: string, 
/**
 * The regulation names no number; this one is the program's own.
 */
ours: boolean, 
/**
 * All of it in one line: 5 分（A ５．３ １））.
 */
shown: string, };

export type ProfileSummary = { id: string, title: string, 
/**
 * The document and who issued it.
 */
source: string, numbers: Array<ProfileNumber>, };

export type RecordView = { register: RegisterId, id: number, 
/**
 * Goes back with a correction, so that nobody overwrites what he did not see.
 */
version: number, number: string, title: string, cells: { [key in string]: Cell }, parts: { [key in string]: Array<{ [key in string]: Cell }> }, 
/**
 * Columns of the old ledger that no field took.
 */
extra: { [key in string]: string }, 
/**
 * Keys of ● fields still blank.
 */
missing: Array<string>, findings: Array<FindingView>, imported: SourceView | null, voided: boolean, history: Array<HistoryEntry>, };

export type RegisterCount = { id: RegisterId, total: number, missing: number, };

export type RegisterId = "staff" | "portable_media" | "backup_media" | "backup_work" | "devices" | "disposals" | "training" | "carry_outs";

export type RegisterInfo = { id: RegisterId, label: Label, 
/**
 * Key of the control number's field.
 */
number: string, 
/**
 * Key of the field that says what the record is about.
 */
title: string, clause: string, personal: boolean, fields: Array<FieldInfo>, parts: Array<PartInfo>, };

export type Report = { code: ErrorCode, params: { [key in string]: string }, problems: Array<ProblemView>, };

export type RequiredKind = "save" | "close" | "when" | "optional" | "auto";

export type Row = { id: number, number: string, voided: boolean, 
/**
 * How many ● fields are blank.
 */
missing: number, cells: { [key in string]: Cell }, };

export type SearchHit = { register: RegisterId, id: number, number: string, title: string, 
/**
 * The field and text that fitted.
 */
snippet: string, };

export type SessionInfo = { login: string, name: string, role: string, role_label: string, organisation: string, 
/**
 * Local time of the sign-in before this one.
 */
last_sign_in: string | null, 
/**
 * Failed attempts since then.
 */
failures_since: number, password: PasswordAge, password_days_left: number, idle_lock_minutes: number, permissions: Array<string>, today: string, head: Head, };

export type Setup = { dir: string, organisation: string, 
/**
 * Id of a shipped regulation profile.
 */
profile: string, person_name: string, person_kana: string, department: string, title: string, login: string, password: string, };

export type SourceView = { batch: number, file: string, sheet: string | null, row: number, 
/**
 * The cells as they stood, heading to text.
 */
raw: { [key in string]: string }, };

export type SubsetCount = { id: string, 
/**
 * Absent for the program's own subsets, whose names the window knows.
 */
label: Label | null, count: number, };

export type UndoAnswer = { register: RegisterId, number: string, 
/**
 * What was undone: `created` or `corrected`.
 */
action: string, record: RecordView, };

export type VerifyReport = { ok: boolean, entries: number, records: number, first_bad: Bad | null, head: Head, 
/**
 * The head on paper that was compared, if one was given.
 */
printed: Head | null, };
