/** What an interpreter set on this machine's console: levels, tone, relay keys, the second sound. */
import { type Signal, signal } from "@preact/signals-core";
import { keep, kept } from "./kept";
import type { KeyValueStore } from "./preferences";

/** The second sound beside the incoming channel. */
export type SecondSound = "booth" | "floor" | "none";

interface Kept {
  readonly volume: number;
  readonly bassDb: number;
  readonly trebleDb: number;
  readonly second: SecondSound;
  readonly secondVolume: number;
  readonly relayKeys: readonly (string | null)[];
  readonly outgoingB: string;
}

const KEY = "hemicycle.booth";
export const RELAY_KEYS = 3;
export const TONE_DB = 12;

export class BoothPreferences {
  /** Linear, 0..1. */
  readonly volume: Signal<number>;
  readonly bassDb: Signal<number>;
  readonly trebleDb: Signal<number>;
  readonly second: Signal<SecondSound>;
  readonly secondVolume: Signal<number>;
  /** Channels of the relay keys a, b, c; null: not set. */
  readonly relayKeys: Signal<readonly (string | null)[]>;
  /** Channel of the B key; empty: the first that is permitted. */
  readonly outgoingB: Signal<string>;

  constructor(private readonly store: KeyValueStore) {
    const was: Partial<Kept> = kept(store, KEY);
    this.volume = signal(was.volume ?? 0.6);
    this.bassDb = signal(was.bassDb ?? 0);
    this.trebleDb = signal(was.trebleDb ?? 0);
    this.second = signal(was.second ?? "booth");
    this.secondVolume = signal(was.secondVolume ?? 0.4);
    this.relayKeys = signal(was.relayKeys ?? [null, null, null]);
    this.outgoingB = signal(was.outgoingB ?? "");
  }

  setRelayKey(index: number, channel: string): void {
    this.relayKeys.value = this.relayKeys.value.map((key, at) => (at === index ? channel : key));
  }

  /** Writes every change until the returned function is called. */
  keep(): () => void {
    return keep(
      this.store,
      KEY,
      (): Kept => ({
        volume: this.volume.value,
        bassDb: this.bassDb.value,
        trebleDb: this.trebleDb.value,
        second: this.second.value,
        secondVolume: this.secondVolume.value,
        relayKeys: this.relayKeys.value,
        outgoingB: this.outgoingB.value,
      }),
    );
  }
}
