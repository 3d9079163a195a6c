import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import DateInput from "./DateInput.svelte";

afterEach(cleanup);

test("what was understood is shown back in 和暦 with the western year", async () => {
  render(DateInput, { id: "on", value: "", label: "登録日" });
  const input = screen.getByRole<HTMLInputElement>("textbox");
  await fireEvent.input(input, { target: { value: "R8.11.20" } });
  expect(screen.getByText(/令和8年11月20日（金）.+2026\/11\/20/)).toBeTruthy();
  await fireEvent.blur(input);
  expect(input.value).toBe("令和8年11月20日");
});

test("what is no date is said so and left as typed", async () => {
  render(DateInput, { id: "on", value: "", label: "登録日" });
  const input = screen.getByRole<HTMLInputElement>("textbox");
  await fireEvent.input(input, { target: { value: "あした" } });
  await fireEvent.blur(input);
  expect(input.value).toBe("あした");
  expect(screen.getByText(/日付として読めません/)).toBeTruthy();
});

test("a stored date is written as the office writes it", () => {
  render(DateInput, { id: "on", value: "2024-04-01", label: "登録日" });
  expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("令和6年4月1日");
});
