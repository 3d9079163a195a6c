/** The keyboard: which keys mean what, and how Enter walks through a form. Knows no screen. */

/** An IME is choosing characters: Enter belongs to it. 229 is what webviews send that forget the flag. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** `Ctrl+K`, `Shift+Enter`, `F2`. On macOS the command key counts as Ctrl. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey) parts.push("Shift");
  return [...parts, key].join("+");
}

/** Somebody is writing here: Ctrl+Z and Home belong to the text. */
export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

export type Keys = Record<string, () => void>;

interface Layer {
  keys: Keys;
  /** A dialog: nothing below it hears a key. */
  modal: boolean;
}

/** Keys of what is on screen; the newest layer hears first. */
export class HotKeys {
  #layers: Layer[] = [];

  /** Answers how to take the keys away again. */
  add(keys: Keys, modal = false): () => void {
    const layer = { keys, modal };
    this.#layers.push(layer);
    return () => {
      this.#layers = this.#layers.filter((one) => one !== layer);
    };
  }

  press(event: KeyboardEvent): void {
    if (isComposing(event) || event.defaultPrevented) return;
    const name = keyName(event);
    if (name === "Ctrl+Z" && isEditable(event.target)) return;
    for (const layer of [...this.#layers].reverse()) {
      const act = layer.keys[name];
      if (act) {
        event.preventDefault();
        act();
        return;
      }
      if (layer.modal) break;
    }
    // F5 would load the whole page again and lose what was typed.
    if (name === "F5" || name === "Ctrl+R" || name === "F3" || name === "Ctrl+P") event.preventDefault();
  }
}

export const hotKeys = new HotKeys();

const FIELDS = "input:not([type=hidden]), select, textarea, [data-field]";

export function fieldsOf(form: HTMLElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(FIELDS)].filter(
    (field) => !field.hasAttribute("disabled") && field.tabIndex >= 0,
  );
}

/** Puts a line break where the caret stands, as Alt+Enter does in Excel. */
function breakLine(area: HTMLTextAreaElement): void {
  area.setRangeText("\n", area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function step(form: HTMLElement, from: HTMLElement, by: 1 | -1): void {
  const fields = fieldsOf(form);
  const next = fields[fields.indexOf(from) + by];
  if (next) {
    next.focus();
    if (next instanceof HTMLInputElement && isEditable(next)) next.select();
  } else if (by === 1) {
    const button = form.querySelector<HTMLElement>("[data-submit]");
    // A password is the last thing typed: Enter goes on at once.
    if (from instanceof HTMLInputElement && from.type === "password") button?.click();
    else button?.focus();
  }
}

/** Enter next field, Shift+Enter back, Ctrl+Enter done, Alt+Enter a new line. Never while composing. */
export function enterMoves(form: HTMLElement, submit: () => void): { destroy(): void; update(next: () => void): void } {
  let done = submit;
  function onkeydown(event: KeyboardEvent) {
    if (event.key !== "Enter" || isComposing(event) || event.defaultPrevented) return;
    const target = event.target;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      done();
      return;
    }
    if (!(target instanceof HTMLElement) || !target.matches(FIELDS)) return;
    event.preventDefault();
    if (event.altKey && target instanceof HTMLTextAreaElement) breakLine(target);
    else step(form, target, event.shiftKey ? -1 : 1);
  }
  form.addEventListener("keydown", onkeydown);
  return {
    update(next) {
      done = next;
    },
    destroy() {
      form.removeEventListener("keydown", onkeydown);
    },
  };
}
