/**
 * Written words: the event chat, private threads, and what waits for approval.  A thread is named from where its reader stands
 * (`event`, `person:<id>`, `chair`, `support`, `booth:<language>`, `interpreters`, and `chair:<id>`, `support:<id>` for who answers).
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { ChatMessage, ChatSettings, Person, ServerMessage, ThreadView } from "../protocol/messages";

export const EVENT = "event";
/** Of all interpreters. */
export const INTERPRETERS = "interpreters";
export const CHAT_MAX_CHARS = 2000;
/** Older messages leave the page as new ones come (they stay on the server). */
const KEPT_MESSAGES = 500;

/** One page of a thread's history. */
export interface History {
  readonly messages: readonly ChatMessage[];
  readonly last: number;
  readonly read: number;
  /** There are older ones. */
  readonly more: boolean;
}

/** One's own message that is not shown to others. */
export interface HeldBack {
  readonly messageId: string;
  readonly text: string;
  readonly refused: boolean;
}

/** Before a visitor's words the server tells their check's reference and their language, as far as there are any. */
const FACTS = /^\[([A-Z0-9]{4}-?[A-Z0-9]{4})(?: · [^\]\n]*)?\]\n/;

/** Id of somebody who writes to support and has not entered; null: the thread is another's. */
export function visitorOf(key: string): string | null {
  return key.startsWith("support:visitor-") ? key.slice("support:".length) : null;
}

/** Of the visitor's newest check that the thread tells of. */
export function referenceIn(thread: Thread): string | null {
  const visitor = visitorOf(thread.key);
  const told = thread.messages.value
    .filter(({ person }) => person === visitor)
    .map(({ text }) => FACTS.exec(text)?.[1]);
  return told.findLast((reference) => reference !== undefined) ?? null;
}

export class Thread {
  /** By number, ascending. */
  readonly messages = signal<readonly ChatMessage[]>([]);
  /** The other one; null: gone, or an inbox of one's own. */
  readonly person = signal<Person | null>(null);
  /** Number of the newest message. */
  readonly last = signal(0);
  readonly read = signal(0);
  readonly lastAt = signal(0);
  /** Who of support has taken it on. */
  readonly claimedBy = signal<string | null>(null);
  /** Name of somebody who writes to support and has not entered. */
  readonly visitor = signal("");
  /** The server has older messages than those here. */
  readonly more = signal(false);
  readonly loaded = signal(false);
  /** What is being written: kept while another thread is read, and when it was refused. */
  readonly draft = signal("");
  readonly unread: ReadonlySignal<number> = computed(() => Math.max(0, this.last.value - this.read.value));

  constructor(readonly key: string) {}

  /** Something between what is here and what arrived was missed. */
  arrived(messages: readonly ChatMessage[], own: string): boolean {
    const before = this.last.value;
    const fresh = messages.filter(({ number }) => number > before);
    const gap = fresh.length > 0 && (fresh[0]?.number ?? 0) > before + 1;
    this.#put(messages);
    for (const message of fresh) {
      this.last.value = Math.max(this.last.value, message.number);
      this.lastAt.value = Math.max(this.lastAt.value, message.sentAt);
      if (message.person === own) this.read.value = Math.max(this.read.value, message.number);
    }
    if (this.messages.value.length > KEPT_MESSAGES) {
      this.messages.value = this.messages.value.slice(-KEPT_MESSAGES);
      this.more.value = true;
    }
    return gap;
  }

  /** The newest page.  Where it does not join what is here, that goes. */
  newest(page: History): void {
    const known = this.messages.value;
    const first = page.messages[0]?.number ?? 0;
    if (known.length > 0 && first > (known.at(-1)?.number ?? 0) + 1) this.messages.value = [];
    if (this.messages.value.length === 0 || first <= (known[0]?.number ?? 0)) this.more.value = page.more;
    this.#put(page.messages);
    this.last.value = Math.max(this.last.value, page.last);
    this.read.value = Math.max(this.read.value, page.read);
    this.loaded.value = true;
  }

  older(page: History): void {
    this.#put(page.messages);
    this.more.value = page.more;
  }

  summarised(view: ThreadView): void {
    this.person.value = view.person;
    this.last.value = Math.max(this.last.value, view.last);
    this.read.value = Math.max(this.read.value, view.read);
    this.lastAt.value = Math.max(this.lastAt.value, view.lastAt);
    this.claimedBy.value = view.claimedBy;
    this.visitor.value = view.visitor;
  }

  #put(messages: readonly ChatMessage[]): void {
    if (messages.length === 0) return;
    const known = new Map(this.messages.value.map((message) => [message.number, message]));
    for (const message of messages) known.set(message.number, message);
    this.messages.value = [...known.values()].sort((a, b) => a.number - b.number);
  }
}

export class ChatState {
  readonly event = new Thread(EVENT);
  readonly settings = signal<ChatSettings>({ mode: "open", slowS: 0 });
  readonly #threads = signal<ReadonlyMap<string, Thread>>(new Map([[EVENT, this.event]]));
  /** Of everyone, waiting for approval, to those who moderate. */
  readonly held = signal<readonly ChatMessage[]>([]);
  /** One's own. */
  readonly heldBack = signal<readonly HeldBack[]>([]);
  /** The thread that would be shown; null: the list of threads. */
  readonly selected = signal<string | null>(EVENT);
  /** The panel is on the page. */
  readonly visible = signal(false);
  /** Thread, or `*` for all -> our clock, Unix seconds, from which one may write again. */
  readonly again = signal<ReadonlyMap<string, number>>(new Map());

  /** The one being read. */
  readonly open: ReadonlySignal<string | null> = computed(() => (this.visible.value ? this.selected.value : null));

  /** Private ones, newest first. */
  readonly threads: ReadonlySignal<readonly Thread[]> = computed(() =>
    [...this.#threads.value.values()]
      .filter((thread) => thread !== this.event)
      .sort((a, b) => b.lastAt.value - a.lastAt.value),
  );

  readonly unread: ReadonlySignal<number> = computed(() =>
    [...this.#threads.value.values()].reduce((sum, thread) => sum + thread.unread.value, 0),
  );

  /** Known or made: nothing was written yet. */
  thread(key: string): Thread {
    const known = this.#threads.peek().get(key);
    if (known) return known;
    const made = new Thread(key);
    this.#threads.value = new Map([...this.#threads.peek(), [key, made]]);
    return made;
  }

  /** The thread that has missed something, or null. */
  apply(message: ServerMessage, own: string): Thread | null {
    switch (message.type) {
      case "snapshot":
        this.#joined(message.chat, message.chatLast, message.threads, message.held);
        return null;
      case "eventChat":
        this.settings.value = message.settings;
        return this.event.arrived(message.messages.map(keepText(this.event)), own) ? this.event : null;
      case "heldChat": {
        const gone = new Set(message.gone);
        this.held.value = [...this.held.value.filter(({ messageId }) => !gone.has(messageId)), ...message.put];
        return null;
      }
      case "privateChat": {
        const thread = this.thread(message.thread);
        thread.person.value = message.person;
        return thread.arrived([message.message], own) ? thread : null;
      }
      case "supportClaimed":
        this.thread(message.thread).claimedBy.value = message.claimedBy;
        return null;
      case "chatJudged":
        this.#judged(message.messageId, message.approved);
        return null;
      default:
        return null;
    }
  }

  keepBack(messageId: string, text: string): void {
    this.heldBack.value = [...this.heldBack.value, { messageId, text, refused: false }];
  }

  dismiss(messageId: string): void {
    this.heldBack.value = this.heldBack.value.filter((one) => one.messageId !== messageId);
  }

  waitUntil(key: string, at: number): void {
    this.again.value = new Map([...this.again.value, [key, at]]);
  }

  /** Whole seconds until one may write into the thread. */
  waitS(key: string, now: number): number {
    const at = Math.max(this.again.value.get(key) ?? 0, this.again.value.get("*") ?? 0);
    return Math.max(0, Math.ceil(at - now));
  }

  #joined(settings: ChatSettings, last: number, threads: readonly ThreadView[], held: readonly ChatMessage[]): void {
    this.settings.value = settings;
    this.held.value = held;
    this.event.last.value = Math.max(this.event.last.value, last);
    for (const view of threads) this.thread(view.thread).summarised(view);
  }

  #judged(messageId: string, approved: boolean): void {
    if (approved) this.dismiss(messageId);
    else
      this.heldBack.value = this.heldBack.value.map((one) =>
        one.messageId === messageId ? { ...one, refused: true } : one,
      );
  }
}

/** What is hidden comes without its text; whoever moderates has read it before and may go on reading it. */
function keepText(thread: Thread): (message: ChatMessage) => ChatMessage {
  return (message) => {
    if (!message.hidden || message.text !== "") return message;
    const known = thread.messages.peek().find(({ number }) => number === message.number);
    return known ? { ...message, text: known.text } : message;
  };
}
