import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { FloorEntry, Snapshot } from "../../../protocol/messages";
import { uiLanguages } from "../../../state/preferences";
import { settle } from "../../../testing/fakes";
import { floorEntry, floorView, person, snapshot } from "../../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../../testing/stage";
import { Meeting } from "../Meeting";

const people = {
  no: person("no", { name: "Ingrid Solheim", delegation: "NO" }),
  ke: person("ke", { name: "Grace Wanjiru", delegation: "KE", attending: "room" }),
};
const list: FloorEntry[] = [
  floorEntry("r1", { person: "no", rank: 1, item: "4", precedence: "ministers" }),
  floorEntry("r2", { person: "ke", rank: 2, item: "4", attending: "room" }),
];
const floor = floorView({
  agenda: [{ itemId: "4", title: { en: "Water" } }],
  item: "4",
  presiding: "me",
  precedence: ["ministers", "others"],
  screen: { sharer: null, asking: ["no"] },
});

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function preside(language: (typeof uiLanguages)[number] = "en", fields: Partial<Snapshot> = {}) {
  on = played("chair", { list, people, floor, ...fields });
  const { endpoint, preferences, devices } = on;
  await on.hear({ type: "roster", number: 2, put: Object.values(people), gone: [], counts: snapshot().counts });
  return show(<Meeting {...{ endpoint, preferences, devices }} onLeave={() => {}} />, await catalogIn(language));
}

/** The dialog about whoever waits at a place of the list. */
async function about(root: HTMLElement, place: number) {
  const row = root.querySelectorAll<HTMLElement>('[data-testid="list-entry"]')[place] as HTMLElement;
  if (!row.querySelector('[data-testid="row-person"]')) await click(row, "more");
  await click(row, "row-person");
}

const last = () => on.signalling.asked.at(-1);
const open = (root: HTMLElement) => root.querySelector('[data-testid="person-room"]') !== null;

async function change(root: HTMLElement, testid: string, value: string, event: "input" | "change") {
  await act(async () => {
    const control = find(root, testid) as HTMLInputElement;
    control.value = value;
    control.dispatchEvent(new Event(event, { bubbles: true }));
    await settle();
  });
}

describe("the place of somebody in the list", () => {
  it("is changed to the room and taken back", async () => {
    const root = await preside();
    await about(root, 0);
    expect(find(root, "person-remote").getAttribute("aria-pressed")).toBe("true");
    await click(root, "person-room");
    expect(last()).toEqual({ type: "setAttending", person: "no", attending: "room" });
    expect(open(root)).toBe(false);
    await click(root, "undo");
    expect(last()).toEqual({ type: "setAttending", person: "no", attending: "remote" });
  });

  it("is a seat, which puts a remote person into the room; taken back, they are remote again", async () => {
    const root = await preside();
    await about(root, 0);
    await change(root, "person-seat", " A12 ", "input");
    await click(root, "person-seat-assign");
    expect(on.signalling.asked.slice(-2)).toEqual([
      { type: "assignSeat", seat: "A12", person: "no" },
      { type: "setAttending", person: "no", attending: "room" },
    ]);
    await click(root, "undo");
    expect(last()).toEqual({ type: "setAttending", person: "no", attending: "remote" });
  });

  it("is a seat of somebody in the room already; taken back, it is free", async () => {
    const root = await preside();
    await about(root, 1);
    await change(root, "person-seat", "A12", "input");
    await click(root, "person-seat-assign");
    expect(last()).toEqual({ type: "assignSeat", seat: "A12", person: "ke" });
    await click(root, "undo");
    expect(last()).toEqual({ type: "assignSeat", seat: "A12", person: null });
  });
});

it("sets the precedence class of somebody, or leaves it to their delegation", async () => {
  const root = await preside();
  await about(root, 0);
  expect((find(root, "person-precedence") as HTMLSelectElement).value).toBe("ministers");
  await change(root, "person-precedence", "others", "change");
  expect(last()).toEqual({ type: "setPrecedence", person: "no", precedence: "others" });
  await about(root, 1);
  await change(root, "person-precedence", "", "change");
  expect(last()).toEqual({ type: "setPrecedence", person: "ke", precedence: null });
});

it("offers no class where the meeting has none", async () => {
  const root = await preside("en", { floor: { ...floor, precedence: [] } });
  await about(root, 0);
  expect(root.querySelector('[data-testid="person-precedence"]')).toBeNull();
});

it("allows a screen to whoever asks, and to nobody else", async () => {
  const root = await preside();
  await about(root, 1);
  expect(root.querySelector('[data-testid="person-allow-screen"]')).toBeNull();
  await about(root, 0);
  await click(root, "person-allow-screen");
  expect(last()).toEqual({ type: "allowScreen", person: "no" });
});

it("leads to a private message", async () => {
  const root = await preside();
  await about(root, 0);
  await click(root, "person-write");
  expect(on.endpoint.panel.value).toBe("chat");
  expect(on.endpoint.chat.selected.value).toBe("person:no");
  expect(open(root)).toBe(false);
});

it.each(uiLanguages)("has no fault and all its words in %s", async (language) => {
  const root = await preside(language);
  await about(root, 0);
  expect(root.textContent).not.toMatch(/\b(act|seat|precedence|person)-[a-z]/);
  expect(await faults(root)).toEqual([]);
});
