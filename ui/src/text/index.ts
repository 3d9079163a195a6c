/** Every text the window shows. */
export const text = {
  programName: "まもり台帳",
} as const;
