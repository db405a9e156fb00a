/** How fit for interpretation speakers sound, for those who may see it.  One's own is in `me`. */
import { signal } from "@preact/signals-core";
import type { ServerMessage, SpeakerFitness } from "../protocol/messages";

export class FitnessState {
  readonly #people = signal<ReadonlyMap<string, SpeakerFitness>>(new Map());

  of(person: string): SpeakerFitness | null {
    return this.#people.value.get(person) ?? null;
  }

  apply(message: ServerMessage): void {
    if (message.type === "snapshot") {
      this.#people.value = new Map(message.fitness.map((entry) => [entry.person, entry]));
    } else if (message.type === "fitness") {
      const known = new Map(this.#people.value);
      for (const person of message.gone) known.delete(person);
      for (const entry of message.put) known.set(entry.person, entry);
      this.#people.value = known;
    }
  }
}
