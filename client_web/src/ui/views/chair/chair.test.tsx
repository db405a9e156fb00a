import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { AgendaEntry, FloorEntry, Role, Snapshot } from "../../../protocol/messages";
import { RequestError } from "../../../protocol/session";
import type { UiLanguage } from "../../../state/preferences";
import { settle } from "../../../testing/fakes";
import { floorEntry, floorView, me, person, sitting, snapshot, stage } from "../../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../../testing/stage";
import { Meeting } from "../Meeting";
import { dropBefore } from "./reorder";
import { sortTotals, withSilent } from "./Times";

const people = {
  sn: person("sn", { name: "Amara Diallo", delegation: "SN", microphone: true }),
  no: person("no", { name: "Ingrid Solheim", delegation: "NO" }),
  ke: person("ke", { name: "Grace Wanjiru", delegation: "KE", connected: false }),
  cn: person("cn", { name: "Li Wenjun", delegation: "CN" }),
};
const speech = floorEntry("r1", {
  ...{ person: "sn", state: "speaking", rank: 1, limitS: 120 },
  ...{ spokenS: 30, runningSince: 999_990, speakingSince: 999_960 },
});
const entries: FloorEntry[] = [
  speech,
  floorEntry("r2", {
    person: "no",
    rank: 2,
    language: "en",
    origin: "seat",
    attending: "room",
    precedence: "ministers",
  }),
  floorEntry("r3", { person: "ke", rank: 3 }),
  floorEntry("r4", { person: "cn", rank: 4, state: "deferred", deferredFor: "noAnswer" }),
  floorEntry("r5", { person: "ke", rank: 5, kind: "rightOfReply", list: "rightsOfReply" }),
];
const agenda: AgendaEntry[] = [
  { itemId: "4", title: { en: "Water", ar: "المياه" } },
  { itemId: "5", title: { en: "Other business" } },
];
const inSession: Partial<Snapshot> = {
  stage: stage({
    speaker: people.sn,
    speech: { ...speech, person: people.sn, amberS: 30 },
    slots: { speaker: "sn" },
    plates: { sn: people.sn },
  }),
  list: entries.map((entry) => ({ ...entry, item: "4" })),
  people,
  floor: floorView({ agenda, item: "4", lastSpeech: "r0", presiding: "me", precedence: ["ministers", "others"] }),
  totals: [{ delegation: "SN", speeches: 2, spokenS: 150 }],
};

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function preside(
  fields: Partial<Snapshot> = {},
  role: Role = "chair",
  language: UiLanguage = "en",
  alone = false,
) {
  on = played(role, { ...inSession, ...fields }, alone);
  const { endpoint, preferences, devices } = on;
  await on.hear({ type: "roster", number: 2, put: Object.values(people), gone: [], counts: snapshot().counts });
  return show(<Meeting {...{ endpoint, preferences, devices }} onLeave={() => {}} />, await catalogIn(language));
}

const words = (root: HTMLElement, testid: string) => find(root, testid).textContent?.replace(/[\u2066-\u2069]/g, "");
const rows = (root: HTMLElement) => [...root.querySelectorAll<HTMLElement>('[data-testid="list-entry"]')];
const last = () => on.signalling.asked.at(-1);
const within = (row: HTMLElement | undefined, testid: string) => click(row as HTMLElement, testid);

async function choose(root: HTMLElement, testid: string, value: string) {
  await act(async () => {
    const control = find(root, testid) as HTMLSelectElement;
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
  });
}

async function press(code: string, target: EventTarget = window) {
  await act(async () => {
    target.dispatchEvent(
      new KeyboardEvent("keydown", {
        code,
        key: code.replace("Key", "").toLowerCase(),
        bubbles: true,
        cancelable: true,
      }),
    );
    await settle();
  });
}

describe.each(["en", "ar"] as const)("the console in %s", (language) => {
  it.each([
    "tab-agenda",
    "tab-rules",
    "tab-times",
    "more",
    "add-speaker",
    "closeSitting",
    "end-all",
    "list-rightsOfReply",
  ])("has no fault for assistive technology with %s open", async (handle) => {
    const root = await preside({}, "chair", language);
    await click(root, handle);
    expect(await faults(root)).toEqual([]);
  });

  it.each(["moderator", "deputy"] as const)("nor has the page of a %s", async (role) => {
    expect(await faults(await preside({}, role, language))).toEqual([]);
  });
});

describe("the list", () => {
  it("says of each who waits for what, from where, how it came and why it is deferred", async () => {
    const root = await preside();
    expect(rows(root).map(({ dataset }) => `${dataset.person} ${dataset.state}`)).toEqual([
      "no queued",
      "ke queued",
      "cn deferred",
    ]);
    const [first, second, third] = rows(root).map(({ textContent }) => textContent);
    for (const text of ["1", "Norway", "English", "In the room", "Seat button", "ministers"])
      expect(first).toContain(text);
    expect(second).toContain("Away");
    expect(third).toContain("Deferred · no answer");
  });

  it("calls, gives the floor, skips and removes", async () => {
    const root = await preside();
    await within(rows(root)[0], "call");
    await within(rows(root)[0], "grant");
    await within(rows(root)[1], "more");
    await within(rows(root)[1], "defer");
    await within(rows(root)[1], "remove");
    expect(on.signalling.asked.slice(-4)).toEqual([
      { type: "callSpeaker", requestId: "r2" },
      { type: "grantFloor", requestId: "r2" },
      { type: "deferRequest", requestId: "r3" },
      { type: "removeRequest", requestId: "r3" },
    ]);
  });

  it("takes a call back, from the row or by undo", async () => {
    const root = await preside({
      list: inSession.list?.map((entry) => (entry.requestId === "r3" ? { ...entry, state: "called" } : entry)),
    });
    const row = (person: string) => rows(root).find(({ dataset }) => dataset.person === person);
    await within(row("ke"), "more");
    await within(row("ke"), "take-back-call");
    expect(last()).toEqual({ type: "takeBackCall", requestId: "r3" });
    await within(row("no"), "call");
    await click(root, "undo");
    expect(last()).toEqual({ type: "takeBackCall", requestId: "r2" });
    await within(row("no"), "more");
    expect(row("no")?.querySelector('[data-testid="take-back-call"]')).toBeNull();
  });

  it("is put in order by buttons and arrow keys, and says where somebody has gone", async () => {
    const root = await preside();
    await within(rows(root)[1], "more");
    await within(rows(root)[1], "move-up");
    expect(last()).toEqual({ type: "moveRequest", requestId: "r3", before: "r2" });
    expect(words(root, "live-polite")).toBe("Grace Wanjiru: place 1 of 3");
    await act(async () => {
      const handle = find(rows(root)[0] as HTMLElement, "drag");
      handle.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
      await settle();
    });
    expect(last()).toEqual({ type: "moveRequest", requestId: "r2", before: "r4" });
  });

  it("is put in order by dragging, and stays as it is when dropped where it was", async () => {
    const root = await preside();
    rows(root).forEach((row, index) => {
      row.getBoundingClientRect = () => ({ y: index * 50, height: 50 }) as DOMRect;
    });
    const handle = find(rows(root)[1] as HTMLElement, "drag");
    const drag = async (type: string, clientY = 0) =>
      act(async () => {
        handle.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientY }));
        await settle();
      });
    await drag("pointerdown", 75);
    await drag("pointerup", 75);
    expect(on.signalling.types).not.toContain("moveRequest");
    await drag("pointerdown", 75);
    await drag("pointermove", 10);
    expect(rows(root)[0]?.dataset.drop).toBe("true");
    await drag("pointerup", 10);
    expect(last()).toEqual({ type: "moveRequest", requestId: "r3", before: "r2" });
  });

  it("exchanges two places", async () => {
    const root = await preside();
    await within(rows(root)[0], "more");
    await choose(root, "swap", "r4");
    expect(last()).toEqual({ type: "swapRequests", requestId: "r2", other: "r4" });
  });

  it("is opened, closed and suspended, each list for itself", async () => {
    const root = await preside();
    await choose(root, "list-state", "closed");
    expect(last()).toEqual({ type: "openList", list: "speakers", open: false });
    await click(root, "list-rightsOfReply");
    expect(rows(root).map(({ dataset }) => dataset.person)).toEqual(["ke"]);
    await choose(root, "list-state", "suspended");
    expect(last()).toEqual({ type: "suspendList", list: "rightsOfReply" });
  });

  it("takes in somebody found in the roster, and a delegate who has no device", async () => {
    const root = await preside();
    await click(root, "add-speaker");
    const field = find(root, "add-find") as HTMLInputElement;
    await act(async () => {
      field.value = "norw";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await click(root, "add");
    expect(last()).toEqual({ type: "requestFloor", person: "no", kind: "statement" });
    await click(root, "add-speaker");
    const name = find(root, "new-name") as HTMLInputElement;
    await act(async () => {
      name.value = "Omar Nasser";
      name.dispatchEvent(new Event("input", { bubbles: true }));
    });
    on.signalling.answers.push(() => ({ person: "omar" }));
    await click(root, "new-add");
    expect(on.signalling.asked.slice(-2)).toMatchObject([
      { type: "addDelegate", name: "Omar Nasser" },
      { type: "requestFloor", person: "omar", kind: "statement" },
    ]);
  });
});

describe("the floor", () => {
  it("shows the clock in figures and words, and stops, extends and ends it", async () => {
    const root = await preside();
    expect(words(root, "speech-time")).toBe("0:40/ 2:00 1:20 left");
    await click(root, "pause");
    await click(root, "more-time");
    await click(root, "end");
    expect(on.signalling.asked.slice(-3)).toEqual([
      { type: "pauseSpeech", requestId: "r1" },
      { type: "setSpeechLimit", requestId: "r1", limitS: 180 },
      { type: "endSpeech", requestId: "r1" },
    ]);
  });

  it("goes to the next by one button and by key, an interruption before all", async () => {
    const root = await preside();
    expect(words(root, "grant-next")).toContain("NORWAY – Ingrid Solheim");
    await press("KeyN");
    expect(last()).toEqual({ type: "grantFloor", requestId: "r2" });
    await on.hear({
      ...{ type: "list", number: 2, gone: [], people: {} },
      put: [floorEntry("r9", { person: "cn", kind: "pointOfOrder", rank: 0, item: "4" })],
    });
    await click(root, "list-rightsOfReply");
    expect(words(root, "grant-next")).toContain("Point of order");
    await click(root, "grant-next");
    expect(last()).toEqual({ type: "grantFloor", requestId: "r9" });
  });

  it("gives nothing by key while one types, or when keys are switched off", async () => {
    const root = await preside();
    const asked = on.signalling.asked.length;
    await press("KeyN", find(root, "new-item"));
    await act(() => {
      on.preferences.shortcuts.value = false;
    });
    await press("KeyE");
    expect(on.signalling.asked).toHaveLength(asked);
  });

  it("shows who has been interrupted, standing still", async () => {
    const root = await preside({
      list: [
        { ...speech, item: "4", state: "paused", runningSince: null },
        floorEntry("r9", { person: "no", kind: "pointOfOrder", state: "speaking", item: "4" }),
      ],
      stage: stage({
        speaker: people.no,
        speech: { ...floorEntry("r9", { state: "speaking" }), person: people.no, amberS: 30 },
      }),
    });
    expect(find(root, "interrupted").dataset.person).toBe("sn");
    expect(words(root, "interrupted")).toContain("Paused0:30/ 2:00 Clock stopped");
    expect(find(root, "speech").dataset.person).toBe("no");
  });
});

describe("a command", () => {
  it("is shown under way, and is not given twice", async () => {
    const root = await preside();
    let answer = (_: object) => {};
    on.signalling.answers.push(() => new Promise((resolve) => (answer = resolve)));
    await click(root, "grant-next");
    expect(find(root, "grant-next").getAttribute("aria-busy")).toBe("true");
    await click(root, "grant-next");
    await press("KeyN");
    expect(on.signalling.types.filter((type) => type === "grantFloor")).toHaveLength(1);
    await act(async () => {
      answer({});
      await settle();
    });
    expect(find(root, "grant-next").getAttribute("aria-busy")).toBeNull();
  });

  it("that is refused says what was not done and why, and can be tried again", async () => {
    const root = await preside();
    on.signalling.answers.push(() => new RequestError("contradicted", { by: "cn" }));
    await click(root, "grant-next");
    expect(words(root, "refusal")).toContain(
      "Not done: Give the floor to Ingrid Solheim. Li Wenjun has just decided otherwise.",
    );
    await click(root, "try-again");
    expect(on.signalling.types.filter((type) => type === "grantFloor")).toHaveLength(2);
    expect(root.querySelector('[data-testid="refusal"]')).toBeNull();
  });

  it("caught by a lost connection is held, and sent when it is back", async () => {
    const root = await preside();
    on.signalling.answers.push(() => new RequestError("connectionLost"));
    await click(root, "grant-next");
    expect(words(root, "held")).toContain("No connection");
    on.endpoint.statusChanged("connecting", null);
    on.endpoint.statusChanged("joined", null);
    await on.hear(snapshot({ me: me({ person: person("me", { role: "chair" }) }), ...inSession }));
    await act(settle);
    expect(on.signalling.types.filter((type) => type === "grantFloor")).toHaveLength(2);
    expect(root.querySelector('[data-testid="held"]')).toBeNull();
  });

  it.each([
    ["end", "readdLast"],
    ["suspendSitting", "resumeSitting"],
    ["hold-priority", "releasePriority"],
    ["public", "setSittingPublic"],
  ])("of %s is taken back by %s", async (handle, back) => {
    const root = await preside();
    await click(root, handle);
    await click(root, "undo");
    expect(last()?.type).toBe(back);
  });

  it("of removing is taken back to the same place", async () => {
    const root = await preside();
    await within(rows(root)[0], "more");
    await within(rows(root)[0], "remove");
    on.signalling.answers.push(() => ({ requestId: "r20" }));
    await press("KeyU");
    expect(on.signalling.asked.slice(-2)).toMatchObject([
      { type: "requestFloor", person: "no", kind: "statement", item: "4" },
      { type: "moveRequest", requestId: "r20", before: "r3" },
    ]);
  });

  it.each([
    ["clear-list", { type: "clearList", list: "speakers" }],
    ["end-all", { type: "clearFloor" }],
    ["clear-priority", { type: "clearPriority" }],
    ["closeSitting", { type: "closeSitting" }],
  ])("that cannot be taken back is asked about first: %s", async (handle, message) => {
    const root = await preside();
    const asked = on.signalling.asked.length;
    await click(root, handle);
    await click(root, "confirm-no");
    expect(on.signalling.asked).toHaveLength(asked);
    await click(root, handle);
    await click(root, "confirm-yes");
    expect(last()).toEqual(message);
  });

  it("of the mildest stop is carried out at once", async () => {
    const root = await preside();
    await click(root, "mute-all");
    expect(last()).toEqual({ type: "muteAll" });
  });
});

describe("agenda and rules", () => {
  it("opens the next item and says what becomes of those who wait", async () => {
    const root = await preside();
    await click(root, "open-next-item");
    expect(last()).toEqual({ type: "openAgendaItem", item: "5", waiting: "keep" });
    await choose(root, "item-change", "purge");
    const asked = on.signalling.asked.length;
    await click(root, "open-next-item");
    expect(on.signalling.asked).toHaveLength(asked);
    await click(root, "confirm-yes");
    expect(last()).toEqual({ type: "openAgendaItem", item: "5", waiting: "purge" });
  });

  it("adds, renames, moves and removes items, the other languages' titles kept", async () => {
    const root = await preside();
    const type = async (testid: string, text: string) =>
      act(async () => {
        const field = find(root, testid) as HTMLInputElement;
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        await settle();
      });
    await type("new-item", "Closing");
    await click(root, "add-item");
    expect(last()).toEqual({ type: "addAgendaItem", title: { en: "Closing" } });
    await click(root, "item-down");
    expect(last()).toEqual({ type: "moveAgendaItem", item: "4", before: null });
    await click(root, "item-rename");
    await type("rename-title", "Safe water");
    await click(root, "rename-done");
    expect(last()).toEqual({ type: "renameAgendaItem", item: "4", title: { en: "Safe water", ar: "المياه" } });
    const second = root.querySelectorAll<HTMLElement>('[data-testid="agenda-entry"]')[1];
    await within(second, "item-remove");
    expect(last()).toEqual({ type: "removeAgendaItem", item: "5" });
  });

  it("sets mode, limits and times, and takes them back", async () => {
    const root = await preside();
    await click(root, "tab-rules");
    await choose(root, "floor-mode", "autoNext");
    expect(last()).toEqual({ type: "setFloorRules", mode: "autoNext" });
    await click(root, "undo");
    expect(last()).toEqual({ type: "setFloorRules", mode: "request" });
    await choose(root, "limit-ministers/statement", "4:30");
    expect(last()).toEqual({ type: "setFloorRules", timeLimitsS: { "ministers/statement": 270 } });
    await choose(root, "time-policy", "bell");
    await choose(root, "speakers-limit", "2");
    expect(last()).toEqual({ type: "setFloorRules", speakersLimit: 2 });
    const asked = on.signalling.asked.length;
    await choose(root, "amber", "soon");
    expect(on.signalling.asked).toHaveLength(asked);
    expect((find(root, "amber") as HTMLInputElement).value).toBe("0:30");
  });
});

describe("the times", () => {
  const rowsOf = (root: HTMLElement) =>
    [...root.querySelectorAll<HTMLElement>('[data-testid="total"]')].map(({ dataset }) => dataset.delegation);

  it("say who spoke how long and who has not, in any order", async () => {
    const root = await preside();
    await click(root, "tab-times");
    expect(rowsOf(root)).toEqual(["SN", "CN", "KE", "NO"]);
    expect(root.querySelector('[data-delegation="SN"]')?.textContent?.replace(/[\u2066-\u2069]/g, "")).toBe(
      "Senegal22:30",
    );
    await click(root, "sort-delegation");
    expect(rowsOf(root)).toEqual(["CN", "KE", "NO", "SN"]);
    await click(root, "only-silent");
    expect(rowsOf(root)).toEqual(["CN", "KE", "NO"]);
  });

  it("leave out who may not speak", () => {
    const watching = person("w", { role: "passive", delegation: "FR" });
    expect(withSilent([], [watching, people.no]).map(({ delegation }) => delegation)).toEqual(["NO"]);
    const two = [
      { delegation: "NO", speeches: 1, spokenS: 9 },
      { delegation: "SN", speeches: 3, spokenS: 5 },
    ];
    expect(sortTotals(two, { column: "speeches", falling: true }, "en").map(({ delegation }) => delegation)).toEqual([
      "SN",
      "NO",
    ]);
  });
});

describe("who presides", () => {
  it("is the deputy after taking the chair, with the console", async () => {
    const root = await preside({}, "deputy");
    expect(root.querySelector('[data-testid="chair-console"]')).toBeNull();
    await click(root, "take-chair");
    expect(last()).toEqual({ type: "takeChair" });
    const own = me({
      person: person("me", { role: "deputy" }),
      presiding: true,
      can: [...me({ person: person("me", { role: "chair" }) }).can],
    });
    await on.hear({ type: "me", number: 1, me: own });
    expect(root.querySelector('[data-testid="chair-console"]')).not.toBeNull();
    expect(root.querySelector('[data-testid="take-chair"]')).toBeNull();
  });

  it("has a console without any sound or picture when that was chosen, in the room", async () => {
    const root = await preside({}, "chair", "en", true);
    expect(on.made).toEqual([]);
    expect(on.signalling.asked).toContainEqual({ type: "setAttending", attending: "room" });
    expect(root.querySelector('[data-testid="mic-button"], .stage, [data-testid="fold-listening"]')).toBeNull();
    expect(find(root, "chair-console")).not.toBeNull();
    expect(await faults(root)).toEqual([]);
  });

  it("sees a suspended sitting as such and resumes it", async () => {
    const root = await preside({ floor: floorView({ sitting: sitting({ state: "suspended", public: false }) }) });
    expect(words(root, "sitting")).toContain("SuspendedIn camera");
    await click(root, "resumeSitting");
    expect(last()).toEqual({ type: "resumeSitting" });
  });
});

it("drops before the first row whose middle is below", () => {
  const places = [
    { id: "a", middle: 25 },
    { id: "b", middle: 75 },
  ];
  expect([0, 24, 30, 74, 80].map((y) => dropBefore(places, y))).toEqual(["a", "a", "b", "b", null]);
});
