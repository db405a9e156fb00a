import { beforeEach, describe, expect, it } from "vitest";
import { RequestError } from "../protocol/session";
import { connections, FakeSignalling, FakeTimers, settle } from "../testing/fakes";
import type { Place } from "./ports";
import { Subscriber } from "./subscriber";

const OFFER = "main second speaker room screen sign";

let timers: FakeTimers;
let signalling: FakeSignalling;
let made: ReturnType<typeof connections>["made"];
let subscriber: Subscriber;
let attached: Place[];

beforeEach(() => {
  timers = new FakeTimers();
  signalling = new FakeSignalling();
  attached = [];
  const factory = connections();
  made = factory.made;
  const sink = { attach: (place: Place) => attached.push(place) };
  subscriber = new Subscriber(signalling, sink, timers, factory.make);
});

async function open(): Promise<void> {
  signalling.answers.push(() => ({ sdp: OFFER, peer: "s1" }));
  subscriber.link.open();
  await settle();
}

async function opened(): Promise<void> {
  await open();
  made[0]?.become("connected");
}

describe("the subscriber connection", () => {
  it("answers the server's offer, only receiving, and hands over every track by its mid", async () => {
    await open();
    expect(signalling.asked).toEqual([
      { type: "openSubscriber", profile: "plenary" },
      { type: "answerSubscriber", peer: "s1", sdp: "answer" },
    ]);
    expect(made[0]?.transceivers.map(({ direction }) => direction)).toEqual(Array(6).fill("recvonly"));
    expect(attached).toEqual(["main", "second", "speaker", "room", "screen", "sign"]);
    expect(subscriber.link.peer).toBe("s1");
  });

  it("asks for new ICE credentials after five seconds of disconnection, on the same connection", async () => {
    await opened();
    made[0]?.become("disconnected");
    await timers.pass(4_999);
    expect(signalling.types).not.toContain("restartIce");
    signalling.answers.push(() => ({ sdp: OFFER, peer: null }));
    await timers.pass(1);
    expect(signalling.types.slice(-2)).toEqual(["restartIce", "answerSubscriber"]);
    expect(made).toHaveLength(1);
  });

  it("asks nothing when it is connected again in time", async () => {
    await opened();
    made[0]?.become("disconnected");
    await timers.pass(3_000);
    made[0]?.become("connected");
    await timers.pass(10_000);
    expect(signalling.types).not.toContain("restartIce");
  });

  it("is restarted, not replaced, when its checks have failed: somebody has moved to another network", async () => {
    await opened();
    signalling.answers.push(() => ({ sdp: OFFER, peer: null }));
    made[0]?.become("failed");
    await settle();
    expect(signalling.types.at(-2)).toBe("restartIce");
    made[0]?.become("connected");
    await timers.pass(60_000);
    expect(made).toHaveLength(1);
  });

  it("waits for signalling that is dead too, and is restarted with the next join", async () => {
    await opened();
    made[0]?.become("disconnected");
    signalling.answers.push(() => new RequestError("timeout"));
    await timers.pass(5_000);
    signalling.answers.push(() => new RequestError("offline"));
    made[0]?.become("failed");
    await settle();
    expect(made[0]?.closed).toBe(false);
    signalling.answers.push(() => ({ sdp: OFFER, peer: null }));
    subscriber.link.rejoined(true);
    await settle();
    made[0]?.become("connected");
    expect(subscriber.link.status.value).toBe("connected");
    expect(made).toHaveLength(1);
  });

  it("is replaced when it fails before it was ever connected", async () => {
    await open();
    signalling.answers.push(() => ({ sdp: OFFER, peer: "s2" }));
    made[0]?.become("failed");
    await timers.pass(1_000);
    expect(subscriber.link.peer).toBe("s2");
  });

  it("is replaced after it failed again, into the same places", async () => {
    await opened();
    signalling.answers.push(() => ({ sdp: OFFER, peer: null }));
    made[0]?.become("failed");
    await settle();
    signalling.answers.push(() => ({ sdp: OFFER, peer: "s2" }));
    made[0]?.become("failed");
    await timers.pass(1_000);
    expect(made[0]?.closed).toBe(true);
    expect(subscriber.link.peer).toBe("s2");
    expect(attached.slice(6)).toEqual(attached.slice(0, 6));
  });

  it("is replaced within the given spread when the media node lost it", async () => {
    await opened();
    subscriber.link.lost("s1", 4_000);
    expect(subscriber.link.status.value).toBe("interrupted");
    expect(timers.delays[0]).toBeLessThanOrEqual(4_000);
    signalling.answers.push(() => ({ sdp: OFFER, peer: "s2" }));
    await timers.pass(4_000);
    expect(subscriber.link.peer).toBe("s2");
  });

  it("waits for its moment even when a snapshot comes meanwhile", async () => {
    await opened();
    subscriber.link.lost("s1", 4_000);
    subscriber.link.rejoined(false);
    await settle();
    expect(signalling.types.filter((type) => type === "openSubscriber")).toHaveLength(1);
  });

  it("is not concerned by the loss of one it has replaced", async () => {
    await opened();
    subscriber.link.lost("s0", 4_000);
    expect(made[0]?.closed).toBe(false);
    expect(subscriber.link.status.value).toBe("connected");
  });

  it("is replaced when new ICE credentials bring nothing within ten seconds", async () => {
    await opened();
    made[0]?.become("disconnected");
    signalling.answers.push(() => ({ sdp: OFFER, peer: null }));
    await timers.pass(5_000);
    await timers.pass(9_999);
    expect(made[0]?.closed).toBe(false);
    signalling.answers.push(() => ({ sdp: OFFER, peer: "s2" }));
    await timers.pass(1_001);
    expect(made[0]?.closed).toBe(true);
    expect(subscriber.link.peer).toBe("s2");
  });

  it("is kept when they bring it back", async () => {
    await opened();
    made[0]?.become("disconnected");
    signalling.answers.push(() => ({ sdp: OFFER, peer: null }));
    await timers.pass(5_000);
    made[0]?.become("connecting");
    made[0]?.become("connected");
    await timers.pass(60_000);
    expect(made).toHaveLength(1);
    expect(subscriber.link.status.value).toBe("connected");
  });

  it("asks for one restart at a time, whoever asks for it", async () => {
    await opened();
    made[0]?.become("disconnected");
    let answer: (reply: { sdp: string }) => void = () => {};
    signalling.answers.push(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    subscriber.link.rejoined(true);
    await timers.pass(6_000);
    expect(signalling.types.filter((type) => type === "restartIce")).toHaveLength(1);
    answer({ sdp: OFFER });
    await settle();
    expect(made[0]?.closed).toBe(false);
  });

  it("asks for its restart again with the next join when the server did not answer in time", async () => {
    await opened();
    made[0]?.become("disconnected");
    signalling.answers.push(() => new RequestError("timeout"));
    await timers.pass(5_000);
    expect(made[0]?.closed).toBe(false);
    signalling.answers.push(() => ({ sdp: OFFER, peer: null }));
    subscriber.link.rejoined(true);
    await settle();
    expect(signalling.types.slice(-2)).toEqual(["restartIce", "answerSubscriber"]);
    expect(made).toHaveLength(1);
  });

  it("lives on across a loss of the signalling", async () => {
    await opened();
    subscriber.link.rejoined(true);
    await settle();
    expect(made).toHaveLength(1);
    expect(made[0]?.closed).toBe(false);
  });

  it("is opened anew when the server no longer knows it", async () => {
    await opened();
    signalling.answers.push(() => ({ sdp: OFFER, peer: "s2" }));
    subscriber.link.rejoined(false);
    await settle();
    expect(subscriber.link.peer).toBe("s2");
  });

  it("waits for the next join when it could not be opened offline", async () => {
    signalling.answers.push(() => new RequestError("offline"));
    subscriber.link.open();
    await timers.pass(60_000);
    expect(made).toHaveLength(1);
    signalling.answers.push(() => ({ sdp: OFFER, peer: "s1" }));
    subscriber.link.rejoined(false);
    await settle();
    expect(subscriber.link.peer).toBe("s1");
  });

  it("tries again by itself while media is unavailable", async () => {
    signalling.answers.push(() => new RequestError("mediaUnavailable"));
    subscriber.link.open();
    await settle();
    signalling.answers.push(() => ({ sdp: OFFER, peer: "s1" }));
    await timers.pass(1_000);
    expect(subscriber.link.peer).toBe("s1");
  });

  it("stays closed when closed while opening", async () => {
    signalling.answers.push(() => ({ sdp: OFFER, peer: "s1" }));
    subscriber.link.open();
    subscriber.link.close();
    await timers.pass(60_000);
    expect(subscriber.link.peer).toBeNull();
    expect(made[0]?.closed).toBe(true);
  });
});
