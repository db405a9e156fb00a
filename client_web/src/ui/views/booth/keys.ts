/**
 * The keys of the interpreter's console: one letter each, by what is typed where the layout is Latin, by its place where it is
 * not.  Silent while one types and in dialogs, and when switched off in the preferences.
 */
import { useEffect, useRef } from "preact/hooks";

export interface BoothKey {
  /** Names the act; a case of the message `booth-key`. */
  readonly act: string;
  /** As printed: a capital letter, a digit, `+` or `−`. */
  readonly key: string;
  readonly shift?: true;
  /** Acts while held: pressed and released. */
  readonly held?: true;
}

export const BOOTH_KEYS = [
  { act: "microphone", key: "M" },
  { act: "mute", key: "P", held: true },
  { act: "talk", key: "T", held: true },
  { act: "floor", key: "F" },
  { act: "relay", key: "R" },
  { act: "relay1", key: "1" },
  { act: "relay2", key: "2" },
  { act: "relay3", key: "3" },
  { act: "store1", key: "1", shift: true },
  { act: "store2", key: "2", shift: true },
  { act: "store3", key: "3", shift: true },
  { act: "louder", key: "+" },
  { act: "quieter", key: "−" },
  { act: "mateLouder", key: "W" },
  { act: "mateQuieter", key: "W", shift: true },
  { act: "bassUp", key: "L" },
  { act: "bassDown", key: "L", shift: true },
  { act: "trebleUp", key: "E" },
  { act: "trebleDown", key: "E", shift: true },
  { act: "outgoingA", key: "A" },
  { act: "outgoingB", key: "B" },
  { act: "offer", key: "O" },
  { act: "ask", key: "H" },
  { act: "accept", key: "Y" },
  { act: "decline", key: "N" },
  { act: "cancel", key: "X" },
  { act: "takeOver", key: "V" },
  { act: "slowDown", key: "S" },
  { act: "technician", key: "C" },
  { act: "chair", key: "J" },
  { act: "cannotHear", key: "K" },
  { act: "unfit", key: "U" },
  { act: "direct", key: "D" },
  { act: "acknowledge", key: "Q" },
  { act: "glossary", key: "G" },
] as const satisfies readonly BoothKey[];

export type BoothAct = (typeof BOOTH_KEYS)[number]["act"];
/** `down` is false when a held key is released; others are told of the press alone. */
export type BoothActs = Readonly<Record<BoothAct, (down: boolean) => void>>;

const TYPING =
  "input:not([type=radio]):not([type=checkbox]):not([type=range]), textarea, select, [contenteditable], dialog";

export function keyOf(act: BoothAct): BoothKey {
  return BOOTH_KEYS.find((key) => key.act === act) as BoothKey;
}

/** `Shift+W` as browsers want it (`aria-keyshortcuts`). */
export function shortcutOf(act: BoothAct): string {
  const { key, shift } = keyOf(act);
  const printed = key === "+" ? "Plus" : key === "−" ? "-" : key;
  return shift ? `Shift+${printed}` : printed;
}

/** What was typed, as printed on the keys above. */
export function typed({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  if (key === "+" || key === "=") return "+";
  if (key === "-") return "−";
  if (/^(Digit|Numpad)[1-3]$/.test(code)) return code.slice(-1);
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return code.startsWith("Key") ? code.slice(3) : "";
}

function found(event: KeyboardEvent): BoothKey | undefined {
  const key = typed(event);
  // Plus is typed with Shift on many keyboards.
  const shift = event.shiftKey && key !== "+";
  return BOOTH_KEYS.find((one: BoothKey) => one.key === key && (one.shift ?? false) === shift);
}

export function useBoothKeys(acts: BoothActs, enabled: boolean): void {
  const current = useRef(acts);
  current.current = acts;
  useEffect(() => {
    if (!enabled) return;
    const held = new Map<string, BoothAct>();
    const down = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if ((event.target as Element | null)?.closest?.(TYPING)) return;
      const key = found(event);
      if (!key) return;
      const act = key.act as BoothAct;
      if (key.held) held.set(event.code, act);
      current.current[act](true);
    };
    const release = (code: string) => {
      const act = held.get(code);
      held.delete(code);
      if (act) current.current[act](false);
    };
    const up = (event: KeyboardEvent) => release(event.code);
    const releaseAll = () => {
      for (const code of [...held.keys()]) release(code);
    };
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    window.addEventListener("blur", releaseAll);
    return () => {
      releaseAll();
      window.removeEventListener("keydown", down);
      window.removeEventListener("keyup", up);
      window.removeEventListener("blur", releaseAll);
    };
  }, [enabled]);
}
