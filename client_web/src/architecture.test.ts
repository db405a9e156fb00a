import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";

const SOURCE = join(process.cwd(), "src");

/** Folder -> what it may import beside itself.  `main.tsx` may import anything. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  state: ["protocol"],
  i18n: ["state"],
  media: ["protocol"],
  endpoint: ["protocol", "state", "media"],
  desk: ["protocol", "state"],
  door: ["protocol", "state"],
  watch: ["protocol", "state", "media"],
  ui: ["protocol", "state", "i18n", "media", "endpoint", "desk", "door", "watch"],
  programs: ["protocol", "state", "i18n", "media", "endpoint", "desk", "door", "watch", "ui", "shell", "places"],
};

/** Folders (or files) that know no browser. */
const PURE = /^(state\/|i18n\/|endpoint\/|desk\/|door\/|watch\/|protocol\/(session|messages)\.ts|places\.ts)/;
const BROWSER =
  /\b(?:(?:document|window|navigator|localStorage|sessionStorage|location|setTimeout|setInterval|WebSocket)\b|fetch\()/;

const files = readdirSync(SOURCE, { withFileTypes: true, recursive: true })
  .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !/\.test\.tsx?$/.test(file.name))
  .map((file) => relative(SOURCE, join(file.parentPath, file.name)))
  .filter((path) => !path.startsWith("testing/"));

const read = (path: string) => readFileSync(join(SOURCE, path), "utf-8");
const code = (path: string) => read(path).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$|(["'`])(?:\\.|(?!\1)[^\\])*\1/gm, "");

const inFolders = files.filter((path) => path.includes("/"));

it.each(inFolders)("%s imports only what its arrows allow", (path) => {
  const folder = path.split("/")[0] ?? "";
  const imports = [...read(path).matchAll(/from "(\.[^"]+)"/g)].map((match) => match[1] as string);
  const folders = imports.map((target) => join(dirname(path), target).split("/")[0] ?? "");
  const allowed = [folder, ...(ARROWS[folder] ?? [])];
  expect(folders.filter((target) => !allowed.includes(target))).toEqual([]);
});

it.each(files.filter((path) => PURE.test(path)))("%s knows no browser", (path) => {
  expect(code(path)).not.toMatch(BROWSER);
});

it.each(files.filter((path) => path.startsWith("ui/")))("%s leaves wire and connections to others", (path) => {
  expect(code(path)).not.toMatch(/\b(fetch\(|new WebSocket|RTCPeerConnection|getUserMedia)/);
});

it("looked at the whole client", () => {
  expect(files.length).toBeGreaterThan(50);
  expect([...new Set(inFolders.map((path) => path.split("/")[0]))].sort()).toEqual([...Object.keys(ARROWS)].sort());
});
