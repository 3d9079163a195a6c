// Written by the core's test `types_of_the_window_are_current`. Do not edit.

export type Absent = { register: RegisterId, number: string, title: string, };

export type Action = "ledger_created" | "profile_changed" | "account_created" | "password_changed" | "access_recovered" | "signed_in" | "sign_in_failed" | "signed_out" | "locked" | "unlocked" | "created" | "corrected" | "voided" | "imported" | "import_committed" | "import_undone" | "mapping_remembered" | "undone" | "viewed" | "searched" | "printed" | "exported" | "verified" | "log_viewed" | "case_applied" | "case_permitted" | "case_checked_before" | "case_handed_over" | "case_worked" | "case_reported" | "certificate_received" | "case_checked_after" | "case_redone" | "case_closed" | "case_withdrawn" | "case_refused" | "case_sent_out" | "case_came_back" | "manifest_kept" | "case_step_corrected" | "case_step_voided" | "attachment_moved" | "item_ended" | "device_introduced" | "device_moved" | "drive_removed" | "drive_added" | "device_lost" | "device_found" | "item_sent_out" | "attached" | "moved" | "left" | "leaving_withdrawn" | "account_changed" | "training_planned" | "training_amended" | "targets_frozen" | "training_announced" | "training_held" | "attendance_marked" | "attendee_assigned" | "training_confirmed" | "training_cancelled" | "plan_approved" | "plan_decided" | "plan_revised" | "report_drafted" | "report_submitted" | "text_kept" | "reminded" | "followed_up" | "makeup_planned" | "sheet_filed" | "refused";

export type Adequacy = "ok" | "warn" | "block";

export type Advice = { level: Adequacy, 
/**
 * The weightiest first.
 */
remarks: Array<Remark>, };

export type Attachment = { id: number, register: RegisterId, record: number, name: string, 
/**
 * `pdf`, `jpeg`, `png`, `docx`, `xlsx`, `pptx`, `xml` or `text`.
 */
kind: string, note: string | null, 
/**
 * What it is to its record: `signed_original` or `text`.
 */
purpose: string | null, 
/**
 * Which pages of a printed list it holds: `1,3`.
 */
pages: string | null, 
/**
 * The step of a case it was taken or received at.
 */
step: string | null, 
/**
 * The thing it shows; none where it is about the whole record.
 */
item: string | null, sha256: string, size: number, added_at: string, added_by: string, };

export type AttendanceEntry = { 
/**
 * The line of the list, from 1.
 */
line: number | null, person: number | null, 
/**
 * As scanned or typed.
 */
staff_no: string | null, 
/**
 * Somebody who is not on the list is put on it.
 */
add: boolean, attendance: string | null, reason: string | null, attended_on: string | null, signed: string | null, score: string | null, remarks: string | null, };

export type AttendeeView = { line: number, person: number | null, staff_no: string, name: string, department: string, title: string, employment: Cell, attendance: Cell, reason: string, attended_on: Cell, signed: boolean, score: string, remarks: string, 
/**
 * Whom the name may mean, where nobody is certain.
 */
candidates: Array<PersonHint>, };

export type Awaited = "no" | "yes" | "late" | "overdue";

export type Bad = { what: Fault, 
/**
 * The entry, where one is meant.
 */
seq: number | null, 
/**
 * The ledger or table, where a row is meant.
 */
register: string | null, number: string | null, };

export type BatchCount = { register: RegisterId, records: number, };

export type BatchInfo = { id: number, 
/**
 * Local time.
 */
at: string, by: string, files: Array<string>, registers: Array<BatchCount>, 
/**
 * Local time of the undoing.
 */
undone: string | null, };

export type BoardCase = { id: number, version: number, number: string, 
/**
 * Id of the state, and its name.
 */
state: string, state_label: Label, waits_for: Label, 
/**
 * Days since the application.
 */
age_days: number, 
/**
 * By their control numbers.
 */
items: number, items_shown: string, 
/**
 * Things handed over that no certificate names yet.
 */
owed: number, vendor: string | null, 
/**
 * ISO
 */
certificate_due: string | null, 
/**
 * Days since the things were handed over.
 */
handed_days: number | null, certificate: Awaited, };

export type Candidate = { id: number, name: string, };

export type CaseGuide = { version: number, state: Label, waits_for: Label, stages: Array<Stage>, 
/**
 * Steps open now; the first is what the case waits for. Nothing where it is over.
 */
next: Array<Step>, 
/**
 * Rows of the application as they would be typed again, while it may still be corrected.
 */
amend: Array<{ [key in string]: string }> | null, things: Array<Weighed>, 
/**
 * What closing writes into the ledgers of the things.
 */
endings: Array<Ending>, 
/**
 * Pictures the open step, or the one after the work, asks for.
 */
photos: Array<PhotoWanted>, 
/**
 * Without them the step is refused.
 */
photos_demanded: boolean, 
/**
 * Where a picture put to the wrong step or thing may be put; nothing where none may be.
 */
photo_places: PhotoPlaces | null, 
/**
 * Certificates that do not say yet what they have to before the case can be accepted.
 */
incomplete: Array<IncompleteCertificate>, };

export type CaseOfDevice = { id: number, number: string, state: Label, waits_for: Label, };

export type Cell = { 
/**
 * As shown: 和暦, the choice's label, the name.
 */
text: string, 
/**
 * As typed or stored: ISO date, id of the choice.
 */
value: string, };

export type Check = { text: string, count: number, 
/**
 * The first few rows.
 */
rows: Array<number>, };

export type Choice = { id: string, label: Label, };

export type ColumnMapping = { col: number, heading: string, 
/**
 * None where the column is kept beside the fields or left out.
 */
field: string | null, excluded: boolean, 
/**
 * Why: `same_name`, `synonym`, `contains`, `chosen`, `taken`, `unknown`, `sensitive`.
 */
reason: string, reason_text: string, };

export type Comparison = { 
/**
 * By the table's id.
 */
tables: { [key in string]: TableDiff }, 
/**
 * Rows of all tables.
 */
counts: StandingCounts, 
/**
 * Records that would be made or corrected.
 */
writes: number, };

export type CourseChoice = { id: string, label: string, };

export type CourseDuty = { course_no: string, course: string, 
/**
 * Not trained, and asked for already: from October, or new.
 */
due: number, overdue: number, nearest_due: string | null, 
/**
 * The first five.
 */
names: Array<string>, };

export type CourseFigures = { course_no: string, course: string, course_kind: string, sessions: number, meant: number, trained: number, exempt: number, percent: number | null, };

export type Decisions = { 
/**
 * All proposals as they stand, now and later (`--accept-proposals`).
 */
accept_all: boolean, 
/**
 * Which side stands where both changed something and nothing else was said.
 */
prefer: Side, 
/**
 * Files taken out of the set again, by their places in it.
 */
out: Array<number>, 
/**
 * Files that could not be read or hold no ledger, by name, and may stay out.
 */
stay_out: Array<string>, 
/**
 * By the table's id.
 */
tables: { [key in string]: TableDecisions }, };

export type DeviceDue = { id: number, number: string, title: string, returns: ReturnDue, };

export type DeviceGuide = { version: number, 
/**
 * Steps open now; the first is what the device waits for.
 */
next: Array<DeviceStep>, case: CaseOfDevice | null, returns: ReturnDue | null, drives: Array<DriveView>, 
/**
 * 処分の区分 a case of it may be begun with from here: back to its lessor, or to be repaired.
 */
leaves_for: Array<string>, };

export type DeviceStep = "introduce" | "move" | "remove_drive" | "add_drive" | "lose" | "find";

export type DeviceStepInfo = { step: DeviceStep, fields: Array<string>, required: Array<string>, 
/**
 * Fields of the one drive the step is about.
 */
drive_fields: Array<string>, drive_required: Array<string>, clause: string, };

export type Draft = { values: { [key in string]: string }, parts: { [key in string]: Array<{ [key in string]: string }> }, 
/**
 * When it happened (ISO); today where blank.
 */
effective_on: string | null, 
/**
 * Why it is entered late (事後入力).
 */
late_reason: string | null, };

export type DrillDuty = { state: DrillState, 
/**
 * The last one held (ISO).
 */
last_on: string | null, due_on: string, 
/**
 * The next one planned.
 */
planned_on: string | null, };

export type DrillState = "ok" | "soon" | "overdue" | "never";

export type Drive = { serial: string, model: string, capacity: string, 
/**
 * Id of a method, where the words are known.
 */
method: string | null, method_text: string, 
/**
 * `pass`, `fail` or `unknown`; nothing where the file does not say.
 */
result: string | null, 
/**
 * `full`, `sampling` or `none`.
 */
verification: string | null, 
/**
 * `2026-11-09T10:00`
 */
started_at: string | null, ended_at: string | null, error_count: number | null, retry_count: number | null, erased_percent: number | null, 
/**
 * HPA, DCO, remapped sectors.
 */
coverage: string, warnings: Array<string>, };

export type DriveEvent = { 
/**
 * When it happened where the user said so (ISO), else when it was entered.
 */
on: string, by: string, action: string, state: Label, };

export type DriveView = { cells: { [key in string]: Cell }, state: string, state_label: Label, 
/**
 * It can be disposed of by itself.
 */
disposable: boolean, 
/**
 * Oldest first.
 */
history: Array<DriveEvent>, };

export type Ending = { register: RegisterId, number: string, 
/**
 * Of a drive inside it.
 */
serial: string | null, state: Label, };

export type ErrorCode = "input" | "forbidden" | "not_found" | "changed_meanwhile" | "wrong_credentials" | "wait_before_retry" | "password_rule" | "password_reused" | "account_disabled" | "login_rule" | "login_taken" | "role_unknown" | "field_missing" | "recovery_key_wrong" | "ledger_missing" | "ledger_exists" | "ledger_open_elsewhere" | "ledger_newer" | "ledger_damaged" | "ledger_on_network" | "ledger_in_cloud" | "not_signed_in" | "locked" | "own_request" | "number_taken" | "already_voided" | "nothing_to_undo" | "undo_not_allowed" | "reason_missing" | "late_reason_missing" | "file_unreadable" | "file_password" | "file_wrong_password" | "file_password_unsupported" | "file_format" | "file_old_format" | "file_too_large" | "file_too_much_memory" | "file_too_slow" | "file_lock_file" | "import_open_proposals" | "import_errors" | "import_known_file" | "import_nothing" | "import_nothing_new" | "import_does_not_add_up" | "import_number_taken" | "import_row_refused" | "import_copies" | "import_files_left" | "batch_touched" | "batch_undone" | "cancelled" | "case_wrong_state" | "case_not_permitted" | "case_role" | "case_check_items" | "case_order" | "case_future" | "case_item_unknown" | "case_item_busy" | "case_item_gone" | "case_item_twice" | "case_not_an_item" | "case_nothing_to_work" | "case_nothing_outsourced" | "case_redo_nothing" | "case_secrecy" | "case_not_sent_out" | "case_step_fixed" | "case_step_gone" | "case_permit_correction" | "case_list_fixed" | "case_erase_first" | "case_lease" | "case_not_verified" | "case_method" | "case_method_reason" | "case_method_unjudged" | "case_method_changed" | "case_return_only" | "case_circumstance_ahead" | "case_drive_unlisted" | "thing_in_case" | "state_by_step" | "case_steps_missing" | "case_witness" | "case_witness_on_site" | "case_photo" | "case_log_kept" | "past_disposal" | "case_leased" | "device_wrong_state" | "drive_one" | "drive_unknown" | "drive_twice" | "drive_still_inside" | "drive_kept" | "case_by_steps" | "certificate_one" | "certificate_no_serials" | "certificate_kind" | "certificate_unmatched" | "certificate_file" | "certificate_incomplete" | "report_too_large" | "report_no_text" | "report_no_serials" | "report_xml_unsafe" | "report_damaged" | "report_locked" | "report_unknown" | "scan_unknown" | "scan_damaged" | "scan_locked" | "scan_too_large" | "scan_too_slow" | "scan_cancelled" | "attachment_too_large" | "attachment_kind" | "person_left" | "person_stays" | "leaving_by_action" | "person_has_account" | "account_needed" | "training_wrong_state" | "training_nobody_meant" | "training_no_text" | "training_nobody_came" | "training_open_rows" | "training_reason_missing" | "training_day_missing" | "training_day_impossible" | "training_times_missing" | "training_plan_missing" | "training_not_yet" | "training_not_on_list" | "training_staff_unknown" | "training_line_unknown" | "training_twice" | "course_unknown" | "plan_unknown" | "text_unknown" | "plan_approved" | "plan_nothing" | "report_submitted" | "reminders_used" | "not_untrained" | "nobody_chosen" | "text_has_file" | "sheet_no_code" | "sheet_unknown" | "sheet_page" | "missing_glyph" | "font_unreadable" | "form_unknown" | "form_of_list" | "form_of_record" | "export_unmappable" | "export_too_long" | "export_failed" | "export_not_empty" | "profile_invalid" | "not_a_head" | "storage" | "io" | "unexpected";

export type EventPage = { total: number, offset: number, lines: Array<LogLine>, };

export type EventQuery = { text?: string, register?: string, offset?: number, limit?: number, };

export type ExportFormat = "xlsx" | "csv_utf8" | "csv_cp932";

export type Exported = { path: string, rows: number, sha256: string, 
/**
 * Rows of parts that a CSV has no room for.
 */
parts_left_out: number, };

export type Fault = "entry_altered" | "entry_missing" | "record_altered" | "record_missing" | "record_unknown" | "tail_cut" | "head_differs" | "evidence_altered" | "setting_altered";

export type FieldChange = { field: string, label: Label, before: string, after: string, };

export type FieldDiff = { 
/**
 * Key of the field or of the part; the heading where no field takes the column.
 */
field: string, 
/**
 * Tells it from all other differences of its row.
 */
key: string, 
/**
 * In the office's words; of a part with its row.
 */
label: string, 
/**
 * As the ledger has it, for the eye.
 */
ledger: string, 
/**
 * As the file has it.
 */
file: string, 
/**
 * Changed on both sides.
 */
conflict: boolean, 
/**
 * The file leaves blank what must not be blank: it stays.
 */
required: boolean, 
/**
 * What the record gets: the file's value, or none of it.
 */
taken: boolean, };

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

export type FilePreview = { file: string, 
/**
 * By which it can be read again.
 */
path: string, 
/**
 * What a text file was read with; the user may say otherwise.
 */
encoding: TextEncoding | null, 
/**
 * A password opened it.
 */
unlocked: boolean, sha256: string, 
/**
 * Taken out of the set: nothing of it comes in.
 */
out: boolean, 
/**
 * The file of the set that holds the same, byte for byte.
 */
copy_of: string | null, 
/**
 * Every sheet, those without a table too.
 */
sheets: Array<SheetSummary>, tables: Array<TablePreview>, };

export type FiledFile = { 
/**
 * As the user calls it.
 */
file: string, filed: FiledSheet | null, 
/**
 * Pages of the file on which no code was found: to be looked at.
 */
without_code: Array<number>, refused: Report | null, };

export type FiledSession = { id: number, number: string, course: string, 
/**
 * Pages of this scan; 0 is the 研修実施記録 in front of the list.
 */
pages: Array<number>, pages_of: number, 
/**
 * Pages of the list nobody filed yet.
 */
missing_pages: Array<number>, };

export type FiledSheet = { sessions: Array<FiledSession>, };

export type Finding = { 
/**
 * Key of the field; the heading where the column goes to no field; empty for the row as a whole.
 */
field: string, issue: Issue, severity: Severity, text: string, verdict: Verdict, 
/**
 * What stands in the file can be kept as it stands.
 */
keeps: boolean, 
/**
 * It may be answered for its row alone, otherwise than its group.
 */
by_row: boolean, };

export type FindingView = { field: string, code: string, 
/**
 * `warn`, `close` or `save`: what it holds up.
 */
severity: string, message: string, };

export type FollowupRef = { id: number, version: number, };

export type FormId = "form-04" | "form-04-work" | "form-05" | "form-09" | "form-10" | "erasure-certificate" | "form-11" | "form-12" | "form-13" | "untrained" | "training-matrix" | "training-rates" | "training-dossier";

export type Group = { table: string, field: string, issue: Issue, severity: Severity, 
/**
 * Open while one of them is.
 */
verdict: Verdict, 
/**
 * Not all of them are decided alike.
 */
mixed: boolean, 
/**
 * The other tables of a matrix for which it is decided here too.
 */
siblings: Array<string>, 
/**
 * The decisions there are for it.
 */
verdicts: Array<Verdict>, 
/**
 * What it comes to where all proposals are accepted at once.
 */
agreed: Verdict, 
/**
 * A value may be typed for each of its words.
 */
typed: boolean, count: number, 
/**
 * The first of them that is still open, else the first, as it is told to the user.
 */
example: string, 
/**
 * The words they are about, the most frequent first; only the first few where there are many.
 */
words: Array<GroupWord>, };

export type GroupFigures = { 
/**
 * `role`, `department` or `employment`.
 */
kind: string, name: string, meant: number, trained: number, percent: number | null, };

export type GroupWord = { word: string, value: string, count: number, };

export type Head = { seq: number, short: string, };

export type HeldAccount = { login: string, role_label: string, 
/**
 * The password is one given by somebody else, to be changed at the first sign-in.
 */
temporary: boolean, 
/**
 * Nobody's password opens the ledger as this account any more.
 */
keyless: boolean, 
/**
 * From this day on nobody signs in with it (ISO).
 */
disabled_on: string | null, 
/**
 * The last account that may register others: it stays until somebody follows.
 */
kept: boolean, };

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

export type Holding = { register: RegisterId, id: number, number: string, title: string, 
/**
 * As what he stands there: 管理者, 使用者, 申請者.
 */
role: string, state: string, 
/**
 * The ledger names him for certain; otherwise it only gives the same name.
 */
sure: boolean, };

export type Holdings = { person: number, name: string, 
/**
 * ISO
 */
left_on: string | null, items: Array<Holding>, account: HeldAccount | null, 
/**
 * Nothing is left to settle.
 */
settled: boolean, };

export type Home = { today: string, fiscal_year: string, registers: Array<RegisterCount>, incomplete: Array<Incomplete>, recent: Array<LogLine>, head: Head, 
/**
 * Local time of the last verification.
 */
last_verify: string | null, };

export type ImportList = { "list": "tables_read" } | { "list": "sheets_found" } | { "list": "columns_mapped" } | { "list": "questions" } | { "list": "rows_read", table: string, } | { "list": "rows_left" } | { "list": "differences" } | { "list": "not_in_file" };

export type ImportPreview = { id: number, files: Array<FilePreview>, groups: Array<Group>, refused: Array<RefusedFile>, 
/**
 * Files of which nothing comes in as it stands decided.
 */
left: Array<LeftFile>, 
/**
 * Files of the set that were taken in before, byte for byte.
 */
known: Array<KnownHere>, decisions: Decisions, 
/**
 * Against the ledger as it stands.
 */
comparison: Comparison, 
/**
 * What was decided when tables with the same headings came in, by table; never applied by itself.
 */
remembered: { [key in string]: Remembered }, 
/**
 * Written names that might mean somebody of the 職員名簿, by table.
 */
names: { [key in string]: Array<NameQuestion> }, readiness: Readiness, };

export type Incomplete = { register: RegisterId, id: number, number: string, title: string, 
/**
 * Labels of the fields, in the office's words.
 */
missing: Array<string>, };

export type IncompleteCertificate = { certificate_no: string, lacks: Array<Label>, 
/**
 * As they would be typed again.
 */
values: { [key in string]: string }, };

export type Issue = "ditto" | "ditto_without_source" | "same_as_left" | "missing_year" | "day_only" | "era_out_of_range" | "era_omitted" | "serial" | "fiscal_year_only" | "period" | "time_dropped" | "time_split" | "date_with_words" | "done_without_date" | "time_only" | "next_day" | "weekday_differs" | "not_a_date" | "no_such_day" | "year_out_of_range" | "far_ahead" | "unknown_word" | "mark_meaning" | "choice_guess" | "unknown_choice" | "merged_fill" | "leading_zero" | "unit_added" | "many_in_cell" | "date_in_id" | "digits_lost" | "hidden_by_width" | "seal_removed" | "seal_only" | "not_a_number" | "not_yes_or_no" | "error_cell" | "formula_without_value" | "too_long" | "bad_code" | "words_in_number" | "unreadable_char" | "lost_char" | "gaiji" | "duplicate_number" | "number_reused" | "state_in_note" | "struck" | "partly_struck" | "struck_part" | "hidden" | "comment" | "marks_unread" | "my_number" | "display_differs" | "display_unknown" | "stale_formula" | "under_merge" | "section_heading" | "blank_above" | "number_range" | "approximate" | "history_in_cell" | "role_in_name" | "role_only" | "hidden_column" | "hidden_sheet" | "drawings" | "external_links" | "encoding_guess" | "sample_sheet" | "not_meant" | "broken_off" | "old_sheet" | "own_list" | "doubtful_record" | "doubtful_note" | "which_ledger" | "two_ledgers" | "two_columns" | "guessed_column" | "two_row_headings" | "from_title" | "part_elsewhere" | "part_number" | "part_unplaced" | "voided_here" | "mark_mismatch" | "number_elsewhere" | "number_like" | "number_nearly" | "zeros_lost" | "content_like" | "rows_differ" | "nearly_same" | "unmarked_copy" | "same_person" | "repeated_row" | "other_thing" | "copied_row" | "older_table" | "copies_differ" | "number_clash" | "number_twice" | "stray_quote" | "beyond_headings" | "struck_cell" | "marked_cells";

export type KnownFile = { file: string, batch: number, at: string, };

export type KnownHere = { 
/**
 * Its place in the set.
 */
n: number, file: string, batch: number, 
/**
 * Local time.
 */
at: string, };

export type Label = { ja: string, en: string, };

export type Leaver = { person: number, staff_no: string, name: string, department: string, left_on: string, count: number, account_open: boolean, };

export type Leaving = { record: RecordView, holdings: Holdings, };

export type LeftFile = { file: string, 
/**
 * None where it could not be read.
 */
sha256: string | null, why: LeftWhy, 
/**
 * The file it is a copy of, the import it came in with, or the refusal.
 */
of: string, 
/**
 * Nobody has said yet that it may stay out.
 */
asks: boolean, };

export type LeftWhy = "unreadable" | "no_ledger" | "copy" | "known" | "taken_out" | "own_list" | "nothing_taken";

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

export type ListWanted = { "list": "untrained", query: UntrainedQuery, } | { "list": "training_matrix", query: MatrixQuery, } | { "list": "training_rates", from_year: number, to_year: number, } | { "list": "disposal_board" } | { "list": "duties" } | { "list": "ledger_counts" } | { "list": "log", query: EventQuery, } | { "list": "search", text: string, } | { "list": "import_batches" } | { "list": "undo_kept", batch: number, } | { "list": "holdings", person: number, } | { "list": "accounts" } | { "list": "profile_numbers" } | { "list": "record_history", register: RegisterId, record: number, } | { "list": "record_part", register: RegisterId, record: number, part: string, } | { "list": "record_source", register: RegisterId, record: number, } | { "list": "record_attachments", register: RegisterId, record: number, };

export type LogLine = { seq: number, 
/**
 * Local time, `2026-11-20T09:12:03`.
 */
at: string, who: string, terminal: string, action: string, register: string | null, record: number | null, number: string | null, effective_on: string | null, late: boolean, reason: string | null, detail: Record<string, unknown> | null, 
/**
 * First 8 hex digits of the seal.
 */
seal: string, };

export type MakeupSession = { id: number, number: string, held_on: string, };

export type MarkGroup = { 
/**
 * `struck`, `fill:FFFF00`, `ink:FF0000`.
 */
key: string, 
/**
 * As CSS writes it; none for a line.
 */
colour: string | null, rows: number, 
/**
 * The first few rows.
 */
examples: Array<number>, 
/**
 * A state of the ledger, `ignore` or `exclude`; nothing where it was not said.
 */
meaning: string | null, 
/**
 * On so many rows that it looks like decoration; then it is not kept.
 */
decoration: boolean, };

export type MatchedLine = { serial: string, 
/**
 * `match`, `near`, `double` or `extra`; blank where no number is typed yet.
 */
found: string, 
/**
 * The drive it stands for, or nearly does.
 */
item: Named | null, };

export type Matching = { 
/**
 * One for each line, in their order.
 */
lines: Array<MatchedLine>, 
/**
 * Drives that should be named and are not.
 */
missing: Array<Named>, };

export type Matrix = { fiscal_year: number, on: string, courses: Array<MatrixCourse>, people: Array<MatrixPerson>, };

export type MatrixCell = { state: MatrixState, on: string | null, session: number | null, };

export type MatrixCourse = { course_no: string, label: string, kind: string, 
/**
 * Of the people shown.
 */
meant: number, trained: number, percent: number | null, };

export type MatrixPerson = { person: number, staff_no: string, name: string, department: string, employment: string, hired_on: string | null, left_on: string | null, 
/**
 * In the order of the courses.
 */
cells: Array<MatrixCell>, };

export type MatrixQuery = { fiscal_year: number, department?: string, employment?: string, };

export type MatrixState = "trained" | "makeup" | "absent" | "exempt" | "due" | "overdue" | "not_meant";

export type Missed = { course_no: string, person: number, };

export type NameQuestion = { name: string, count: number, candidates: Array<Candidate>, 
/**
 * The record of the 職員名簿 that was chosen; 0 for nobody.
 */
chosen: number | null, };

export type Named = { item_no: string, serial: string, };

export type NotData = { row: number, class: RowClass, 
/**
 * What stands in the row, shortened.
 */
text: string, };

export type Page = { total: number, offset: number, rows: Array<Row>, subsets: Array<SubsetCount>, };

export type PartInfo = { key: string, label: Label, fields: Array<FieldInfo>, };

export type PasswordAge = "ok" | "expires_soon" | "expired" | "temporary";

export type PeopleStep = "move" | "leave";

export type PeopleStepInfo = { step: PeopleStep, 
/**
 * The part whose fields these are; the person's own where none.
 */
part: string | null, fields: Array<string>, required: Array<string>, clause: string, };

export type PersonHint = { id: number, staff_no: string, name: string, department: string, };

export type PhotoPlaces = { 
/**
 * The attachments that are pictures.
 */
pictures: Array<number>, steps: Array<Step>, 
/**
 * What a picture names a thing by.
 */
things: Array<string>, };

export type PhotoWanted = { step: Step, item_no: string, serial: string, 
/**
 * What an attached picture names the thing by.
 */
item: string, 
/**
 * How many show it already.
 */
taken: number, };

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

export type RateCell = { meant: number, trained: number, 
/**
 * Nothing where nobody was meant.
 */
percent: number | null, };

export type RateLine = { key: string, label: string, 
/**
 * In the order of the years.
 */
cells: Array<RateCell>, };

export type Rates = { years: Array<number>, by_course: Array<RateLine>, by_department: Array<RateLine>, };

export type ReadReport = { file: string, draft: Draft, 
/**
 * What to look at: Japanese sentences.
 */
notes: Array<string>, 
/**
 * Why nothing could be read from it: a scan, no serial numbers.
 */
refused: Report | null, };

export type Readiness = { 
/**
 * Every used row of every table is in exactly one class, and every data row has exactly one standing.
 */
adds_up: boolean, open_errors: number, open_proposals: number, 
/**
 * Rows that become records or corrections.
 */
writes: number, 
/**
 * Rows of all files; one that several tables share counts once.
 */
rows: number, ready: boolean, };

export type Reading = { 
/**
 * `pdf`, `csv`, `xml` or `log`, as the certificate's field `source` has it.
 */
source: string, 
/**
 * Fields of the certificate, as texts.
 */
certificate: { [key in string]: string }, drives: Array<Drive>, 
/**
 * What to look at before it is taken over: Japanese sentences.
 */
notes: Array<string>, };

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

export type RefusedFile = { file: string, 
/**
 * By which it can be read again.
 */
path: string, 
/**
 * A password is what it lacks: `password` or `wrong_password`; else another reason.
 */
failure: string, report: Report, 
/**
 * How its beginning reads in each encoding; none where it is no text whatever one says.
 */
samples: Array<TextSample>, };

export type RegisterCount = { id: RegisterId, total: number, missing: number, };

export type RegisterId = "staff" | "portable_media" | "backup_media" | "backup_work" | "devices" | "disposals" | "training" | "carry_outs" | "training_plans" | "training_courses" | "training_texts" | "training_reports" | "training_followups";

export type RegisterInfo = { id: RegisterId, label: Label, 
/**
 * Key of the control number's field.
 */
number: string, 
/**
 * Key of the field that says what the record is about.
 */
title: string, clause: string, personal: boolean, fields: Array<FieldInfo>, parts: Array<PartInfo>, };

export type Remark = { level: Adequacy, message: Label, source: Label, };

export type Remembered = { 
/**
 * Local time.
 */
at: string, by: string, 
/**
 * In the office's words, one decision a line.
 */
lines: Array<string>, };

export type Report = { code: ErrorCode, params: { [key in string]: string }, problems: Array<ProblemView>, };

export type ReportFigures = { fiscal_year: number, on: string, courses: Array<CourseFigures>, groups: Array<GroupFigures>, untrained: Array<Untrained>, meant: number, trained: number, exempt: number, percent: number | null, 
/**
 * 実人数: one may be meant, and missing, in several courses.
 */
meant_people: number, untrained_people: number, };

export type ReportFormat = "pdf" | "xlsx";

export type RequiredKind = "save" | "close" | "when" | "optional" | "auto";

export type ReturnDue = { 
/**
 * ISO
 */
day: string, 
/**
 * Days left; below zero it is overdue.
 */
days: number, 
/**
 * Near enough to be reminded of.
 */
near: boolean, 
/**
 * What the contract allows to be done with the drives.
 */
terms: Label | null, };

export type RoleChoice = { id: string, label: string, permissions: Array<string>, };

export type Row = { id: number, number: string, voided: boolean, 
/**
 * How many ● fields are blank.
 */
missing: number, cells: { [key in string]: Cell }, };

export type RowClass = "data" | "header" | "heading" | "total" | "note" | "blank" | "excluded" | "continued" | "elsewhere";

export type RowDiff = { row: number, standing: Standing, number: string, diffs: Array<FieldDiff>, 
/**
 * What is asked about it.
 */
asked: Array<Finding>, 
/**
 * Why nothing can be taken from the file, whatever is decided.
 */
fixed: string | null, };

export type RowPreview = { row: number, hidden: boolean, struck: boolean, comment: string | null, 
/**
 * Texts to be read into fields: the proposed ones where something is proposed.
 */
values: { [key in string]: string }, 
/**
 * What stands in the file, where it is not the same.
 */
raw: { [key in string]: string }, 
/**
 * Columns no field takes, by heading.
 */
extra: { [key in string]: string }, 
/**
 * Control numbers of the records the row becomes, where it becomes several.
 */
numbers: Array<string>, problems: Array<Finding>, 
/**
 * Which record and version the row was when our own export wrote it.
 */
mark: string | null, 
/**
 * What the user said that the row's colour or the line through it means: a state, or `ignore`.
 */
meant: string | null, };

export type SearchHit = { register: RegisterId, id: number, number: string, title: string, 
/**
 * The field and text that fitted.
 */
snippet: string, };

export type Selection = { 
/**
 * Searched with width, kana and variant kanji folded.
 */
text?: string, 
/**
 * A chip of the list, such as `status:active`.
 */
subset?: string, 
/**
 * 基準日 (ISO): the ledger as it stood at the end of that day.
 */
as_of?: string, 
/**
 * 年度, named by the calendar year it begins in.
 */
fiscal_year?: number, 
/**
 * Lists of the training: the first of several years, and what they are narrowed to.
 */
from_year?: number, course_no?: string, department?: string, employment?: string, };

export type SessionCard = { id: number, version: number, number: string, course: string, course_kind: string, held_on: string, 
/**
 * Id of the state, and its name.
 */
state: string, state_label: Label, waits_for: Label, place: string, counts: SessionCounts, };

export type SessionCounts = { meant: number, attended: number, absent: number, exempt: number, unmarked: number, percent: number | null, };

export type SessionGuide = { version: number, state: Label, waits_for: Label, stages: Array<SessionStage>, 
/**
 * Steps open now; the first is what the session waits for.
 */
next: Array<TrainingStep>, 
/**
 * What keeps it from being confirmed.
 */
hindrances: Array<FindingView>, course: string, course_no: string, held_on: string, pass_score: number | null, attendees: Array<AttendeeView>, counts: SessionCounts, text: SessionText | null, 
/**
 * Pages of the sign-in sheet.
 */
pages: number, signed: Array<SignedPage>, missing_pages: Array<number>, makeup_of: string | null, 
/**
 * The plan may still be changed.
 */
amend: boolean, };

export type SessionInfo = { login: string, name: string, role: string, role_label: string, organisation: string, 
/**
 * Local time of the sign-in before this one.
 */
last_sign_in: string | null, 
/**
 * Failed attempts since then.
 */
failures_since: number, password: PasswordAge, password_days_left: number, idle_lock_minutes: number, permissions: Array<string>, today: string, head: Head, };

export type SessionStage = { step: TrainingStep, 
/**
 * The day it was done (ISO).
 */
done: string | null, now: boolean, };

export type SessionText = { number: string, title: string, edition: string, file: TextFile | null, };

export type Setup = { dir: string, organisation: string, 
/**
 * Id of a shipped regulation profile.
 */
profile: string, person_name: string, person_kana: string, department: string, title: string, login: string, password: string, };

export type Severity = "error" | "proposal" | "note";

export type SheetSummary = { 
/**
 * None for a CSV file.
 */
name: string | null, hidden: boolean, rows: number, tables: number, 
/**
 * `A1:H69`: from the first used cell to the last.
 */
used: string, hidden_rows: number, hidden_columns: number, merges: number, formulas: number, 
/**
 * Formulas whose result the file does not keep.
 */
dead_formulas: number, 
/**
 * `#REF!` and the like.
 */
errors: number, struck: number, coloured: number, comments: number, 
/**
 * 図形: not taken in.
 */
drawings: number, 
/**
 * Why it could not be read.
 */
unreadable: string | null, };

export type Side = "ledger" | "file";

export type SignedPage = { page: number, attachment: number, name: string, };

export type SourceView = { batch: number, file: string, sheet: string | null, row: number, 
/**
 * The cells as they stood, heading to text.
 */
raw: { [key in string]: string }, };

export type Stage = { step: Step, 
/**
 * The day it was done (ISO), as far as it is over.
 */
done: string | null, now: boolean, };

export type Standing = "new" | "same" | "changed" | "conflict" | "voided" | "older" | "waiting";

export type StandingCounts = { new: number, same: number, changed: number, conflict: number, voided: number, older: number, waiting: number, };

export type Step = "apply" | "permit" | "reject" | "check_before" | "hand_over" | "work" | "back" | "report" | "certificate" | "check_after" | "send_out" | "close" | "manifest" | "withdraw";

export type StepInfo = { step: Step, fields: Array<string>, required: Array<string>, parts: Array<string>, 
/**
 * 確かめた条件 that can be known at this step.
 */
circumstances: Array<string>, 
/**
 * As the office's own regulation has it.
 */
clause: string, };

export type Subject = { "of": "blank" } | { "of": "record", id: number, } | { "of": "list", selection: Selection, };

export type SubsetCount = { id: string, 
/**
 * Absent for the program's own subsets, whose names the window knows.
 */
label: Label | null, count: number, };

export type TableDecisions = { exclude: boolean, register: RegisterId | null, 
/**
 * Where the headings stand, for the first table of the sheet.
 */
header_row: number | null, 
/**
 * Column (from 0) to field key; empty to keep it as another column, `-` to leave it out.
 */
columns: { [key in number]: string }, exclude_rows: Array<number>, 
/**
 * Rows taken for notes or totals that are data after all.
 */
include_rows: Array<number>, 
/**
 * Field key to issue to verdict: one decision for the whole group. `row:7` for what the ledger asks of one row.
 */
groups: { [key in string]: { [key in Issue]?: Verdict } }, 
/**
 * Where the ledger and the file both changed something: which of them stands. By [`Choices`].
 */
sides: { [key in string]: Side }, 
/**
 * Field key to word of the file to what it means there: `○` is `present`.
 */
words: { [key in string]: { [key in string]: string } }, 
/**
 * Field key to the era, or the century, of dates that name none: `R`, `H`, `20`.
 */
eras: { [key in string]: string }, 
/**
 * 年度 of dates without a year.
 */
fiscal_year: number | null, 
/**
 * What colours and lines through rows mean: the mark's key to a state of the ledger, `ignore` or `exclude`.
 */
meanings: { [key in string]: string }, 
/**
 * Names the 職員名簿 does not know for certain, to the record they mean; 0 for nobody of it.
 */
people: Record<string, number>, };

export type TableDiff = { counts: StandingCounts, 
/**
 * Rows that change something, or would; where there are too many, those to be decided come first.
 */
rows: Array<RowDiff>, 
/**
 * Rows that change something and are not shown because there are too many.
 */
rows_left_out: number, 
/**
 * Fields changed on both sides that may still be decided, with how often, of all rows.
 */
conflicts: { [key in string]: number }, 
/**
 * Records that came from here and are not in the file any more. They stay as they are.
 */
absent: Array<Absent>, absent_count: number, 
/**
 * Rows that cannot become records as they stand, though nothing was found in their cells.
 */
unread: Array<Unread>, 
/**
 * What the calendar or a rule says against some of the records; nothing keeps them from coming in.
 */
checks: Array<Check>, 
/**
 * Rows there were too many of to be looked at so.
 */
unchecked: number, };

export type TablePreview = { 
/**
 * File, sheet and table by their places: `0/2/0`.
 */
id: string, sheet: string | null, register: RegisterId, 
/**
 * The whole table is one record, whose rows are of this part.
 */
part: string | null, excluded: boolean, 
/**
 * 確認待ち: whether it comes in at all is asked (記入例, 旧台帳) and not answered yet.
 */
waits: boolean, 
/**
 * Its columns mean nothing to any ledger yet: the user may say which row holds the headings and what it is.
 */
unmapped: boolean, 
/**
 * Rows of parts that our own export wrote: they belong to the records of the sheet beside them.
 */
attached: boolean, header_row: number, 
/**
 * Year and month the sheet is of, where it says so: R6年度 comes after R5年度 wherever it stands.
 */
period: [number, number] | null, columns: Array<ColumnMapping>, 
/**
 * What stands once for the table (研修名, 日時).
 */
values: { [key in string]: string }, 
/**
 * Findings in those.
 */
problems: Array<Finding>, 
/**
 * Colours of rows and lines through them, which may mean something.
 */
marks: Array<MarkGroup>, rows: Array<RowPreview>, not_data: Array<NotData>, totals: Totals, 
/**
 * Rows not shown because there are too many; they are taken in all the same.
 */
left_out: number, 
/**
 * Rows of other kinds not shown because there are too many.
 */
not_data_left_out: number, };

export type TakenStep = { 
/**
 * Its entry in the log.
 */
entry: number, step: Step, 
/**
 * ISO; none where it was taken by being entered.
 */
day: string | null, who: string, draft: Draft, 
/**
 * Fields that may be corrected now.
 */
fields: Array<string>, 
/**
 * Columns of a listed thing that may be; none once the case is over.
 */
of_a_thing: Array<string>, may_void: boolean, };

export type TargetRow = { person: number, staff_no: string, name: string, department: string, title: string, employment: Cell, };

export type TargetsPreview = { count: number, rows: Array<TargetRow>, };

export type TextEncoding = "utf8" | "cp932" | "utf16" | "euc_jp" | "iso2022_jp";

export type TextFile = { name: string, sha256: string, };

export type TextSample = { encoding: TextEncoding, text: string, 
/**
 * Characters of it that no text has.
 */
broken: number, };

export type Totals = { rows: number, data: number, header: number, heading: number, total: number, note: number, blank: number, excluded: number, 
/**
 * Further rows of records that take more than one.
 */
continued: number, 
/**
 * Rows that come in with the other table of a list.
 */
elsewhere: number, };

export type TouchKind = "changed" | "case" | "account" | "carry_out" | "attachment" | "number";

export type Touched = { register: RegisterId, record: number, number: string, 
/**
 * What stands in the way of taking it back.
 */
by: Array<TouchedBy>, };

export type TouchedBy = { kind: TouchKind, what: string, };

export type TrainingDuties = { 
/**
 * The year before while anything of it is open, then this year.
 */
years: Array<YearDuties>, drill: DrillDuty, leavers_holding: Array<Leaver>, };

export type TrainingStep = "plan" | "announce" | "hold" | "confirm" | "cancel";

export type TrainingStepInfo = { step: TrainingStep, fields: Array<string>, required: Array<string>, parts: Array<string>, 
/**
 * As the office's own regulation has it.
 */
clause: string, };

export type UndoAnswer = { register: RegisterId, number: string, 
/**
 * What was undone: `created` or `corrected`.
 */
action: string, record: RecordView, };

export type UndoPlan = { 
/**
 * Records that go back to what they were.
 */
records: number, 
/**
 * Records that were changed since, or stand in an open case.
 */
touched: Array<Touched>, };

export type Unread = { row: number, why: string, };

export type Untrained = { person: number, staff_no: string, name: string, kana: string, department: string, title: string, employment: string, hired_on: string | null, left_on: string | null, course_no: string, course: string, due_on: string, urgency: Urgency, cause: UntrainedCause, absent_on: string | null, 
/**
 * Somebody of this very name attended, and nobody said yet who it was.
 */
same_name: boolean, reason: string | null, 
/**
 * Days of the reminders so far.
 */
reminders: Array<string>, makeup: MakeupSession | null, makeup_on: string | null, measure: string | null, followup: FollowupRef | null, };

export type UntrainedCause = "never" | "absent" | "new_hire" | "lapsed" | "again";

export type UntrainedChoices = { years: Array<number>, courses: Array<CourseChoice>, departments: Array<string>, employments: Array<string>, };

export type UntrainedList = { fiscal_year: number, on: string, rows: Array<Untrained>, choices: UntrainedChoices, };

export type UntrainedQuery = { 
/**
 * This one where absent.
 */
fiscal_year?: number, course_no?: string, department?: string, employment?: string, 
/**
 * 基準日 (ISO): as it stood on that day; today where absent.
 */
on?: string, };

export type Urgency = "later" | "soon" | "red" | "overdue";

export type Verdict = "open" | "accept" | "keep_raw" | "blank";

export type VerifyReport = { ok: boolean, entries: number, records: number, first_bad: Bad | null, head: Head, 
/**
 * The head on paper that was compared, if one was given.
 */
printed: Head | null, };

export type Weighed = { 
/**
 * The row it was typed in; of a device and its drives the same.
 */
row: number, cells: { [key in string]: Cell }, 
/**
 * A machine whose drives are listed holds no data itself.
 */
carries_data: boolean, outsourced: boolean, 
/**
 * The kind alone does not say what is inside (RDX).
 */
ask_inside: boolean, advice: Advice | null, 
/**
 * Why it cannot be in the case.
 */
refused: Report | null, };

export type YearDuties = { fiscal_year: number, 
/**
 * It is over.
 */
past: boolean, courses: Array<CourseDuty>, 
/**
 * `missing`, `draft` or `approved`; `past` where it is too late for a plan.
 */
plan: string, plan_id: number | null, 
/**
 * `not_yet`, `due`, `draft` or `submitted`.
 */
report: string, report_id: number | null, };
