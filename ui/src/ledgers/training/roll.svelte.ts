/**
 * 出席を取る: a list of people marked from the keyboard, with a paper beside it. One press marks everybody who is
 * not marked yet; after that only exceptions are touched. Digits and letters gather into a staff number, as a
 * scanner types it; Enter marks its owner present. Knows neither the core nor the page.
 */

export type Mark = "target" | "attended" | "absent" | "makeup" | "exempt";

export interface Attendee {
  readonly staffNo: string;
  mark: Mark;
  /** 欠席・免除の理由 */
  reason: string;
  /** 補講の受講日, ISO */
  attendedOn: string;
  score: string;
}

/** What a key did, as far as somebody has to hear of it. */
export type Outcome =
  | { did: "nothing" }
  | { did: "moved" }
  | { did: "typed" }
  /** Marked; `asks` is the field the mark leaves open. */
  | { did: "marked"; row: number; asks: "reason" | "attendedOn" | null }
  | { did: "unknown"; number: string };

/** Signs of the numeric pad, so that one hand stays on the paper. Letters and digits belong to staff numbers. */
export const MARK_KEYS: Readonly<Record<string, Mark>> = { " ": "attended", "-": "absent", "+": "makeup", "*": "exempt", Delete: "target" };

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };

/** What a change of marks took away. */
type Before = ({ row: number; at: number } & Pick<Attendee, "mark" | "reason" | "attendedOn" | "score">)[];

/** A number as it is compared: half width, no blanks, large letters, no leading zeros. */
const folded = (number: string) => number.normalize("NFKC").replace(/\s+/g, "").toUpperCase().replace(/^0+(?=.)/, "");

export class Roll<P extends Attendee> {
  rows = $state<P[]>([]);
  /** The row the keys mean. */
  at = $state(0);
  /** A staff number being typed or scanned. */
  typed = $state("");
  #undo: Before[] = [];

  constructor(rows: P[]) {
    this.rows = rows;
    this.at = Math.max(0, rows.findIndex((one) => one.mark === "target"));
  }

  count(mark: Mark): number {
    return this.rows.filter((one) => one.mark === mark).length;
  }

  press(key: string): Outcome {
    const sign = key.length === 1 ? key.normalize("NFKC") : key;
    if (this.typed === "" && sign in MARK_KEYS) return this.mark(this.at, MARK_KEYS[sign]!);
    if (/^[\w-]$/.test(sign)) {
      this.typed += sign;
      return { did: "typed" };
    }
    if (sign === "Backspace" && this.typed !== "") {
      this.typed = this.typed.slice(0, -1);
      return { did: "typed" };
    }
    if (sign === "Escape" && this.typed !== "") {
      this.typed = "";
      return { did: "typed" };
    }
    if (sign === "Enter" && this.typed !== "") return this.scan();
    if (sign in STEPS) return this.move(STEPS[sign]!);
    return { did: "nothing" };
  }

  move(by: number): Outcome {
    this.at = Math.min(Math.max(0, this.at + by), Math.max(0, this.rows.length - 1));
    return { did: "moved" };
  }

  /** Marks a row; the next one that waits for a mark is meant after it, as on paper. */
  mark(row: number, mark: Mark): Outcome {
    const person = this.rows[row];
    if (!person) return { did: "nothing" };
    this.#undo.push([this.#as(row, person)]);
    this.#set(person, mark);
    this.at = row;
    const asks = mark === "makeup" ? "attendedOn" : mark === "absent" || mark === "exempt" ? "reason" : null;
    if (asks === null) this.move(1);
    return { did: "marked", row, asks };
  }

  /** 全員出席: everybody who has no mark yet. */
  markRest(): number {
    const before: Before = [];
    this.rows.forEach((person, row) => {
      if (person.mark !== "target") return;
      before.push(this.#as(row, person));
      this.#set(person, "attended");
    });
    if (before.length > 0) this.#undo.push(before);
    return before.length;
  }

  /** The number that was typed: its owner is present. */
  scan(): Outcome {
    const number = this.typed;
    this.typed = "";
    const row = this.rows.findIndex((one) => one.staffNo !== "" && folded(one.staffNo) === folded(number));
    if (row < 0) return { did: "unknown", number };
    const outcome = this.mark(row, "attended");
    this.at = row;
    return outcome;
  }

  /** Takes the last mark back; false where there is none. */
  undo(): boolean {
    const before = this.#undo.pop();
    if (!before) return false;
    for (const { row, at, ...stood } of before) {
      const person = this.rows[row];
      if (person) Object.assign(person, stood);
      this.at = before.length === 1 ? row : at;
    }
    return true;
  }

  /** Somebody who came without being on the list. */
  add(person: P): void {
    this.rows.push(person);
    this.at = this.rows.length - 1;
  }

  #as(row: number, { mark, reason, attendedOn, score }: P): Before[number] {
    return { row, at: this.at, mark, reason, attendedOn, score };
  }

  /** What a mark does not go with is taken away with it. */
  #set(person: P, mark: Mark): void {
    person.mark = mark;
    if (mark !== "absent" && mark !== "exempt") person.reason = "";
    if (mark !== "makeup") person.attendedOn = "";
    if (mark !== "attended" && mark !== "makeup") person.score = "";
  }
}
