/** Which language the window speaks, and its words. `t.shell.lock` follows the switch by itself. */
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
