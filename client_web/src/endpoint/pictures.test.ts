import { beforeEach, describe, expect, it } from "vitest";
import type { Place, Slot } from "../media/ports";
import { Subscriber } from "../media/subscriber";
import { connections, FakeSignalling, FakeTimers, settle } from "../testing/fakes";
import { Pictures } from "./pictures";

const frames = new Map<Place, number>();
const shown = new Map<Slot, string>();
let sound = 0;
let pictures: Pictures;

beforeEach(() => {
  frames.clear();
  shown.clear();
  sound = 0;
  const reception = { received: async () => ({ frames: new Map(frames), sound }) };
  pictures = new Pictures(reception, new FakeTimers(), (slot) => shown.get(slot) ?? null);
});

/** Looks, a second apart: what arrived in each. */
async function pass(seconds: number, arrives: { sound?: boolean; moving?: readonly Slot[] }) {
  for (let second = 0; second < seconds; second += 1) {
    if (arrives.sound ?? true) sound += 50;
    for (const slot of arrives.moving ?? []) frames.set(slot, (frames.get(slot) ?? 0) + 15);
    await pictures.look();
  }
}

describe("a picture that comes no more", () => {
  it("is paused after three seconds while the sound goes on, and not when it is there again", async () => {
    shown.set("screen", "sn");
    await pass(5, { moving: ["screen"] });
    await pass(2, {});
    expect(pictures.paused.value).toBe(false);
    await pass(1, {});
    expect(pictures.paused.value).toBe(true);
    expect(pictures.live.value.has("screen")).toBe(false);
    await pass(1, { moving: ["screen"] });
    expect(pictures.paused.value).toBe(false);
  });

  it("is not called paused when the sound is gone too: that is told elsewhere", async () => {
    shown.set("room", "hall");
    await pass(3, { moving: ["room"] });
    await pass(5, { sound: false });
    expect(pictures.paused.value).toBe(false);
  });

  it("is over, not paused, once nobody is in the slot", async () => {
    shown.set("screen", "sn");
    await pass(3, { moving: ["screen"] });
    shown.delete("screen");
    await pass(5, {});
    expect(pictures.paused.value).toBe(false);
  });

  it("is not awaited of somebody who never sent one", async () => {
    shown.set("screen", "sn");
    await pass(3, { moving: ["screen"] });
    shown.set("screen", "no");
    await pass(6, {});
    expect(pictures.paused.value).toBe(false);
  });

  it("is the sender's own doing in the speaker's slot, which is never paused for a slow path", async () => {
    shown.set("speaker", "sn");
    await pass(3, { moving: ["speaker"] });
    await pass(6, {});
    expect(pictures.paused.value).toBe(false);
  });

  it("is one of several: those that move go on", async () => {
    shown.set("room", "hall").set("sign", "si");
    await pass(3, { moving: ["room", "sign"] });
    await pass(3, { moving: ["sign"] });
    expect(pictures.paused.value).toBe(true);
    expect([...pictures.live.value]).toEqual(["sign"]);
  });
});

it("counts what the browser has decoded of each picture, and the packets of the main channel", async () => {
  const { made, make } = connections();
  const sink = { attach: () => {} };
  const subscriber = new Subscriber(new FakeSignalling(), sink, new FakeTimers(), make);
  expect(await subscriber.received()).toEqual({ frames: new Map(), sound: 0 });
  subscriber.link.open();
  await settle();
  const report = [
    { type: "inbound-rtp", mid: "main", packetsReceived: 500 },
    { type: "inbound-rtp", mid: "second", packetsReceived: 900 },
    { type: "inbound-rtp", mid: "room", packetsReceived: 80, framesDecoded: 75 },
    { type: "outbound-rtp", mid: "speaker", framesDecoded: 1 },
  ];
  Object.assign(made[0] as object, { getStats: async () => report });
  expect(await subscriber.received()).toEqual({ frames: new Map([["room", 75]]), sound: 500 });
});
