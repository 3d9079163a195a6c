/** Says what happened and what to do next. A code without a sentence fails the type check. */
import catalogue from "../../../assets/text/errors.json";
import type { ErrorCode, Report } from "../api/types";
import { speech } from "./index.svelte";

const SENTENCES = catalogue satisfies Record<ErrorCode, { ja: string; en: string }>;

/** A parameter the core did not name leaves no hole: 「」 and （） around it go too. */
export function fill(sentence: string, params: Record<string, string>): string {
  return sentence
    .replace(/\{(\w+)\}/g, (whole, key: string) => params[key] ?? whole)
    .replace(/[「“（(]\{\w+\}[」”）)]/g, (hole) => (hole.startsWith("（") || hole.startsWith("(") ? "" : hole.startsWith("「") ? "ファイル" : "The file"))
    .replace(/\{\w+\}/g, "");
}

export function sentence(report: Report): string {
  const texts = SENTENCES[report.code] ?? SENTENCES.unexpected;
  return fill(texts[speech.language], report.params);
}

/** Which records, which file, and what the machine said: for whoever looks into it. */
export function particulars(report: Report): string {
  return ["numbers", "path", "detail"].flatMap((key) => report.params[key] ?? []).join("　");
}
