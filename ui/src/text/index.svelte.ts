/** Which language the window speaks, and its words. `t.shell.lock` follows the switch by itself. */
import { fiscalYear, fromIso, longDate, shortDate } from "../lib/dates";
import { en } from "./en";
import { type Catalogue, ja } from "./ja";

export type Language = "ja" | "en";
const CATALOGUES: Record<Language, Catalogue> = { ja, en };
const KEPT = "mamori.language";

class Speech {
  language = $state<Language>(localStorage.getItem(KEPT) === "en" ? "en" : "ja");

  choose(language: Language): void {
    this.language = language;
    localStorage.setItem(KEPT, language);
    document.documentElement.lang = language;
  }
}

export const speech = new Speech();

export const t = new Proxy(ja as Catalogue, {
  get: (_, group: string) => CATALOGUES[speech.language][group as keyof Catalogue],
});

/** What an entry of the log is called. */
export function actionName(action: string): string {
  const names: Record<string, string> = t.actions;
  return names[action] ?? action;
}

/** The word of a label that comes from the core in both languages. */
export function say(label: { ja: string; en: string } | null | undefined): string {
  return label ? label[speech.language] : "";
}

/** R8.11.20: a day of the core's (ISO) where there is little room. */
export function shortDay(iso: string | null | undefined): string {
  const day = fromIso(iso);
  return day ? shortDate(day, speech.language) : (iso ?? "");
}

/** 令和8年11月20日（金） */
export function longDay(iso: string | null | undefined): string {
  const day = fromIso(iso);
  return day ? longDate(day, speech.language) : (iso ?? "");
}

/** 令和8年度, or FY 2026. */
export function yearName(year: number): string {
  return speech.language === "ja" ? fiscalYear({ year, month: 4, day: 1 }) : `FY ${year}`;
}
