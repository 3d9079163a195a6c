/** F1 手引き: one page per screen, in both languages. */
import type { Screen } from "../screens";
import { en } from "./en";
import { ja } from "./ja";

export interface ManualPage {
  title: string;
  paragraphs: string[];
  steps: string[];
  keys: [string, string][];
}

/** All ledgers share a page: they work alike. */
export type PageName = "home" | "ledger" | "import" | "forms" | "log" | "settings";

const OWN: Partial<Record<Screen, PageName>> = {
  home: "home",
  import: "import",
  forms: "forms",
  log: "log",
  settings: "settings",
};

export function page(screen: Screen, language: "ja" | "en"): ManualPage {
  return { ja, en }[language][OWN[screen] ?? "ledger"];
}
