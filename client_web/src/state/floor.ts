/** The list of speakers and one's own place in it. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { FloorEntry, Me, Person, RequestState, ServerMessage } from "../protocol/messages";

export interface ListedEntry {
  readonly entry: FloorEntry;
  readonly person: Person | null;
  readonly mine: boolean;
}

/** One's own part in the order of things. `none`: no request. */
export type FloorPhase = "none" | RequestState;

export class FloorState {
  readonly #entries = signal<ReadonlyMap<string, FloorEntry>>(new Map());
  readonly #people = signal<ReadonlyMap<string, Person>>(new Map());

  constructor(private readonly me: ReadonlySignal<Me | null>) {}

  readonly list: ReadonlySignal<readonly ListedEntry[]> = computed(() => {
    const people = this.#people.value;
    const own = this.me.value?.person.id;
    return [...this.#entries.value.values()]
      .sort((a, b) => order(a) - order(b) || a.rank - b.rank || a.requestedAt - b.requestedAt)
      .map((entry) => ({ entry, person: people.get(entry.person) ?? null, mine: entry.person === own }));
  });

  /** Whoever has the floor, first; then who was called; then the queue. */
  readonly waiting: ReadonlySignal<readonly ListedEntry[]> = computed(() =>
    this.list.value.filter(({ entry }) => !hasFloor(entry.state)),
  );

  readonly speaking: ReadonlySignal<readonly ListedEntry[]> = computed(() =>
    this.list.value.filter(({ entry }) => hasFloor(entry.state)),
  );

  readonly mine: ReadonlySignal<FloorEntry | null> = computed(() => {
    const own = this.me.value?.requestId;
    return own ? (this.#entries.value.get(own) ?? null) : null;
  });

  readonly phase: ReadonlySignal<FloorPhase> = computed(() => this.mine.value?.state ?? "none");

  /** 1 = next. */
  readonly place: ReadonlySignal<number | null> = computed(() => this.me.value?.place ?? null);

  apply(message: ServerMessage): void {
    if (message.type === "snapshot") {
      this.#entries.value = new Map(message.list.map((entry) => [entry.requestId, entry]));
      this.#people.value = new Map(Object.entries(message.people));
    } else if (message.type === "list") {
      this.#patch(message.put, message.gone, message.people);
    }
  }

  #patch(put: readonly FloorEntry[], gone: readonly string[], people: Readonly<Record<string, Person>>): void {
    const entries = new Map(this.#entries.value);
    for (const id of gone) entries.delete(id);
    for (const entry of put) entries.set(entry.requestId, entry);
    const known = new Map([...this.#people.value, ...Object.entries(people)]);
    const named = new Set([...entries.values()].map(({ person }) => person));
    for (const id of known.keys()) if (!named.has(id)) known.delete(id);
    this.#people.value = known;
    this.#entries.value = entries;
  }
}

export function hasFloor(state: RequestState): boolean {
  return state === "granted" || state === "speaking";
}

function order({ state }: FloorEntry): number {
  return hasFloor(state) ? 0 : state === "called" ? 1 : 2;
}
