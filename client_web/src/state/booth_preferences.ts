/** What an interpreter set on this machine's console: levels, tone, relay keys, the second sound. */
import { effect, type Signal, signal } from "@preact/signals-core";
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
    const kept = this.#read();
    this.volume = signal(kept.volume ?? 0.6);
    this.bassDb = signal(kept.bassDb ?? 0);
    this.trebleDb = signal(kept.trebleDb ?? 0);
    this.second = signal(kept.second ?? "booth");
    this.secondVolume = signal(kept.secondVolume ?? 0.4);
    this.relayKeys = signal(kept.relayKeys ?? [null, null, null]);
    this.outgoingB = signal(kept.outgoingB ?? "");
  }

  setRelayKey(index: number, channel: string): void {
    this.relayKeys.value = this.relayKeys.value.map((kept, at) => (at === index ? channel : kept));
  }

  /** Writes every change until the returned function is called. */
  keep(): () => void {
    return effect(() => {
      const kept: Kept = {
        volume: this.volume.value,
        bassDb: this.bassDb.value,
        trebleDb: this.trebleDb.value,
        second: this.second.value,
        secondVolume: this.secondVolume.value,
        relayKeys: this.relayKeys.value,
        outgoingB: this.outgoingB.value,
      };
      try {
        this.store.setItem(KEY, JSON.stringify(kept));
      } catch {
        // Storage is full or forbidden: the settings last until the page closes.
      }
    });
  }

  #read(): Partial<Kept> {
    try {
      return (JSON.parse(this.store.getItem(KEY) ?? "{}") ?? {}) as Partial<Kept>;
    } catch {
      return {};
    }
  }
}
