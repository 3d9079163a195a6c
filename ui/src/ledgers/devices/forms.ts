/** The short forms of a device's life: checked on introduction, moved, lost, found, and its drives in and out. */
import * as api from "../../api";
import type { DeviceStep, Draft, RecordView, RegisterInfo } from "../../api";
import { app } from "../../app.svelte";
import { t } from "../../text/index.svelte";
import { ActionForm } from "../action.svelte";
import type { LedgerState } from "../ledger.svelte";

const DRIVES = "drives";
const DAY: Record<DeviceStep, string> = {
  introduce: "intro_checked_on",
  move: "moved_on",
  remove_drive: "state_on",
  add_drive: "state_on",
  lose: "lost_on",
  find: "found_on",
};

/** A step about one drive shows the drive's fields as its own. */
function ofDrives(register: RegisterInfo): RegisterInfo {
  const fields = register.parts.find((part) => part.key === DRIVES)?.fields ?? [];
  return { ...register, fields, parts: [] };
}

/** What is wrong with the one drive stands at the fields of this form. */
function asTyped(failure: unknown): never {
  const report = api.toReport(failure);
  throw { ...report, problems: report.problems.map((problem) => ({ ...problem, part: null, row: null })) };
}

/** The step as a form; `serial` names the drive it was opened for. */
export function deviceForm(ledger: LedgerState, record: RecordView, step: DeviceStep, serial = ""): ActionForm {
  const info = app.devices.info(step);
  const drive = (info?.drive_fields.length ?? 0) > 0;
  const stands = step === "move" ? Object.fromEntries((info?.fields ?? []).map((key) => [key, record.cells[key]?.value ?? ""])) : {};
  const named: Record<string, string> = step === "remove_drive" ? { serial } : step === "add_drive" ? { replaces: serial } : {};
  const asSent = (draft: Draft): Draft => (drive ? { ...draft, values: {}, parts: { [DRIVES]: [draft.values] } } : draft);
  return new ActionForm({
    register: drive ? ofDrives(ledger.register) : { ...ledger.register, parts: [] },
    takes: drive ? { fields: info?.drive_fields ?? [], required: info?.drive_required ?? [] } : { fields: info?.fields ?? [], required: info?.required ?? [] },
    begin: { ...stands, ...named, [DAY[step]]: app.home.value?.today ?? "" },
    title: t.cases.stepTitle(record.number, t.devices.steps[step]),
    hint: [t.devices.hints[step], info?.clause && `${t.common.clause}　${info.clause}`].filter(Boolean).join("　"),
    send: (draft) => api.advanceDevice(record.id, record.version, step, asSent(draft)).catch(asTyped),
    done: (made) => t.cases.done(made.number, t.devices.steps[step]),
  });
}
