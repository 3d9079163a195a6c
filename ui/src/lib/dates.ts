/**
 * Dates as the office writes them, for showing back what was typed. The core reads the same text again
 * and has the last word; nothing is stored from here.
 */

export interface Day {
  year: number;
  month: number;
  day: number | null;
}

interface Era {
  letter: string;
  name: string;
  /** First day of the era, as 20190501. */
  from: number;
}

const ERAS: Era[] = [
  { letter: "R", name: "令和", from: 20190501 },
  { letter: "H", name: "平成", from: 19890108 },
  { letter: "S", name: "昭和", from: 19261225 },
  { letter: "T", name: "大正", from: 19120730 },
  { letter: "M", name: "明治", from: 18680125 },
];
const WEEKDAYS = ["日", "月", "火", "水", "木", "金", "土"];
const WEEKDAYS_EN = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function checked(year: number, month: number, day: number | null): Day | null {
  if (year < 1868 || year > 2200 || month < 1 || month > 12) return null;
  if (day !== null && !exists(year, month, day)) return null;
  return { year, month, day };
}

function eraOf({ year, month, day }: Day): Era | undefined {
  return ERAS.find((era) => year * 10000 + month * 100 + (day ?? 31) >= era.from);
}

/** Half width, no blanks, 元年 as 1. */
function folded(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "").replace("元年", "1年").replace(/[‐‑–—−ー]/g, "-");
}

/** Reads R8.11.20, 令和8年11月20日, 2026/11/20, 20261120, 2026-11 and 11/20 (of the fiscal year of `today`). */
export function readDate(text: string, today: Day): Day | null {
  const t = folded(text);
  const western = /^(\d{4})[/.\-年](\d{1,2})(?:[/.\-月](\d{1,2})?日?)?$/.exec(t) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(t);
  if (western) return checked(+western[1]!, +western[2]!, western[3] ? +western[3] : null);
  const era = /^(明治|大正|昭和|平成|令和|[MTSHRmtshr])(\d{1,2})[/.\-年](\d{1,2})(?:[/.\-月](\d{1,2})?日?)?$/.exec(t);
  if (era) return fromEra(era[1]!, +era[2]!, +era[3]!, era[4] ? +era[4] : null);
  const short = /^(\d{1,2})[/.\-月](\d{1,2})日?$/.exec(t);
  if (short) {
    const month = +short[1]!;
    const start = today.month >= 4 ? today.year : today.year - 1;
    return checked(month >= 4 ? start : start + 1, month, +short[2]!);
  }
  return null;
}

function fromEra(name: string, year: number, month: number, day: number | null): Day | null {
  const era = ERAS.find((one) => one.name === name || one.letter === name.toUpperCase());
  if (!era || year < 1) return null;
  const found = checked(Math.floor(era.from / 10000) + year - 1, month, day);
  // 平成32年 never was: say nothing rather than guess which year was meant.
  return found && eraOf(found) === era ? found : null;
}

export interface Moment extends Day {
  time: string;
}

/** A day and a time: `R8.11.20 9:00`, `2026-11-20T09:00`. A time alone is of the day that is `given`. */
export function readMoment(text: string, today: Day, given: Day | null = null): Moment | null {
  const t = text.normalize("NFKC").trim();
  const parts = /^(?:(.+?)[\sT]+)?(\d{1,2})[:時](\d{2})分?(?::\d{2})?$/.exec(t);
  if (!parts) return null;
  const day = parts[1] ? readDate(parts[1], today) : given;
  if (!day || day.day === null || +parts[2]! > 23 || +parts[3]! > 59) return null;
  return { ...day, time: `${parts[2]!.padStart(2, "0")}:${parts[3]}` };
}

const two = (number: number) => String(number).padStart(2, "0");

export function iso({ year, month, day }: Day): string {
  return day === null ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`;
}

export function western(date: Day): string {
  return iso(date).replaceAll("-", "/");
}

/** 令和8年11月20日（金） */
export function longDate(date: Day, language: "ja" | "en" = "ja"): string {
  const { year, month, day } = date;
  const weekday = day === null ? null : new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  if (language === "en") return western(date) + (weekday === null ? "" : ` (${WEEKDAYS_EN[weekday]})`);
  const era = eraOf(date);
  const n = era ? year - Math.floor(era.from / 10000) + 1 : 0;
  const named = era ? `${era.name}${n === 1 ? "元" : n}年` : `${year}年`;
  return `${named}${month}月` + (day === null ? "" : `${day}日（${WEEKDAYS[weekday ?? 0]}）`);
}

/** R8.11.20 */
export function shortDate(date: Day, language: "ja" | "en" = "ja"): string {
  const era = eraOf(date);
  if (!era || language === "en") return western(date);
  const n = date.year - Math.floor(era.from / 10000) + 1;
  return `${era.letter}${n}.${date.month}` + (date.day === null ? "" : `.${date.day}`);
}

/** 令和8年度, named by the era of 1 May. */
export function fiscalYear(date: Day): string {
  const start = date.month >= 4 ? date.year : date.year - 1;
  const era = eraOf({ year: start, month: 5, day: 1 });
  const n = era ? start - Math.floor(era.from / 10000) + 1 : start;
  return era ? `${era.name}${n === 1 ? "元" : n}年度` : `${start}年度`;
}

/** The first ten characters of what the core sends: `2026-11-20T09:12:03`. */
export function fromIso(text: string | null | undefined): Day | null {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(text ?? "");
  return parts ? checked(+parts[1]!, +parts[2]!, parts[3] ? +parts[3] : null) : null;
}

/** `R8.11.20 9:12` for an entry of the log. */
export function shortMoment(text: string, language: "ja" | "en" = "ja"): string {
  const day = fromIso(text);
  if (!day) return text;
  const time = /T(\d{2}):(\d{2})/.exec(text);
  return shortDate(day, language) + (time ? ` ${+time[1]!}:${time[2]}` : "");
}

export function todayHere(): Day {
  const now = new Date();
  return { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
}
