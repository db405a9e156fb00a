import { afterEach, describe, expect, it } from "vitest";
import type { FloorEntry, FloorView, Me, Snapshot } from "../../protocol/messages";
import { openKinds } from "../../state/turn";
import { settle } from "../../testing/fakes";
import { floorEntry, floorView, me, person, sitting, stage } from "../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../testing/stage";
import { FloorControls } from "./FloorControls";
import { Meeting } from "./Meeting";
import { RoomPage } from "./RoomPage";

let on: Played;
afterEach(() => on?.endpoint.dispose());

const mine = (fields: Partial<FloorEntry>): FloorEntry => floorEntry("r1", { person: "me", ...fields });

function having(entry: FloorEntry, own: Partial<Me> = {}, fields: Partial<Snapshot> = {}): Partial<Snapshot> {
  return { list: [entry], me: me({ requestId: "r1", requests: ["r1"], place: 1, ...own }), ...fields };
}

async function panel(
  fields: Partial<Snapshot>,
  role: "delegate" | "passive" = "delegate",
  language: "en" | "ar" = "en",
) {
  on = played(role, fields);
  return show(
    <main>
      <FloorControls endpoint={on.endpoint} />
    </main>,
    await catalogIn(language),
  );
}

const words = (root: HTMLElement, testid: string) =>
  find(root, testid).textContent?.replace(/[\u2066-\u2069]/g, "") ?? "";
const has = (root: HTMLElement, testid: string) => root.querySelector(`[data-testid="${testid}"]`) !== null;

const STATES: readonly [string, Partial<Snapshot>, RegExp][] = [
  ["free", {}, /^Ask for the floor/],
  ["waiting", having(mine({}), { place: 3 }), /list: 3$/],
  ["called", having(mine({ state: "called", callUntil: 1_000_025 })), /Get ready/],
  ["ready", having(mine({ state: "called", answered: true })), /Wait until/],
  ["granted", having(mine({ state: "granted" }), { mayOpenMicrophone: true }), /turn on your microphone/],
  ["silent", having(mine({ state: "speaking", runningSince: 999_990 }), { mayOpenMicrophone: true }), /is off/],
  ["paused", having(mine({ state: "paused", spokenS: 40 })), /paused/],
  ["deferred", having(mine({ state: "deferred", deferredFor: "absent" })), /passed over/],
];

describe.each(STATES)("a delegate whose turn is %s", (step, fields, headline) => {
  it("is told so in one sentence", async () => {
    const root = await panel(fields);
    expect(words(root, "floor-words")).toMatch(headline);
    expect(root.querySelector(".floor-controls")?.getAttribute("data-phase")).toBe(step);
  });

  it.each(["en", "ar"] as const)("finds no fault for assistive technology in %s", async (language) => {
    expect(await faults(await panel(fields, "delegate", language))).toEqual([]);
  });
});

describe("a delegate who is called", () => {
  it("has the microphone measured, not heard, and says so by one press, camera included", async () => {
    const root = await panel(having(mine({ state: "called", callUntil: 1_000_025 })));
    await settle();
    expect(on.devices.opened).toEqual(["microphone speech"]);
    expect(on.devices.tracks[0]?.enabled).toBe(true);
    expect(on.signalling.types).not.toContain("setMicrophone");
    await on.pass(0);
    expect(words(root, "floor-detail")).toBe("Answer within 0:25. Your microphone is being tested: nobody hears you.");
    await click(root, "floor-button");
    expect(on.signalling.asked).toContainEqual({ type: "answerCall", requestId: "r1" });
    expect(on.devices.opened).toEqual(["microphone speech", "camera"]);
  });

  it("lets go of the microphone when passed over", async () => {
    await panel(having(mine({ state: "called" })));
    await on.hear({ type: "list", number: 2, gone: [], people: {}, put: [mine({ state: "deferred" })] });
    expect(on.devices.tracks[0]?.readyState).toBe("ended");
  });

  it("in the room is asked for no device", async () => {
    const root = await panel(having(mine({ state: "called" }), { attending: "room", seat: "B12" }));
    expect(on.devices.opened).toEqual([]);
    expect(has(root, "camera-button")).toBe(false);
    expect(root.textContent).toContain("B12");
  });
});

describe("a delegate who speaks", () => {
  const speaking = mine({ state: "speaking", runningSince: 1_000_000, limitS: 60 });
  const open = me({
    person: person("me", { microphone: true }),
    requestId: "r1",
    requests: ["r1"],
    mayOpenMicrophone: true,
  });

  async function speak() {
    const root = await panel(having(speaking, { mayOpenMicrophone: true }));
    await click(root, "mic-button");
    await on.hear({ type: "me", number: 1, me: open });
    return root;
  }

  it("is silent while interrupted and heard again without another act", async () => {
    const root = await speak();
    const silenced = { ...open, person: person("me"), mayOpenMicrophone: false };
    await on.hear({ type: "me", number: 2, me: silenced });
    await on.hear({
      type: "list",
      number: 2,
      gone: [],
      people: {},
      put: [{ ...speaking, state: "paused", runningSince: null }],
    });
    expect(on.devices.tracks[0]?.enabled).toBe(false);
    expect(has(root, "notice")).toBe(false);
    await on.hear({ type: "me", number: 3, me: open });
    await on.hear({ type: "list", number: 3, gone: [], people: {}, put: [speaking] });
    expect(on.devices.tracks[0]?.enabled).toBe(true);
    expect(words(root, "floor-words")).toContain("Everyone hears you");
  });

  it("stays silent when muted during the interruption", async () => {
    await speak();
    await on.hear({ type: "me", number: 2, me: { ...open, person: person("me"), mayOpenMicrophone: false } });
    await on.hear({ type: "me", number: 3, me: { ...open, person: person("me") } });
    expect(on.devices.tracks[0]?.enabled).toBe(false);
  });

  it("sees the time in colour and words, and hears the own bell at the end", async () => {
    const root = await speak();
    on.preferences.ownBell.value = true;
    expect(words(root, "own-clock")).toBe("1:00 left");
    await on.pass(31);
    expect(find(root, "own-clock").dataset.tone).toBe("ending");
    expect(words(root, "own-clock")).toContain("please conclude");
    expect(on.chimes).toEqual([]);
    await on.pass(40);
    expect(words(root, "own-clock")).toBe("0:11 over your time");
    expect(on.chimes).toEqual(["bell"]);
    expect(on.endpoint.notices.spoken.value.assertive?.id).toBe("announce-over");
  });

  it("is told why the clock stands", async () => {
    const speech = { requestId: "o", person: person("no"), kind: "pointOfOrder", state: "speaking" } as const;
    const clock = { limitS: null, spokenS: 0, runningSince: 1_000_000, amberS: 30 };
    const root = await panel(
      having(mine({ state: "paused" }), {}, { stage: stage({ speech: { ...speech, ...clock } }) }),
    );
    expect(words(root, "floor-detail")).toContain("A point of order is being heard.");
  });
});

describe("other requests", () => {
  const kinds = (view: Partial<FloorView>, speaking: boolean, own: readonly FloorEntry[] = []) => {
    const held = { entry: floorEntry("s", { state: "speaking" }), person: null, mine: false };
    return openKinds(floorView(view), speaking ? [held] : [], own).join(" ");
  };
  const closed = [{ name: "speakers" as const, state: "closed" as const, limit: null }];

  it.each([
    ["nobody speaks", kinds({}, false), "statement pointOfOrder rightOfReply motion"],
    ["somebody speaks", kinds({}, true), "statement pointOfOrder rightOfReply motion reply interposedQuestion"],
    ["the list is closed", kinds({ lists: closed }, true), "pointOfOrder rightOfReply"],
    [
      "the floor is the operator's",
      kinds({ rules: { ...floorView().rules, mode: "operatorOnly" } }, true),
      "pointOfOrder",
    ],
    ["the sitting is suspended", kinds({ sitting: sitting({ state: "suspended" }) }, true), ""],
    ["one waits already", kinds({}, false, [mine({})]), "pointOfOrder rightOfReply"],
    ["one has the floor", kinds({}, true, [mine({ state: "paused" })]), ""],
  ])("are those the meeting takes while %s", (_when, found, expected) => expect(found).toBe(expected));

  it("are asked for from the menu, motions by what they move", async () => {
    const root = await panel({});
    await click(root, "kind-pointOfOrder");
    await click(root, "motion-closeDebate");
    expect(on.signalling.asked.slice(-2)).toEqual([
      { type: "requestFloor", kind: "pointOfOrder" },
      { type: "requestFloor", kind: "motion", motion: "closeDebate" },
    ]);
  });

  it("leave no dead button where nothing is taken", async () => {
    const root = await panel({ floor: floorView({ sitting: sitting({ state: "closed" }) }) });
    for (const testid of ["floor-button", "kind-menu", "mic-button"]) expect(has(root, testid)).toBe(false);
    expect(words(root, "floor-words")).toBe("The sitting is closed.");
  });
});

describe("one's screen", () => {
  const shared = (fields: Partial<FloorView["screen"]>) =>
    floorView({ screen: { sharer: null, asking: [], ...fields } });

  it("is asked for, chosen and shown, and stops as soon as the chair says so", async () => {
    const root = await panel({});
    await click(root, "screen-button");
    expect(on.signalling.asked.at(-1)).toEqual({ type: "requestScreen" });
    await on.hear({ type: "floor", number: 1, floor: shared({ asking: ["me"] }) });
    expect(words(root, "screen-state")).toBe("The chair has been asked");
    await on.hear({ type: "floor", number: 2, floor: shared({ sharer: "me" }) });
    await click(root, "screen-button");
    expect(on.devices.opened).toEqual(["screen"]);
    expect(words(root, "screen-button")).toBe("Stop sharing my screen");
    await on.hear({ type: "floor", number: 3, floor: shared({}) });
    expect(on.devices.tracks[0]?.readyState).toBe("ended");
    expect(on.endpoint.notices.shown.value.map(({ id }) => id)).toEqual(["notice-screen-stopped"]);
  });

  it("stops when the browser's own button stops it", async () => {
    const root = await panel({ floor: shared({ sharer: "me" }) });
    await click(root, "screen-button");
    on.devices.tracks[0]?.onended?.();
    await settle();
    expect(on.signalling.asked.at(-1)).toEqual({ type: "stopScreen" });
  });

  it("is allowed and stopped by the chair", async () => {
    on = played("chair", { floor: shared({ sharer: "p1", asking: ["p2"] }) });
    const { endpoint, preferences, devices } = on;
    const root = await show(
      <Meeting {...{ endpoint, preferences, devices }} onLeave={() => {}} />,
      await catalogIn("en"),
    );
    await click(root, "allow-screen");
    expect(on.signalling.asked.at(-1)).toEqual({ type: "allowScreen", person: "p2" });
  });
});

describe("a passive participant", () => {
  it.each([
    [{}, "upgrade-button", "requestUpgrade"],
    [{ upgrade: "offered", upgradeUntil: 1_000_060 }, "upgrade-button", "takeUpgrade"],
    [{ upgrade: "waiting", upgradePlace: 4 }, "upgrade-withdraw", "withdrawUpgrade"],
  ] as const)("may ask for an active place, take it, or give up (%o)", async (own, testid, type) => {
    const root = await panel({ me: me({ person: person("me", { role: "passive" }), ...own }) }, "passive");
    if ("upgradePlace" in own) expect(words(root, "upgrade-state")).toContain("4");
    expect(await faults(root)).toEqual([]);
    await click(root, testid);
    expect(on.signalling.asked.at(-1)).toEqual({ type });
    expect(on.devices.opened).toEqual([]);
  });

  it("is told when the answer is no, not when it was their own", async () => {
    const passive = me({ person: person("me", { role: "passive" }), upgrade: "waiting", upgradePlace: 1 });
    await panel({ me: passive }, "passive");
    await on.hear({ type: "me", number: 1, me: { ...passive, upgrade: null } });
    expect(on.endpoint.notices.shown.value.map(({ id }) => id)).toEqual(["upgrade-refused"]);
  });
});

describe("the board of the hall", () => {
  const queue = ["a", "b", "c", "d", "e"].map((id, rank) => floorEntry(id, { person: id, rank }));
  const people = Object.fromEntries(queue.map(({ person: id }) => [id, person(id)]));

  async function board(fields: Partial<Snapshot>) {
    on = played("room", { list: queue, people, ...fields });
    const { endpoint, preferences, devices } = on;
    return show(<RoomPage {...{ endpoint, preferences, devices }} onLeave={() => {}} />, await catalogIn("en"));
  }

  it("shows the plate, the time, the next three and how many more", async () => {
    const speaker = person("sn", { name: "Amara Diallo", microphone: true });
    const clock = { limitS: 120, spokenS: 0, runningSince: 999_970, amberS: 30 };
    const speech = { requestId: "s", person: speaker, kind: "statement", state: "speaking", ...clock } as const;
    const root = await board({ stage: stage({ speaker, speech }) });
    expect(words(root, "board-plate")).toBe("SENEGAL – Amara Diallo");
    expect(words(root, "speech-clock")).toBe("1:30 left");
    expect(root.querySelectorAll('[data-testid="board-entry"]')).toHaveLength(3);
    expect(words(root, "board-more")).toBe("+2");
    expect(await faults(root)).toEqual([]);
  });

  it("says that the sitting is suspended and in camera", async () => {
    const root = await board({ stage: stage({ sitting: sitting({ state: "suspended", public: false }) }) });
    expect(words(root, "board-plate")).toBe("The sitting is suspended.");
    expect(has(root, "in-camera")).toBe(true);
  });
});
