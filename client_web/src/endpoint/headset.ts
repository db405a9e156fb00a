/** What an interpreter hears: at levels and in the tone of the console, and only through hearing protection. */
import { effect, type ReadonlySignal, untracked } from "@preact/signals-core";
import type { BoothPreferences } from "../state/booth_preferences";
import type { Outputs } from "./endpoint";

/** Until the returned functions are called, while one works at a desk. */
export function followHeadset(
  outputs: Outputs,
  { volume, second, secondVolume, bassDb, trebleDb }: BoothPreferences,
  atDesk: ReadonlySignal<boolean>,
): readonly (() => void)[] {
  const whileAtDesk = (act: () => void) => effect(() => void (atDesk.value && act()));
  return [
    whileAtDesk(() => untracked(() => void outputs.protect())),
    whileAtDesk(() => outputs.setVolume("main", volume.value)),
    whileAtDesk(() => outputs.setVolume("second", second.value === "none" ? 0 : secondVolume.value)),
    effect(() => (atDesk.value ? outputs.setTone(bassDb.value, trebleDb.value) : outputs.setTone(0, 0))),
  ];
}
