import { expect, test } from "vitest";
import { text } from ".";

test("the program has its name", () => {
  expect(text.programName).toBe("まもり台帳");
});
