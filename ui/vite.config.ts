import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // Svelte has a server build too; unit tests need the browser's.
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  clearScreen: false,
  // Fonts and the sentences of refusals stand beside ui/, in assets/.
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  build: {
    // The oldest webviews the program meets: WebKitGTK 2.50, macOS 13's, and WebView2 (evergreen).
    target: ["safari16.4", "chrome120"],
    chunkSizeWarningLimit: 2000,
  },
  test: { environment: "jsdom", include: ["src/**/*.test.ts"], css: true },
}));
