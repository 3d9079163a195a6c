/**
 * 異体字: kanji with a variation selector, such as 辻󠄀 in a person's name.
 *
 * WebKitGTK draws every such kanji as an empty box, whatever the font. There, and only there, a text that comes
 * from the core has each sequence replaced by a private character whose glyph is lifted out of our fonts, and
 * a text that goes back to the core has it put back. What is stored never changes.
 */
import gothic from "../../../assets/fonts/BIZUDGothic-Regular.ttf?url";
import mincho from "../../../assets/fonts/ipamjm.ttf?url";
import { lift, type Sequence } from "./sfnt";

const SEQUENCE = /(\p{Unified_Ideograph})([\u{E0100}-\u{E01EF}])/gu;
const PRIVATE = /[\u{100000}-\u{10FFFD}]/gu;
const FIRST = 0x100000;

/** Two different kanji that look the same are two empty boxes. */
function drawsBoxes(): boolean {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!context) return false;
  const picture = (text: string) => {
    context.clearRect(0, 0, 40, 40);
    context.font = "24px sans-serif";
    context.fillText(text, 4, 30);
    return context.getImageData(0, 0, 40, 40).data.join();
  };
  return picture("\u8fbb\u{E0100}") === picture("\u9089\u{E0102}");
}

export class Variants {
  #codes = new Map<string, number>();
  #texts = new Map<number, string>();
  #faces: FontFace[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  toScreen(text: string): string {
    return text.replace(SEQUENCE, (whole) => String.fromCodePoint(this.#code(whole)));
  }

  toCore(text: string): string {
    return text.replace(PRIVATE, (one) => this.#texts.get(one.codePointAt(0) ?? 0) ?? one);
  }

  #code(sequence: string): number {
    const known = this.#codes.get(sequence);
    if (known !== undefined) return known;
    const code = FIRST + this.#codes.size;
    this.#codes.set(sequence, code);
    this.#texts.set(code, sequence);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw().catch(() => undefined), 30);
    return code;
  }

  /** Gothic where it has the kanji, else IPAmj明朝; a sequence that neither has is shown as the plain kanji. */
  async #draw(): Promise<void> {
    let wanted = new Map<number, Sequence>();
    for (const [text, code] of this.#codes) {
      const [base = 0, selector = 0] = [...text].map((one) => one.codePointAt(0) ?? 0);
      wanted.set(code, { base, selector });
    }
    const before = this.#faces;
    this.#faces = [];
    for (const [url, plain] of [[gothic, false], [mincho, false], [gothic, true], [mincho, true]] as const) {
      if (wanted.size === 0) break;
      const asked = new Map([...wanted].map(([code, { base, selector }]) => [code, { base, selector: plain ? 0 : selector }]));
      const { font, held } = lift(await (await fetch(url)).arrayBuffer(), asked);
      if (held.length === 0) continue;
      const unicodeRange = held.map((code) => `U+${code.toString(16)}`).join(",");
      const face = await new FontFace("Mamori Variants", font, { unicodeRange }).load();
      document.fonts.add(face);
      this.#faces.push(face);
      wanted = new Map([...wanted].filter(([code]) => !held.includes(code)));
    }
    for (const face of before) document.fonts.delete(face);
  }
}

/** Null where the engine draws these kanji itself. */
export const variants: Variants | null = typeof document !== "undefined" && drawsBoxes() ? new Variants() : null;

/** The same value with every text in it changed. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === "string") return change(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, change)) as T;
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    const entries = Object.entries(value).map(([key, one]) => [change(key), mapTexts(one, change)]);
    return Object.fromEntries(entries) as T;
  }
  return value;
}

/** Pasted and copied text goes the same way as the core's. */
export function guardClipboard(node: Window, own: Variants): () => void {
  const typed = (event: Event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    if ((event as InputEvent).isComposing) return;
    const shown = own.toScreen(field.value);
    if (shown !== field.value) field.value = shown;
  };
  const copied = (event: ClipboardEvent) => {
    const field = document.activeElement;
    const own_text =
      field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
        ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
        : String(document.getSelection() ?? "");
    const text = own.toCore(own_text);
    if (text === own_text) return;
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  node.addEventListener("input", typed, true);
  node.addEventListener("copy", copied, true);
  return () => {
    node.removeEventListener("input", typed, true);
    node.removeEventListener("copy", copied, true);
  };
}
