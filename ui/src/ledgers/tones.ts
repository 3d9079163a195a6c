/** How a state looks: red is kept for what is lost, missing or refused. The word always stands with it. */
import type { Tone } from "../lib/DataTable.svelte";

const TONES: Record<string, Tone> = {
  lost: "bad",
  missing: "bad",
  mismatch: "bad",
  rejected: "bad",
  refused: "bad",
  fail: "bad",
  error: "bad",
  infected: "bad",
  in_storage: "ok",
  in_use: "ok",
  in_rotation: "ok",
  active: "ok",
  held: "ok",
  closed: "ok",
  returned: "ok",
  approved: "ok",
  confirmed: "ok",
  carried_out: "wait",
  out: "wait",
  lent: "wait",
  in_repair: "wait",
  handed_over: "wait",
  submitted: "wait",
  in_work: "wait",
  due: "wait",
  needs_replacement: "wait",
  certificate_awaited: "wait",
  before_checked: "wait",
  after_checked: "wait",
};

/** Only a field called `status` or `result` is shown as a mark. */
export function toneOf(field: string, value: string): Tone | undefined {
  if (value === "" || (field !== "status" && field !== "result")) return undefined;
  return TONES[value] ?? "calm";
}
