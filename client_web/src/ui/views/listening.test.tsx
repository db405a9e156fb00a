import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { Me } from "../../protocol/messages";
import { settle } from "../../testing/fakes";
import { fitness, floorEntry, me, person, snapshot, stage } from "../../testing/samples";
import { catalogIn, faults, find, type Played, played, show } from "../../testing/stage";
import { Meeting } from "./Meeting";

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function page() {
  const { endpoint, preferences, devices } = on;
  return show(<Meeting {...{ endpoint, preferences, devices, onLeave: () => {} }} />, await catalogIn("en"));
}

const words = (root: HTMLElement, testid: string) =>
  find(root, testid).textContent?.replace(/[\u2066-\u2069]/g, "") ?? "";
const channels = () => on.signalling.asked.flatMap((one) => (one.type === "selectChannel" ? [one.channel] : []));

describe("a listener", () => {
  it("may have no sound at all, and sound back at once", async () => {
    on = played("passive");
    const root = await page();
    await choose(root, "none");
    expect(on.outputs.volumes.main).toBe(0);
    expect(channels()).toEqual([]);
    await choose(root, "fr");
    expect(on.outputs.volumes.main).toBe(1);
    expect(channels()).toEqual(["fr"]);
  });

  it("finds the choice again on the next visit to the same meeting", async () => {
    on = played("passive", {}, false, undefined, { demo: "fr", other: "ar" });
    await settle();
    expect(channels()).toEqual(["fr"]);
    on.endpoint.delivered(snapshot({ me: me({ channel: "en" }) }));
    await settle();
    expect(channels()).toEqual(["fr"]);
  });

  it("who interprets is not moved to another channel", async () => {
    on = played("interpreter", {}, false, undefined, { demo: "ar" });
    await settle();
    expect(channels()).not.toContain("ar");
  });

  it("is told that interpretation into the language listened to is suspended, and why", async () => {
    on = played("passive", { stage: stage({ unfit: ["en"] }) });
    const root = await page();
    expect(words(root, "channel-en")).toContain("sound unfit");
    expect(words(root, "suspended")).toContain("English");
    await on.hear({ type: "stage", number: 2, stage: stage({ unfit: ["ar"] }) });
    expect(root.querySelector("[data-testid='suspended']")).toBeNull();
  });

  async function choose(root: HTMLElement, channel: string): Promise<void> {
    await act(async () => {
      find(root, `channel-${channel}`).querySelector("input")?.click();
      await settle();
    });
  }
});

describe("a speaker", () => {
  const speaker = person("me", { microphone: true });
  const speaking = (fields: Partial<Me> = {}) => me({ person: speaker, ...fields });

  it("is asked to slow down, large and aloud, for as long as it lasts", async () => {
    on = played("delegate", { me: speaking(), stage: stage({ speaker }) });
    const root = await page();
    expect(root.querySelector("[data-testid='note-slower']")).toBeNull();
    const asked = stage({ speaker, slowDownUntil: 1_000_005, slowDownCount: 1 });
    await on.hear({ type: "stage", number: 2, stage: asked });
    expect(words(root, "note-slower")).toContain("slow down");
    expect(words(root, "live-assertive")).toContain("slow down");
    expect(await faults(root)).toEqual([]);
    await on.pass(6);
    expect(root.querySelector("[data-testid='note-slower']")).toBeNull();
  });

  it("is told that the sound cannot be interpreted, into what, and what to do", async () => {
    on = played("delegate", { me: speaking(), stage: stage({ speaker }) });
    const root = await page();
    await on.hear({ type: "stage", number: 2, stage: stage({ speaker, unfit: ["fr", "ar"] }) });
    expect(words(root, "note-unfit")).toContain("French and Arabic");
    expect(words(root, "live-assertive")).toContain("too poor");
    const poor = fitness("me", { step: "unfit", reasons: ["band", "noise"] });
    await on.hear({ type: "me", number: 1, me: speaking({ fitness: poor }) });
    expect(words(root, "note-unfit")).toContain("not Bluetooth");
    expect(await faults(root)).toEqual([]);
  });

  it("who runs the meeting and speaks is told once", async () => {
    const who = person("me", { role: "chair", microphone: true });
    on = played("chair", { me: me({ person: who }), stage: stage({ unfit: ["fr"] }) });
    const root = await page();
    expect(words(root, "note-unfit")).toContain("French");
    expect(root.querySelector("[data-testid='suspended']")).toBeNull();
  });

  it("nobody else is told anything of it", async () => {
    on = played("delegate", { stage: stage({ speaker: person("sn"), slowDownUntil: 1_000_005 }) });
    const root = await page();
    expect(root.querySelector("[data-testid='note-slower']")).toBeNull();
  });
});

describe("the chair", () => {
  it("sees how often the speaker was asked to slow down, and how fit whoever was called is", async () => {
    const list = [
      floorEntry("r1", { person: "sn", state: "speaking", speakingSince: 999_940 }),
      floorEntry("r2", { person: "no", state: "called", rank: 2, answered: true }),
    ];
    const people = { sn: person("sn"), no: person("no") };
    on = played("chair", {
      list,
      people,
      stage: stage({ speaker: people.sn, slowDownCount: 3, slowDownUntil: 1_000_003 }),
    });
    const root = await page();
    expect(words(root, "slow-down-mark")).toBe("Asked to slow down: 3");
    const put = [fitness("no", { step: "poor", reasons: ["quiet"] })];
    await on.hear({ type: "fitness", number: 1, put, gone: [] });
    expect(find(root, "readiness").querySelector("[data-step='poor']")?.textContent).toContain("too quiet");
    await on.hear({ type: "fitness", number: 2, put: [], gone: ["no"] });
    expect(find(root, "readiness").querySelector("[data-testid='fitness']")).toBeNull();
  });
});
