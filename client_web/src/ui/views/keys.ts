/** Single-key shortcuts of the console.  Silent while the person types, and when switched off in the preferences. */
import { useEffect, useRef } from "preact/hooks";

export interface ConsoleKeys {
  microphone(): void;
  /** Down is true, up (or leaving the window) is false. */
  pushToMute(held: boolean): void;
  relay(): void;
  volume(step: number): void;
}

const VOLUME_STEP = 0.05;
const TYPING = "input:not([type=radio]):not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]";

export function useConsoleKeys(keys: ConsoleKeys, enabled: boolean): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    if (!enabled) return;
    let held = false;
    const down = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if ((event.target as Element | null)?.closest?.(TYPING)) return;
      if (event.code === "KeyP") {
        held = true;
        current.current.pushToMute(true);
      } else if (event.code === "KeyM") current.current.microphone();
      else if (event.code === "KeyR") current.current.relay();
      else if (event.key === "+" || event.key === "=") current.current.volume(VOLUME_STEP);
      else if (event.key === "-") current.current.volume(-VOLUME_STEP);
    };
    const release = () => {
      if (held) current.current.pushToMute(false);
      held = false;
    };
    const up = (event: KeyboardEvent) => {
      if (event.code === "KeyP") release();
    };
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    window.addEventListener("blur", release);
    return () => {
      release();
      window.removeEventListener("keydown", down);
      window.removeEventListener("keyup", up);
      window.removeEventListener("blur", release);
    };
  }, [enabled]);
}
