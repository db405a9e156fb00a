import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type {
  BoothView,
  ChannelView,
  DeskView,
  HandoverView,
  InterpretationView,
  Term,
} from "../../../protocol/messages";
import type { UiLanguage } from "../../../state/preferences";
import { settle } from "../../../testing/fakes";
import { boothView, deskView, floorEntry, me, person, snapshot, stage } from "../../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../../testing/stage";
import { Meeting } from "../Meeting";
import { BOOTH_KEYS, type BoothKey, shortcutOf, typed } from "./keys";

const own = person("me", { role: "interpreter", name: "Claire Dubois" });
const mate = person("mate", { role: "interpreter", name: "Marc Petit" });
const speaker = person("sn", { name: "Amara Diallo", microphone: true });

const channel = (language: string, fields: Partial<ChannelView> = {}): ChannelView => ({
  ...{ language, feed: "interpreted", hops: 1, booth: language, desks: [], patched: null, noneSince: null },
  ...fields,
});

const view = (fields: Partial<InterpretationView> = {}): InterpretationView => ({
  channels: [
    channel("ar", { feed: "none", hops: 0, booth: null }),
    channel("zh"),
    channel("en", { feed: "direct", hops: 0, booth: null }),
    channel("fr"),
    channel("ru", { hops: 2 }),
    channel("es"),
  ],
  rules: {
    ...{ within: "override", betweenA: "interlock", betweenB: "interlock", autoRelay: true },
    ...{ policy: "floor", alarmAfterS: 5, turnS: 900 },
  },
  pivot: null,
  soundCheck: false,
  ...fields,
});

let on: Played;
afterEach(() => on?.endpoint.dispose());

interface Given {
  readonly mine?: Partial<DeskView>;
  readonly theirs?: Partial<DeskView>;
  readonly booth?: Partial<BoothView>;
  readonly interpretation?: InterpretationView;
  readonly language?: UiLanguage;
  readonly glossary?: readonly Term[];
}

const booth = ({ mine, theirs, booth: fields }: Given) =>
  boothView("fr", [deskView(own, mine), deskView(mate, theirs)], { outgoing: ["en", "es"], ...fields });

async function sit(given: Given = {}): Promise<HTMLElement> {
  const whole = me({ person: own, channel: "floor", second: "booth" });
  on = played("interpreter", {
    me: { ...whole, can: [...whole.can, "boothChat", "editGlossary", "readGlossary"] },
    stage: stage({ speaker, floorLanguage: "en", slots: { speaker: "sn" }, plates: { sn: speaker } }),
    list: [floorEntry("r2", { person: "no", language: "en" })],
    people: { no: person("no", { name: "Ingrid Solheim", delegation: "NO" }) },
    booths: [booth(given)],
    interpretation: given.interpretation ?? view(),
    glossary: given.glossary ?? [],
  });
  const { endpoint, preferences, devices } = on;
  return show(
    <Meeting endpoint={endpoint} preferences={preferences} devices={devices} onLeave={() => {}} />,
    await catalogIn(given.language ?? "en"),
  );
}

let number = 1;
const tell = async (given: Given) => {
  await on.hear({ type: "booth", number: ++number, booth: booth(given) });
  await act(settle);
};
const press = async (key: string, type = "keydown", fields: KeyboardEventInit = {}) => {
  const code = /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : "";
  await act(async () => {
    window.dispatchEvent(new KeyboardEvent(type, { key, code, bubbles: true, ...fields }));
    await settle();
  });
};
const asked = () => on.signalling.asked.at(-1);
const words = (root: HTMLElement, testid: string) =>
  find(root, testid).textContent?.replace(/[\u2066-\u2069]/g, "") ?? "";
const handover = (state: HandoverView["state"], active: string, passive: string): HandoverView => ({
  ...{ state, active, passive, due: 1_000_060, until: 1_000_120 },
});

describe.each(["en", "ar"] as const)("the console in %s", (language) => {
  const alarming: Given = {
    mine: { mode: "on", openedAt: 999_000 },
    theirs: { mode: "on", talking: true, openedAt: 999_900 },
    booth: {
      handover: handover("overlap", "me", "mate"),
      unfitSince: 999_990,
      dropped: { person: "x", name: "X", channel: "fr", at: 999_980 },
      turns: [{ person: "Marc Petit", channel: "fr", beganAt: 998_000, endedAt: null }],
    },
    interpretation: view({ soundCheck: true }),
  };

  it.each([
    ["at rest", {}],
    ["with every alarm", alarming],
    [
      "armed",
      { mine: { armed: true }, theirs: { mode: "on" }, booth: { handover: handover("accepted", "mate", "me") } },
    ],
  ] as const)("has no fault for assistive technology %s", async (_, given) => {
    expect(await faults(await sit({ ...(given as Given), language }))).toEqual([]);
  });

  it.each(["tab-booth", "tab-glossary", "tab-desk", "tab-interpreters"])("nor has %s", async (tab) => {
    const root = await sit({ ...alarming, language, glossary: [{ termId: "t", words: { en: "water", fr: "eau" } }] });
    await click(root, tab);
    expect(await faults(root)).toEqual([]);
  });

  it("nor has the dialog of keys", async () => {
    const root = await sit({ language });
    await click(root, "console-settings");
    expect(await faults(root)).toEqual([]);
  });
});

describe("incoming", () => {
  it("marks every channel: the floor, a translation of it, a translation of a translation", async () => {
    const root = await sit();
    const mark = (testid: string) => find(root, testid).querySelector("[data-hops]")?.getAttribute("data-hops");
    expect(mark("channel-floor")).toBe("0");
    expect(mark("channel-zh")).toBe("1");
    expect(mark("channel-ru")).toBe("2");
    expect(words(root, "channel-zh")).toContain("中文");
    expect(root.querySelector('[data-testid="channel-fr"]'), "the own channel is not offered").toBeNull();
  });

  it("goes to the floor and to three relays by one key each, and back", async () => {
    await sit();
    await press("1");
    expect(asked()).toEqual({ type: "selectChannel", channel: "ar", second: "booth" });
    await press("3");
    expect(asked()).toMatchObject({ channel: "en" });
    await press("f");
    expect(asked()).toMatchObject({ channel: "floor" });
    await press("r");
    expect(asked(), "the relay key remembers").toMatchObject({ channel: "en" });
  });

  it("stores what one listens to in a relay key, and remembers it", async () => {
    const root = await sit();
    const { me: mine } = snapshot({ me: me({ person: own, channel: "es", second: "booth" }) });
    await on.hear({ type: "me", number: 1, me: mine });
    await press("!", "keydown", { code: "Digit1", shiftKey: true });
    expect(on.preferences.booth.relayKeys.value).toEqual(["es", null, null]);
    await press("f");
    await press("1");
    expect(asked()).toMatchObject({ channel: "es" });
    await click(root, "console-settings");
    expect(find(root, "relay-key-1")).toHaveProperty("value", "es");
  });

  it("says when what is heard is not what was selected, and why", async () => {
    const incoming = { selected: "floor", heard: "en", hops: 1, automatic: true, forced: false, lost: false } as const;
    const root = await sit({ mine: { incoming } });
    expect(words(root, "heard")).toContain("You hear: English");
    expect(find(root, "heard").querySelector("[data-mark=automatic]")).not.toBeNull();
    await tell({ mine: { incoming: { ...incoming, heard: "floor", hops: 0, automatic: false, lost: true } } });
    expect(find(root, "booth-alarm").dataset.kind).toBe("lost");
    await on.pass(1);
    expect(on.chimes, "a lost relay is shown silently").toEqual([]);
    expect(words(root, "live-assertive")).toContain("you hear the floor");
  });

  it("hears through protection, at its own levels and tone", async () => {
    const root = await sit();
    expect(on.outputs.protection.value).toBe("on");
    expect(on.outputs.volumes).toEqual({ main: 0.6, second: 0.4 });
    await press("+");
    await press("e");
    await press("L", "keydown", { shiftKey: true });
    expect(on.outputs.volumes.main).toBeCloseTo(0.65);
    expect(on.outputs.tone).toEqual([-2, 2]);
    expect(find(root, "protection").dataset.status).toBe("on");
    await act(() => {
      on.outputs.heard.value = { levelDb: -20, exposureDb: -24, attenuationDb: 6, warnings: 1 };
    });
    expect(find(root, "protection").dataset.limiting).toBe("true");
    await on.pass(1);
    expect(words(root, "notice")).toContain("Turn the volume down");
  });

  it("hears boothmate, floor or nothing as second sound", async () => {
    const root = await sit();
    const choose = async (choice: string) => {
      await act(() => find(root, `second-${choice}`).querySelector("input")?.click());
    };
    await choose("none");
    expect(asked()).toEqual({ type: "selectChannel", channel: "floor", second: null });
    expect(on.outputs.volumes.second).toBe(0);
    await press("2");
    await choose("floor");
    expect(on.preferences.booth.second.value).toBe("floor");
    await choose("booth");
    expect(asked()).toMatchObject({ second: "booth" });
  });
});

describe("microphone and outgoing", () => {
  it("chooses A or B beforehand and goes on air there", async () => {
    const root = await sit();
    await press("b");
    expect(asked()).toEqual({ type: "selectOutgoing", channel: "en" });
    await tell({ mine: { channel: "en" } });
    expect(find(root, "outgoing-b").getAttribute("aria-pressed")).toBe("true");
    await press("m");
    expect(asked()).toEqual({ type: "setDesk", mode: "on", channel: "en" });
  });

  it("remembers the B chosen from those permitted", async () => {
    const root = await sit();
    const choice = find(root, "outgoing-b-choice") as HTMLSelectElement;
    expect([...choice.options].map(({ value }) => value)).toEqual(["en", "es"]);
    choice.value = "es";
    await act(() => void choice.dispatchEvent(new Event("change", { bubbles: true })));
    await press("b");
    expect(asked()).toEqual({ type: "selectOutgoing", channel: "es" });
  });

  it("shows who engages its channels", async () => {
    const root = await sit({ booth: { engagedBy: "es" } });
    expect(words(root, "outgoing-a")).toContain("Engaged: Spanish");
  });

  it("says that it is armed: nobody hears it yet", async () => {
    const root = await sit({ mine: { armed: true } });
    expect(words(root, "desk-state")).toBe("Armed: nobody hears you yet");
  });

  it("talks to the boothmates while a key is held", async () => {
    await sit();
    await press("t");
    expect(asked()).toEqual({ type: "talk", on: true });
    await press("t", "keyup");
    expect(asked()).toEqual({ type: "talk", on: false });
  });

  it("lets a held key go with the window", async () => {
    await sit();
    await press("t");
    await act(async () => {
      window.dispatchEvent(new Event("blur"));
      await settle();
    });
    expect(asked()).toEqual({ type: "talk", on: false });
  });
});

describe("the handover", () => {
  it("is offered now or in some minutes, and taken back", async () => {
    const root = await sit({ mine: { mode: "on" } });
    await click(root, "in-2");
    expect(asked()).toEqual({ type: "offerHandover", inS: 120 });
    await tell({ mine: { mode: "on" }, booth: { handover: handover("offered", "me", "mate") } });
    expect(words(root, "handover-words")).toBe("You offered it to Marc Petit.");
    expect(words(root, "handover-countdown")).toBe("1:00");
    expect(root.querySelector('[data-testid="handover-accept"]')).toBeNull();
    await press("x");
    expect(asked()).toEqual({ type: "cancelHandover" });
  });

  it("is accepted by key, and said aloud", async () => {
    const root = await sit({ theirs: { mode: "on" } });
    await tell({ theirs: { mode: "on" }, booth: { handover: handover("offered", "mate", "me") } });
    expect(words(root, "live-assertive")).toBe("Marc Petit offers you the microphone: accept or decline.");
    await press("y");
    expect(asked()).toEqual({ type: "answerHandover", accept: true });
    await tell({
      mine: { armed: true },
      theirs: { mode: "on" },
      booth: { handover: handover("accepted", "mate", "me") },
    });
    expect(words(root, "live-assertive")).toBe("Accepted. Your microphone is armed.");
    expect(on.devices.tracks[0]?.enabled, "the microphone sends before it is heard").toBe(true);
    await tell({ mine: { mode: "on" } });
    expect(words(root, "live-assertive")).toBe("You are on air.");
    expect(on.devices.tracks[0]?.enabled).toBe(true);
  });

  it("is asked for by a desk that is off, and declined by the one on air", async () => {
    const root = await sit({ mine: { mode: "on" } });
    await tell({ mine: { mode: "on" }, booth: { handover: handover("asked", "me", "mate") } });
    await click(root, "handover-decline");
    expect(asked()).toEqual({ type: "answerHandover", accept: false });
  });

  it("shows both open in red with the seconds left", async () => {
    const root = await sit({ mine: { mode: "on" }, theirs: { mode: "on" } });
    const until = { ...handover("overlap", "me", "mate"), until: 1_000_004 };
    await tell({ mine: { mode: "on" }, theirs: { mode: "on" }, booth: { handover: until } });
    expect(find(root, "handover").dataset.state).toBe("overlap");
    expect(words(root, "handover-countdown")).toBe("0:04");
    expect(words(root, "booth-alarm")).toContain("Marc Petit");
  });

  it("is taken by force after a question, and at once where the channel is silent", async () => {
    const root = await sit({ theirs: { mode: "on" } });
    await click(root, "take-over");
    expect(on.signalling.types).not.toContain("takeOver");
    await click(root, "confirm-yes");
    expect(asked()).toEqual({ type: "takeOver" });
    on.signalling.asked.length = 0;
    await tell({ theirs: { mode: "on" }, booth: { dropped: { person: "x", name: "X", channel: "fr", at: 999_999 } } });
    await click(root, "take-over");
    expect(asked()).toEqual({ type: "takeOver" });
  });

  it("hears no key that answers, cancels or takes where there is nothing to", async () => {
    await sit();
    on.signalling.asked.length = 0;
    for (const key of ["y", "n", "x", "v"]) await press(key);
    expect(on.signalling.asked).toEqual([]);
  });

  it("is not begun where nobody else is there", async () => {
    const root = await sit({ mine: { mode: "on" }, theirs: { person: { ...mate, connected: false } } });
    expect(root.querySelector('[data-testid="offer"]')).toBeNull();
    expect(words(root, "handover")).toContain("alone");
  });
});

describe("alarms", () => {
  it("ring for a boothmate who dropped out, until acknowledged, and for the next one again", async () => {
    const root = await sit();
    await tell({ booth: { dropped: { person: "mate", name: "Marc Petit", channel: "fr", at: 999_999 } } });
    await on.pass(1);
    await on.pass(2);
    expect(on.chimes).toEqual(["ring", "ring"]);
    expect(words(root, "live-assertive")).toContain("Marc Petit was on air");
    await press("q");
    await on.pass(5);
    expect(on.chimes).toHaveLength(2);
    expect(words(root, "booth-alarm"), "still to be seen").toContain("Marc Petit");
    await tell({ booth: { dropped: { person: "mate", name: "Marc Petit", channel: "fr", at: 1_000_005 } } });
    await on.pass(2);
    expect(on.chimes).toHaveLength(3);
  });

  it("show at once that nobody is on air, and ring after the seconds of the rules", async () => {
    const silent = view({ channels: [channel("fr", { feed: "none", hops: 0, noneSince: 1_000_000 })] });
    const root = await sit({ interpretation: silent });
    await on.pass(1);
    expect(find(root, "booth-alarm").dataset.kind).toBe("bothMuted");
    expect(on.chimes).toEqual([]);
    await on.pass(5);
    expect(find(root, "booth-alarm").dataset.kind).toBe("silent");
    expect(on.chimes).toEqual(["ring"]);
    await on.hear({ type: "interpretation", number: 2, interpretation: view() });
    expect(words(root, "booth-alarms")).toContain("No alarm");
  });
});

describe("signals", () => {
  it("asks to slow down once in ten seconds", async () => {
    const root = await sit();
    await press("s");
    await press("s");
    expect(on.signalling.types.filter((type) => type === "askSlowDown")).toHaveLength(1);
    expect(find(root, "slow-down")).toHaveProperty("disabled", true);
    await on.pass(11);
    await press("s");
    expect(on.signalling.types.filter((type) => type === "askSlowDown")).toHaveLength(2);
  });

  it("calls for help, sees that it is handled, and takes it back", async () => {
    const root = await sit();
    await press("c");
    expect(asked()).toEqual({ type: "callHelp", kind: "technician" });
    const call = { callId: "h1", kind: "technician", person: own, booth: "fr", calledAt: 1, answeredBy: null } as const;
    await tell({ booth: { calls: [call] } });
    expect(words(root, "call-technician")).toContain("Called");
    await tell({ booth: { calls: [{ ...call, answeredBy: "tech" }] } });
    expect(words(root, "call-technician")).toContain("Being handled");
    expect(words(root, "live-polite")).toBe("Your call is being handled.");
    await click(root, "call-technician");
    expect(asked()).toEqual({ type: "closeHelp", callId: "h1" });
  });

  it("suspends interpretation and says that the floor speaks the booth's language", async () => {
    const root = await sit();
    await press("u");
    expect(asked()).toEqual({ type: "setUnfit", unfit: true });
    await tell({ booth: { unfitSince: 1_000_000 } });
    await press("u");
    expect(asked()).toEqual({ type: "setUnfit", unfit: false });
    await press("d");
    expect(asked()).toEqual({ type: "setDirect", direct: true });
    await on.hear({ type: "stage", number: 2, stage: stage({ floorLanguage: "fr" }) });
    expect(find(root, "direct").getAttribute("aria-pressed")).toBe("true");
  });
});

describe("panels", () => {
  it("send a ready phrase to the booth, in words", async () => {
    const root = await sit();
    await click(root, "tab-booth");
    await click(root, "phrase-takeOver");
    expect(asked()).toEqual({ type: "sendChat", text: "Please take over.", thread: "booth:fr" });
  });

  it("count what all interpreters write, without reading it out", async () => {
    const root = await sit();
    await on.hear({
      ...{ type: "privateChat", thread: "interpreters", person: null },
      message: {
        ...{ messageId: "m1", number: 1, person: "z", name: "Zoe", delegation: "", text: "Hello all" },
        ...{ sentAt: 1_000_000, hidden: false, hiddenBy: null },
      },
    });
    expect(words(root, "tab-interpreters")).toContain("1 unread");
    await on.pass(10);
    expect(words(root, "live-polite")).not.toContain("Hello all");
    expect(on.chimes).toEqual([]);
  });

  it("find a term in any language, without accents, and take a new one", async () => {
    const glossary: Term[] = [
      { termId: "t1", words: { en: "groundwater", fr: "eaux souterraines" } },
      { termId: "t2", words: { en: "desalination", fr: "dessalement", es: "desalación" } },
    ];
    const root = await sit({ glossary });
    await press("g");
    const search = find(root, "glossary-search") as HTMLInputElement;
    expect(document.activeElement).toBe(search);
    await act(() => {
      search.value = "DESALACION";
      search.dispatchEvent(new Event("input", { bubbles: true }));
    });
    expect([...root.querySelectorAll('[data-testid="term"]')].map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining("dessalement"),
    ]);
    const field = find(root, "term-fr") as HTMLInputElement;
    await act(() => {
      field.value = "aquifère";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await act(async () => {
      find(root, "term-add")
        .closest("form")
        ?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
      await settle();
    });
    expect(asked()).toEqual({ type: "addTerms", terms: [{ fr: "aquifère" }] });
  });

  it("gives consent for each use alone", async () => {
    const root = await sit({ mine: { webcast: true } });
    await click(root, "tab-desk");
    await click(root, "consent-recording");
    expect(asked()).toEqual({ type: "setConsent", recording: true, webcast: true });
  });

  it("marks the steps of the sound check", async () => {
    const root = await sit({ mine: { check: { microphone: "passed" } }, interpretation: view({ soundCheck: true }) });
    await click(root, "own-sound-check");
    expect(find(root, "check-incoming").dataset.now).toBe("true");
    await click(root, "check-incoming-failed");
    expect(asked()).toEqual({ type: "markSoundCheck", step: "incoming", result: "failed" });
  });

  it("times the turn and says when to change", async () => {
    const root = await sit({ theirs: { mode: "on", openedAt: 1_000_000 - 890 } });
    await click(root, "tab-desk");
    expect(words(root, "turn")).toContain("14:50");
    expect(find(root, "turn").dataset.over).toBe("false");
    await on.pass(11);
    expect(find(root, "turn").dataset.over).toBe("true");
  });
});

describe("the keyboard", () => {
  it("has every key once", () => {
    const printed = BOOTH_KEYS.map(({ act: name }) => shortcutOf(name));
    expect(new Set(printed).size).toBe(printed.length);
    expect(BOOTH_KEYS.filter(({ key }: BoothKey) => !/^[A-Z123+−]$/.test(key))).toEqual([]);
  });

  it("is shown whole, in words", async () => {
    const root = await sit();
    await click(root, "console-settings");
    const keys = root.querySelectorAll(".console-keys dd");
    expect(keys).toHaveLength(BOOTH_KEYS.length);
    expect(new Set([...keys].map(({ textContent }) => textContent)).size).toBe(BOOTH_KEYS.length);
  });

  it("goes by what is typed, and by the place of the key where the layout is not Latin", () => {
    expect(typed({ key: "m", code: "Semicolon" })).toBe("M");
    expect(typed({ key: "ь", code: "KeyM" })).toBe("M");
    expect(typed({ key: "&", code: "Digit1" })).toBe("1");
    expect(typed({ key: "ة", code: "KeyM" })).toBe("M");
  });

  it("rests while one types, in dialogs, with other keys held, and when switched off", async () => {
    const root = await sit();
    await click(root, "tab-booth");
    const input = find(root, "chat-input");
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "s", code: "KeyS", bubbles: true }));
    await press("s", "keydown", { ctrlKey: true });
    await act(() => {
      on.preferences.shortcuts.value = false;
    });
    await press("s");
    expect(on.signalling.types).not.toContain("askSlowDown");
  });
});
