/** The lists of speakers of the agenda item under discussion, what rules them, and one's own place. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type {
  AgendaEntry,
  FloorEntry,
  FloorRules,
  FloorView,
  ListName,
  ListView,
  Me,
  Person,
  RequestState,
  ServerMessage,
} from "../protocol/messages";

export interface ListedEntry {
  readonly entry: FloorEntry;
  readonly person: Person | null;
  readonly mine: boolean;
}

/** One's own part in the order of things. `none`: no request. */
export type FloorPhase = "none" | RequestState;

const EMPTY_VIEW: FloorView = {
  agenda: [],
  item: null,
  lists: [],
  sitting: { state: "open", public: true, number: 1, since: null },
  rules: {
    mode: "request",
    speakersLimit: 1,
    timeLimitsS: {},
    timePolicy: "show",
    amberS: 30,
    graceS: 10,
    itemChange: "keep",
  },
  precedence: [],
  presiding: null,
  priority: null,
  screen: { sharer: null, asking: [] },
  lastSpeech: null,
};

export class FloorState {
  readonly #entries = signal<ReadonlyMap<string, FloorEntry>>(new Map());
  readonly #people = signal<ReadonlyMap<string, Person>>(new Map());
  /** The topic `floor`. */
  readonly view = signal<FloorView>(EMPTY_VIEW);

  constructor(private readonly me: ReadonlySignal<Me | null>) {}

  /** Of the item under discussion: whoever has the floor, first; then who was called; then the queue; then the deferred. */
  readonly list: ReadonlySignal<readonly ListedEntry[]> = computed(() => {
    const { item } = this.view.value;
    const people = this.#people.value;
    const own = this.me.value?.person.id;
    return [...this.#entries.value.values()]
      .filter((entry) => entry.item === item || hasFloor(entry.state))
      .sort((a, b) => order(a) - order(b) || a.rank - b.rank || a.requestedAt - b.requestedAt)
      .map((entry) => ({ entry, person: people.get(entry.person) ?? null, mine: entry.person === own }));
  });

  readonly waiting: ReadonlySignal<readonly ListedEntry[]> = computed(() =>
    this.list.value.filter(({ entry }) => !hasFloor(entry.state)),
  );

  /** Who has the floor, silent or not. */
  readonly speaking: ReadonlySignal<readonly ListedEntry[]> = computed(() =>
    this.list.value.filter(({ entry }) => hasFloor(entry.state)),
  );

  readonly mine: ReadonlySignal<FloorEntry | null> = computed(() => {
    const own = this.me.value?.requestId;
    return own ? (this.#entries.value.get(own) ?? null) : null;
  });

  /** All one's own requests, in order. */
  readonly own: ReadonlySignal<readonly FloorEntry[]> = computed(() => {
    const own = this.me.value?.requests ?? [];
    return own.map((id) => this.#entries.value.get(id)).filter((entry) => entry !== undefined);
  });

  readonly phase: ReadonlySignal<FloorPhase> = computed(() => this.mine.value?.state ?? "none");

  /** 1 = next. */
  readonly place: ReadonlySignal<number | null> = computed(() => this.me.value?.place ?? null);

  readonly rules: ReadonlySignal<FloorRules> = computed(() => this.view.value.rules);

  readonly item: ReadonlySignal<AgendaEntry | null> = computed(() => {
    const { agenda, item } = this.view.value;
    return agenda.find(({ itemId }) => itemId === item) ?? null;
  });

  /** The item after the open one; the first while none is open. */
  readonly nextItem: ReadonlySignal<AgendaEntry | null> = computed(() => {
    const { agenda, item } = this.view.value;
    return agenda[agenda.findIndex(({ itemId }) => itemId === item) + 1] ?? null;
  });

  /** Those who wait in one list of the item under discussion, in order. */
  waitingIn(list: ListName): readonly ListedEntry[] {
    return this.waiting.value.filter(({ entry }) => entry.list === list);
  }

  /** How many wait for an item. */
  waitingFor(item: string): number {
    return [...this.#entries.value.values()].filter((entry) => entry.item === item && !hasFloor(entry.state)).length;
  }

  /** Who comes next in a list: whoever is deferred is passed over. */
  nextIn(list: ListName): ListedEntry | null {
    return this.waitingIn(list).find(({ entry }) => entry.state !== "deferred") ?? null;
  }

  listView(list: ListName): ListView {
    return this.view.value.lists.find(({ name }) => name === list) ?? { name: list, state: "open", limit: null };
  }

  entry(requestId: string): FloorEntry | null {
    return this.#entries.value.get(requestId) ?? null;
  }

  apply(message: ServerMessage): void {
    if (message.type === "snapshot") {
      this.#entries.value = new Map(message.list.map((entry) => [entry.requestId, entry]));
      this.#people.value = new Map(Object.entries(message.people));
      this.view.value = message.floor;
    } else if (message.type === "list") {
      this.#patch(message.put, message.gone, message.people);
    } else if (message.type === "floor") {
      this.view.value = message.floor;
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

export function hasFloor(state: FloorPhase): boolean {
  return state === "granted" || state === "speaking" || state === "paused";
}

function order({ state }: FloorEntry): number {
  if (hasFloor(state)) return 0;
  return state === "called" ? 1 : state === "deferred" ? 3 : 2;
}
