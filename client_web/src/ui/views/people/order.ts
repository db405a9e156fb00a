/** Thousands of people in the order of their delegations, kept as they come and go, and found by what one types. */
import { delegationName } from "../../../i18n/names";
import type { Person } from "../../../protocol/messages";

interface Sorted {
  readonly person: Person;
  readonly key: string;
  readonly folded: string;
}

export class PeopleOrder {
  readonly #collator: Intl.Collator;
  #sorted: readonly Sorted[] = [];
  #people: readonly Person[] = [];

  constructor(private readonly language: string) {
    this.#collator = new Intl.Collator(language);
  }

  /** Sorts only what is new or has changed since it was called last. */
  update(people: readonly Person[]): void {
    if (people === this.#people) return;
    this.#people = people;
    const current = new Set(people);
    const kept = this.#sorted.filter(({ person }) => current.has(person));
    const known = new Set(kept.map(({ person }) => person));
    const fresh = people.filter((person) => !known.has(person)).map((person) => this.#keyed(person));
    fresh.sort((a, b) => this.#compare(a, b));
    this.#sorted = this.#merge(kept, fresh);
  }

  /** Every word of the query, in name or delegation (its name or its code), whatever the accents. */
  find(query: string): readonly Person[] {
    const words = fold(query, this.language).split(/\s+/).filter(Boolean);
    const found = this.#sorted.filter(({ folded }) => words.every((word) => folded.includes(word)));
    return found.map(({ person }) => person);
  }

  #keyed(person: Person): Sorted {
    const delegation = delegationName(person.delegation, this.language);
    const folded = fold(`${person.name} ${delegation} ${person.delegation}`, this.language);
    return { person, key: delegation || person.name, folded };
  }

  #compare(a: Sorted, b: Sorted): number {
    return this.#collator.compare(a.key, b.key) || this.#collator.compare(a.person.name, b.person.name);
  }

  #merge(kept: readonly Sorted[], fresh: readonly Sorted[]): readonly Sorted[] {
    if (fresh.length === 0) return kept;
    const merged: Sorted[] = [];
    let next = 0;
    for (const entry of fresh) {
      const at = this.#placeOf(entry, kept, next);
      for (; next < at; next++) merged.push(kept[next] as Sorted);
      merged.push(entry);
    }
    return [...merged, ...kept.slice(next)];
  }

  #placeOf(entry: Sorted, kept: readonly Sorted[], from: number): number {
    let [low, high] = [from, kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(kept[middle] as Sorted, entry) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Lower case, without accents: `São` is found by `sao`. */
function fold(text: string, language: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase(language);
}

/** Once, for short lists. */
export function sortPeople(people: readonly Person[], language: string): readonly Person[] {
  const order = new PeopleOrder(language);
  order.update(people);
  return order.find("");
}
