import { expect, it } from "vitest";
import type { Snapshot } from "../protocol/messages";
import { type Request, RequestError } from "../protocol/session";
import { ChatState, EVENT, type History } from "../state/chat";
import { MeetingState } from "../state/meeting";
import { Notices } from "../state/notices";
import { MemoryStore, settle } from "../testing/fakes";
import { chatMessage, me, openChat, person, snapshot } from "../testing/samples";
import { Correspondence } from "./correspondence";

const NOTHING: History = { messages: [], last: 0, read: 0, more: false };

function writing(fields: Partial<Snapshot> = {}, marks = new MemoryStore()) {
  const asked: Request[] = [];
  const answers: ({ messageId: string | null; held: boolean | null } | Error)[] = [];
  const read: string[] = [];
  const failed: unknown[] = [];
  const meeting = new MeetingState();
  const chat = new ChatState();
  const writer = {
    ...{ meetingId: "demo", meeting, chat, notices: new Notices(), failed: (error: unknown) => failed.push(error) },
    async request(request: Request) {
      asked.push(request);
      const answer = answers.shift() ?? { messageId: "mine", held: false };
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const pages = new Map<string, History>();
  const archive = {
    async chat(_meeting: string, _token: string, thread = EVENT, before: number | null = null) {
      read.push(before === null ? thread : `${thread}<${before}`);
      return { number: 0, ...(pages.get(thread) ?? NOTHING) };
    },
    exportChat: async () => new Blob(),
    check: () => Promise.reject(new RequestError("offline")),
    talkWith: () => Promise.reject(new RequestError("wrongState")),
  };
  const whole = snapshot(fields);
  meeting.apply(whole, 1000);
  const correspondence = new Correspondence(writer, archive, "secret", marks);
  correspondence.heard(whole);
  return { correspondence, meeting, chat, asked, answers, read, pages, failed, marks };
}

it("takes what was said before one came as read, and remembers it across a reload", async () => {
  const first = writing({ chatLast: 5 });
  expect(first.chat.unread.value).toBe(0);
  first.correspondence.heard({ type: "eventChat", number: 1, messages: [chatMessage(6)], settings: openChat });
  first.correspondence.show(true);
  first.correspondence.seen();
  const second = writing({ chatLast: 9 }, first.marks);
  expect(second.chat.unread.value).toBe(3);
});

it("tells the server what was read of a private thread, and reads its history when it is opened", async () => {
  const threads = [
    { thread: "person:no", person: person("no"), last: 4, read: 1, lastAt: 9, claimedBy: null, visitor: "" },
  ];
  const { correspondence, chat, asked, read } = writing({ threads });
  correspondence.show(true);
  correspondence.select("person:no");
  await settle();
  expect(read).toEqual([EVENT, "person:no"]);
  correspondence.seen();
  expect(asked).toEqual([{ type: "readChat", thread: "person:no", number: 4 }]);
  expect(chat.thread("person:no").unread.value).toBe(0);
});

it("reads what it missed", async () => {
  const { correspondence, read } = writing();
  await settle();
  correspondence.heard({ type: "eventChat", number: 1, messages: [chatMessage(7)], settings: openChat });
  await settle();
  expect(read).toEqual([EVENT, EVENT]);
});

it("keeps the text of a refused message and says how long to wait", async () => {
  const { correspondence, chat, answers, failed } = writing();
  answers.push(new RequestError("tooFast", { retryAfter: "7" }));
  chat.event.draft.value = "patience";
  await correspondence.send(chat.event);
  expect([chat.event.draft.value, chat.waitS("chair", 1000), failed]).toEqual(["patience", 7, []]);
  answers.push(new RequestError("textTooLong"));
  await correspondence.send(chat.event);
  expect([chat.event.draft.value, failed.length]).toEqual(["patience", 1]);
});

it("counts down the slow mode after one's own message, not for those who moderate", async () => {
  const { correspondence, chat } = writing({ chat: { mode: "open", slowS: 30 } });
  chat.event.draft.value = "one";
  await correspondence.send(chat.event);
  expect([chat.event.draft.value, chat.waitS(EVENT, 1000)]).toEqual(["", 30]);
  const chair = writing({ chat: { mode: "open", slowS: 30 }, me: me({ person: person("me", { role: "chair" }) }) });
  chair.chat.event.draft.value = "one";
  await chair.correspondence.send(chair.chat.event);
  expect(chair.chat.waitS(EVENT, 1000)).toBe(0);
});

it("shows one's own message that waits for approval", async () => {
  const { correspondence, chat, answers } = writing();
  answers.push({ messageId: "m9", held: true });
  chat.event.draft.value = "please";
  await correspondence.send(chat.event);
  expect(chat.heldBack.value).toEqual([{ messageId: "m9", text: "please", refused: false }]);
});
