/** Which of the client's programs an address opens; each is loaded when it is first needed. */
import { areaOf } from "./places";
import { openShell, type Shell } from "./shell";
import "./styles/index.css";

interface Program {
  readonly start: (shell: Shell) => void;
}

/** Area -> its program; the area names its texts too (none of their own for the meeting). */
const programs: Readonly<Record<string, () => Promise<Program>>> = {
  "": () => import("./programs/meeting"),
  check: () => import("./programs/check"),
  desk: () => import("./programs/desk"),
  door: () => import("./programs/door"),
  watch: () => import("./programs/watch"),
};

/** Areas with texts of other folders than their own. */
const texts: Readonly<Record<string, readonly string[]>> = { check: ["arrival"], door: ["door", "arrival"] };

async function open(root: HTMLElement): Promise<void> {
  const area = areaOf(location.pathname);
  const load = programs[area];
  if (!load) throw new Error(`no program for ${area}`);
  const [program, shell] = await Promise.all([load(), openShell(texts[area] ?? area, root)]);
  program.start(shell);
}

const root = document.getElementById("app");
if (root) void open(root);
