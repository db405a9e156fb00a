/** Single-key shortcuts of the chair's console; silent while one types, in dialogs, and when switched off. */
import { useEffect, useRef } from "preact/hooks";
import type { Preferences } from "../../../state/preferences";
import { Toggle } from "../../kit/Field";
import { useText } from "../../text";

export interface ChairKeys {
  next(): void;
  call(): void;
  end(): void;
  pause(): void;
  undo(): void;
}

const KEYS: Readonly<Record<string, keyof ChairKeys>> = {
  KeyN: "next",
  KeyC: "call",
  KeyE: "end",
  KeyP: "pause",
  KeyU: "undo",
};
const LETTERS = ["N", "C", "E", "P", "U"] as const;
const ELSEWHERE = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog";

export function useChairKeys(keys: ChairKeys, enabled: boolean): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    if (!enabled) return;
    const down = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
      if ((event.target as Element | null)?.closest?.(ELSEWHERE)) return;
      const act = KEYS[event.code];
      if (act) current.current[act]();
    };
    window.addEventListener("keydown", down);
    return () => window.removeEventListener("keydown", down);
  }, [enabled]);
}

export function KeyHint({ of }: { of: string }) {
  return (
    <span class="key-hint" aria-hidden="true">
      {of}
    </span>
  );
}

export function Keys({ preferences }: { preferences: Preferences }) {
  const t = useText();
  return (
    <details class="chair-keys">
      <summary>{t("shortcuts")}</summary>
      <Toggle
        label={t("use-shortcuts")}
        on={preferences.shortcuts.value}
        onChange={(on) => {
          preferences.shortcuts.value = on;
        }}
      />
      <dl>
        {LETTERS.map((letter) => (
          <div key={letter}>
            <dt>
              <kbd>{letter}</kbd>
            </dt>
            <dd>{t("chair-key", { key: letter })}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
