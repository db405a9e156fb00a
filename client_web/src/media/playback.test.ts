import Hls from "hls.js";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Playback } from "./playback";

const PART_S = 0.64;

/** What of hls.js the player uses, told by the test what it has loaded. */
const made: FakeHls[] = [];

class FakeHls {
  static Events = Hls.Events;
  static ErrorDetails = Hls.ErrorDetails;
  static ErrorTypes = Hls.ErrorTypes;
  static DefaultConfig = Hls.DefaultConfig;
  static isSupported = () => true;
  config: Record<string, unknown>;
  audioTracks = [{ lang: "mul" }, { lang: "fr" }, { lang: "es" }];
  audioTrack = 1;
  levels = [];
  liveSyncPosition: number | null = null;
  targetLatency = 0;
  destroyed = false;
  #handlers = new Map<string, ((name: string, data: unknown) => void)[]>();

  constructor(config: Record<string, unknown>) {
    this.config = config;
    made.push(this);
  }
  on(name: string, handler: (name: string, data: unknown) => void) {
    this.#handlers.set(name, [...(this.#handlers.get(name) ?? []), handler]);
  }
  say(name: string, data: unknown) {
    for (const handler of this.#handlers.get(name) ?? []) handler(name, data);
  }
  attachMedia() {}
  loadSource() {}
  destroy() {
    this.destroyed = true;
  }
}

vi.mock("hls.js", async (original) => {
  const { default: Real } = await original<typeof import("hls.js")>();
  return {
    default: new Proxy(Real, {
      construct: (_, [config]) => new FakeHls(config),
      get: (target, name) => (name === "isSupported" ? () => true : Reflect.get(target, name)),
    }),
  };
});

const details = (edge: number) => ({
  ...{ live: true, edge, partTarget: PART_S, partList: [{}], fragments: [] },
});

let video: HTMLVideoElement;
let playback: Playback;
const paused = { value: false };
const buffered = { start: 0, end: 0 };

const fake = <T>(name: string, get: () => T) => Object.defineProperty(video, name, { configurable: true, get });
const hls = () => made.at(-1) as FakeHls;
const bufferedSound = () => hls().say(Hls.Events.FRAG_BUFFERED, { frag: { type: "audio", level: hls().audioTrack } });
const advance = (edge: number) => hls().say(Hls.Events.LEVEL_UPDATED, { details: details(edge) });

beforeEach(() => {
  vi.useFakeTimers();
  made.length = 0;
  paused.value = false;
  video = document.createElement("video");
  let position = 10;
  Object.defineProperty(video, "currentTime", {
    configurable: true,
    get: () => position,
    set: (to: number) => {
      position = to;
      video.dispatchEvent(new Event("seeking"));
    },
  });
  fake("paused", () => paused.value);
  fake("seeking", () => false);
  fake("buffered", () => ({ length: 1, start: () => buffered.start, end: () => buffered.end }));
  fake("seekable", () => ({ length: 1, start: () => 0, end: () => 20 }));
  playback = new Playback(video);
  Object.assign(buffered, { start: 0, end: 12 });
  playback.open({ url: "http://o/index.m3u8", live: true, channel: "fr", channels: [], at: null });
});

afterEach(() => {
  playback.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("keeps two and a half parts from the edge, also a while after a stall", () => {
  hls().say(Hls.Events.LEVEL_LOADED, { details: details(12) });
  expect(hls().targetLatency).toBeCloseTo(2.5 * PART_S);
  hls().targetLatency = 9;
  hls().say(Hls.Events.ERROR, { details: Hls.ErrorDetails.BUFFER_STALLED_ERROR, fatal: false });
  vi.advanceTimersByTime(29_000);
  hls().say(Hls.Events.LEVEL_LOADED, { details: details(41) });
  expect(hls().targetLatency).toBe(9);
  vi.advanceTimersByTime(2_000);
  hls().say(Hls.Events.LEVEL_LOADED, { details: details(43) });
  expect(hls().targetLatency).toBeCloseTo(2.5 * PART_S);
});

it("leaps to where it should be when that is far ahead and there", () => {
  hls().liveSyncPosition = 10.7;
  bufferedSound();
  expect(video.currentTime).toBe(10);
  hls().liveSyncPosition = 12.5;
  bufferedSound();
  expect(video.currentTime).toBe(10);
  hls().liveSyncPosition = 11.5;
  bufferedSound();
  expect(video.currentTime).toBe(11.5);
});

it.each([
  ["went back", () => playback.seek(2)],
  ["has paused", () => playback.pause()],
])("does not leap where somebody %s", (_, act) => {
  playback.position.value = 10;
  vi.advanceTimersByTime(250);
  act();
  const before = video.currentTime;
  hls().liveSyncPosition = 11.5;
  bufferedSound();
  expect(video.currentTime).toBe(before);
});

it("tells of another language once it is where the picture is", () => {
  playback.choose("es");
  expect(hls().audioTrack).toBe(2);
  buffered.end = 9;
  bufferedSound();
  expect(video.dataset.channel).toBeUndefined();
  buffered.end = 12;
  bufferedSound();
  expect(video.dataset.channel).toBe("es");
});

it.each([
  ["Mozilla/5.0 Gecko/20100101 Firefox/140.0", 1],
  ["Mozilla/5.0 Chrome/140.0 Safari/537.36", 0],
])("drops what %s has decoded of the language before", (agent, seeks) => {
  vi.spyOn(navigator, "userAgent", "get").mockReturnValue(agent);
  const seeking = vi.fn();
  video.addEventListener("seeking", seeking);
  playback.choose("es");
  bufferedSound();
  bufferedSound();
  expect(seeking).toHaveBeenCalledTimes(seeks);
  expect(video.currentTime).toBe(10);
});

it("begins anew when it stands still though more has come for long enough", () => {
  advance(12);
  vi.advanceTimersByTime(60_000);
  expect(made.length).toBe(1);
  advance(20);
  vi.advanceTimersByTime(3_500);
  expect(made.length).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(made.map(({ destroyed }) => destroyed)).toEqual([true, false]);
});

it("does not begin anew while it plays, or has been paused", () => {
  advance(12);
  for (let n = 0; n < 40; n++) {
    video.currentTime += 0.25;
    advance(12 + n);
    vi.advanceTimersByTime(250);
  }
  paused.value = true;
  advance(80);
  vi.advanceTimersByTime(10_000);
  expect(made.length).toBe(1);
});
