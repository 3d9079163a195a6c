import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const tauriOnlyInApi = {
  group: ["@tauri-apps/*"],
  message: "Only ui/src/api calls Tauri.",
};
const noLedgerInLib = {
  group: ["**/ledgers/**", "**/screens*", "**/api/**", "**/api"],
  message: "ui/src/lib knows no ledger and calls no command.",
  allowTypeImports: true,
};

export default ts.config(
  { ignores: ["dist/", "src/api/types.gen.ts"] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: globals.browser },
    rules: {
      // svelte-check and tsc know better which names exist.
      "no-undef": "off",
      eqeqeq: "error",
      "no-console": "error",
      // 全角空白 separates words in Japanese sentences.
      "no-irregular-whitespace": "off",
      // Rows of a long list are looked up by number; one counter tells when to look again.
      "svelte/prefer-svelte-reactivity": "off",
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [tauriOnlyInApi] }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    files: ["src/lib/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [tauriOnlyInApi, noLedgerInLib] }],
    },
  },
  { files: ["src/api/**"], rules: { "@typescript-eslint/no-restricted-imports": "off" } },
);
