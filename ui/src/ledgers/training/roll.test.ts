import { expect, test } from "vitest";
import { type Attendee, MARK_KEYS, Roll } from "./roll.svelte";

const people = (numbers: string[]): Attendee[] =>
  numbers.map((staffNo) => ({ staffNo, mark: "target", reason: "", attendedOn: "", score: "" }));

const sixty = () => people(Array.from({ length: 60 }, (_, n) => String(n + 1).padStart(4, "0")));

const marks = (roll: Roll<Attendee>) => roll.rows.map((one) => one.mark);

test("everybody is present in one press, and an exception takes one more key than its way", () => {
  const roll = new Roll(sixty());
  expect(roll.markRest()).toBe(60);
  expect(roll.count("attended")).toBe(60);
  roll.press("End");
  expect(roll.press("-")).toEqual({ did: "marked", row: 59, asks: "reason" });
  expect(roll.count("absent")).toBe(1);
});

test("down a list of sixty the space bar is pressed sixty times, never more", () => {
  const roll = new Roll(sixty());
  for (let n = 0; n < 60; n++) roll.press(" ");
  expect(roll.count("attended")).toBe(60);
});

test("marking the rest leaves the exceptions as they are", () => {
  const roll = new Roll(people(["1", "2", "3"]));
  roll.press("-");
  roll.markRest();
  expect(marks(roll)).toEqual(["absent", "attended", "attended"]);
});

test.each([
  ["0012", "12"],
  ["12", "0012"],
  ["S-0012", "s-0012"],
  ["Ａ１２", "a12"],
])("a scanner that types %s for %s marks its owner present", (owned, scanned) => {
  const roll = new Roll(people(["7", owned, "9"]));
  for (const key of scanned) roll.press(key);
  expect(roll.press("Enter")).toMatchObject({ did: "marked", row: 1 });
  expect(marks(roll)).toEqual(["target", "attended", "target"]);
  expect(roll.typed).toBe("");
});

test("a number of nobody on the list is told, and nobody is marked", () => {
  const roll = new Roll(people(["7", "8"]));
  for (const key of "99") roll.press(key);
  expect(roll.press("Enter")).toEqual({ did: "unknown", number: "99" });
  expect(marks(roll)).toEqual(["target", "target"]);
});

test("inside a number a hyphen is a hyphen, alone it means absent", () => {
  const roll = new Roll(people(["7"]));
  roll.press("S");
  expect(roll.press("-")).toEqual({ did: "typed" });
  expect(roll.typed).toBe("S-");
  roll.press("Escape");
  expect(roll.press("-")).toMatchObject({ did: "marked", asks: "reason" });
});

test("full-width signs of a Japanese keyboard mean the same", () => {
  const roll = new Roll(people(["1", "2"]));
  roll.press("　");
  roll.press("－");
  expect(marks(roll)).toEqual(["attended", "absent"]);
});

test("the last mark is taken back, and so is everybody at once", () => {
  const roll = new Roll(people(["1", "2", "3"]));
  roll.press(" ");
  roll.markRest();
  roll.undo();
  expect(marks(roll)).toEqual(["attended", "target", "target"]);
  expect(roll.undo()).toBe(true);
  expect(marks(roll)).toEqual(["target", "target", "target"]);
  expect(roll.undo()).toBe(false);
});

test("a reason goes with its absence, a score with its attendance", () => {
  const roll = new Roll(people(["1"]));
  roll.mark(0, "absent");
  roll.rows[0]!.reason = "出張";
  roll.mark(0, "attended");
  roll.rows[0]!.score = "90";
  expect(roll.rows[0]).toMatchObject({ mark: "attended", reason: "" });
  roll.mark(0, "exempt");
  expect(roll.rows[0]).toMatchObject({ mark: "exempt", score: "" });
  roll.undo();
  expect(roll.rows[0]).toMatchObject({ mark: "attended", score: "90" });
});

test("no key of a mark can begin a staff number", () => {
  for (const key of Object.keys(MARK_KEYS)) expect(key.length > 1 || !/[0-9A-Za-z]/.test(key)).toBe(true);
});
