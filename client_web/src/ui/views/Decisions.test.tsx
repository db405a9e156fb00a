import { afterEach, expect, it } from "vitest";
import type { ModerationView, Role, Snapshot } from "../../protocol/messages";
import { uiLanguages } from "../../state/preferences";
import { chatMessage, person } from "../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../testing/stage";
import { Meeting } from "./Meeting";

const lena = person("le", { name: "Lena", role: "passive" });
const paul = person("pa", { name: "Paul", role: "passive" });
const moderation: ModerationView = {
  evicted: [],
  upgrades: [
    { person: lena, state: "waiting", requestedAt: 1, until: null },
    { person: paul, state: "offered", requestedAt: 2, until: 3 },
  ],
  quota: null,
  quotas: [],
};
const held = [chatMessage(0, { messageId: "w1" }), chatMessage(0, { messageId: "w2" })];

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function sit(role: Role, fields: Partial<Snapshot> = { moderation, held }, language: "en" | "ar" = "en") {
  on = played(role, fields);
  const { endpoint, preferences, devices } = on;
  return show(<Meeting {...{ endpoint, preferences, devices }} onLeave={() => {}} />, await catalogIn(language));
}

const plain = (element: Element) => (element.textContent ?? "").replace(/[\u2066-\u2069]/g, "");

it.each(["chair", "moderator", "technician"] as const)(
  "tells a %s what waits, whatever panel is open",
  async (role) => {
    const root = await sit(role);
    expect(plain(find(root, "go-held"))).toBe("2 messages wait for approval");
    expect(plain(find(root, "go-upgrades"))).toBe("1 person asks for an active place");
    expect(await faults(root)).toEqual([]);
  },
);

it("brings them to the queue and gives it the focus", async () => {
  const root = await sit("chair");
  await click(root, "go-upgrades");
  expect(document.activeElement?.closest("[data-testid=upgrades]")).not.toBeNull();
  await click(root, "go-held");
  expect(document.activeElement?.className).toBe("held");
  expect(find(root, "tab-chat").getAttribute("aria-selected")).toBe("true");
  expect(on.endpoint.wanted.value).toBeNull();
});

it("brings them out of a private thread too", async () => {
  const root = await sit("chair");
  await click(root, "tab-chat");
  await click(root, "chat-threads");
  await click(root, "go-held");
  expect(document.activeElement?.className).toBe("held");
});

it("says nothing when nothing waits, and nothing to those who do not decide", async () => {
  expect((await sit("chair", {})).querySelector("[data-testid=decisions]")).toBeNull();
  on.endpoint.dispose();
  expect((await sit("delegate")).querySelector("[data-testid=decisions]")).toBeNull();
});

it.each(uiLanguages)("has words in %s", async (language) => {
  on = played("chair", { moderation, held });
  const { endpoint, preferences, devices } = on;
  const view = <Meeting {...{ endpoint, preferences, devices }} onLeave={() => {}} />;
  const root = await show(view, await catalogIn(language));
  expect(plain(find(root, "decisions"))).not.toMatch(/decisions|chat-held|upgrades-count/);
});
