/**
 * The words of the client: one Fluent file per language, loaded when chosen.  Reading `t` inside a view subscribes it to the
 * language.  Server codes become sentences here and nowhere else.
 */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { UiLanguage } from "../state/preferences";

export type LoadText = (language: UiLanguage) => Promise<string>;
export type Args = Record<string, FluentVariable>;
export type Translate = (id: string, args?: Args) => string;

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar"]);

export class Catalog {
  readonly #bundle = signal<FluentBundle>(new FluentBundle("en"));

  #wanted: UiLanguage | null = null;

  constructor(private readonly load: LoadText) {}

  readonly language: ReadonlySignal<UiLanguage> = computed(() => this.#bundle.value.locales[0] as UiLanguage);
  readonly direction: ReadonlySignal<"ltr" | "rtl"> = computed(() => directionOf(this.language.value));

  async use(language: UiLanguage): Promise<void> {
    this.#wanted = language;
    const text = await this.load(language);
    if (this.#wanted === language) this.#bundle.value = makeBundle(language, text);
  }

  /** The sentence, or the id itself where the catalogue has none (a test keeps that from happening). */
  readonly t: Translate = (id, args) => {
    const bundle = this.#bundle.value;
    const message = bundle.getMessage(id);
    if (!message?.value) return id;
    const errors: Error[] = [];
    return bundle.formatPattern(message.value, args, errors);
  };

  /** True when the catalogue knows the id: for codes that come from the server. */
  has(id: string): boolean {
    return this.#bundle.value.hasMessage(id);
  }

  /** The text of one of the server's per-language dictionaries, best language first. */
  readonly pick = (texts: Readonly<Record<string, string>>): string =>
    texts[this.language.value] ?? texts.en ?? Object.values(texts)[0] ?? "";
}

export function makeBundle(language: string, text: string): FluentBundle {
  const bundle = new FluentBundle(language);
  const [error] = bundle.addResource(new FluentResource(text));
  if (error) throw error;
  return bundle;
}

function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}
