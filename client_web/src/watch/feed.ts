/** The stream of a webcast: its state, chapters as they come, captions of a language (server-sent events). */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Line, Mark, WebcastCard, WebcastView } from "./records";
import { inOrder, withLine, withMark } from "./timing";

/** Lines kept for the transcript beside the picture: a long day's. */
const KEPT_LINES = 10_000;

/** What a browser's `EventSource` does. */
export interface Stream {
  addEventListener(name: string, act: (event: { readonly data: string }) => void): void;
  close(): void;
}

export class Feed {
  readonly #view = signal<WebcastView | null>(null);
  readonly #marks = signal<readonly Mark[]>([]);
  readonly #lines = signal<readonly Line[]>([]);
  #stream: Stream | null = null;

  constructor(
    private readonly connect: (path: string) => Stream,
    private readonly path: string,
  ) {}

  readonly view: ReadonlySignal<WebcastView | null> = this.#view;
  readonly marks: ReadonlySignal<readonly Mark[]> = this.#marks;
  readonly lines: ReadonlySignal<readonly Line[]> = this.#lines;
  /** Grows when another webcast has begun, whose addresses are to be asked for. */
  readonly generation = signal(0);

  /** Captions of the language; empty: none. */
  follow(language: string): void {
    this.#stream?.close();
    this.#lines.value = [];
    const stream = this.connect(language ? `${this.path}?captions=${encodeURIComponent(language)}` : this.path);
    this.#stream = stream;
    const hear = <T>(name: string, act: (told: T) => void) =>
      stream.addEventListener(name, ({ data }) => act(JSON.parse(data) as T));
    hear<WebcastView>("view", (view) => {
      this.#view.value = view;
      this.#marks.value = inOrder(view.marks);
    });
    hear<WebcastCard>("webcast", (webcast) => {
      const view = this.#view.peek();
      if (!view) return;
      const another = webcast.webcastId !== view.webcast.webcastId;
      this.#view.value = { ...view, webcast, ...(another ? { playlist: null, startPlaylist: null } : {}) };
      if (another) this.generation.value++;
    });
    hear<Mark>("mark", (mark) => {
      this.#marks.value = withMark(this.#marks.peek(), mark);
    });
    hear<{ captionId: string; text: string; startedAt: number; writtenAt: number }>("caption", (told) => {
      const line = { captionId: told.captionId, text: told.text, startedAt: told.startedAt, endedAt: told.writtenAt };
      this.#lines.value = withLine(this.#lines.peek(), line, KEPT_LINES);
    });
  }

  /** Lines of the language followed from before it was; of what is known already nothing changes. */
  add(earlier: readonly Line[]): void {
    const known = new Set(this.#lines.peek().map(({ captionId }) => captionId));
    const lines = [...earlier.filter(({ captionId }) => !known.has(captionId)), ...this.#lines.peek()];
    this.#lines.value = lines.sort((a, b) => a.startedAt - b.startedAt).slice(-KEPT_LINES);
  }

  close(): void {
    this.#stream?.close();
    this.#stream = null;
  }
}
