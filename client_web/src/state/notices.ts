/** Short messages to the person: shown for a while and spoken by screen readers. Ids of the catalogue, never sentences. */
import { signal } from "@preact/signals-core";

export type Urgency = "polite" | "assertive";

export interface Notice {
  readonly key: number;
  /** Id in the Fluent catalogue. */
  readonly id: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly urgency: Urgency;
}

/** The oldest leaves when a fourth comes. */
const KEPT_NOTICES = 3;

export class Notices {
  readonly shown = signal<readonly Notice[]>([]);
  /** The last thing said to each live region; not necessarily shown. */
  readonly spoken = signal<Readonly<Record<Urgency, Notice | null>>>({ polite: null, assertive: null });
  #nextKey = 1;

  show(id: string, args: Notice["args"] = {}, urgency: Urgency = "polite"): void {
    const notice = this.#make(id, args, urgency);
    const others = this.shown.value.filter((earlier) => earlier.id !== id);
    this.shown.value = [...others, notice].slice(-KEPT_NOTICES);
    this.#speak(notice);
  }

  /** Speaks without showing: what is visible elsewhere anyway. */
  say(id: string, args: Notice["args"] = {}, urgency: Urgency = "polite"): void {
    this.#speak(this.#make(id, args, urgency));
  }

  dismiss(key: number): void {
    this.shown.value = this.shown.value.filter((notice) => notice.key !== key);
  }

  #make(id: string, args: Notice["args"], urgency: Urgency): Notice {
    return { key: this.#nextKey++, id, args, urgency };
  }

  #speak(notice: Notice): void {
    this.spoken.value = { ...this.spoken.value, [notice.urgency]: notice };
  }
}
