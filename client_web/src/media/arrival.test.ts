import { describe, expect, it } from "vitest";
import type { LoadPlan } from "../protocol/arrival";
import { browserOf } from "./arrival_browser";
import { BrowserNetworkTest, downOf, type Look, lookAtStats, onlyBy } from "./arrival_network";
import { lightOf } from "./arrival_picture";
import { chirp, ECHO_RATE, echoIn, soundOf } from "./arrival_sound";

const RATE = 48_000;
const PLAN: LoadPlan = { warmUpMs: 1500, downMs: 5000, upMs: 5000, packetBytes: 311 };

function noise(length: number, level: number): Float32Array {
  let seed = 7;
  return Float32Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return level * ((2 * seed) / 2_147_483_648 - 1);
  });
}

describe("a recorded microphone", () => {
  it("is measured by its louder and its quieter blocks", () => {
    const samples = noise(4 * RATE, 0.001);
    for (let n = RATE; n < 3 * RATE; n++) samples[n] = 0.25 * Math.sin(n / 10);
    const { levelDb, noiseDb, clipped } = soundOf(samples, RATE);
    expect(levelDb).toBeCloseTo(-15, 0);
    expect(noiseDb).toBeLessThan(-60);
    expect(clipped).toBe(0);
  });

  it("is clipped where it stays at full scale", () => {
    const samples = Float32Array.from({ length: RATE }, (_, n) => Math.max(-1, Math.min(1, 1.5 * Math.sin(n / 40))));
    expect(soundOf(samples, RATE).clipped).toBeGreaterThan(0.3);
  });
});

describe("an echo", () => {
  const heard = (level: number, delayS: number, rate = RATE) => {
    const recording = noise(2 * rate, 0.02);
    const played = chirp(rate);
    for (let n = 0; n < played.length; n++) {
      const at = Math.round(delayS * rate) + n;
      recording[at] = (recording[at] ?? 0) + level * (played[n] ?? 0);
    }
    return echoIn(recording, rate);
  };
  it("is found with its delay, at any rate of the device", () => {
    expect(heard(0.1, 0.42)).toBeCloseTo(420, -1);
    expect(heard(0.1, 0.42, 44_100)).toBeCloseTo(420, -1);
    expect(heard(0.1, 0.42, ECHO_RATE)).toBeCloseTo(420, -1);
  });

  it("is not found in silence, in noise, or in a voice", () => {
    expect(heard(0, 0)).toBeNull();
    expect(echoIn(new Float32Array(2 * RATE), RATE)).toBeNull();
    const voice = Float32Array.from({ length: 2 * RATE }, (_, n) => 0.3 * Math.sin(n / 35) * Math.sin(n / 4000));
    expect(echoIn(voice, RATE)).toBeNull();
    expect(echoIn(new Float32Array(10), RATE)).toBeNull();
  });
});

it("tells dark from bright, flat from rich, and still from moving pictures", () => {
  const even = (value: number) => new Uint8ClampedArray(400).map((_, n) => (n % 4 === 3 ? 255 : value));
  const dark = lightOf(even(20), null);
  expect(dark.light).toEqual({ mean: expect.closeTo(0.078, 2), contrast: expect.closeTo(0, 5), change: 1 });
  expect(lightOf(even(20), dark.luma).light.change).toBeCloseTo(0, 5);
  expect(lightOf(even(220), dark.luma).light.change).toBeCloseTo(0.78, 1);
});

describe("one way alone", () => {
  const sdp =
    "a=candidate:1 1 udp 1 127.0.0.1 5000 typ host\r\n" +
    "a=candidate:2 1 tcp 1 127.0.0.1 5000 typ host tcptype passive\r\na=end-of-candidates\r\n";
  it("keeps the candidates of its transport", () => {
    expect(onlyBy("udp", sdp)).toMatch(/udp/);
    expect(onlyBy("udp", sdp)).not.toMatch(/tcp/);
    expect(onlyBy("tcp", sdp)).not.toMatch(/udp/);
    expect(onlyBy("relay", sdp)).toBe(onlyBy("udp", sdp));
    expect(onlyBy("tcp", sdp)).toContain("end-of-candidates");
  });
});

describe("the load down", () => {
  const looks = (packetsPerS: number, lossShare: number, after = packetsPerS): Look[] =>
    Array.from({ length: 51 }, (_, n) => {
      const [warm, full] = [Math.min(n, 15) / 10, Math.max(0, n - 15) / 10];
      const sent = warm * 400 + full * after;
      return {
        at: 100 * n,
        received: sent * (1 - lossShare),
        lost: sent * lossShare,
        jitterMs: 1,
        roundTripMs: 5,
        sentBytes: 0,
      };
    });

  it("is what came while the line was to be full", () => {
    const down = downOf(looks(1608, 0), PLAN);
    expect(down?.bps).toBeCloseTo(1608 * 311 * 8, -4);
    expect(down?.loss).toBe(0);
  });

  it("shows five per cent of loss as five, and still a line that is wide enough", () => {
    const down = downOf(looks(1608, 0.05), PLAN);
    expect(down?.loss).toBeCloseTo(0.05, 3);
    expect(down?.bps).toBeGreaterThan(3_600_000);
  });

  it("does not take for loss what a narrow line cannot carry", () => {
    const narrow = looks(1608, 0).map((look) => ({
      ...look,
      received: Math.min(look.received, 600 + (look.at - 1500) * 0.8),
      lost: 0,
    }));
    const late = narrow.map((look) => (look.at > 1600 ? { ...look, lost: look.at } : look));
    const down = downOf(late, PLAN);
    expect(down?.bps).toBeLessThan(2_100_000);
    expect(down?.loss).toBeLessThan(0.01);
  });

  it("is unknown when nothing was looked at", () => {
    expect(downOf([], PLAN)).toBeNull();
  });
});

it("reads a connection's statistics", () => {
  const report = new Map<string, object>([
    ["a", { type: "inbound-rtp", packetsReceived: 10, packetsLost: 2, jitter: 0.004 }],
    ["b", { type: "candidate-pair", state: "succeeded", currentRoundTripTime: 0.03 }],
    ["c", { type: "candidate-pair", state: "failed", currentRoundTripTime: 0.001 }],
    ["d", { type: "outbound-rtp", bytesSent: 100, headerBytesSent: 20 }],
  ]) as unknown as RTCStatsReport;
  expect(lookAtStats(report, 5)).toEqual({
    ...{ at: 5, received: 10, lost: 2, jitterMs: 4, roundTripMs: 30, sentBytes: 120 },
  });
});

it("names the browser and tells an old one", () => {
  const edge = "Mozilla/5.0 AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
  expect(browserOf(edge, true, true)).toMatchObject({ name: "Edge 140", kind: "edge", old: false });
  expect(browserOf("Mozilla/5.0 Gecko/20100101 Firefox/102.0", true, true)).toMatchObject({
    kind: "firefox",
    old: true,
  });
  expect(browserOf("AppleWebKit/605 Version/17.4 Safari/605", true, true)).toMatchObject({
    kind: "safari",
    old: false,
  });
  expect(browserOf("curl", false, false)).toMatchObject({ kind: "other", old: true, secure: false });
});

it("waits for its turn, keeps asking, and gives the place back when it is cancelled", async () => {
  const asked: string[] = [];
  const told = (what: string, position: number) => {
    asked.push(what);
    return { ticket: "t", position, iceServers: [] };
  };
  const tests = {
    enter: async () => told("enter", 2),
    wait: async () => told("wait", 1),
    leave: async () => void asked.push("leave"),
  };
  const due: (() => void)[] = [];
  const timers = {
    after(_: number, action: () => void) {
      due.push(action);
      return () => {};
    },
  };
  const makeNoise = () => {
    throw new Error("not yet");
  };
  const test = new BrowserNetworkTest({ tests: tests as never, timers, now: () => 0, makeNoise });
  const phases: unknown[] = [];
  const run = test.run("active", (phase) => phases.push(phase));
  const refused = expect(run).rejects.toMatchObject({ code: "offline" });
  for (let turn = 0; turn < 3; turn++) {
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    due.shift()?.();
  }
  test.cancel();
  for (const action of due) action();
  await refused;
  expect(asked.slice(0, 3)).toEqual(["enter", "wait", "wait"]);
  expect(asked.at(-1)).toBe("leave");
  expect(phases[0]).toEqual({ name: "waiting", position: 2 });
});
