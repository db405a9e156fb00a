import { defineConfig } from "vite";

// The phone page of a seat: a build of its own for phones of the last ten years, beside the client's.
export default defineConfig({
  build: {
    target: "es2017",
    sourcemap: true,
    assetsInlineLimit: 0,
    emptyOutDir: false,
    rollupOptions: { input: "seat.html" },
  },
});
