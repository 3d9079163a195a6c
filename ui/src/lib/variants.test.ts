import { expect, test } from "vitest";
import gothic from "../../../assets/fonts/BIZUDGothic-Regular.ttf?inline";
import { lift } from "./sfnt";
import { mapTexts, Variants } from "./variants";

const TSUJI = "\u8fbb\u{E0100} 香織";

test("a kanji with a selector goes to the screen as one character and comes back unchanged", () => {
  const variants = new Variants();
  const shown = variants.toScreen(TSUJI);
  expect([...shown].length).toBe(4);
  expect(shown).not.toContain("\u{E0100}");
  expect(variants.toScreen(TSUJI)).toBe(shown);
  expect(variants.toCore(shown)).toBe(TSUJI);
  expect(variants.toCore(variants.toScreen("髙橋 𠮷田 邉\u{E0102}"))).toBe("髙橋 𠮷田 邉\u{E0102}");
});

test("every text of an answer is changed, and nothing else", () => {
  const bytes = new ArrayBuffer(2);
  const answer = { 見出し: "x", rows: [1, null, { c: "x" }], bytes };
  expect(mapTexts(answer, (text) => text.replace("x", "y"))).toEqual({ 見出し: "y", rows: [1, null, { c: "y" }], bytes });
  expect(mapTexts(["x", 2, true], (text) => text + text)).toEqual(["xx", 2, true]);
});

test("glyphs are lifted out of our font for the kanji it has, and for no other", () => {
  const file = atob(gothic.slice(gothic.indexOf(",") + 1));
  const font = Uint8Array.from(file, (letter) => letter.charCodeAt(0)).buffer;
  const wanted = new Map([
    [0x100000, { base: 0x8fbb, selector: 0xe0100 }],
    [0x100001, { base: 0x8fbb, selector: 0xe01ef }],
    [0x100002, { base: 0x9089, selector: 0 }],
  ]);
  const lifted = lift(font, wanted);
  const view = new DataView(lifted.font);
  expect(lifted.held).toEqual([0x100000, 0x100002]);
  expect(view.getUint32(0)).toBe(0x00010000);
  expect(lifted.font.byteLength).toBeLessThan(20_000);
});
