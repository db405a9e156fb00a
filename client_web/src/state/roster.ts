/** The participants: pages read by HTTP, kept up to date by deltas. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Person, ServerMessage } from "../protocol/messages";

export class RosterState {
  readonly #people = signal<ReadonlyMap<string, Person>>(new Map());
  readonly loading = signal(false);
  /** Left while pages were being read: a page read before must not bring them back. */
  readonly #gone = new Set<string>();
  readonly #fresh = new Set<string>();

  readonly people: ReadonlySignal<readonly Person[]> = computed(() => [...this.#people.value.values()]);

  person(id: string): Person | null {
    return this.#people.value.get(id) ?? null;
  }

  /** A reading of all pages begins. */
  begin(): void {
    this.loading.value = true;
    this.#gone.clear();
    this.#fresh.clear();
  }

  page(people: readonly Person[]): void {
    const known = new Map(this.#people.value);
    for (const person of people) {
      if (!this.#gone.has(person.id) && !this.#fresh.has(person.id)) known.set(person.id, person);
    }
    this.#people.value = known;
  }

  /** All pages are read; whoever was on none of them and in no delta is gone. */
  finish(listed: ReadonlySet<string>): void {
    const kept = [...this.#people.value].filter(([id]) => listed.has(id) || this.#fresh.has(id));
    this.#people.value = new Map(kept);
    this.loading.value = false;
  }

  apply(message: ServerMessage): void {
    if (message.type !== "roster") return;
    const known = new Map(this.#people.value);
    for (const id of message.gone) {
      known.delete(id);
      this.#gone.add(id);
      this.#fresh.delete(id);
    }
    for (const person of message.put) {
      known.set(person.id, person);
      this.#fresh.add(person.id);
      this.#gone.delete(person.id);
    }
    this.#people.value = known;
  }
}
