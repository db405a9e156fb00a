/** New messages for screen readers: those of the open thread and private ones, gathered so that they never flood. */
import type { ChatMessage, PrivateChat, ServerMessage } from "../protocol/messages";
import { EVENT, INTERPRETERS } from "../state/chat";
import type { Endpoint } from "./endpoint";

/** Least seconds between two announcements. */
const PAUSE_S = 5;
/** Characters of a message that are read out. */
const READ_CHARS = 160;

export class ReadAloud {
  #gathered: ChatMessage[] = [];
  #nextAt = 0;
  #last = 0;

  constructor(private readonly endpoint: Endpoint) {}

  heard(message: ServerMessage): void {
    const { chat } = this.endpoint;
    if (message.type === "snapshot") this.#last = Math.max(this.#last, message.chatLast);
    else if (message.type === "privateChat") this.#private(message);
    else if (message.type === "eventChat") {
      const fresh = message.messages.filter(({ number }) => number > this.#last);
      this.#last = Math.max(this.#last, ...fresh.map(({ number }) => number));
      if (chat.open.peek() === EVENT) this.#gather(fresh);
    } else return;
    this.tick();
  }

  /** Once a second. */
  tick(): void {
    const now = this.endpoint.meeting.localNow.peek();
    const last = this.#gathered.at(-1);
    if (!last || now < this.#nextAt) return;
    const { notices } = this.endpoint;
    const text = last.text.slice(0, READ_CHARS);
    if (this.#gathered.length === 1) notices.say("announce-chat", { name: last.name, text });
    else notices.say("announce-chats", { count: this.#gathered.length });
    this.#gathered = [];
    this.#nextAt = now + PAUSE_S;
  }

  /** What all interpreters write must not disturb those at work: read out only to who has it open. */
  #private({ thread, message }: PrivateChat): void {
    if (thread !== INTERPRETERS || this.endpoint.chat.open.peek() === thread) this.#gather([message]);
  }

  #gather(messages: readonly ChatMessage[]): void {
    const own = this.endpoint.meeting.me.peek()?.person.id;
    this.#gathered.push(...messages.filter(({ person, hidden }) => person !== own && !hidden));
  }
}
