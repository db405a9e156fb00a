import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { Role, StageView, WebcastView } from "../../../protocol/messages";
import type { UiLanguage } from "../../../state/preferences";
import { alarmsOf, toneOf, WebcastDesk } from "../../../state/webcast";
import { settle } from "../../../testing/fakes";
import { boothView, deskView, person, rendition, sitting, stage, webcastView } from "../../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../../testing/stage";
import { Meeting } from "../Meeting";

const noor = person("noor", { name: "Noor Haddad", role: "interpreter", delegation: "" });
const booths = [boothView("fr", [deskView(noor)])];

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function enter(
  role: Role,
  webcast: WebcastView | null,
  hall: Partial<StageView> = {},
  language: UiLanguage = "en",
): Promise<HTMLElement> {
  on = played(role, { webcast, booths, stage: stage({ webcast: webcast?.showing ?? "off", ...hall }) });
  const { endpoint, preferences, devices } = on;
  return show(<Meeting {...{ endpoint, preferences, devices }} onLeave={() => {}} />, await catalogIn(language));
}

async function operate(webcast: Partial<WebcastView> = {}, hall: Partial<StageView> = {}, language: UiLanguage = "en") {
  const root = await enter("technician", webcastView(webcast), hall, language);
  await click(root, "tab-webcast");
  return root;
}

const OFF = { mode: "off", showing: "off", webcastId: null, startedAt: null, since: null, renditions: [] } as const;
const asked = () => on.signalling.asked.filter(({ type }) => /webcast|slate|embargo/i.test(type)).at(-1);
const has = (root: HTMLElement, testid: string) => root.querySelector(`[data-testid="${testid}"]`) !== null;
const all = (root: HTMLElement, testid: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];
const plain = (text: string | null | undefined) => (text ?? "").replace(/[\u2066-\u2069]/g, "");
const barred = (root: HTMLElement, testid: string) => (find(root, testid) as HTMLButtonElement).disabled;

async function change(root: HTMLElement, testid: string, value: string) {
  const field = find(root, testid) as HTMLInputElement;
  field.value = value;
  await act(async () => {
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
  });
}

describe("the badge in the head of the page", () => {
  it.each(["delegate", "passive", "interpreter", "chair", "technician", "room"] as const)(
    "tells a %s that the public watches, in words too",
    async (role) => {
      const root = await enter(role, null, { webcast: "onAir" });
      expect(find(root, "on-air").dataset.mode).toBe("onAir");
      expect(plain(find(root, "on-air").textContent)).toBe("On air. The public sees and hears this meeting.");
    },
  );

  it("tells that it is recorded, in words too, as long as it is", async () => {
    const root = await enter("delegate", null, { webcast: "onAir", recorded: true });
    expect(plain(find(root, "on-record").textContent)).toBe("Recorded. What is webcast is recorded.");
    await on.hear({ type: "stage", number: 2, stage: stage({ webcast: "onAir", recorded: false }) });
    expect(has(root, "on-record")).toBe(false);
  });

  it("tells the slate apart, and is gone off the air", async () => {
    const root = await enter("delegate", null, { webcast: "slate" });
    expect(find(root, "on-air").dataset.mode).toBe("slate");
    await on.hear({ type: "stage", number: 2, stage: stage({ webcast: "off" }) });
    expect(has(root, "on-air")).toBe(false);
  });

  it("is said when it changes, and not on coming in", async () => {
    await enter("delegate", null, { webcast: "slate" });
    expect(on.endpoint.notices.spoken.value.polite?.id).not.toBe("webcast-public");
    await on.hear({ type: "stage", number: 2, stage: stage({ webcast: "onAir" }) });
    expect(on.endpoint.notices.spoken.value.polite).toMatchObject({ id: "webcast-public", args: { mode: "onAir" } });
  });
});

describe.each(["en", "ar"] as const)("in %s", (language) => {
  it("the panel has no fault for assistive technology, on the air and off", async () => {
    const loud = { lufs: -18, momentaryLufs: -12, truePeakDbtp: 0.4, silentS: 20 };
    const renditions = [rendition("floor"), rendition("fr", { meter: loud, withheld: ["noor"], recorded: false })];
    const root = await operate({ renditions, connected: false, disk: "full" }, {}, language);
    expect(await faults(root)).toEqual([]);
    await on.hear({ type: "webcast", number: 2, webcast: webcastView({ ...OFF, connected: false }) });
    expect(await faults(root)).toEqual([]);
  });
});

describe("the operator's panel", () => {
  it("stands with the chair's panels too, and is not for others", async () => {
    const root = await enter("chair", webcastView());
    await click(root, "tab-webcast");
    expect(has(root, "webcast-panel")).toBe(true);
    on.endpoint.dispose();
    expect(has(await enter("delegate", null), "tab-webcast")).toBe(false);
  });

  it("goes on the air, with the slate or at once", async () => {
    const root = await operate(OFF);
    await click(root, "webcast-begin-slate");
    expect(asked()).toEqual({ type: "startWebcast", slate: true });
    await click(root, "webcast-on-air");
    expect(asked()).toEqual({ type: "startWebcast", slate: false });
    expect(["webcast-end", "webcast-slate"].filter((testid) => has(root, testid))).toEqual([]);
  });

  it("shows the slate at once, and ends only after asking", async () => {
    const root = await operate();
    await click(root, "webcast-slate");
    expect(asked()).toEqual({ type: "showSlate" });
    await click(root, "webcast-end");
    expect(asked()).toEqual({ type: "showSlate" });
    await click(root, "confirm-no");
    expect(asked()).toEqual({ type: "showSlate" });
    await click(root, "webcast-end");
    await click(root, "confirm-yes");
    expect(asked()).toEqual({ type: "endWebcast" });
  });

  it("sets layout, delay and recording; what is no delay goes back", async () => {
    const root = await operate();
    await change(root, "webcast-layout", "speakerRoom");
    expect(asked()).toEqual({ type: "setWebcastLayout", layout: "speakerRoom" });
    await change(root, "webcast-delay", "30");
    expect(asked()).toEqual({ type: "setEmbargo", delayS: 30 });
    await change(root, "webcast-delay", "3601");
    expect(asked()).toEqual({ type: "setEmbargo", delayS: 30 });
    expect((find(root, "webcast-delay") as HTMLInputElement).value).toBe("0");
    await act(() => find(root, "webcast-recorded").click());
    expect(asked()).toEqual({ type: "setWebcastRecording", recorded: false });
  });

  it("says that a suspended sitting shows the slate", async () => {
    const root = await operate({ showing: "slate" });
    expect(find(root, "webcast-showing").textContent).toContain("until the sitting is open");
  });

  it.each([
    [{ allowed: false }, {}, "notAllowed"],
    [{}, { sitting: sitting({ public: false }) }, "inCamera"],
    [{}, { sitting: sitting({ state: "closed" }) }, "closed"],
  ] as const)("offers nothing that is refused: %j %j", async (view, hall, reason) => {
    const root = await operate({ ...OFF, ...view }, hall);
    expect(find(root, "webcast-obstacle").dataset.reason).toBe(reason);
    expect([barred(root, "webcast-on-air"), barred(root, "webcast-begin-slate")]).toEqual([true, true]);
  });

  it("warns where the worker is not there, and lets one begin nevertheless", async () => {
    const root = await operate({ ...OFF, connected: false });
    expect(find(root, "webcast-obstacle").dataset.reason).toBe("worker");
    expect(barred(root, "webcast-on-air")).toBe(false);
  });

  it("names who is withheld, and says what is not recorded", async () => {
    const fr = rendition("fr", { withheld: ["noor"], recorded: false });
    const root = await operate({ renditions: [rendition("floor"), fr] });
    const [floor, french] = all(root, "rendition");
    expect(floor?.querySelector("[data-mark]")).toBeNull();
    expect(plain(french?.querySelector("[data-mark='withheld']")?.textContent)).toContain("Noor Haddad");
    expect(french?.querySelector("[data-mark='unrecorded']")).not.toBeNull();
  });

  it("marks loudness outside the band, and shows the figures", async () => {
    const renditions = [-23.9, -24.1, -21.9, null].map((lufs, n) =>
      rendition(["floor", "fr", "en", "es"][n] as string, {
        meter: { lufs, momentaryLufs: -70, truePeakDbtp: -6, silentS: 0 },
      }),
    );
    const root = await operate({ renditions });
    expect(all(root, "integrated").map(({ dataset }) => dataset.tone)).toEqual(["good", "quiet", "loud", "unknown"]);
    expect(plain(find(root, "webcast-viewers").textContent)).toContain("1,234");
    expect(plain(find(root, "webcast-lag").textContent)).toContain("640 ms");
    expect(plain(find(root, "webcast-pictures").textContent)).toContain("Speaker · Room");
    expect(find(root, "webcast-player").getAttribute("href")).toBe("/webcast/demo/");
    expect(find(root, "webcast-recording").getAttribute("href")).toBe("/recordings/5f2b");
  });

  it("tells of copies in an object store where there is one, and why there are none", async () => {
    expect((await operate({})).querySelector("[data-testid=webcast-copies]")).toBeNull();
    const root = await operate({ storage: "failing", storageReason: "denied", storageBehind: 1200 });
    expect(plain(find(root, "webcast-copies").textContent)).toContain("Keys refused · segments waiting: 1,200");
    expect(find(root, "webcast-copies").dataset.alarm).toBe("true");
  });

  it("counts alarms on its tab, so that they are seen from others", async () => {
    const root = await enter("chair", webcastView({ disk: "low" }));
    expect(plain(find(root, "tab-webcast").textContent)).toContain("1 alarm");
    await on.hear({ type: "webcast", number: 2, webcast: webcastView() });
    expect(find(root, "tab-webcast").querySelector(".badge")).toBeNull();
  });
});

describe("alarms", () => {
  const sounding = (silentS: number, truePeakDbtp = -6) => ({
    meter: { lufs: -23, momentaryLufs: -23, truePeakDbtp, silentS },
  });
  const kinds = (view: Partial<WebcastView>, dropped = 0) =>
    alarmsOf(webcastView(view), dropped).map(({ kind, rendition: of }) => (of ? `${kind} ${of.channel}` : kind));

  it("name worker, disk and pictures, and nothing while off the air", () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ connected: false, disk: "failing" }, 0.011)).toEqual([...["worker", "diskFailing", "dropped"]]);
    expect(kinds({ ...OFF, connected: false, disk: "full" })).toEqual([]);
    expect(kinds({ storage: "ok" })).toEqual([]);
    expect(kinds({ storage: "behind" })).toEqual(["storageBehind"]);
    expect(kinds({ storage: "failing", indexDamaged: true })).toEqual(["storageFailing", "indexDamaged"]);
  });

  it("tell of pictures dropped lately, not of those of an hour ago", () => {
    const desk = new WebcastDesk();
    const told = (frames: number, droppedFrames: number) => {
      desk.apply({ type: "webcast", number: 1, webcast: webcastView({ frames, droppedFrames }) });
      return desk.droppedShare.value;
    };
    expect([told(1_000, 500), told(1_025, 500), told(1_050, 505)]).toEqual([0, 0, 0.1]);
    for (let second = 1; second <= 15; second++) told(1_050 + 25 * second, 505);
    expect(desk.droppedShare.value).toBe(0);
    expect(told(10, 10)).toBe(0);
  });

  it("name languages without sound, or the floor alone where nobody speaks", () => {
    const quiet = (floor: number) => [rendition("floor", sounding(floor)), rendition("fr", sounding(15))];
    expect(kinds({ renditions: quiet(0) })).toEqual(["silent fr"]);
    expect(kinds({ renditions: quiet(15) })).toEqual(["silent floor"]);
    expect(kinds({ renditions: [rendition("fr", sounding(14))] })).toEqual([]);
    expect(kinds({ renditions: quiet(0), showing: "slate" })).toEqual([]);
  });

  it("name peaks above −1 dBTP", () => {
    const renditions = [rendition("fr", sounding(0, -0.9)), rendition("en", sounding(0, -1))];
    expect(kinds({ renditions })).toEqual(["peak fr"]);
  });

  it("hold loudness to −23 ± 1 LUFS", () => {
    expect([-24, -22, -24.1, -21.9, null].map(toneOf)).toEqual(["good", "good", "quiet", "loud", "unknown"]);
  });
});
