import { expect, test } from "vitest";
import type { Decisions, Verdict } from "../../api";
import { UNDECIDED, answeredForAll, answeredWhereOpen } from "./decided";

const group = { table: "0/0/0", siblings: ["0/0/1", "0/0/2"], field: "attendance", issue: "mark_meaning" } as const;
const own = (verdict: Verdict) => ({ ...UNDECIDED, groups: { attendance: { mark_meaning: verdict, choice_guess: "accept" as const } } });
const said = (tables: Decisions["tables"]) => ["0/0/0", "0/0/1", "0/0/2"].map((id) => tables[id]?.groups["attendance"]?.mark_meaning);

test("an answer to a group stands for all its tables, one that had an answer of its own too", () => {
  const tables = answeredForAll({ "0/0/1": own("blank") }, group, "accept");
  expect(said(tables)).toEqual(["accept", undefined, undefined]);
  expect(tables["0/0/1"]!.groups["attendance"]).toEqual({ choice_guess: "accept" });
});

test("what is accepted at once leaves answers as they are and reaches every table without one", () => {
  expect(said(answeredWhereOpen({ "0/0/1": own("blank") }, group, "accept"))).toEqual(["accept", "blank", "accept"]);
  expect(said(answeredWhereOpen({ "0/0/0": own("open") }, group, "accept"))).toEqual(["accept", "accept", "accept"]);
});
