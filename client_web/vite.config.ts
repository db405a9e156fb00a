import { defineConfig } from "vitest/config";

// Served by the Hemicycle server from the same origin; `npm run dev` proxies to one running on the default port.
const SERVER = process.env.HEMICYCLE_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  build: { target: "es2022", sourcemap: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 300 },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": SERVER,
      "/healthz": SERVER,
      "/ws": { target: SERVER, ws: true },
    },
  },
  test: { environment: "happy-dom", testTimeout: 30_000, include: ["src/**/*.test.{ts,tsx}"] },
});
