/** F1 手引き: one page per screen, in both languages. */
import { type Screen, TRAINING } from "../screens";
import { en } from "./en";
import { ja } from "./ja";

export interface ManualPage {
  title: string;
  paragraphs: string[];
  steps: string[];
  keys: [string, string][];
}

/** Ledgers share a page: they work alike, but for those whose records go on by steps. */
export type PageName =
  | "home" | "ledger" | "devices" | "disposals" | "training" | "staff" | "import" | "export" | "forms" | "log" | "settings";

const OWN: Partial<Record<Screen, PageName>> = {
  home: "home",
  devices: "devices",
  disposals: "disposals",
  staff: "staff",
  import: "import",
  export: "export",
  forms: "forms",
  log: "log",
  settings: "settings",
};

export function page(screen: Screen, language: "ja" | "en"): ManualPage {
  const own = TRAINING.some((one) => one === screen) ? "training" : OWN[screen];
  return { ja, en }[language][own ?? "ledger"];
}
