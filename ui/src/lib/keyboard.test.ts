import { afterEach, expect, test, vi } from "vitest";
import { enterMoves, HotKeys, isComposing, keyName } from "./keyboard";

function form(html: string, submit = () => {}) {
  document.body.innerHTML = `<form>${html}</form>`;
  const node = document.querySelector("form")!;
  enterMoves(node, submit);
  return node;
}

function press(target: Element, init: KeyboardEventInit & { keyCode?: number }) {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  if (init.keyCode) Object.defineProperty(event, "keyCode", { value: init.keyCode });
  target.dispatchEvent(event);
  return event;
}

afterEach(() => (document.body.innerHTML = ""));

const THREE = `<input id="a"><select id="b"><option>x</option></select><textarea id="c"></textarea><button data-submit id="go">go</button>`;

test("Enter walks to the next field and Shift+Enter back", () => {
  const node = form(THREE);
  node.querySelector<HTMLElement>("#a")!.focus();
  press(document.activeElement!, { key: "Enter" });
  expect(document.activeElement!.id).toBe("b");
  press(document.activeElement!, { key: "Enter" });
  expect(document.activeElement!.id).toBe("c");
  press(document.activeElement!, { key: "Enter", shiftKey: true });
  expect(document.activeElement!.id).toBe("b");
});

test("Enter after the last field reaches the button that records", () => {
  const node = form(THREE);
  node.querySelector<HTMLElement>("#c")!.focus();
  press(document.activeElement!, { key: "Enter" });
  expect(document.activeElement!.id).toBe("go");
});

test.each([
  ["the flag", { key: "Enter", isComposing: true }],
  ["key code 229", { key: "Enter", keyCode: 229 }],
  ["Process", { key: "Process", keyCode: 229 }],
])("Enter never moves nor records while an IME composes: %s", (_, init) => {
  const submit = vi.fn();
  const node = form(THREE, submit);
  const first = node.querySelector<HTMLElement>("#a")!;
  first.focus();
  press(first, init);
  press(first, { ...init, ctrlKey: true });
  expect(document.activeElement).toBe(first);
  expect(submit).not.toHaveBeenCalled();
});

test("Ctrl+Enter records from any field", () => {
  const submit = vi.fn();
  const node = form(THREE, submit);
  press(node.querySelector("#b")!, { key: "Enter", ctrlKey: true });
  expect(submit).toHaveBeenCalledOnce();
});

test("Alt+Enter makes a new line in a long text", () => {
  const area = form(THREE).querySelector<HTMLTextAreaElement>("#c")!;
  area.value = "一行目";
  area.setSelectionRange(3, 3);
  press(area, { key: "Enter", altKey: true });
  expect(area.value).toBe("一行目\n");
});

test("keys are named as the buttons show them", () => {
  expect(keyName(new KeyboardEvent("keydown", { key: "k", ctrlKey: true }))).toBe("Ctrl+K");
  expect(keyName(new KeyboardEvent("keydown", { key: "F2" }))).toBe("F2");
});

test("a dialog keeps keys from what lies under it", () => {
  const keys = new HotKeys();
  const below = vi.fn();
  const above = vi.fn();
  keys.add({ Escape: below, F2: below });
  const close = keys.add({ Escape: above }, true);
  keys.press(new KeyboardEvent("keydown", { key: "F2" }));
  keys.press(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(below).not.toHaveBeenCalled();
  expect(above).toHaveBeenCalledOnce();
  close();
  keys.press(new KeyboardEvent("keydown", { key: "F2" }));
  expect(below).toHaveBeenCalledOnce();
});

test("a key pressed while composing is nobody's", () => {
  expect(isComposing(new KeyboardEvent("keydown", { key: "a", isComposing: true }))).toBe(true);
  const keys = new HotKeys();
  const act = vi.fn();
  keys.add({ Escape: act });
  keys.press(new KeyboardEvent("keydown", { key: "Escape", isComposing: true }));
  expect(act).not.toHaveBeenCalled();
});
