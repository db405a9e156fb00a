/** Writing and reading: sends, reads history by HTTP, keeps what was read, and says how long one must wait. */
import type { ServerMessage } from "../protocol/messages";
import type { CheckView, Entry, ExportFormat, Resources } from "../protocol/resources";
import { type Request, RequestError } from "../protocol/session";
import { type ChatState, EVENT, type Thread, visitorOf } from "../state/chat";
import type { MeetingState } from "../state/meeting";
import type { Notices } from "../state/notices";
import type { KeyValueStore } from "../state/preferences";

/** The endpoint, as far as writing goes. */
export interface Writer {
  readonly meetingId: string;
  readonly meeting: MeetingState;
  readonly chat: ChatState;
  readonly notices: Pick<Notices, "show">;
  request(message: Request): Promise<{ readonly messageId: string | null; readonly held: boolean | null }>;
  failed(error: unknown): void;
}

export type Archive = Pick<Resources, "chat" | "exportChat" | "check" | "talkWith">;

/** Opens a place in another meeting beside this one.  False: the browser does not let us. */
export type OpenBeside = (meetingId: string, entry: Entry) => boolean;

export class Correspondence {
  #joinedBefore = false;
  readonly #reading = new Set<Thread>();

  constructor(
    private readonly writer: Writer,
    private readonly archive: Archive,
    private readonly token: string,
    /** Keeps the number read of the event chat; private threads are kept by the server. */
    private readonly marks: KeyValueStore | null,
    private readonly openBeside: OpenBeside = () => false,
  ) {}

  heard(message: ServerMessage): void {
    const { chat } = this.writer;
    const lacking = chat.apply(message, this.writer.meeting.me.peek()?.person.id ?? "");
    if (message.type === "snapshot") this.#joined();
    else if (lacking) void this.#readNewest(lacking);
  }

  // --- reading --------------------------------------------------------------------------------------------------------

  /** Shows a thread; null: the list of them. */
  select(key: string | null): void {
    const { chat } = this.writer;
    chat.selected.value = key;
    if (key !== null) this.#fill(chat.thread(key));
  }

  show(visible: boolean): void {
    const { chat } = this.writer;
    chat.visible.value = visible;
    const open = chat.open.value;
    if (open !== null) this.#fill(chat.thread(open));
  }

  /** What the open thread holds has been on the screen. */
  seen(): void {
    const { chat } = this.writer;
    const key = chat.open.peek();
    if (key === null) return;
    const thread = chat.thread(key);
    if (thread.unread.peek() === 0) return;
    const number = thread.last.peek();
    thread.read.value = number;
    if (key === EVENT) this.marks?.setItem(this.#mark, String(number));
    else this.writer.request({ type: "readChat", thread: key, number }).catch(() => {});
  }

  /** Takes on a thread of support, or gives it back. */
  async claim(thread: Thread, claimed: boolean): Promise<void> {
    try {
      await this.writer.request({ type: "claimSupport", thread: thread.key, claimed });
    } catch (error) {
      this.writer.failed(error);
    }
  }

  /** Opens a conversation with the visitor of a thread of support, beside this meeting. */
  async talkWith(thread: Thread): Promise<void> {
    const { writer } = this;
    try {
      const visitor = visitorOf(thread.key) ?? "";
      const { meetingId, ...entry } = await this.archive.talkWith(writer.meetingId, this.token, visitor);
      if (!this.openBeside(meetingId, entry)) writer.notices.show("notice-tab-blocked", {}, "assertive");
    } catch (error) {
      writer.failed(error);
    }
  }

  /** What came of a check before the meeting; null: it is not kept any more. */
  async check(reference: string): Promise<CheckView | null> {
    return this.archive.check(this.writer.meetingId, this.token, reference).catch(() => null);
  }

  async older(thread: Thread): Promise<void> {
    const before = thread.messages.peek()[0]?.number ?? null;
    try {
      thread.older(await this.archive.chat(this.writer.meetingId, this.token, thread.key, before));
    } catch (error) {
      this.writer.failed(error);
    }
  }

  async export(format: ExportFormat): Promise<Blob | null> {
    try {
      return await this.archive.exportChat(this.writer.meetingId, this.token, format);
    } catch (error) {
      this.writer.failed(error);
      return null;
    }
  }

  // --- writing --------------------------------------------------------------------------------------------------------

  /** The draft goes when the server has taken it, and stays when it has not. */
  async send(thread: Thread): Promise<void> {
    const text = thread.draft.peek().trim();
    if (text === "") return;
    try {
      const { messageId, held } = await this.writer.request({ type: "sendChat", text, thread: thread.key });
      if (thread.draft.peek().trim() === text) thread.draft.value = "";
      if (held && messageId) this.writer.chat.keepBack(messageId, text);
      this.#slowDown(thread);
    } catch (error) {
      if (!this.#toWait(thread, error)) this.writer.failed(error);
    }
  }

  #slowDown(thread: Thread): void {
    const { chat, meeting } = this.writer;
    const { slowS } = chat.settings.peek();
    if (thread.key === EVENT && slowS > 0 && !meeting.can("moderateChat"))
      chat.waitUntil(EVENT, meeting.localNow.peek() + slowS);
  }

  #toWait(thread: Thread, error: unknown): boolean {
    if (!(error instanceof RequestError) || (error.code !== "slowMode" && error.code !== "tooFast")) return false;
    const seconds = Number(error.detail.retryAfter ?? 5);
    const key = error.code === "slowMode" ? thread.key : "*";
    this.writer.chat.waitUntil(key, this.writer.meeting.localNow.peek() + seconds);
    return true;
  }

  // --- inside ---------------------------------------------------------------------------------------------------------

  #joined(): void {
    const { chat } = this.writer;
    if (!this.#joinedBefore) {
      this.#joinedBefore = true;
      const kept = Number(this.marks?.getItem(this.#mark) ?? Number.NaN);
      chat.event.read.value = kept <= chat.event.last.peek() ? kept : chat.event.last.peek();
    }
    for (const thread of chat.threads.peek()) thread.loaded.value = false;
    void this.#readNewest(chat.event);
    const open = chat.open.peek();
    if (open !== null && open !== EVENT) this.#fill(chat.thread(open));
  }

  get #mark(): string {
    return `hemicycle.read.${this.writer.meetingId}`;
  }

  #fill(thread: Thread): void {
    if (!thread.loaded.peek() && !this.#reading.has(thread)) void this.#readNewest(thread);
  }

  /** What cannot be read now comes as deltas, or with the next join. */
  async #readNewest(thread: Thread): Promise<void> {
    this.#reading.add(thread);
    try {
      const page = await this.archive.chat(this.writer.meetingId, this.token, thread.key);
      thread.newest(thread.key === EVENT ? { ...page, read: 0 } : page);
    } catch {
      thread.loaded.value = false;
    } finally {
      this.#reading.delete(thread);
    }
  }
}
