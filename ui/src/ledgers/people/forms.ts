/** The short forms of 職員名簿: joined, moved, left, and a leaving taken back. */
import * as api from "../../api";
import type { PeopleStep, RecordView, RegisterInfo } from "../../api";
import { app } from "../../app.svelte";
import { t } from "../../text/index.svelte";
import { ActionForm, type Takes } from "../action.svelte";
import { DraftForm } from "../draft.svelte";
import type { LedgerState } from "../ledger.svelte";

const NOTHING: Takes = { fields: [], required: [] };

/** 採用: the whole record, begun with the day of today. */
export function joinForm(ledger: LedgerState): DraftForm {
  const form = new DraftForm(ledger.register, null);
  form.values["hired_on"] = app.home.value?.today ?? "";
  form.settle();
  return form;
}

/** Where the fields of a step are declared: the record itself, or one of its parts. */
function declaredIn(register: RegisterInfo, part: string | null | undefined): RegisterInfo {
  const fields = part ? register.parts.find((one) => one.key === part)?.fields : undefined;
  return fields ? { ...register, fields, parts: [] } : register;
}

/** 異動 or 退職. What stands now is filled in: mostly one thing changes. */
export function personForm(ledger: LedgerState, record: RecordView, step: PeopleStep): ActionForm {
  const info = app.people.info(step);
  const stands = Object.fromEntries((info?.fields ?? []).map((key) => [key, record.cells[key]?.value ?? ""]));
  const today = app.home.value?.today ?? "";
  const move = step === "move";
  return new ActionForm({
    register: declaredIn(ledger.register, info?.part),
    takes: info ?? NOTHING,
    begin: move ? { ...stands, from_on: today, move_reason: "", order_no: "" } : { ...stands, left_on: stands["left_on"] || today },
    title: t.cases.stepTitle(record.title || record.number, t.people.steps[step]),
    hint: t.people.hints[step],
    send: async (draft) => (move ? await api.movePerson(record.id, record.version, draft) : (await api.leavePerson(record.id, record.version, draft)).record),
    done: (made) => t.cases.done(made.title || made.number, t.people.steps[step]),
    after: () => void app.people.leavers.reload(),
  });
}

export function stayForm(ledger: LedgerState, record: RecordView): ActionForm {
  return new ActionForm({
    register: { ...ledger.register, parts: [] },
    takes: NOTHING,
    corrects: record,
    sure: true,
    title: t.people.stayTitle(record.title || record.number),
    hint: t.people.stayHint,
    send: (_, reason) => api.withdrawLeaving(record.id, record.version, reason),
    done: (made) => t.people.stayed(made.title || made.number),
    after: () => void app.people.leavers.reload(),
  });
}
