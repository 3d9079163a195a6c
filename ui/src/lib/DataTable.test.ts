import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import DataTable, { type TableRow } from "./DataTable.svelte";

afterEach(cleanup);

// jsdom lays nothing out, so there is no size to watch.
vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} });

const rows: TableRow[] = ["髙橋", "𠮷田", "辻󠄀"].map((name, n) => ({ id: n + 1, name, cells: { name: { text: name } } }));

function table(ticked: Set<number>) {
  const toggle = vi.fn((row: TableRow) => void ticked.add(row.id));
  const onopen = vi.fn();
  render(DataTable, {
    label: "未受講者",
    columns: [{ key: "name", label: "氏名", weight: 1 }],
    total: rows.length,
    rowAt: (index: number) => rows[index],
    need: () => undefined,
    selected: null,
    onopen,
    ticks: { label: "選ぶ", has: (row: TableRow) => ticked.has(row.id), toggle },
  });
  return { grid: screen.getByRole("grid"), toggle, onopen };
}

test("Space ticks the row and goes on to the next, Enter opens", async () => {
  const ticked = new Set<number>();
  const { grid, onopen } = table(ticked);
  await fireEvent.keyDown(grid, { key: " " });
  await fireEvent.keyDown(grid, { key: " " });
  expect([...ticked]).toEqual([1, 2]);
  await fireEvent.keyDown(grid, { key: "Enter" });
  expect(onopen).toHaveBeenCalledWith(rows[2]);
});

test("a click on the tick does not open the row", async () => {
  const { toggle, onopen } = table(new Set());
  await fireEvent.click(screen.getByTestId("tick-𠮷田"));
  expect(toggle).toHaveBeenCalledWith(rows[1]);
  expect(onopen).not.toHaveBeenCalled();
});

test("what is ticked is told to those who listen", () => {
  const { grid } = table(new Set([2]));
  expect(grid.getAttribute("aria-multiselectable")).toBe("true");
  expect(screen.getByTestId("list-row-𠮷田").getAttribute("aria-selected")).toBe("true");
  expect(screen.getByTestId("list-row-髙橋").getAttribute("aria-selected")).toBe("false");
});
