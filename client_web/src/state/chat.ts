/** The event chat: the newest messages and what was not read yet. */
import { signal } from "@preact/signals-core";
import type { ChatMessage, ServerMessage } from "../protocol/messages";

/** Older messages leave the page (they stay on the server). */
const KEPT_MESSAGES = 500;
export const CHAT_MAX_CHARS = 2000;

export class ChatState {
  readonly messages = signal<readonly ChatMessage[]>([]);
  readonly unread = signal(0);
  #open = false;

  apply(message: ServerMessage): void {
    if (message.type !== "eventChat") return;
    this.#merge(message.messages, true);
  }

  /** History read by HTTP; deltas may have come before it. */
  loaded(history: readonly ChatMessage[]): void {
    this.#merge(history, false);
  }

  show(open: boolean): void {
    this.#open = open;
    if (open) this.unread.value = 0;
  }

  #merge(arrived: readonly ChatMessage[], live: boolean): void {
    const known = new Set(this.messages.value.map(({ messageId }) => messageId));
    const fresh = arrived.filter(({ messageId }) => !known.has(messageId));
    if (fresh.length === 0) return;
    const merged = [...this.messages.value, ...fresh].sort((a, b) => a.sentAt - b.sentAt);
    this.messages.value = merged.slice(-KEPT_MESSAGES);
    if (live && !this.#open) this.unread.value += fresh.length;
  }
}
