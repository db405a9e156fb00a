import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { ChatSettings, Role, Snapshot } from "../../../protocol/messages";
import { RequestError } from "../../../protocol/session";
import { type UiLanguage, uiLanguages } from "../../../state/preferences";
import { settle } from "../../../testing/fakes";
import { chatMessage, openChat, person } from "../../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../../testing/stage";
import { Meeting } from "../Meeting";

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function sit(role: Role, fields: Partial<Snapshot> = {}, language: UiLanguage = "en") {
  on = played(role, fields);
  const { endpoint, preferences, devices } = on;
  const root = await show(
    <Meeting {...{ endpoint, preferences, devices }} onLeave={() => {}} />,
    await catalogIn(language),
  );
  await click(root, "tab-chat");
  return root;
}

const plain = (element: Element | null | undefined) => element?.textContent?.replace(/[\u2066-\u2069]/g, "") ?? "";
const all = (root: HTMLElement, testid: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];
const hear = (settings: ChatSettings, ...messages: ReturnType<typeof chatMessage>[]) =>
  on.hear({ type: "eventChat", number: 1, messages, settings });

async function write(root: HTMLElement, text: string) {
  await act(() => {
    const field = find(root, "chat-input") as HTMLTextAreaElement;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await click(root, "chat-send");
}

const moderated: ChatSettings = { mode: "moderated", slowS: 10 };
const waiting = [chatMessage(0, { messageId: "w1", text: "May I add https://un.org" })];
const support = {
  thread: "support:no",
  person: person("no", { name: "Ingrid Solheim", delegation: "NO" }),
  claimedBy: null,
  visitor: "",
};

describe.each(["en", "ar"] as const)("in %s", (language) => {
  it.each(["delegate", "passive", "chair", "technician", "interpreter"] as const)(
    "the chat of a %s has no fault for assistive technology, whatever its state",
    async (role) => {
      const root = await sit(role, { chat: moderated, held: role === "chair" ? waiting : [] }, language);
      const hidden = chatMessage(2, { hidden: true, hiddenBy: "x", text: "" });
      await hear(moderated, chatMessage(1, { text: "see https://un.org" }), hidden);
      await act(() => on.endpoint.chat.keepBack("h", "mine"));
      expect(await faults(root)).toEqual([]);
      if (role !== "passive") await click(root, "chat-threads");
      expect(await faults(root)).toEqual([]);
    },
  );
});

it.each(uiLanguages)("has words for every part in %s", async (language) => {
  const root = await sit("chair", { chat: moderated, held: waiting }, language);
  expect(plain(root)).not.toMatch(/\b(chat|error|upgrade|statement)-[a-z]/);
});

describe("a message", () => {
  it("makes links that tell the other page nothing of us, and shows markup as text", async () => {
    const root = await sit("delegate");
    await hear(openChat, chatMessage(1, { text: "<b>x</b> https://un.org/a." }));
    const link = find(root, "chat-message").querySelector("a");
    expect([link?.getAttribute("href"), link?.target, link?.rel]).toEqual([
      "https://un.org/a",
      "_blank",
      "noopener noreferrer nofollow",
    ]);
    expect(find(root, "chat-message").querySelector("b, img, iframe")).toBeNull();
    expect(plain(find(root, "chat-message"))).toContain("<b>x</b>");
  });

  it("keeps the direction of name and text to themselves", async () => {
    const root = await sit("delegate");
    await hear(openChat, chatMessage(1, { name: "\u202eevil", text: "\u202etext" }));
    const article = find(root, "chat-message");
    expect(article.querySelector(".chat-author")?.tagName).toBe("BDI");
    expect(article.querySelector("p")?.getAttribute("dir")).toBe("auto");
  });

  it("that is hidden says by whom, and keeps its text for those who moderate alone", async () => {
    const root = await sit("chair");
    const roster = { participants: 1, active: 1, connected: 1, participantsLimit: 9, activeLimit: 9 };
    await on.hear({ type: "roster", number: 2, put: [person("mo", { name: "Moussa" })], gone: [], counts: roster });
    await hear(openChat, chatMessage(1, { text: "regretted" }));
    await click(root, "chat-hide");
    expect(on.signalling.asked.at(-1)).toEqual({ type: "hideChat", messageId: "m1", hidden: true });
    await hear(openChat, chatMessage(1, { text: "", hidden: true, hiddenBy: "mo" }));
    expect(plain(find(root, "chat-hidden"))).toBe("Hidden by Moussa");
    expect(plain(find(root, "chat-message"))).toContain("regretted");
    await click(root, "chat-unhide");
    expect(on.signalling.asked.at(-1)).toEqual({ type: "hideChat", messageId: "m1", hidden: false });
  });
});

it("that was read and is hidden then is shown to nobody who does not moderate", async () => {
  const root = await sit("passive");
  await hear(openChat, chatMessage(1, { text: "regretted" }));
  await hear(openChat, chatMessage(1, { text: "", hidden: true, hiddenBy: "mo" }));
  expect(plain(find(root, "chat-message"))).not.toContain("regretted");
});

describe("writing", () => {
  it("says that the message waits, then that it was refused", async () => {
    const root = await sit("delegate", { chat: moderated });
    expect(plain(find(root, "chat-rule"))).toBe("Messages appear once they are approved.");
    on.signalling.answers.push(() => ({ messageId: "m7", held: true }));
    await write(root, "please");
    expect(plain(find(root, "chat-held-back"))).toContain("Waiting for approval");
    await on.hear({ type: "chatJudged", messageId: "m7", approved: false });
    expect(plain(find(root, "chat-held-back"))).toContain("Not approved");
  });

  it("counts down what the slow mode leaves to wait, and keeps what is written meanwhile", async () => {
    const root = await sit("delegate", { chat: { mode: "open", slowS: 30 } });
    on.signalling.answers.push(() => new RequestError("slowMode", { retryAfter: "12" }));
    await write(root, "patience");
    expect(plain(find(root, "chat-rule"))).toBe("You may write again in 12 s.");
    expect(find(root, "chat-send")).toHaveProperty("disabled", true);
    expect((find(root, "chat-input") as HTMLTextAreaElement).value).toBe("patience");
    await act(() => on.endpoint.meeting.tick(1_000_009));
    expect(plain(find(root, "chat-rule"))).toBe("You may write again in 3 s.");
    await act(() => on.endpoint.meeting.tick(1_000_013));
    expect(find(root, "chat-send")).toHaveProperty("disabled", false);
  });

  it("is closed to all but those who moderate", async () => {
    const closed: ChatSettings = { mode: "closed", slowS: 0 };
    const root = await sit("delegate", { chat: closed });
    expect(root.querySelector('[data-testid="chat-input"]')).toBeNull();
    expect(plain(root.querySelector(".chat-shut"))).toBe("The event chat is closed.");
    on.endpoint.dispose();
    expect((await sit("chair", { chat: closed })).querySelector('[data-testid="chat-input"]')).not.toBeNull();
  });

  it("is sent by Enter, and not by the Enter of an input method", async () => {
    const root = await sit("delegate");
    const field = find(root, "chat-input") as HTMLTextAreaElement;
    field.value = "hello";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }));
    expect(on.signalling.types).not.toContain("sendChat");
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    expect(on.signalling.asked.at(-1)).toEqual({ type: "sendChat", text: "hello", thread: "event" });
  });
});

describe("those who moderate", () => {
  it("approve and refuse what waits, and see it counted on the tab", async () => {
    const root = await sit("chair", { held: waiting });
    expect(plain(find(root, "tab-chat"))).toContain("1");
    await click(root, "chat-approve");
    await click(root, "chat-refuse");
    expect(on.signalling.asked.slice(-2)).toEqual([
      { type: "judgeChat", messageId: "w1", approve: true },
      { type: "judgeChat", messageId: "w1", approve: false },
    ]);
    await on.hear({ type: "heldChat", number: 1, put: [], gone: ["w1"] });
    expect(all(root, "held-message")).toEqual([]);
  });

  it("change mode and pace without losing the other", async () => {
    const root = await sit("chair", { chat: { mode: "open", slowS: 10 } });
    await act(() => {
      const mode = find(root, "chat-mode") as HTMLSelectElement;
      mode.value = "moderated";
      mode.dispatchEvent(new Event("change", { bubbles: true }));
    });
    expect(on.signalling.asked.at(-1)).toEqual({ type: "setChat", mode: "moderated", slowS: 10 });
  });

  it("alone are offered the export and the queue", async () => {
    const root = await sit("delegate", { held: [] });
    for (const testid of ["chat-settings", "chat-export-csv", "chat-hide"]) expect(all(root, testid)).toEqual([]);
  });
});

describe("private threads", () => {
  it("are listed with chair and support, unread counted", async () => {
    const root = await sit("delegate", {
      threads: [{ ...support, thread: "person:no", last: 3, read: 1, lastAt: 9 }],
    });
    expect(plain(find(root, "tab-chat"))).toContain("2 unread messages");
    await click(root, "chat-threads");
    expect(all(root, "thread").map(({ dataset }) => dataset.thread)).toEqual([
      "event",
      "chair",
      "support",
      "person:no",
    ]);
    expect(plain(all(root, "thread").at(-1))).toContain("Ingrid Solheim (Norway)");
  });

  it("of people at the door have the name they gave", async () => {
    const view = { thread: "support:visitor-1", person: null, last: 1, read: 0, lastAt: 9, claimedBy: null };
    const root = await sit("technician", { threads: [{ ...view, visitor: "Ana" }] });
    await click(root, "chat-threads");
    expect(plain(all(root, "thread").at(-1))).toContain("Ana");
  });

  it("of support are one inbox for the technicians", async () => {
    const root = await sit("technician", { threads: [{ ...support, last: 1, read: 0, lastAt: 9 }] });
    await click(root, "chat-threads");
    const row = all(root, "thread").find(({ dataset }) => dataset.thread === "support:no");
    await act(async () => {
      row?.click();
      await settle();
    });
    await write(root, "We are looking at it.");
    expect(on.signalling.asked.find(({ type }) => type === "sendChat")).toEqual({
      ...{ type: "sendChat", text: "We are looking at it.", thread: "support:no" },
    });
  });

  it("of support are taken on by one technician, and the others see by whom", async () => {
    const root = await sit("technician", { threads: [{ ...support, last: 1, read: 0, lastAt: 9 }] });
    await click(root, "chat-threads");
    await act(async () => {
      all(root, "thread")
        .find(({ dataset }) => dataset.thread === "support:no")
        ?.click();
      await settle();
    });
    await click(root, "claim-support");
    expect(on.signalling.asked.find(({ type }) => type === "claimSupport")).toEqual({
      ...{ type: "claimSupport", thread: "support:no", claimed: true },
    });
    await on.hear({ type: "supportClaimed", thread: "support:no", claimedBy: "no" });
    expect(plain(find(root, "claim"))).toContain("Technical support has taken this on.");
    expect(all(root, "claim-support")).toEqual([]);
    expect(await faults(root)).toEqual([]);
  });

  const asking = [
    { thread: "support:visitor-1", person: null, last: 1, read: 0, lastAt: 9, claimedBy: "me", visitor: "Ana" },
  ];

  async function helping(language: UiLanguage, refused = "") {
    const paths: string[] = [];
    const fetcher = async (path: string, init?: RequestInit) => {
      paths.push(`${init?.method ?? "GET"} ${path}`);
      if (path.endsWith("/session"))
        return refused
          ? new Response(JSON.stringify({ code: refused }), { status: 409 })
          : new Response(JSON.stringify({ meetingId: "support-1", token: "own", participantId: "t" }));
      if (path.includes("/connection-tests/"))
        return new Response(
          JSON.stringify({
            ...{ reference: "AB23CD45", at: 9, verdict: "usable", browser: "Firefox 153" },
            network: { downBps: 3_950_000, upBps: null },
            steps: {
              microphone: { outcome: "good", advice: [] },
              camera: { outcome: "failed", advice: ["cameraDark"] },
            },
          }),
        );
      const said = chatMessage(1, { person: "visitor-1", name: "Ana", text: "[AB23-CD45 · fr]\nNo sound" });
      const messages = path.includes("support") ? [said] : [];
      return new Response(JSON.stringify({ messages, last: 1, read: 0, more: false, number: 1, thread: "" }));
    };
    on = played("technician", { threads: asking }, false, fetcher);
    const { endpoint, preferences, devices } = on;
    const root = await show(
      <Meeting {...{ endpoint, preferences, devices }} onLeave={() => {}} />,
      await catalogIn(language),
    );
    await click(root, "tab-chat");
    await act(async () => {
      endpoint.correspondence.select("support:visitor-1");
      await settle();
    });
    await act(settle);
    return { root, paths };
  }

  it.each(uiLanguages)("of people at the door tell in %s what came of their check", async (language) => {
    const { root, paths } = await helping(language);
    expect(paths).toContain("GET /api/meetings/demo/connection-tests/AB23-CD45");
    const check = find(root, "visitor-check") as HTMLDetailsElement;
    expect(check.dataset.verdict).toBe("usable");
    check.open = true;
    const [camera, microphone, network] = [...check.querySelectorAll("li")].map(plain);
    expect(camera).toContain("cameraDark");
    expect(microphone).not.toBe("");
    expect(network).toMatch(/\d/);
    expect(plain(check)).not.toContain("support-check");
    expect(await faults(root)).toEqual([]);
  });

  it("of people at the door let the technician who has taken them on talk with them", async () => {
    const { root, paths } = await helping("en");
    await click(root, "talk");
    expect(paths).toContain("POST /api/meetings/demo/support/visitor-1/session");
    expect(on.endpoint.notices.shown.value.map(({ id }) => id)).toEqual(["notice-tab-blocked"]);
    await on.hear({ type: "supportClaimed", thread: "support:visitor-1", claimedBy: "no" });
    expect(all(root, "talk")).toEqual([]);
  });

  it("of people at the door say why one cannot talk", async () => {
    const { root } = await helping("en", "busy");
    await click(root, "talk");
    expect(on.endpoint.notices.shown.value.map(({ id }) => id)).toEqual(["error-busy"]);
  });

  it("are not offered to passive participants", async () => {
    const root = await sit("passive");
    expect(all(root, "chat-threads")).toEqual([]);
  });

  it("keep each its own draft", async () => {
    const root = await sit("delegate");
    await act(() => {
      on.endpoint.chat.event.draft.value = "to all";
    });
    await click(root, "chat-threads");
    await act(async () => {
      all(root, "thread")[1]?.click();
      await settle();
    });
    expect((find(root, "chat-input") as HTMLTextAreaElement).value).toBe("");
    await act(() => on.endpoint.correspondence.select("event"));
    expect((find(root, "chat-input") as HTMLTextAreaElement).value).toBe("to all");
  });
});

describe("a screen reader", () => {
  it("hears of the open thread alone, and of many messages once", async () => {
    const root = await sit("delegate");
    const spoken = () => plain(find(root, "live-polite"));
    await hear(openChat, chatMessage(1, { text: "first" }));
    expect(spoken()).toBe("Ingrid Solheim: first");
    for (const number of [2, 3, 4]) await hear(openChat, chatMessage(number));
    expect(spoken()).toBe("Ingrid Solheim: first");
    await act(() => {
      on.endpoint.meeting.tick(1_000_006);
      on.endpoint.readAloud.tick();
    });
    expect(spoken()).toBe("3 new messages");
    await click(root, "tab-speakers");
    await hear(openChat, chatMessage(9, { text: "elsewhere" }));
    await act(() => {
      on.endpoint.meeting.tick(1_000_012);
      on.endpoint.readAloud.tick();
    });
    expect(spoken()).toBe("3 new messages");
    const message = chatMessage(1, { text: "for you" });
    await on.hear({ type: "privateChat", thread: "person:no", person: null, message });
    expect(spoken()).toBe("Ingrid Solheim: for you");
  });
});
