/** The short forms of 研修: what each asks for, what it sends, and what is said when it is recorded. */
import * as api from "../../api";
import type { AttendeeView, PersonHint, RecordView, SessionGuide, TrainingStep, Untrained } from "../../api";
import { app } from "../../app.svelte";
import { t } from "../../text/index.svelte";
import { ActionForm } from "../action.svelte";
import type { LedgerState } from "../ledger.svelte";

const NOTHING = { fields: [], required: [] };

/** What only a drill has, and what only a quiz has. */
function asks(key: string, values: Record<string, string>): boolean {
  if (key.startsWith("drill_")) return values["course_kind"] === "drill" || values["mode"] === "drill";
  return key !== "quiz_pass" || (values["quiz_method"] ?? "") !== "" || (values["quiz_pass"] ?? "") !== "";
}

/** 計画: whom it means is said while it is typed, and frozen when it is confirmed. */
export function planForm(ledger: LedgerState): ActionForm {
  return new ActionForm({
    register: ledger.register,
    takes: app.training.info("plan") ?? NOTHING,
    asks,
    title: t.training.planTitle,
    hint: t.training.session.hints.plan,
    send: (draft) => api.planTraining(draft),
    done: (record) => t.training.planned(record.number),
  });
}

/** 補講 of exactly these people; its sign-in sheet is what is wanted next. */
export async function makeupForm(ledger: LedgerState, rows: Untrained[]): Promise<ActionForm> {
  const [first] = rows;
  const course = first?.course_no ?? "";
  const persons = rows.map((one) => one.person);
  const takes = app.training.info("plan") ?? NOTHING;
  const settled = ["targets", "target_departments", "course_no", "course", "course_kind", "plan_no"];
  return new ActionForm({
    register: ledger.register,
    takes: { ...takes, fields: takes.fields.filter((key) => !settled.includes(key)) },
    asks,
    begin: (await api.makeupDraft(app.training.year, course)).values,
    title: t.training.makeupTitle(first?.course ?? "", rows.length),
    hint: t.training.makeupHint,
    send: (draft) => api.planMakeup(app.training.year, course, persons, draft),
    done: (record) => t.training.makeupPlanned(record.number, rows.length),
    after: (record) => {
      app.training.choose([]);
      app.printRecord("form-12", record.id);
    },
  });
}

export function stepForm(ledger: LedgerState, record: RecordView, guide: SessionGuide, step: TrainingStep): ActionForm {
  const takes = app.training.info(step) ?? NOTHING;
  // Mostly it is put down on the day, by whoever did it.
  const mostly: Record<string, string> = { checked_by: app.session?.name ?? "" };
  for (const key of ["announced_on", "checked_on", "cancelled_on"]) mostly[key] = app.home.value?.today ?? "";
  const stands = Object.fromEntries(takes.fields.map((key) => [key, record.cells[key]?.value || (mostly[key] ?? "")]));
  return new ActionForm({
    register: ledger.register,
    takes,
    asks,
    begin: stands,
    title: t.cases.stepTitle(record.number, t.training.session.steps[step]),
    hint: t.training.session.hints[step],
    send: (draft) => api.advanceTraining(record.id, guide.version, step, draft),
    done: (made) => t.cases.done(made.number, t.training.session.steps[step]),
  });
}

/** The plan put right, while nobody has been taught yet. */
export function amendForm(ledger: LedgerState, record: RecordView): ActionForm {
  return new ActionForm({
    register: ledger.register,
    takes: app.training.info("plan") ?? NOTHING,
    asks,
    corrects: record,
    title: t.training.session.amendTitle(record.number),
    hint: t.training.session.amendHint,
    send: (draft, reason) => api.amendTraining(record.id, record.version, draft, reason),
    done: (made) => t.form.corrected(made.number),
  });
}

/** For whom it was, and who confirmed it, is no text to be corrected. */
const SETTLED = ["targets", "target_departments", "checked_by", "checked_on"];

/** Texts of a session that was held; its list is corrected where attendance is entered. */
export function correctForm(ledger: LedgerState, record: RecordView): ActionForm {
  const steps: TrainingStep[] = ["plan", "hold", "confirm"];
  const typed = new Set(steps.flatMap((step) => app.training.info(step)?.fields ?? []));
  return new ActionForm({
    register: ledger.register,
    takes: { fields: [...typed].filter((key) => !SETTLED.includes(key)), required: [] },
    corrects: record,
    title: t.form.correctTitle(record.number),
    send: (draft, reason) => api.correctTraining(record.id, record.version, draft, reason),
    done: (made) => t.form.corrected(made.number),
  });
}

const TEXT_FIELDS = ["title", "edition", "author", "made_on", "paper_place"];

/** テキスト: what it is called; its file is asked for when this is confirmed. */
export function textForm(ledger: LedgerState, record: RecordView): ActionForm {
  return new ActionForm({
    register: app.register("training_texts") ?? ledger.register,
    takes: { fields: TEXT_FIELDS, required: ["title", "edition", "author"] },
    title: t.training.session.textTitle(record.number),
    hint: t.training.session.textHint,
    send: (draft) => api.keepText(record.id, record.version, draft),
    done: (made) => t.training.session.textKept(made.number),
  });
}

/** Whom a name on an imported list means. */
export function assignTo(ledger: LedgerState, record: RecordView, one: AttendeeView, who: PersonHint): ActionForm {
  return new ActionForm({
    register: { ...ledger.register, parts: [] },
    takes: NOTHING,
    corrects: record,
    sure: true,
    title: t.training.session.assignTitle(one.line, one.name),
    hint: t.training.session.assignHint(one.name, [who.name, who.department, who.staff_no].filter(Boolean).join("　")),
    send: (_, reason) => api.assignAttendee(record.id, record.version, one.line, who.id, reason),
    done: (made) => t.form.corrected(made.number),
  });
}

/** 措置: why somebody was not trained, and what is done about it. */
export function noteForm(ledger: LedgerState, row: Untrained): ActionForm {
  const followups = app.register("training_followups") ?? ledger.register;
  return new ActionForm({
    register: followups,
    takes: { fields: ["reason", "makeup_on", "measure", "exempt_reason", "exempt_by"], required: [] },
    begin: { reason: row.reason ?? "", makeup_on: row.makeup_on ?? "", measure: row.measure ?? "" },
    title: t.training.noteTitle(row.name, row.course),
    hint: t.training.noteHint,
    send: (draft) => api.noteUntrained(app.training.year, row.course_no, row.person, draft),
    done: () => t.training.noted(row.name),
    after: () => void app.training.untrained.reload(),
  });
}
