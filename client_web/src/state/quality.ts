/** How well everyone is connected, for those who may watch it.  One's own step is in `me`. */
import { signal } from "@preact/signals-core";
import type { PersonQuality, ServerMessage } from "../protocol/messages";

export class QualityState {
  readonly #people = signal<ReadonlyMap<string, PersonQuality>>(new Map());

  of(person: string): PersonQuality | null {
    return this.#people.value.get(person) ?? null;
  }

  apply(message: ServerMessage): void {
    if (message.type === "snapshot") {
      this.#people.value = new Map(message.quality.map((entry) => [entry.person, entry]));
    } else if (message.type === "quality") {
      const known = new Map(this.#people.value);
      for (const person of message.gone) known.delete(person);
      for (const entry of message.put) known.set(entry.person, entry);
      this.#people.value = known;
    }
  }
}
