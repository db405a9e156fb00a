import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { ChatMessage, FloorEntry, Role } from "../../protocol/messages";
import { type EntryForm, type MeetingCard, Resources } from "../../protocol/resources";
import { RequestError } from "../../protocol/session";
import { Preferences, type UiLanguage } from "../../state/preferences";
import { MemoryStore, settle } from "../../testing/fakes";
import { boothView, deskView, floorEntry, me, openChat, person, snapshot, stage } from "../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../testing/stage";
import { Ended } from "./Ended";
import { Entry } from "./Entry";
import { Meeting } from "./Meeting";
import { RoomPage } from "./RoomPage";
import { layoutOf } from "./Stage";

const speaker = person("sn", { name: "Amara Diallo", delegation: "SN", microphone: true });
const waiting = person("no", { name: "Ingrid Solheim", delegation: "NO" });
const entries: FloorEntry[] = [
  floorEntry("r1", { person: "sn", state: "speaking", rank: 1, requestedAt: 1, speakingSince: 999_940 }),
  floorEntry("r2", { person: "no", kind: "pointOfOrder", rank: 2, language: "en", requestedAt: 2 }),
];
const inSession = {
  stage: stage({ speaker, speakingSince: 999_940, slots: { speaker: "sn" }, plates: { sn: speaker } }),
  list: entries,
  people: { sn: speaker, no: waiting },
};
const chatMessage: ChatMessage = {
  ...{ number: 1, hidden: false, hiddenBy: null },
  ...{ messageId: "m1", person: "no", name: "Ingrid Solheim", delegation: "NO" },
  ...{ text: "The statement is on the web site.", sentAt: 999_990 },
};

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function sit(role: Role, fields: Parameters<typeof played>[1] = inSession, language: UiLanguage = "en") {
  on = played(role, fields);
  const { endpoint, preferences, devices } = on;
  const props = { endpoint, preferences, devices, onLeave: () => {} };
  return show(role === "room" ? <RoomPage {...props} /> : <Meeting {...props} />, await catalogIn(language));
}

const words = (root: HTMLElement, testid: string) => find(root, testid).textContent?.replace(/[\u2066-\u2069]/g, "");

describe.each(["en", "ar"] as const)("in %s", (language) => {
  it.each(["delegate", "passive", "chair", "interpreter", "room", "technician", "captioner", "signer"] as const)(
    "the page of a %s has no fault for assistive technology",
    async (role) => {
      expect(await faults(await sit(role, inSession, language))).toEqual([]);
    },
  );

  it.each(["tab-chat", "tab-participants"])("nor has %s", async (tab) => {
    const root = await sit("delegate", inSession, language);
    await on.hear({ type: "eventChat", number: 1, messages: [chatMessage], settings: openChat });
    await on.hear({ type: "roster", number: 2, put: [speaker, waiting], gone: [], counts: snapshot().counts });
    await click(root, tab);
    expect(await faults(root)).toEqual([]);
  });
});

describe("a delegate", () => {
  it("sees who speaks, from where, since when and in which language", async () => {
    const root = await sit("delegate");
    expect(words(root, "name-plate")).toContain("SENEGAL – Amara Diallo");
    expect(words(root, "name-plate")).toContain("Français");
    expect(words(root, "speech-clock")).toContain("1:00");
  });

  it("asks for the floor and is told the place in the list", async () => {
    const root = await sit("delegate");
    await click(root, "floor-button");
    expect(on.signalling.asked.at(-1)).toEqual({ type: "requestFloor", kind: "statement" });
    await on.hear({ type: "me", number: 1, me: me({ requestId: "r3", place: 3 }) });
    await on.hear({
      ...{ type: "list", number: 2, gone: [], people: {} },
      put: [{ ...(entries[1] as FloorEntry), requestId: "r3", person: "me", kind: "statement", rank: 3 }],
    });
    expect(words(root, "floor-words")).toBe("Your place in the list: 3");
    expect(words(root, "floor-button")).toBe("Withdraw request");
    expect(words(root, "live-polite")).toContain("3");
  });

  it("is told aloud to have the floor, and speaks with one press, camera included", async () => {
    const root = await sit("delegate");
    const granted = { ...(entries[0] as FloorEntry), requestId: "r3", person: "me", state: "granted" as const };
    await on.hear({ type: "list", number: 2, gone: ["r1"], people: {}, put: [granted] });
    expect(root.querySelector('[data-testid="mic-button"]')).toBeNull();
    await on.hear({ type: "me", number: 1, me: me({ requestId: "r3", mayOpenMicrophone: true }) });
    expect(words(root, "live-assertive")).toBe("You have the floor: turn on your microphone.");
    await click(root, "mic-button");
    expect(on.signalling.asked.at(-1)).toEqual({ type: "setMicrophone", open: true });
    expect(on.devices.opened).toEqual(["microphone speech", "camera"]);
    expect(words(root, "floor-words")).toBe("Your microphone is on. Everyone hears you.");
    expect(words(root, "mic-button")).toBe("Turn off microphone");
  });

  it("is shown why a request was refused", async () => {
    const root = await sit("delegate");
    on.signalling.answers.push(() => new RequestError("listClosed"));
    await click(root, "floor-button");
    expect(words(root, "notice")).toContain("The list of speakers is closed.");
  });

  it("changes the language of listening with one press, the original staying underneath", async () => {
    const root = await sit("delegate");
    on.preferences.secondVolume.value = 0.2;
    find(root, "channel-fr").querySelector("input")?.click();
    expect(on.signalling.asked.at(-1)).toEqual({ type: "selectChannel", channel: "fr", second: "floor" });
    expect(words(root, "channel-en")).toBe("Englishinterpreted");
    expect(words(root, "channel-floor")).toBe("Floororiginal");
  });

  it("finds unread messages counted, and reads and answers them", async () => {
    const root = await sit("delegate");
    await on.hear({ type: "eventChat", number: 1, messages: [chatMessage], settings: openChat });
    expect(words(root, "tab-chat")).toContain("1 unread message");
    await click(root, "tab-chat");
    expect(words(root, "chat-message")).toContain("The statement is on the web site.");
    expect(words(root, "tab-chat")).toBe("Chat");
  });

  it("is told calmly when the connection is lost", async () => {
    const root = await sit("delegate");
    expect(words(root, "connection-banner")).toBe("");
    on.endpoint.statusChanged("waiting", null);
    await on.hear({ type: "levels", people: {}, channels: {} });
    expect(words(root, "connection-banner")).toContain("reconnecting");
  });
});

describe("a passive participant", () => {
  it("is offered no floor, no microphone and no camera, and is never asked for a device", async () => {
    const root = await sit("passive");
    for (const testid of ["floor-button", "mic-button", "camera-button"]) {
      expect(root.querySelector(`[data-testid="${testid}"]`)).toBeNull();
    }
    expect(on.signalling.types).not.toContain("openPublisher");
    expect(on.devices.opened).toEqual([]);
  });
});

describe("an interpreter", () => {
  const desk = (mode: "off" | "on" | "pushToMute") =>
    boothView("fr", [deskView(person("me", { role: "interpreter" }), { mode })]);

  const press = (type: string, code: string, target: EventTarget = window) =>
    target.dispatchEvent(new KeyboardEvent(type, { code, key: code.slice(3).toLowerCase(), bubbles: true }));

  it("goes on air by key with an untouched microphone, and mutes while a key is held", async () => {
    const root = await sit("interpreter", { ...inSession, booths: [desk("off")] });
    press("keydown", "KeyM");
    await settle();
    await on.hear({ type: "booth", number: 1, booth: desk("on") });
    expect(on.devices.opened).toEqual(["microphone clean"]);
    expect(words(root, "desk-state")).toBe("On air");
    press("keydown", "KeyP");
    await on.hear({ type: "booth", number: 2, booth: desk("pushToMute") });
    expect(words(root, "desk-state")).toBe("Muted");
    press("keyup", "KeyP");
    const modes = on.signalling.asked.flatMap((asked) => (asked.type === "setDesk" ? [asked.mode] : []));
    expect(modes).toEqual(["on", "pushToMute", "on"]);
  });

  it("ends the mute when the window loses the keyboard", async () => {
    await sit("interpreter", { ...inSession, booths: [desk("on")] });
    press("keydown", "KeyP");
    window.dispatchEvent(new Event("blur"));
    expect(on.signalling.asked.at(-1)).toEqual({ type: "setDesk", mode: "on" });
  });

  it("may type without moving the desk", async () => {
    const root = await sit("interpreter", { ...inSession, booths: [desk("off")] });
    await click(root, "tab-chat");
    press("keydown", "KeyM", find(root, "chat-input"));
    expect(on.signalling.types).not.toContain("setDesk");
  });

  it("takes relay from another booth by key, never from the own", async () => {
    const root = await sit("interpreter", {
      ...inSession,
      me: me({ person: person("me", { role: "interpreter" }), channel: "floor" }),
      booths: [desk("off")],
    });
    press("keydown", "KeyR");
    expect(on.signalling.asked.at(-1)).toMatchObject({ type: "selectChannel", channel: "ar" });
    expect(root.querySelector('[data-testid="channel-fr"]')).toBeNull();
  });

  it("sees who comes next and in which language", async () => {
    const root = await sit("interpreter", inSession);
    expect(words(root, "next-speakers")).toContain("Norway");
    expect(words(root, "next-speakers")).toContain("English");
  });
});

describe("the room page", () => {
  it("sends the hall's own sound untouched", async () => {
    const root = await sit("room");
    await click(root, "mic-button");
    expect(on.devices.opened).toEqual(["microphone clean", "camera"]);
  });
});

describe("the stage", () => {
  const every = new Set(["speaker", "room", "screen", "sign"] as const);

  it("shows the speaker large and the room beside", () => {
    expect(layoutOf(new Set(["speaker", "room"]), every)).toEqual({
      ...{ large: "speaker", small: ["room"], sign: false },
    });
  });

  it("makes a shared screen large and gives sign language a part to itself", () => {
    expect(layoutOf(every, every)).toEqual({ large: "screen", small: ["speaker", "room"], sign: true });
  });

  it("believes only pictures that move", () => {
    expect(layoutOf(every, new Set(["room"]))).toEqual({ large: "speaker", small: ["room"], sign: false });
    expect(layoutOf(new Set(["room"]), new Set())).toEqual({ large: null, small: [], sign: false });
  });
});

it("names the chair who speaks without the floor, and shows the room when nobody is seen or heard", async () => {
  const chair = person("ch", { name: "Ingrid Solheim", role: "chair", delegation: "", microphone: true });
  const slots = { speaker: "ch", room: "hall" };
  const root = await sit("passive", { stage: stage({ slots, plates: { ch: chair } }) });
  expect(words(root, "name-plate")).toContain("CHAIR – Ingrid Solheim");
  const silent = { ...chair, microphone: false };
  await on.hear({ type: "stage", number: 2, stage: stage({ slots, plates: { ch: silent } }) });
  expect(root.querySelector('[data-testid="name-plate"]')).toBeNull();
  expect(root.querySelector(".stage-empty")).not.toBeNull();
});

describe("the entry page", () => {
  const card: MeetingCard = {
    ...{ id: "demo", title: { en: "Committee on Water", ar: "لجنة المياه" }, agendaItem: {} },
    ...{ languages: ["ar", "zh", "en", "fr", "ru", "es"], openEntry: true, counts: snapshot().counts },
    openRoles: ["delegate", "passive", "chair", "interpreter", "technician", "captioner", "signer", "room"],
  };
  const entered: [string, EntryForm][] = [];

  async function enterAs(
    language: UiLanguage,
    onEnter = async (id: string, form: EntryForm) => void entered.push([id, form]),
    shown = card,
  ) {
    entered.length = 0;
    const resources = new Resources(async () => new Response(JSON.stringify({ meetings: [shown] })));
    const preferences = new Preferences(new MemoryStore(), [language]);
    const view = <Entry resources={resources} preferences={preferences} meetingId={null} onEnter={onEnter} />;
    const root = await show(view, await catalogIn(language));
    await new Promise((resolve) => setTimeout(resolve, 0));
    return root;
  }

  it.each(["en", "ar"] as const)("has no fault for assistive technology in %s", async (language) => {
    expect(await faults(await enterAs(language))).toEqual([]);
  });

  it.each(["delegate", "passive", "chair", "interpreter", "technician", "room"] as const)(
    "lets one in as %s with one click",
    async (role) => {
      await click(await enterAs("ar"), `entry-${role}`);
      const [id, form] = entered[0] ?? ["", null];
      expect(id).toBe("demo");
      expect(form).toMatchObject({ role, language: "ar" });
      expect(form?.name).toMatch(/^[^\u2066-\u2069]+$/);
      expect(form?.booth).toBe(role === "interpreter" ? "ar" : undefined);
      expect(form?.delegation).toBe(["interpreter", "technician", "room"].includes(role) ? "" : "CH");
    },
  );

  it.each(["captioner", "signer"])("lets one in as %s of the technical team", async (post) => {
    const root = await enterAs("en");
    const select = find(root, "entry-post") as HTMLSelectElement;
    select.value = post;
    await act(() => void select.dispatchEvent(new Event("change", { bubbles: true })));
    await click(root, "entry-technician");
    expect(entered[0]?.[1]).toMatchObject({ role: post, delegation: "" });
  });

  it("offers no role that the meeting does not", async () => {
    const root = await enterAs("en", async () => {}, { ...card, openRoles: ["delegate", "passive"] });
    const offered = [...root.querySelectorAll(".ways button, .room-way button")].map((one) =>
      one.getAttribute("data-testid"),
    );
    expect(offered).toEqual(["entry-delegate", "entry-passive"]);
  });

  it("says why one was not let in, and lets one try again", async () => {
    const root = await enterAs("en", () => Promise.reject(new RequestError("activeFull")));
    await click(root, "entry-delegate");
    expect(words(root, "entry-fault")).toContain("passive participant");
    expect(find(root, "entry-passive")).toHaveProperty("disabled", false);
  });
});

it.each(["replaced", "removed", "entryRefused", "left"])("the end says why (%s)", async (code) => {
  const root = await show(<Ended code={code} onResume={() => {}} onHome={() => {}} />, await catalogIn("en"));
  expect(await faults(root)).toEqual([]);
  expect(root.querySelector('[data-testid="resume"]') !== null).toBe(code === "replaced");
  expect(root.querySelector('[data-testid="ask-again"]') !== null).toBe(code === "removed" || code === "entryRefused");
});
