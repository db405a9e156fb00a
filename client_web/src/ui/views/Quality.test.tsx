import { afterEach, describe, expect, it } from "vitest";
import type { PersonQuality, Role } from "../../protocol/messages";
import { type UiLanguage, uiLanguages } from "../../state/preferences";
import { floorEntry, me, person, snapshot } from "../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../testing/stage";
import { Meeting } from "./Meeting";
import { RoomPage } from "./RoomPage";

const amara = person("sn", { name: "Amara Diallo", delegation: "SN" });
const ingrid = person("no", { name: "Ingrid Solheim", delegation: "NO" });
const away = person("ml", { name: "Moussa Keita", delegation: "ML", connected: false });
const down = { loss: 0.1234, jitterMs: 18.4, roundTripMs: 240.2 };
const quality: PersonQuality[] = [
  { person: "sn", step: "poor", down, up: { loss: 0, jitterMs: null, roundTripMs: null }, arrival: null },
  { person: "ml", step: "lost", down: null, up: null, arrival: null },
];
const requested = floorEntry("r1", { person: "sn" });
const roster = { type: "roster", number: 2, put: [amara, ingrid, away], gone: [], counts: snapshot().counts } as const;

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function sit(role: Role, language: UiLanguage = "en", fields: Parameters<typeof played>[1] = {}) {
  on = played(role, { quality, list: [requested], people: { sn: amara }, ...fields });
  const { endpoint, preferences, devices } = on;
  const props = { endpoint, preferences, devices, onLeave: () => {} };
  return show(role === "room" ? <RoomPage {...props} /> : <Meeting {...props} />, await catalogIn(language));
}

const plain = (element: Element | null | undefined) => element?.textContent?.replace(/[\u2066-\u2069]/g, "") ?? "";
const badgeOf = (root: HTMLElement, id: string) =>
  root.querySelector<HTMLElement>(`[data-person="${id}"] [data-testid="quality"]`);

describe.each(["chair", "technician"] as const)("a %s", (role) => {
  it("sees in the list of speakers how well each is connected, in words and with the figures underneath", async () => {
    const root = await sit(role);
    const badge = badgeOf(root, "sn");
    expect(badge?.dataset.step).toBe("poor");
    expect(plain(badge?.querySelector("summary"))).toBe("Poorconnection of Amara Diallo");
    expect(badge?.querySelector("summary svg")).not.toBeNull();
    const figures = [...(badge?.querySelectorAll("li") ?? [])].map(plain);
    expect(figures).toEqual(["Receives Loss 12.3% · Jitter 18 ms · Round trip 240 ms", "Sends Loss 0%"]);
  });

  it("sees it among the participants, of those who are there and known", async () => {
    const root = await sit(role);
    await on.hear(roster);
    await click(root, "tab-participants");
    expect(badgeOf(root, "sn")?.dataset.step).toBe("poor");
    expect(badgeOf(root, "no")).toBeNull();
    expect(badgeOf(root, "ml")).toBeNull();
  });

  it("sees beside it whether the microphone was tested before the meeting", async () => {
    const root = await sit(role);
    expect(root.querySelector('[data-testid="microphone-tested"]')).toBeNull();
    const told = { person: "sn", step: "good", down, up: null } as const;
    for (const [microphone, words] of [
      ["good", "Microphone tested"],
      ["warning", "Microphone test: problems"],
      ["skipped", "Microphone not tested"],
    ] as const) {
      const arrival = { verdict: "usable", microphone, reference: "ABCD2345" } as const;
      await on.hear({ type: "quality", number: 1, put: [{ ...told, arrival }], gone: [] });
      expect(plain(root.querySelector('[data-testid="microphone-tested"]'))).toBe(words);
    }
  });

  it("follows it as it changes", async () => {
    const root = await sit(role);
    const better: PersonQuality = { person: "sn", step: "good", down: { ...down, loss: 0 }, up: null, arrival: null };
    await on.hear({ type: "quality", number: 1, put: [better], gone: [] });
    expect(plain(badgeOf(root, "sn")?.querySelector("summary"))).toContain("Good");
    await on.hear({ type: "quality", number: 2, put: [], gone: ["sn"] });
    expect(badgeOf(root, "sn")).toBeNull();
  });

  it.each(uiLanguages)("finds no fault for assistive technology in it, in %s", async (language) => {
    const root = await sit(role, language);
    expect(await faults(root)).toEqual([]);
    await on.hear(roster);
    await click(root, "tab-participants");
    badgeOf(root, "sn")?.setAttribute("open", "");
    expect(await faults(root)).toEqual([]);
  });
});

it.each(["delegate", "passive", "interpreter", "room"] as const)("a %s sees no others' quality", async (role) => {
  const root = await sit(role);
  if (role !== "room") {
    await on.hear(roster);
    await click(root, "tab-participants");
  }
  expect(root.querySelectorAll('[data-testid="quality"]')).toHaveLength(0);
});

describe("one's own connection", () => {
  const told = (step: "good" | "fair" | "poor" | "lost") => ({
    me: me({ person: person("me", { role: "delegate" }), quality: step }),
  });

  it("is not shown before it is known", async () => {
    const root = await sit("delegate");
    expect(root.querySelector('[data-testid="own-quality"]')).toBeNull();
  });

  it.each(["passive", "room", "interpreter"] as const)("is shown to a %s too", async (role) => {
    const root = await sit(role, "en", { me: me({ person: person("me", { role }), quality: "fair" }) });
    expect(plain(find(root, "own-quality"))).toBe("Your connection is fair");
  });

  it("is a mere sign while it is good, and words to all when it is not", async () => {
    const root = await sit("delegate", "en", told("good"));
    expect(find(root, "own-quality").querySelector(".visually-hidden")).not.toBeNull();
    expect(plain(find(root, "connection-banner"))).toBe("");
    await on.hear({ type: "me", number: 1, me: told("poor").me });
    expect(find(root, "own-quality").querySelector(".visually-hidden")).toBeNull();
    expect(plain(find(root, "own-quality"))).toBe("Your connection is poor");
    expect(plain(find(root, "connection-banner"))).toContain("Your connection is poor: sound may break up.");
    expect(find(root, "connection-banner").getAttribute("role")).toBe("status");
  });

  it.each(uiLanguages)("has no fault for assistive technology, in %s", async (language) => {
    expect(await faults(await sit("delegate", language, told("poor")))).toEqual([]);
  });
});
