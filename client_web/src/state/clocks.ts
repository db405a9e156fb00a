/** The clocks of speeches: pure sums over what the server told, so that they can be drawn at any moment. */

import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { DelegationTotal, ServerMessage } from "../protocol/messages";

/** What a clock needs to know of a speech; `FloorEntry` and `SpeechView` both are one. */
export interface Timed {
  readonly limitS: number | null;
  /** Seconds spoken before `runningSince`. */
  readonly spokenS: number;
  /** Unix seconds of the server; null: the clock stands. */
  readonly runningSince: number | null;
}

/** `over`: the limit is reached. `open`: there is none. */
export type ClockTone = "open" | "within" | "ending" | "over";

export interface Clock {
  /** Whole seconds. */
  readonly spokenS: number;
  /** Whole seconds; negative beyond the limit; null without one. */
  readonly leftS: number | null;
  /** Null: no limit. */
  readonly limitS: number | null;
  readonly tone: ClockTone;
  readonly running: boolean;
}

/** `amberS`: how long before the limit it turns amber. `now`: the server's clock, Unix seconds. */
export function clockOf(speech: Timed, amberS: number, now: number): Clock {
  const { limitS, runningSince } = speech;
  const spoken = speech.spokenS + (runningSince === null ? 0 : Math.max(0, now - runningSince));
  const spokenS = Math.floor(spoken);
  const running = runningSince !== null;
  if (limitS === null || limitS <= 0) return { spokenS, leftS: null, limitS: null, tone: "open", running };
  const leftS = Math.ceil(limitS - spoken);
  const tone = leftS <= 0 ? "over" : leftS <= amberS ? "ending" : "within";
  return { spokenS, leftS, limitS, tone, running };
}

/** m:ss, in Latin digits so that columns line up. */
export function clockText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Seconds of `m:ss` or of minutes alone; null when it is neither. */
export function secondsOf(text: string): number | null {
  const found = /^\s*(\d{1,3})(?::([0-5]?\d))?\s*$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2] ?? 0) : null;
}

/** Speaking time of delegations, for those at the console. */
export class TotalsState {
  readonly #totals = signal<ReadonlyMap<string, DelegationTotal>>(new Map());

  readonly all: ReadonlySignal<readonly DelegationTotal[]> = computed(() => [...this.#totals.value.values()]);

  apply(message: ServerMessage): void {
    if (message.type === "snapshot") this.#totals.value = byDelegation(message.totals);
    else if (message.type === "totals")
      this.#totals.value = new Map([...this.#totals.value, ...byDelegation(message.put)]);
  }
}

function byDelegation(totals: readonly DelegationTotal[]): ReadonlyMap<string, DelegationTotal> {
  return new Map(totals.map((total) => [total.delegation, total]));
}
