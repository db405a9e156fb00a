import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { BoothView, InterpretationView } from "../../../protocol/messages";
import type { UiLanguage } from "../../../state/preferences";
import { settle } from "../../../testing/fakes";
import {
  boothView,
  channelView,
  deskView,
  fitness,
  interpretationView,
  me,
  person,
  stage,
} from "../../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../../testing/stage";
import { Meeting } from "../Meeting";

const interpreter = (id: string, name: string, connected = true) =>
  person(id, { name, role: "interpreter", delegation: "", connected });
const lea = interpreter("lea", "Léa Martin");
const noor = interpreter("noor", "Noor Haddad");
const speaker = person("sn", { name: "Amara Diallo", microphone: true });

const french = (fields: Partial<BoothView> = {}) =>
  boothView("fr", [deskView(lea, { mode: "on", openedAt: 999_940, onAirS: 60 }), deskView(noor)], {
    ...{ seats: 3, outgoing: ["en"] },
    ...fields,
  });
const chinese = boothView("zh", [deskView(interpreter("wei", "Wei Chen", false), { channel: "zh" })], { seats: 2 });

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function sit(
  booths: readonly BoothView[] = [french(), chinese],
  interpretation: InterpretationView = interpretationView(),
  language: UiLanguage = "en",
  fetcher?: (path: string, init?: RequestInit) => Promise<Response>,
) {
  on = played("technician", { booths, interpretation, stage: stage({ speaker }) }, false, fetcher);
  const { endpoint, preferences, devices } = on;
  const props = { endpoint, preferences, devices, onLeave: () => {} };
  return show(<Meeting {...props} />, await catalogIn(language));
}

const words = (root: Element, testid: string) => plain(find(root as HTMLElement, testid).textContent);
const plain = (text: string | null) => (text ?? "").replace(/[\u2066-\u2069]/g, "");
const asked = () => on.signalling.asked.at(-1);
const all = (root: Element, testid: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];

async function type(root: HTMLElement, testid: string, text: string) {
  const field = find(root, testid) as HTMLInputElement;
  field.value = text;
  await act(async () => {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
  });
}

async function choose(root: HTMLElement, testid: string, value: string) {
  const select = find(root, testid) as HTMLSelectElement;
  select.value = value;
  await act(async () => {
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
  });
}

describe.each(["en", "ar"] as const)("in %s", (language) => {
  it.each(["tab-booths", "tab-sound-check", "tab-setup"])("%s has no fault for assistive technology", async (tab) => {
    const calls = [
      { callId: "c", kind: "cannotHear" as const, person: noor, booth: "fr", calledAt: 999_990, answeredBy: null },
    ];
    const view = interpretationView({ soundCheck: true });
    const root = await sit([french({ calls }), chinese], view, language);
    await click(root, tab);
    if (tab === "tab-booths") {
      await click(root, "desk-more");
      await click(root, "paper-fr");
    }
    expect(await faults(root)).toEqual([]);
  });
});

describe("the overview", () => {
  it("shows every desk: what it does, hears and puts out to, how long it is on air, and its consent", async () => {
    const relayed = { selected: "floor", heard: "en", hops: 2 as const, automatic: true, forced: false, lost: false };
    const second = deskView(noor, { incoming: relayed, armed: true, talking: true, recording: true });
    const root = await sit([french({ desks: [french().desks[0] as never, second] }), chinese]);
    const [first, other] = all(find(root, "booth-fr"), "desk");
    expect(first?.dataset.mode).toBe("on");
    expect(plain(first?.textContent ?? "")).toContain("Léa Martin");
    expect(plain(first?.textContent ?? "")).toContain("2:00");
    expect(words(other as Element, "desk-incoming")).toContain("English");
    expect(other?.querySelector("[data-hops='2']")?.textContent).toContain("–");
    expect(
      [...(other?.querySelectorAll("[data-mark]") ?? [])].map((mark) => (mark as HTMLElement).dataset.mark),
    ).toEqual(["armed", "talking", "automatic", "recording"]);
    expect(find(root, "booth-zh").querySelector("[data-connected='false']")).not.toBeNull();
    expect(find(root, "booth-es").textContent).toContain("Nobody is in this booth");
  });

  it("silences a desk, gives the microphone to another, forces a relay and moves somebody to another booth", async () => {
    const root = find(await sit(), "booth-fr");
    await click(root, "desk-more");
    await click(root, "silence-desk");
    expect(asked()).toEqual({ type: "silenceDesk", person: "lea" });
    await choose(root, "force-relay", "en");
    expect(asked()).toEqual({ type: "forceRelay", person: "lea", channel: "en" });
    await choose(root, "assign-booth", "ru");
    expect(asked()).toEqual({ type: "moveParticipant", person: "lea", role: "interpreter", booth: "ru" });
    await act(() => all(root, "desk-more")[1]?.click());
    await act(() => all(root, "hand-to")[1]?.click());
    expect(asked()).toEqual({ type: "takeOver", person: "noor" });
  });

  it("records and withdraws the consent on paper of those behind a booth's equipment", async () => {
    const root = find(await sit(), "booth-fr");
    await click(root, "paper-fr");
    await click(root, "paper-webcast");
    await type(root, "paper-reference", "Léa Martin, form 12");
    await click(root, "paper-record");
    const given = { booth: "fr", recording: false, webcast: true, reference: "Léa Martin, form 12" };
    expect(asked()).toEqual({ type: "recordConsent", ...given });
    const written = { recording: false, webcast: true, reference: "Léa Martin, form 12", by: "Bo", at: 999_000 };
    await on.hear({ type: "booth", number: 1, booth: french({ written }) });
    expect(words(root, "paper-told")).toContain("Consent recorded by Bo");
    await click(root, "paper-withdraw");
    expect(asked()).toEqual({ type: "recordConsent", ...given, webcast: false, reference: "" });
  });

  it("meters a channel that nobody hears by the desks that feed it", async () => {
    const channels = [channelView("fr", { feed: "interpreted", desks: ["lea"] })];
    const root = await sit([french()], interpretationView({ channels }));
    const bar = () => {
      const moved = find(find(root, "booth-fr"), "channel-level").querySelector<HTMLElement>(".meter-bar");
      return Number(/scaleX\((.*)\)/.exec(moved?.style.transform ?? "")?.[1]);
    };
    await on.hear({ type: "levels", people: { lea: -30 }, channels: {} });
    await expect.poll(bar).toBeCloseTo(0.5);
  });

  it("patches a channel and takes the patch back", async () => {
    const root = await sit();
    await click(root, "channel-more-fr");
    await choose(root, "patch", "floor");
    expect(asked()).toEqual({ type: "patchChannel", channel: "fr", source: "floor" });
    await choose(root, "patch", "");
    expect(asked()).toEqual({ type: "patchChannel", channel: "fr", source: null });
  });

  it("listens to a channel, and to a booth beside it at a volume that can be heard", async () => {
    const root = await sit();
    await click(root, "listen-zh");
    expect(asked()).toMatchObject({ type: "selectChannel", channel: "zh" });
    await click(root, "monitor-fr");
    expect(asked()).toMatchObject({ type: "selectChannel", second: "booth:fr" });
    expect(on.preferences.secondVolume.value).toBeGreaterThan(0);
    await click(root, "monitor-fr");
    expect(on.endpoint.engineering.monitored.value).toBeNull();
  });
});

describe("alarms", () => {
  const alarms = (root: HTMLElement) => all(root, "alarm").map(({ dataset }) => `${dataset.kind} ${dataset.language}`);
  const silent = (since: number) =>
    interpretationView({ channels: [channelView("fr", { feed: "none", noneSince: since })] });
  const bothOff = french({ desks: [deskView(lea), deskView(noor)] });

  it("say at once that a whole booth is off, and after five seconds that nobody interprets", async () => {
    const root = await sit([bothOff], silent(1_000_000));
    expect(alarms(root)).toEqual(["doubleMuted fr"]);
    await on.pass(6);
    expect(alarms(root)).toEqual(["noInterpretation fr"]);
    expect(find(root, "booth-fr").dataset.alarm).toBe("true");
    expect(on.chimes).toContain("bell");
  });

  it("tell of two open microphones unless they are handing over", async () => {
    const both = [deskView(lea, { mode: "on" }), deskView(noor, { mode: "on" })];
    const root = await sit([french({ desks: both })]);
    expect(alarms(root)).toEqual(["doubleOpen fr"]);
    const handover = { state: "overlap" as const, active: "lea", passive: "noor", due: 0, until: 1_000_004 };
    await on.hear({ type: "booth", number: 1, booth: french({ desks: both, handover }) });
    expect(alarms(root)).toEqual([]);
  });

  it("tell of a desk that dropped, a booth that suspended, and a speaker who cannot be interpreted", async () => {
    const dropped = { person: "lea", name: "Léa Martin", channel: "fr", at: 999_990 };
    const root = await sit([french({ dropped, unfitSince: 999_990 })]);
    await on.hear({
      type: "fitness",
      number: 1,
      put: [fitness("sn", { step: "unfit", reasons: ["noise"] })],
      gone: [],
    });
    expect(alarms(root)).toEqual(["dropped fr", "suspended fr", "unfit "]);
    expect(words(root, "floor-strip")).toContain("noise");
  });
});

it("a call for help rings, says who calls, and is answered and closed", async () => {
  const root = await sit();
  const call = { callId: "c1", kind: "cannotHear" as const, person: noor, booth: "fr", calledAt: 999_995 };
  await on.hear({ type: "booth", number: 1, booth: french({ calls: [{ ...call, answeredBy: null }] }) });
  await on.pass(1);
  expect(on.chimes).toEqual(["bell"]);
  expect(words(root, "help-call")).toContain("Noor Haddad · French · cannot hear");
  await click(root, "answer-call");
  expect(asked()).toEqual({ type: "answerHelp", callId: "c1" });
  await on.hear({ type: "booth", number: 2, booth: french({ calls: [{ ...call, answeredBy: "me" }] }) });
  expect(words(root, "help-call")).toContain("You");
  await click(root, "close-call");
  expect(asked()).toEqual({ type: "closeHelp", callId: "c1" });
});

describe("the sound check", () => {
  it("is begun, leads from step to step, and counts who passed and who is missing", async () => {
    const root = await sit([french(), chinese, boothView("es", [])]);
    await click(root, "tab-sound-check");
    await click(root, "sound-check-button");
    expect(asked()).toEqual({ type: "openSoundCheck" });
    await on.hear({ type: "interpretation", number: 1, interpretation: interpretationView({ soundCheck: true }) });
    await act(() => all(root, "pass-microphone")[1]?.click());
    expect(asked()).toEqual({ type: "markSoundCheck", person: "lea", step: "microphone", result: "passed" });
    const passed = { microphone: "passed", incoming: "passed", relay: "passed", pushToMute: "passed" } as const;
    const desks = [deskView(lea, { check: passed }), deskView(noor, { check: { microphone: "failed" } })];
    await on.hear({ type: "booth", number: 1, booth: french({ desks }) });
    expect(all(root, "check-desk").map(({ dataset }) => dataset.verdict)).toEqual(["missing", "passed", "failed"]);
    expect(words(root, "check-summary")).toContain("Passed: 1Failed: 1To do: 0Missing: 2");
    expect(all(root, "check-vacant").map(({ dataset }) => dataset.booth)).toEqual(["es"]);
    const rows = all(root, "check-desk");
    expect(rows[2]?.querySelector("[data-next='true']")?.textContent).toContain("✓");
  });

  it("takes a mark back by the same press", async () => {
    const root = await sit(
      [french({ desks: [deskView(lea, { check: { relay: "failed" } })] })],
      interpretationView({ soundCheck: true }),
    );
    await click(root, "tab-sound-check");
    await click(root, "fail-relay");
    expect(asked()).toEqual({ type: "markSoundCheck", person: "lea", step: "relay", result: null });
  });
});

describe("the setup", () => {
  it("sets interlock, policy and auto-relay, each without touching the others", async () => {
    const root = await sit();
    await click(root, "tab-setup");
    await choose(root, "rule-betweenA", "none");
    expect(asked()).toEqual({
      ...{ type: "setInterpretation", within: "override", betweenA: "none", betweenB: "interlock" },
      ...{ autoRelay: true, policy: "floor" },
    });
    await choose(root, "rule-policy", "silence");
    expect(asked()).toMatchObject({ betweenA: "interlock", policy: "silence" });
  });

  it("sets the desks and B channels of a booth", async () => {
    const root = await sit();
    await click(root, "tab-setup");
    const row = find(root, "setup-fr");
    await choose(row, "setup-desks", "4");
    expect(asked()).toEqual({ type: "setBooth", language: "fr", desks: 4, outgoing: ["en"] });
    const box = find(row, "b-es") as HTMLInputElement;
    await act(() => {
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
    expect(asked()).toEqual({ type: "setBooth", language: "fr", desks: 3, outgoing: ["en", "es"] });
  });

  it("is loaded from a file, and what could not be applied is said", async () => {
    const sent: [string, RequestInit | undefined][] = [];
    const fetcher = async (path: string, init?: RequestInit) => {
      sent.push([path, init]);
      const refused = [{ what: "booths.fr", code: "deskTaken" }];
      const nothing = { meetings: [], messages: [], people: [], statements: [], pages: 1, version: 1, page: 0 };
      return new Response(JSON.stringify({ ...nothing, applied: 4, refused, last: 0, read: 0, more: false }));
    };
    const root = await sit([french()], interpretationView(), "en", fetcher);
    await click(root, "tab-setup");
    await act(() => on.endpoint.engineering.load(new Blob(["x = 1"]), "toml"));
    const [path, init] = sent.find(([, one]) => one?.method === "PUT") ?? ["", undefined];
    expect(path).toBe("/api/meetings/demo/interpretation");
    expect(init?.headers).toMatchObject({ "content-type": "application/toml" });
    expect(words(root, "setup-report")).toContain("booths.fr: This desk is in use.");
  });
});

it("the chair sees who calls the chair, and what interpretation is suspended", async () => {
  const calls = [
    { callId: "c", kind: "chair" as const, person: noor, booth: "fr", calledAt: 999_990, answeredBy: null },
    { callId: "d", kind: "technician" as const, person: noor, booth: "fr", calledAt: 999_990, answeredBy: null },
  ];
  on = played("chair", {
    booths: [french({ calls })],
    interpretation: interpretationView(),
    stage: stage({ unfit: ["fr"] }),
    me: me({ person: person("me", { role: "chair" }) }),
  });
  const { endpoint, preferences, devices } = on;
  const props = { endpoint, preferences, devices, onLeave: () => {} };
  const root = await show(<Meeting {...props} />, await catalogIn("en"));
  expect(all(root, "help-call").map(({ dataset }) => dataset.kind)).toEqual(["chair"]);
  expect(words(root, "suspended")).toContain("French");
  expect(await faults(root)).toEqual([]);
});
