import { expect, test } from "vitest";
import catalogue from "../../../assets/text/errors.json";
import css from "../styles/tokens.css?raw";
import { en as manualEn } from "../manual/en";
import { ja as manualJa } from "../manual/ja";
import { en } from "./en";
import { fill } from "./errors";
import { ja } from "./ja";

type Tree = { readonly [key: string]: unknown };

function leaves(tree: Tree, path = ""): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? leaves(value as Tree, `${path}${key}.`) : [[path + key, value] as [string, unknown]],
  );
}

test("both languages say the same things", () => {
  const keys = (tree: Tree) => leaves(tree).map(([key]) => key).sort();
  expect(keys(en)).toEqual(keys(ja));
  expect(leaves(manualEn).length).toBeGreaterThan(0);
  expect(Object.keys(manualEn)).toEqual(Object.keys(manualJa));
});

test("no text is empty, and no English one was left in Japanese", () => {
  const mayStay = /^(settings\.japanese|forms\.(names|short)|list\.purpose)/;
  for (const [key, value] of leaves(en)) {
    if (typeof value !== "string") continue;
    expect(value, key).not.toBe("");
    if (!mayStay.test(key)) expect(/[ぁ-んァ-ヶ一-龠]/.test(value), key).toBe(false);
  }
});

test("every refusal has a sentence in both languages, which says what to do next", () => {
  for (const [code, { ja, en }] of Object.entries(catalogue)) {
    // {why} is a whole sentence of the core's.
    const whole = ja.replace(/\{why\}$/, "直してください。");
    expect(whole, code).toMatch(/。$/);
    expect(/[ぁ-ん]/.test(en), code).toBe(false);
    // `{why_en}` stands for what `{why}` names, in the other language.
    const named = (text: string) => [...(text.replaceAll("_en}", "}").match(/\{\w+\}/g) ?? [])].sort();
    expect(named(ja), code).toEqual(named(en));
    if (code !== "cancelled") expect(whole.split("。").length, code).toBeGreaterThan(2);
  }
});

test("a sentence leaves no hole where the core named nothing", () => {
  expect(fill("「{file}」は読めません。", { file: "R5.xlsx" })).toBe("「R5.xlsx」は読めません。");
  for (const { ja, en } of Object.values(catalogue)) {
    expect(fill(ja, {})).not.toMatch(/[{}]|「」/);
    expect(fill(en, {})).not.toMatch(/[{}]|“”/);
  }
});

test("every key the manual names in Japanese is named in English too", () => {
  for (const [name, page] of Object.entries(manualJa)) {
    const english = manualEn[name as keyof typeof manualEn];
    expect(english.keys.map(([key]) => key), name).toEqual(page.keys.map(([key]) => key));
    expect(english.steps.length, name).toBe(page.steps.length);
  }
});

test("the two themes define the same colours", () => {
  const [light = "", dark = ""] = css.split("@media");
  const colours = (part: string) => [...part.matchAll(/(--[\w-]+): #/g)].map((found) => found[1]);
  expect(colours(dark)).toEqual(colours(light));
});

test.each([
  ["--ink", "--ground"],
  ["--ink", "--sheet"],
  ["--ink-2", "--sunken"],
  ["--ink-3", "--sunken"],
  ["--ink-3", "--ground"],
  ["--on-press", "--press"],
  ["--press-ink", "--press-weak"],
  ["--press-ink", "--sheet"],
  ["--ok", "--ok-weak"],
  ["--wait", "--wait-weak"],
  ["--bad", "--bad-weak"],
  ["--bad", "--sheet"],
  ["--ink-2", "--press-weak"],
])("%s on %s has a contrast of 4.5 or more, light and dark", (ink, ground) => {
  for (const theme of css.split("@media")) {
    const colour = (name: string) => new RegExp(`${name}: #(\\w{6})`).exec(theme)![1]!;
    const light = (hex: string) =>
      [0, 2, 4]
        .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n]!, 0);
    const [a, b] = [light(colour(ink)), light(colour(ground))].sort((x, y) => y - x) as [number, number];
    expect((a + 0.05) / (b + 0.05)).toBeGreaterThanOrEqual(4.5);
  }
});
