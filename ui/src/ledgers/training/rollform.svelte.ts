/** The attendance of one session while it is entered: the list, what is not saved yet, and what the core said to it. */
import * as api from "../../api";
import type { AttendanceEntry, AttendeeView, PersonHint, RecordView, Report, SessionGuide } from "../../api";
import { type Attendee, type Mark, Roll } from "./roll.svelte";

export interface RollRow extends Attendee {
  /** Of the list; null for somebody who came without being on it. */
  line: number | null;
  person: number | null;
  name: string;
  department: string;
  title: string;
  employment: string;
  remarks: string;
}

const MARKS: readonly string[] = ["attended", "absent", "makeup", "exempt"];
const markOf = (id: string): Mark => (MARKS.includes(id) ? (id as Mark) : "target");

function rowOf(one: AttendeeView): RollRow {
  return {
    line: one.line,
    person: one.person,
    staffNo: one.staff_no,
    name: one.name,
    department: one.department,
    title: one.title,
    employment: one.employment.text,
    mark: markOf(one.attendance.value),
    reason: one.reason,
    attendedOn: one.attended_on.value,
    score: one.score,
    remarks: one.remarks,
  };
}

export class RollForm {
  readonly number: string;
  readonly id: number;
  readonly confirmed: boolean;
  guide: SessionGuide = $state.raw()!;
  roll: Roll<RollRow> = $state.raw()!;
  version = $state(0);
  /** Why a confirmed list is corrected, or why it is marked so long after the day. */
  reason = $state("");
  /** The core asked why it is entered so late. */
  late = $state(false);
  busy = $state(false);
  failure = $state<Report | null>(null);
  /** A scanned number that is not on the list, and whose it is. */
  stranger = $state<{ number: string; who: PersonHint | null } | null>(null);
  #saved = $state.raw<string[]>([]);
  /** Rows as they were sent last, for problems that come back by their place. */
  #sent: number[] = [];

  constructor(record: RecordView, guide: SessionGuide) {
    this.id = record.id;
    this.number = record.number;
    this.confirmed = record.cells["status"]?.value === "confirmed";
    this.guide = guide;
    this.version = guide.version;
    this.roll = new Roll(guide.attendees.map(rowOf));
    this.#settle();
  }

  #settle(): void {
    this.#saved = this.roll.rows.map((row) => JSON.stringify(row));
  }

  /** Rows that differ from what the core has. */
  get changed(): number[] {
    return this.roll.rows.flatMap((row, n) => (JSON.stringify(row) === this.#saved[n] ? [] : [n]));
  }

  get dirty(): boolean {
    return this.changed.length > 0;
  }

  get asksReason(): boolean {
    return this.confirmed || this.late;
  }

  problem(row: number, field: string | null = null): string {
    const at = this.#sent.indexOf(row);
    const found = (this.failure?.problems ?? []).filter((one) => one.part === "attendees" && one.row === at && at >= 0);
    return found.filter((one) => field === null || one.field === field).map((one) => one.message).join(" ");
  }

  async scanned(number: string): Promise<void> {
    const found = await api.suggestPeople(number).catch(() => []);
    const same = (text: string) => text.normalize("NFKC").toUpperCase().replace(/^0+(?=.)/, "");
    this.stranger = { number, who: found.find((one) => same(one.staff_no) === same(number)) ?? null };
  }

  /** The scanned person came without being meant: onto the list, present. */
  admit(): PersonHint | null {
    const who = this.stranger?.who;
    this.stranger = null;
    if (!who) return null;
    this.roll.add({
      line: null,
      person: who.id,
      staffNo: who.staff_no,
      name: who.name,
      department: who.department,
      title: "",
      employment: "",
      mark: "attended",
      reason: "",
      attendedOn: "",
      score: "",
      remarks: "",
    });
    return who;
  }

  #entry(row: RollRow): AttendanceEntry {
    return {
      line: row.line,
      person: row.person,
      staff_no: row.staffNo || null,
      attendance: row.mark === "target" ? "" : row.mark,
      reason: row.reason,
      attended_on: row.attendedOn,
      // Whether it was signed, the paper says.
      signed: null,
      score: row.score,
      remarks: row.remarks,
      add: row.line === null,
    };
  }

  /** Sends what changed. The record that came of it, or null where there is something to mend. */
  async save(): Promise<RecordView | null> {
    if (this.busy) return null;
    this.busy = true;
    this.#sent = this.changed;
    try {
      const entries = this.#sent.map((n) => this.#entry($state.snapshot(this.roll.rows[n]!) as RollRow));
      const record = await api.saveAttendance(this.id, this.version, entries, this.asksReason ? this.reason : null);
      const guide = await api.guideTraining(this.id);
      this.failure = null;
      this.version = record.version;
      this.#take(guide);
      return record;
    } catch (failure) {
      this.failure = api.toReport(failure);
      if (this.failure.code === "late_reason_missing") this.late = true;
      return null;
    } finally {
      this.busy = false;
    }
  }

  #take(guide: SessionGuide): void {
    const at = this.roll.at;
    this.guide = guide;
    this.version = guide.version;
    if (this.confirmed) this.reason = "";
    this.roll = new Roll(guide.attendees.map(rowOf));
    this.roll.at = Math.min(at, Math.max(0, this.roll.rows.length - 1));
    this.#settle();
  }
}
