import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import SuggestInput from "./SuggestInput.svelte";

const PEOPLE = ["髙橋 一郎", "高橋 花子"];

async function typed() {
  render(SuggestInput<string>, {
    id: "who",
    value: "",
    suggest: async () => PEOPLE,
    textOf: (name: string) => name,
    detailOf: () => "総務課",
    label: "氏名",
  });
  const input = screen.getByRole<HTMLInputElement>("combobox");
  await fireEvent.input(input, { target: { value: "たか" } });
  await screen.findAllByRole("option");
  return input;
}

afterEach(cleanup);

test("a proposal is taken with the arrow and Enter", async () => {
  const input = await typed();
  await fireEvent.keyDown(input, { key: "ArrowDown" });
  await fireEvent.keyDown(input, { key: "Enter" });
  expect(input.value).toBe("髙橋 一郎");
  expect(screen.queryAllByRole("option")).toEqual([]);
});

test("Enter while an IME composes takes nothing", async () => {
  const input = await typed();
  await fireEvent.keyDown(input, { key: "ArrowDown" });
  await fireEvent.keyDown(input, { key: "Enter", isComposing: true });
  expect(input.value).toBe("たか");
});

test("what is typed stays where no proposal is taken", async () => {
  const input = await typed();
  await fireEvent.keyDown(input, { key: "Escape" });
  expect(input.value).toBe("たか");
  expect(input.getAttribute("aria-expanded")).toBe("false");
});

test("proposals that always stand there are taken without typing", async () => {
  render(SuggestInput<string>, {
    id: "why",
    value: "",
    always: true,
    suggest: async () => ["出張", "休暇"],
    textOf: (reason: string) => reason,
    detailOf: () => "",
    label: "理由",
  });
  const input = screen.getByRole<HTMLInputElement>("combobox");
  await fireEvent.focus(input);
  await screen.findAllByRole("option");
  await fireEvent.keyDown(input, { key: "ArrowDown" });
  await fireEvent.keyDown(input, { key: "Enter" });
  expect(input.value).toBe("出張");
});
