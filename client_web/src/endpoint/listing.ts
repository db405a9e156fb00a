/** The chair's commands over the lists of speakers and the speeches. */
import type { ListName, ListState, Motion, Reply, RequestKind } from "../protocol/messages";
import type { Request } from "../protocol/session";
import type { FloorState, ListedEntry } from "../state/floor";
import type { ActWords, Console } from "./console";

export interface OnBehalf {
  readonly person: string;
  readonly name: string;
  readonly kind: RequestKind;
  readonly motion?: Motion;
  readonly language?: string;
}

/** What the console is busy with while it changes a list as a whole. */
export const aboutList = (list: ListName) => `list ${list}`;

const LIST_WORDS: Readonly<Record<ListState, string>> = {
  open: "act-list-open",
  closed: "act-list-closed",
  suspended: "act-list-suspended",
};

export class Listing {
  constructor(
    private readonly console: Console,
    private readonly floor: FloorState,
  ) {}

  grant(listed: ListedEntry): void {
    const { requestId } = listed.entry;
    this.#run(listed, "act-grant", { type: "grantFloor", requestId }, () => this.#takeFloorBack(listed));
  }

  call(listed: ListedEntry): void {
    const { requestId } = listed.entry;
    this.#run(listed, "act-call", { type: "callSpeaker", requestId }, () => this.takeBackCall(listed));
  }

  /** Who was called waits again where they waited. */
  takeBackCall(listed: ListedEntry): void {
    const { requestId } = listed.entry;
    this.#run(listed, "act-take-back-call", { type: "takeBackCall", requestId }, () => this.call(listed));
  }

  end(listed: ListedEntry): void {
    this.#run(listed, "act-end", { type: "endSpeech", requestId: listed.entry.requestId }, () => this.readdLast());
  }

  pause(listed: ListedEntry): void {
    const { requestId } = listed.entry;
    this.#run(listed, "act-pause", { type: "pauseSpeech", requestId }, () => this.resume(listed));
  }

  resume(listed: ListedEntry): void {
    const { requestId } = listed.entry;
    this.#run(listed, "act-resume", { type: "resumeSpeech", requestId }, () => this.pause(listed));
  }

  defer(listed: ListedEntry): void {
    const follower = this.#followerOf(listed);
    const back = () => this.#enter(listed, follower);
    this.#run(listed, "act-defer", { type: "deferRequest", requestId: listed.entry.requestId }, back);
  }

  remove(listed: ListedEntry): void {
    const follower = this.#followerOf(listed);
    const back = () => this.#enter(listed, follower);
    this.#run(listed, "act-remove", { type: "removeRequest", requestId: listed.entry.requestId }, back);
  }

  /** Before another of its list; null: last. */
  move(listed: ListedEntry, before: string | null): void {
    const follower = this.#followerOf(listed);
    const { requestId } = listed.entry;
    if (before === requestId || before === follower) return;
    this.#run(listed, "act-move", { type: "moveRequest", requestId, before }, () => this.move(listed, follower));
  }

  /** One place up (-1) or down (1). */
  step(listed: ListedEntry, by: -1 | 1): void {
    const waiting = this.floor.waitingIn(listed.entry.list);
    const at = waiting.findIndex(({ entry }) => entry.requestId === listed.entry.requestId);
    const before = waiting[by < 0 ? at - 1 : at + 2];
    if (at < 0 || (by < 0 && at === 0) || (by > 0 && at === waiting.length - 1)) return;
    this.move(listed, before?.entry.requestId ?? null);
  }

  swap(listed: ListedEntry, other: ListedEntry): void {
    const message: Request = {
      type: "swapRequests",
      requestId: listed.entry.requestId,
      other: other.entry.requestId,
    };
    this.#run(listed, "act-swap", message, () => this.swap(listed, other));
  }

  /** Gives the speech so many seconds more (or fewer). */
  extend(listed: ListedEntry, seconds: number): void {
    const { requestId, limitS } = listed.entry;
    if (limitS === null) return;
    this.limit(listed, requestId, Math.max(0, limitS + seconds));
  }

  limit(listed: ListedEntry, requestId: string, limitS: number | null): void {
    const before = listed.entry.limitS;
    this.#run(listed, "act-limit", { type: "setSpeechLimit", requestId, limitS }, () =>
      this.limit({ ...listed, entry: { ...listed.entry, limitS } }, requestId, before),
    );
  }

  readdLast(): void {
    const words = { id: "act-readd", args: {} };
    void this.console.run({ about: "readd", words, message: { type: "readdLast" }, once: true });
  }

  add({ person, name, kind, motion, language }: OnBehalf): Promise<Reply | null> {
    const message: Request = {
      ...{ type: "requestFloor", person, kind },
      ...(motion ? { motion } : {}),
      ...(language ? { language } : {}),
    };
    return this.console.run({
      about: `person ${person}`,
      words: { id: "act-add", args: { name } },
      message,
      undo: ({ requestId }) => {
        const words = { id: "act-remove", args: { name } };
        if (requestId)
          void this.console.run({ about: requestId, words, message: { type: "removeRequest", requestId } });
      },
    });
  }

  /** Enters a delegate who is in the room without a device; then asks for them. */
  async addDelegate(who: { name: string; delegation: string; language: string }, kind: RequestKind): Promise<boolean> {
    const message: Request = { type: "addDelegate", ...who };
    const words = { id: "act-add", args: { name: who.name } };
    const reply = await this.console.run({ about: `delegate ${who.name}`, words, message, once: true });
    if (!reply?.person) return false;
    return (await this.add({ person: reply.person, name: who.name, kind })) !== null;
  }

  setState(list: ListName, state: ListState): void {
    const before = this.floor.listView(list).state;
    if (before === state) return;
    const message: Request =
      state === "suspended" ? { type: "suspendList", list } : { type: "openList", list, open: state === "open" };
    const undo = () => this.setState(list, before);
    void this.console.run({ about: aboutList(list), words: { id: LIST_WORDS[state], args: {} }, message, undo });
  }

  clear(list: ListName): void {
    const words = { id: "act-clear-list", args: {} };
    void this.console.run({ about: aboutList(list), words, message: { type: "clearList", list } });
  }

  clearFloor(): void {
    void this.console.run({
      about: "floor",
      words: { id: "act-clear-floor", args: {} },
      message: { type: "clearFloor" },
    });
  }

  muteAll(): void {
    void this.console.run({ about: "floor", words: { id: "act-mute-all", args: {} }, message: { type: "muteAll" } });
  }

  #run(listed: ListedEntry, id: string, message: Request, undo?: () => void): void {
    void this.console.run({
      about: listed.entry.requestId,
      words: wordsFor(id, listed),
      message,
      ...(undo ? { undo } : {}),
    });
  }

  /** The one who follows in the list; null for the last. */
  #followerOf(listed: ListedEntry): string | null {
    const waiting = this.floor.waitingIn(listed.entry.list);
    const at = waiting.findIndex(({ entry }) => entry.requestId === listed.entry.requestId);
    return at < 0 ? null : (waiting[at + 1]?.entry.requestId ?? null);
  }

  /** Back to the list, at the place it was. */
  #enter({ entry, person }: ListedEntry, follower: string | null): void {
    const { kind, motion, language, item, answerTo } = entry;
    const words = { id: "act-add", args: { name: person?.name ?? "" } };
    const message: Request = { type: "requestFloor", person: entry.person, kind, motion, language, item, answerTo };
    void this.console.run({ about: `person ${entry.person}`, words, message }).then((reply) => {
      if (!reply?.requestId || follower === null) return;
      const { requestId } = reply;
      void this.console.run({ about: requestId, words, message: { type: "moveRequest", requestId, before: follower } });
    });
  }

  async #takeFloorBack(listed: ListedEntry): Promise<void> {
    const { requestId } = listed.entry;
    const words = wordsFor("act-end", listed);
    if (await this.console.run({ about: requestId, words, message: { type: "endSpeech", requestId } }))
      this.readdLast();
  }
}

function wordsFor(id: string, { person }: ListedEntry): ActWords {
  return { id, args: { name: person?.name ?? "" } };
}
