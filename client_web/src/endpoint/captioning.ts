/**
 * A captioner's writing: every key is on the screens of those who read within 300 ms, Enter finishes the line, and the last
 * line may be corrected.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Timers } from "../media/ports";
import type { Caption, Reply } from "../protocol/messages";
import type { Request } from "../protocol/session";
import type { CaptionsState } from "../state/captions";
import type { Preferences } from "../state/preferences";

/** At most one unfinished state of a line in so long. */
export const THROTTLE_MS = 300;
export const CAPTION_MAX_CHARS = 400;
/** Of one's own lines; older ones are not looked for. */
const KEPT_OWN = 20;

/** The endpoint, as far as writing captions goes. */
export interface CaptionHost {
  readonly captions: CaptionsState;
  readonly captionReader: { follow(language: string | null, again?: boolean): Promise<void> };
  request(message: Request): Promise<Reply>;
  failed(error: unknown): void;
}

interface Line {
  /** Given by the server with the first state of the line. */
  id: string | null;
}

export class Captioning {
  /** Of what is written. */
  readonly language = signal("");
  readonly draft = signal("");
  /** The finished line being written anew. */
  readonly correcting = signal<Caption | null>(null);
  /** Not taken by the server: kept to be sent again. */
  readonly refused = signal<string | null>(null);
  #line: Line = { id: null };
  /** What was finished here: another's line cannot be corrected. */
  #own: readonly string[] = [];
  #tail: Promise<void> = Promise.resolve();
  #resting = false;
  #changed = false;

  constructor(
    private readonly host: CaptionHost,
    private readonly timers: Timers,
    private readonly preferences: Preferences,
  ) {}

  /** Lines finished here and by others who write in the same language. */
  readonly lines: ReadonlySignal<readonly Caption[]> = computed(() => this.host.captions.finished.value.slice(-6));

  /** A new connection stands: what others write in the language is followed. */
  joined(spoken: string, offered: readonly string[]): Promise<void> {
    if (!offered.includes(this.language.peek()))
      this.language.value = offered.includes(spoken) ? spoken : (offered[0] ?? "");
    return this.host.captionReader.follow(this.language.peek(), true);
  }

  choose(language: string): Promise<void> {
    this.#clear();
    this.language.value = language;
    return this.host.captionReader.follow(language);
  }

  typed(text: string): void {
    this.draft.value = expand(text, abbreviationsOf(this.preferences.abbreviations.peek())).slice(0, CAPTION_MAX_CHARS);
    if (this.correcting.peek() === null) this.#show();
  }

  async finish(): Promise<void> {
    const text = this.draft.peek().trim();
    if (text === "") return;
    const line = this.#line;
    const corrected = this.correcting.peek();
    this.#clear();
    const finished: Line = corrected ? { id: corrected.captionId } : line;
    const taken = await this.#send(finished, text, true);
    this.refused.value = taken ? null : text;
    if (taken && finished.id !== null) this.#own = [...this.#own, finished.id].slice(-KEPT_OWN);
  }

  /** Writes one's own last line again. */
  correct(): void {
    const last = this.lines.peek().findLast(({ captionId }) => this.#own.includes(captionId));
    if (!last || this.draft.peek() !== "") return;
    this.correcting.value = last;
    this.draft.value = last.text;
  }

  cancel(): void {
    if (this.correcting.peek() !== null) this.#clear();
  }

  /** Takes up what was not taken. */
  again(): void {
    this.draft.value = this.refused.peek() ?? "";
    this.refused.value = null;
  }

  // --- inside ---------------------------------------------------------------------------------------------------------

  #clear(): void {
    this.draft.value = "";
    this.correcting.value = null;
    this.#line = { id: null };
    this.#changed = false;
  }

  #show(): void {
    if (this.#resting) {
      this.#changed = true;
      return;
    }
    const text = this.draft.peek().trim();
    if (text === "") return;
    this.#resting = true;
    this.#changed = false;
    this.timers.after(THROTTLE_MS, () => {
      this.#resting = false;
      if (this.#changed) this.#show();
    });
    void this.#send(this.#line, text, false);
  }

  /** One after the other, so that the first answer names the line before its next state is sent. */
  #send(line: Line, text: string, final: boolean): Promise<boolean> {
    const sent = this.#tail.then(async () => {
      try {
        const { captionId } = await this.host.request({
          ...{ type: "writeCaption", language: this.language.peek(), text, final },
          captionId: line.id,
        });
        line.id ??= captionId;
        return true;
      } catch (error) {
        if (final) this.host.failed(error);
        return false;
      }
    });
    this.#tail = sent.then(() => {});
    return sent;
  }
}

/** One a line: `un = United Nations`. */
export function abbreviationsOf(text: string): ReadonlyMap<string, string> {
  const pairs = text.split("\n").map((line) => line.split("=").map((part) => part.trim()));
  return new Map(pairs.flatMap(([short, long]) => (short && long ? [[short.toLowerCase(), long] as const] : [])));
}

/** The word just finished by a space is written out when it is an abbreviation. */
export function expand(text: string, abbreviations: ReadonlyMap<string, string>): string {
  const found = /(^|\s)(\S+) $/u.exec(text);
  const long = found && abbreviations.get((found[2] as string).toLowerCase());
  return long ? `${text.slice(0, found.index)}${found[1]}${long} ` : text;
}
