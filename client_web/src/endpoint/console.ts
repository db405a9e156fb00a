/**
 * What lies between a button of the console and the server's word: what is under way, what was refused and why, and how the
 * last act is taken back.  A command caught by a lost connection is sent again when the connection is back in time: every
 * command is carried out once, however often it arrives.
 */
import { signal } from "@preact/signals-core";
import type { Timers } from "../media/ports";
import type { Reply } from "../protocol/messages";
import { type Request, RequestError } from "../protocol/session";

/** What was to be done, as an id of the catalogue. */
export interface ActWords {
  readonly id: string;
  readonly args: Readonly<Record<string, string | number>>;
}

export interface Act {
  /** What it is about: a request id, or a part of the console. One command at a time for each. */
  readonly about: string;
  readonly words: ActWords;
  readonly message: Request;
  /** Told later it would do something else: then it is not sent again by itself. */
  readonly once?: boolean;
  /** Takes it back; called after it was carried out. */
  readonly undo?: (reply: Reply) => void;
}

export interface Refusal {
  readonly words: ActWords;
  /** Of the server, or our own. */
  readonly code: string;
  /** Who at the console decided otherwise. */
  readonly by: string | null;
  readonly act: Act;
}

export interface Undo {
  readonly words: ActWords;
  readonly act: () => void;
}

/** A command older than this may no longer be meant. */
export const RETRY_WITHIN_MS = 15_000;
export const UNDO_FOR_MS = 20_000;
const LOST: ReadonlySet<string> = new Set(["offline", "connectionLost", "timeout"]);

interface Asker {
  request(message: Request): Promise<Reply>;
}

export class Console {
  /** What commands are under way about. */
  readonly pending = signal<ReadonlySet<string>>(new Set());
  /** A command waits for the connection. */
  readonly held = signal(false);
  readonly refusal = signal<Refusal | null>(null);
  readonly undo = signal<Undo | null>(null);
  readonly #wakers = new Set<() => void>();
  #forget = () => {};

  constructor(
    private readonly asker: Asker,
    private readonly timers: Timers,
  ) {}

  busy(about: string): boolean {
    return this.pending.value.has(about);
  }

  /** Null when it was refused, or something about the same is still under way. */
  async run(act: Act): Promise<Reply | null> {
    if (this.pending.peek().has(act.about)) return null;
    this.#mark(act.about, true);
    try {
      const reply = await this.#insist(act);
      this.#done(act, reply);
      return reply;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      this.refusal.value = { words: act.words, code: error.code, by: error.detail.by ?? null, act };
      return null;
    } finally {
      this.#mark(act.about, false);
    }
  }

  again(): void {
    const refused = this.refusal.value;
    this.refusal.value = null;
    if (refused) void this.run(refused.act);
  }

  dismiss(): void {
    this.refusal.value = null;
  }

  takeBack(): void {
    const undo = this.undo.value;
    this.#offer(null);
    undo?.act();
  }

  /** A new connection stands. */
  rejoined(): void {
    for (const wake of [...this.#wakers]) wake();
  }

  stop(): void {
    this.#offer(null);
    this.rejoined();
  }

  async #insist(act: Act): Promise<Reply> {
    let late = false;
    const stop = this.timers.after(RETRY_WITHIN_MS, () => {
      late = true;
      this.rejoined();
    });
    try {
      for (;;) {
        try {
          return await this.asker.request(act.message);
        } catch (error) {
          const lost = error instanceof RequestError && LOST.has(error.code);
          // What never left us may be sent again whatever it is.
          if (!lost || late || (act.once && error.code !== "offline")) throw error;
          await this.#connection();
          if (late) throw error;
        }
      }
    } finally {
      stop();
    }
  }

  async #connection(): Promise<void> {
    this.held.value = true;
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#wakers.delete(wake);
        this.held.value = this.#wakers.size > 0;
        resolve();
      };
      this.#wakers.add(wake);
    });
  }

  #done(act: Act, reply: Reply): void {
    if (this.refusal.value?.act.about === act.about) this.refusal.value = null;
    const { undo } = act;
    this.#offer(undo ? { words: act.words, act: () => undo(reply) } : null);
  }

  #offer(undo: Undo | null): void {
    this.#forget();
    this.undo.value = undo;
    this.#forget = undo ? this.timers.after(UNDO_FOR_MS, () => this.#offer(null)) : () => {};
  }

  #mark(about: string, busy: boolean): void {
    const pending = new Set(this.pending.value);
    if (busy) pending.add(about);
    else pending.delete(about);
    this.pending.value = pending;
  }
}
