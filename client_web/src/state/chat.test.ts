import { describe, expect, it } from "vitest";
import type { ServerMessage } from "../protocol/messages";
import { chatMessage, openChat, person, snapshot } from "../testing/samples";
import { ChatState, EVENT, Thread } from "./chat";
import { partsOf } from "./links";

const told = (...numbers: number[]): ServerMessage => ({
  ...{ type: "eventChat", number: 1, settings: openChat },
  messages: numbers.map((number) => chatMessage(number)),
});
const privately = (thread: string, number: number, by: string): ServerMessage => ({
  ...{ type: "privateChat", thread, person: person("no") },
  message: chatMessage(number, { person: by }),
});
const numbers = (thread: Thread) => thread.messages.value.map(({ number }) => number);

describe("a thread", () => {
  it("counts what is above the number read, one's own never", () => {
    const chat = new ChatState();
    chat.apply(told(1, 2), "me");
    expect(chat.unread.value).toBe(2);
    chat.apply({ ...told(), messages: [chatMessage(3, { person: "me" })] } as ServerMessage, "me");
    expect(chat.unread.value).toBe(0);
    chat.apply(privately("person:no", 1, "no"), "me");
    expect([chat.unread.value, chat.thread("person:no").unread.value]).toEqual([1, 1]);
  });

  it("joins history and live messages without repeating any", () => {
    const chat = new ChatState();
    chat.apply(told(2), "me");
    chat.event.newest({ messages: [chatMessage(1), chatMessage(2)], last: 2, read: 0, more: false });
    expect(numbers(chat.event)).toEqual([1, 2]);
  });

  it("tells a gap, and gives up what the newest page does not join", () => {
    const chat = new ChatState();
    expect(chat.apply(told(1), "me")).toBeNull();
    expect(chat.apply(told(5), "me")).toBe(chat.event);
    const page = { messages: [chatMessage(8), chatMessage(9)], last: 9, read: 0, more: true };
    chat.event.newest(page);
    expect([numbers(chat.event), chat.event.more.value]).toEqual([[8, 9], true]);
    chat.event.older({ ...page, messages: [chatMessage(6), chatMessage(7)], more: false });
    expect([numbers(chat.event), chat.event.more.value]).toEqual([[6, 7, 8, 9], false]);
  });

  it("keeps the newest five hundred as new ones come, and says that there are older ones", () => {
    const thread = new Thread(EVENT);
    const all = Array.from({ length: 600 }, (_, index) => chatMessage(index + 1));
    thread.arrived(all, "me");
    expect([thread.messages.value.length, thread.messages.value[0]?.number, thread.more.value]).toEqual([
      500,
      101,
      true,
    ]);
  });

  it("begins with what the snapshot says of it", () => {
    const chat = new ChatState();
    const view = { thread: "chair", person: null, last: 7, read: 4, lastAt: 5, claimedBy: null, visitor: "" };
    chat.apply(snapshot({ threads: [view], chatLast: 3 }), "me");
    expect([chat.thread("chair").unread.value, chat.event.last.value]).toEqual([3, 3]);
    expect(chat.threads.value.map(({ key }) => key)).toEqual(["chair"]);
  });

  it("knows who has taken a thread of support on", () => {
    const chat = new ChatState();
    const view = { thread: "support:visitor-1", person: null, last: 1, read: 0, lastAt: 5, visitor: "Ana" };
    chat.apply(snapshot({ threads: [{ ...view, claimedBy: null }] }), "me");
    chat.apply({ type: "supportClaimed", thread: "support:visitor-1", claimedBy: "tina" }, "me");
    const { claimedBy, visitor } = chat.thread("support:visitor-1");
    expect([claimedBy.value, visitor.value]).toEqual(["tina", "Ana"]);
  });
});

describe("the event chat", () => {
  it("loses the text of what is hidden, unless it was read before", () => {
    const chat = new ChatState();
    chat.apply(told(1), "me");
    const hidden = (number: number) => chatMessage(number, { text: "", hidden: true, hiddenBy: "chair" });
    chat.apply({ ...told(), messages: [hidden(1), hidden(2)] } as ServerMessage, "me");
    expect(chat.event.messages.value.map(({ text }) => text)).toEqual(["text 1", ""]);
  });

  it("keeps one's own message until it is judged, and says when it was refused", () => {
    const chat = new ChatState();
    chat.keepBack("a", "one");
    chat.keepBack("b", "two");
    chat.apply({ type: "chatJudged", messageId: "a", approved: true }, "me");
    chat.apply({ type: "chatJudged", messageId: "b", approved: false }, "me");
    expect(chat.heldBack.value).toEqual([{ messageId: "b", text: "two", refused: true }]);
  });

  it("follows what waits for approval", () => {
    const chat = new ChatState();
    chat.apply(snapshot({ held: [chatMessage(0, { messageId: "a" })] }), "me");
    chat.apply({ type: "heldChat", number: 1, put: [chatMessage(0, { messageId: "b" })], gone: ["a"] }, "me");
    expect(chat.held.value.map(({ messageId }) => messageId)).toEqual(["b"]);
  });

  it("says how long to wait, in one thread or in all", () => {
    const chat = new ChatState();
    chat.waitUntil(EVENT, 105);
    expect([chat.waitS(EVENT, 100.5), chat.waitS("chair", 100.5), chat.waitS(EVENT, 106)]).toEqual([5, 0, 0]);
    chat.waitUntil("*", 103);
    expect(chat.waitS("chair", 100)).toBe(3);
  });
});

describe("addresses in a text", () => {
  const links = (text: string) => partsOf(text).flatMap(({ href }) => (href === null ? [] : [href]));

  it.each([
    ["see https://un.org/a?b=c#d, please", "https://un.org/a?b=c#d"],
    ["(https://un.org/a_(b))", "https://un.org/a_(b)"],
    ["(https://un.org/a)", "https://un.org/a"],
    ["انظر https://un.org/ar، شكرا", "https://un.org/ar"],
    ["请看https://un.org/zh。", "https://un.org/zh"],
  ])("%s", (text, address) => {
    expect(links(text)).toEqual([address]);
    expect(
      partsOf(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "https://", "ftp://un.org", "http:/un.org", "mailto:a@un.org"])(
    "%s is none",
    (text) => {
      expect(links(text)).toEqual([]);
    },
  );

  it("end where the direction would be turned round", () => {
    expect(links("https://un.org/\u202egro.live")).toEqual(["https://un.org/"]);
  });
});
