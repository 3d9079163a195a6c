import { expect, test } from "vitest";
import { fiscalYear, iso, longDate, readDate, readMoment, shortDate, shortMoment } from "./dates";

const TODAY = { year: 2026, month: 11, day: 20 };

test.each([
  ["R8.11.20", "2026-11-20"],
  ["r8/11/20", "2026-11-20"],
  ["令和8年11月20日", "2026-11-20"],
  ["Ｒ８．１１．２０", "2026-11-20"],
  ["2026/11/20", "2026-11-20"],
  ["2026-11-20", "2026-11-20"],
  ["20261120", "2026-11-20"],
  ["2026年11月", "2026-11"],
  ["11/20", "2026-11-20"],
  ["3/31", "2027-03-31"],
  ["令和元年5月1日", "2019-05-01"],
  ["H31.4.30", "2019-04-30"],
  ["S64.1.7", "1989-01-07"],
])("%s is shown back as %s", (typed, shown) => {
  const date = readDate(typed, TODAY);
  expect(date && iso(date)).toBe(shown);
});

test.each(["", "H32.1.1", "R8.2.30", "2026/13/1", "あした", "R元"])("%s is no date", (typed) => {
  expect(readDate(typed, TODAY)).toBeNull();
});

test("dates are written as the office writes them", () => {
  expect(longDate(TODAY)).toBe("令和8年11月20日（金）");
  expect(longDate({ year: 2019, month: 5, day: 1 })).toBe("令和元年5月1日（水）");
  expect(longDate(TODAY, "en")).toBe("2026/11/20 (Fri)");
  expect(shortDate(TODAY)).toBe("R8.11.20");
  expect(shortDate({ year: 2021, month: 4, day: null })).toBe("R3.4");
  expect(shortMoment("2026-11-20T09:12:03")).toBe("R8.11.20 9:12");
});

test("a moment needs a day and a time", () => {
  expect(readMoment("R8.11.20 9:05", TODAY)).toMatchObject({ month: 11, day: 20, time: "09:05" });
  expect(readMoment("2026-11-20T09:05", TODAY)).toMatchObject({ year: 2026, time: "09:05" });
  expect(readMoment("R8.11.20", TODAY)).toBeNull();
});

test("a time alone is of the day that is given, and of none without one", () => {
  expect(readMoment("13:30", TODAY, { year: 2026, month: 12, day: 10 })).toMatchObject({ month: 12, day: 10, time: "13:30" });
  expect(readMoment("13:30", TODAY)).toBeNull();
  expect(readMoment("25:30", TODAY, TODAY)).toBeNull();
  expect(readMoment("R8.11.20 9:05", TODAY, { year: 2026, month: 12, day: 10 })).toMatchObject({ month: 11, day: 20 });
});

test("the fiscal year is named by the era of 1 May", () => {
  expect(fiscalYear(TODAY)).toBe("令和8年度");
  expect(fiscalYear({ year: 2019, month: 4, day: 1 })).toBe("令和元年度");
  expect(fiscalYear({ year: 2027, month: 3, day: 31 })).toBe("令和8年度");
});
