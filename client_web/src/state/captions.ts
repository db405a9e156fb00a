/** The captions of the language followed: finished lines, the one being written, and what leaves the picture when. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Caption, ServerMessage } from "../protocol/messages";

/** Older lines leave the page; they stay on the server. */
const KEPT_LINES = 500;
/** A line leaves the picture so long after it was last written. */
export const SHOWN_S = 12;

export class CaptionsState {
  readonly #lines = signal<ReadonlyMap<string, Caption>>(new Map());
  /** The language followed; null: none. */
  readonly language = signal<string | null>(null);

  /** In the order they were begun. */
  readonly lines: ReadonlySignal<readonly Caption[]> = computed(() =>
    [...this.#lines.value.values()].sort((a, b) => a.startedAt - b.startedAt),
  );

  readonly finished: ReadonlySignal<readonly Caption[]> = computed(() => this.lines.value.filter(({ final }) => final));

  /** The last `count` lines that belong into the picture at `now`, Unix seconds of the server. */
  shown(now: number, count: number): readonly Caption[] {
    return this.lines.value.filter(({ writtenAt }) => now - writtenAt < SHOWN_S).slice(-count);
  }

  follow(language: string | null): void {
    if (language === this.language.peek()) return;
    this.language.value = language;
    this.#lines.value = new Map();
  }

  /** Lines of the language, from the server's history. */
  read(language: string, lines: readonly Caption[]): void {
    if (language === this.language.peek()) this.#put(lines);
  }

  apply(message: ServerMessage): void {
    if (message.type === "caption" && message.caption.language === this.language.peek()) this.#put([message.caption]);
  }

  #put(lines: readonly Caption[]): void {
    const known = new Map(this.#lines.peek());
    for (const line of lines) if (line.final || !known.get(line.captionId)?.final) known.set(line.captionId, line);
    const kept = [...known.values()].sort((a, b) => a.startedAt - b.startedAt).slice(-KEPT_LINES);
    this.#lines.value = new Map(kept.map((line) => [line.captionId, line]));
  }
}
