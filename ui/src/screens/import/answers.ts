/** 問いの答え: what a decision about a group or a row is called; which record a row is, is answered in its own words. */
import type { Issue, Verdict } from "../../api";
import { t } from "../../text/index.svelte";

export function answerOf(issue: Issue, verdict: Verdict): string {
  const own: Partial<Record<Issue, Partial<Record<Verdict, string>>>> = t.comparison.answers;
  return own[issue]?.[verdict] ?? t.imports.verdictButtons[verdict];
}
