/** The meeting's terms, in as many of its languages as somebody has given. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { ServerMessage, Term } from "../protocol/messages";

export class GlossaryState {
  readonly #terms = signal<ReadonlyMap<string, Term>>(new Map());
  /** What is looked for. */
  readonly search = signal("");

  readonly count: ReadonlySignal<number> = computed(() => this.#terms.value.size);

  /** Those that hold every word looked for, in any language; those that begin with it first. */
  readonly found: ReadonlySignal<readonly Term[]> = computed(() => {
    const wanted = folded(this.search.value).split(/\s+/).filter(Boolean);
    const rated = [...this.#terms.value.values()].flatMap((term) => {
      const words = Object.values(term.words).map(folded);
      if (!wanted.every((one) => words.some((word) => word.includes(one)))) return [];
      const first = wanted[0] ?? "";
      return [{ term, rank: words.some((word) => word.startsWith(first)) ? 0 : 1, name: words.join(" ") }];
    });
    return rated.sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name)).map(({ term }) => term);
  });

  apply(message: ServerMessage): void {
    if (message.type === "snapshot") this.#terms.value = new Map(message.glossary.map((term) => [term.termId, term]));
    else if (message.type === "glossary") {
      const terms = new Map(this.#terms.value);
      for (const id of message.gone) terms.delete(id);
      for (const term of message.put) terms.set(term.termId, term);
      this.#terms.value = terms;
    }
  }
}

/** Without case, accents and vowel signs, so that what is typed in haste is found. */
function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
