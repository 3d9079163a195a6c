/** The one way to the core: what is asked, what is answered, what is refused. */
import { invoke } from "@tauri-apps/api/core";
import { mapTexts, variants } from "../lib/variants";
import type { Report } from "./types";

/** A refusal as the core reports it; anything else that goes wrong becomes `unexpected`. */
export function toReport(failure: unknown): Report {
  if (typeof failure === "object" && failure !== null && "code" in failure) {
    const { code, params, problems } = failure as Partial<Report> & Pick<Report, "code">;
    return { code, params: params ?? {}, problems: problems ?? [] };
  }
  return { code: "unexpected", params: { detail: String(failure) }, problems: [] };
}

let shutOut: (code: "locked" | "not_signed_in" | "account_disabled") => void = () => undefined;

/** Told when the core no longer answers: the screen was locked, nobody is signed in, or the account was shut. */
export function whenShutOut(tell: typeof shutOut): void {
  shutOut = tell;
}

/** Asks the core. Texts go through the table of 異体字 where the page shows them with stand-ins. */
export async function call<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  try {
    if (!variants) return await invoke<T>(command, args);
    const own = variants;
    const answer = await invoke<T>(command, args && mapTexts(args, (text) => own.toCore(text)));
    return mapTexts(answer, (text) => own.toScreen(text));
  } catch (failure) {
    const report = toReport(failure);
    if (report.code === "locked" || report.code === "not_signed_in" || report.code === "account_disabled") shutOut(report.code);
    throw variants ? mapTexts(report, (text) => variants?.toScreen(text) ?? text) : report;
  }
}
