import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import RateBars from "./RateBars.svelte";

afterEach(cleanup);

const points = [
  { label: "R6", percent: null, detail: "" },
  { label: "R7", percent: 0, detail: "0/4" },
  { label: "R8", percent: 75, detail: "3/4" },
];

test("every height stands with its number, and a year without a rate is a dash", () => {
  const { container } = render(RateBars, { title: "研修", points });
  const values = [...container.querySelectorAll(".value")].map((one) => one.textContent);
  expect(values).toEqual(["—", "0%", "75%"]);
  expect(container.querySelectorAll("rect")).toHaveLength(2);
});

test("the picture is told in words too", () => {
  render(RateBars, { title: "研修", points });
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe("研修: R6 — , R7 0% 0/4, R8 75% 3/4");
});
