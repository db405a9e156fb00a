import { describe, expect, it } from "vitest";
import type { FloorEntry, Me, RosterDelta } from "../protocol/messages";
import { MemoryStore } from "../testing/fakes";
import { boothView, deskView, floorEntry as entry, me, person, snapshot } from "../testing/samples";
import { delegations } from "./delegations";
import { FloorState } from "./floor";
import { InterpretationState } from "./interpretation";
import { MeetingState } from "./meeting";
import { Notices } from "./notices";
import { matchLanguage, Preferences } from "./preferences";
import { RosterState } from "./roster";

function floorWith(own: Partial<Me>, entries: readonly FloorEntry[]): FloorState {
  const meeting = new MeetingState();
  const floor = new FloorState(meeting.me);
  const whole = snapshot({ me: me(own), list: entries });
  meeting.apply(whole, 0);
  floor.apply(whole);
  return floor;
}

describe("the list of speakers", () => {
  it("shows who has the floor, then who is called, then the queue by rank", () => {
    const floor = floorWith({}, [
      entry("c", { rank: 3 }),
      entry("a", { rank: 2 }),
      entry("called", { rank: 9, state: "called" }),
      entry("speaking", { rank: 8, state: "speaking" }),
    ]);
    expect(floor.list.value.map((listed) => listed.entry.requestId)).toEqual(["speaking", "called", "a", "c"]);
    expect(floor.waiting.value).toHaveLength(3);
  });

  it("follows deltas", () => {
    const floor = floorWith({}, [entry("a"), entry("b", { rank: 2 })]);
    floor.apply({
      type: "list",
      number: 2,
      put: [entry("b", { rank: 2, state: "granted" }), entry("c", { rank: 3 })],
      gone: ["a"],
      people: { "p-c": person("p-c", { name: "Carla" }) },
    });
    expect(floor.list.value.map((listed) => listed.entry.requestId)).toEqual(["b", "c"]);
    expect(floor.list.value[1]?.person?.name).toBe("Carla");
  });

  it("knows one's own phase and place", () => {
    const floor = floorWith({ requestId: "a", place: 4 }, [entry("a", { person: "me", state: "called" })]);
    expect(floor.phase.value).toBe("called");
    expect(floor.place.value).toBe(4);
    expect(floor.list.value[0]?.mine).toBe(true);
    expect(floorWith({}, []).phase.value).toBe("none");
  });
});

describe("the meeting", () => {
  it("goes by the server's clock", () => {
    const meeting = new MeetingState();
    meeting.apply(snapshot({ now: 5_000 }), 100);
    expect(meeting.now.value).toBe(5_000);
    meeting.tick(165.5);
    expect(meeting.now.value).toBe(5_065.5);
  });

  it("takes levels that are no longer told for silence", () => {
    const meeting = new MeetingState();
    meeting.apply({ type: "levels", people: { p1: -20 }, channels: { fr: -18 } }, 100);
    expect(meeting.levelDb("fr")).toBe(-18);
    expect(meeting.levelDb("floor")).toBe(-20);
    meeting.tick(102);
    expect(meeting.levelDb("fr")).toBe(-127);
    expect(meeting.levelDb("floor")).toBe(-127);
  });

  it("offers the floor and all languages to listen to, and says what feeds each", () => {
    const meeting = new MeetingState();
    const interpretation = new InterpretationState(meeting);
    meeting.apply(snapshot(), 0);
    const choices = interpretation.choices.value.map(({ channel, feed }) => `${channel} ${feed}`);
    expect(choices).toEqual([
      "floor direct",
      "ar none",
      "zh none",
      "en interpreted",
      "fr direct",
      "ru none",
      "es none",
    ]);
    expect(interpretation.choices.value.find(({ selected }) => selected)?.channel).toBe("en");
  });

  it("finds one's own desk and one's boothmates", () => {
    const meeting = new MeetingState();
    const interpretation = new InterpretationState(meeting);
    const own = person("me", { role: "interpreter" });
    const mate = person("mate", { role: "interpreter" });
    const whole = snapshot({
      me: me({ person: own }),
      booths: [boothView("fr", [deskView(own, { mode: "on" }), deskView(mate)])],
    });
    meeting.apply(whole, 0);
    interpretation.apply(whole);
    expect(interpretation.deskMode.value).toBe("on");
    expect(interpretation.boothmates.value.map((desk) => desk.person.id)).toEqual(["mate"]);
  });
});

describe("the roster", () => {
  const delta = (put: string[], gone: string[]): RosterDelta => ({
    type: "roster",
    number: 2,
    put: put.map((id) => person(id, { name: "new" })),
    gone,
    counts: snapshot().counts,
  });

  it("does not let a page bring back who left, or an older state", () => {
    const roster = new RosterState();
    roster.begin();
    roster.apply(delta(["a"], ["b"]));
    roster.page([person("a", { name: "old" }), person("b"), person("c")]);
    roster.finish(new Set(["a", "b", "c"]));
    expect(roster.people.value.map(({ id, name }) => `${id} ${name}`)).toEqual(["a new", "c Name of c"]);
  });

  it("forgets who is on no page any more", () => {
    const roster = new RosterState();
    roster.begin();
    roster.page([person("a"), person("b")]);
    roster.finish(new Set(["a", "b"]));
    roster.begin();
    roster.page([person("b")]);
    roster.finish(new Set(["b"]));
    expect(roster.people.value.map(({ id }) => id)).toEqual(["b"]);
  });
});

describe("preferences", () => {
  it("begin with what the browser says", () => {
    const preferences = new Preferences(new MemoryStore(), ["ar-EG", "en"]);
    expect(preferences.language.value).toBe("ar");
    expect(preferences.delegation.value).toBe("EG");
    expect(preferences.spokenLanguage.value).toBe("ar");
  });

  it("come back on the next visit", () => {
    const store = new MemoryStore();
    const first = new Preferences(store, ["en"]);
    const stop = first.keep();
    first.language.value = "ru";
    first.volume.value = 0.4;
    stop();
    const second = new Preferences(store, ["en"]);
    expect(second.language.value).toBe("ru");
    expect(second.volume.value).toBe(0.4);
  });

  it("survive a broken store", () => {
    const store = new MemoryStore();
    store.setItem("hemicycle.preferences", "{broken");
    expect(new Preferences(store, ["xx"]).language.value).toBe("en");
  });

  it("match Chinese however it is tagged", () => {
    expect(matchLanguage(["zh-Hant-TW"])).toBe("zh");
    expect(matchLanguage(["de-CH"])).toBeNull();
  });
});

it("knows 195 delegations, each once", () => {
  expect(new Set(delegations).size).toBe(195);
  expect(delegations.every((code) => /^[A-Z]{2}$/.test(code))).toBe(true);
});

it("shows three notices at most and speaks every one", () => {
  const notices = new Notices();
  for (const id of ["a", "b", "c", "d"]) notices.show(id, {}, "assertive");
  expect(notices.shown.value.map(({ id }) => id)).toEqual(["b", "c", "d"]);
  expect(notices.spoken.value.assertive?.id).toBe("d");
});
