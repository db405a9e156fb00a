import { signal } from "@preact/signals";
import { act } from "preact/test-utils";
import { expect, it, vi } from "vitest";
import type { ArrivalEngine, NetworkPhase } from "../../media/arrival";
import type { ArrivalReport, ArrivalRole, NetworkVerdict } from "../../protocol/arrival";
import type { MeetingCard } from "../../protocol/resources";
import { RequestError } from "../../protocol/session";
import type { ArrivalResult } from "../../state/arrival";
import { Preferences, type UiLanguage } from "../../state/preferences";
import { FakeDevices, MemoryStore, settle } from "../../testing/fakes";
import { catalogIn, click, faults, find, show } from "../../testing/stage";
import { ArrivalCheck } from "./ArrivalCheck";
import { CheckPage } from "./CheckPage";

const MEASURED: NetworkVerdict = {
  verdict: "usable",
  reasons: ["upSlow"],
  figures: {
    paths: { udp: "works", tcp: "fails", relay: "none" },
    downBps: 3_950_000,
    upBps: 900_000,
    downLoss: 0.012,
    upLoss: 0,
    jitterMs: 2.4,
    roundTripMs: 41,
    upRising: true,
  },
};

class FakeEngine implements ArrivalEngine {
  readonly devices = new FakeDevices();
  readonly makeMeter = () => ({ readDb: () => -30, close: () => {} });
  readonly reports: ArrivalReport[] = [];
  copied = "";
  sounds = true;
  echoMs: number | null = null;
  network = {
    run: async (_role: ArrivalRole, tell: (phase: NetworkPhase) => void) => {
      tell({ name: "waiting", position: 3 });
      return MEASURED;
    },
    cancel: () => {},
    report: async (report: ArrivalReport) => {
      this.reports.push(report);
      return { reference: "ABCD2345", verdict: "usable" as const };
    },
  };
  browser = () => ({ name: "Firefox 153", kind: "firefox" as const, old: false, secure: true, webrtc: true });
  tone = async () => {
    if (!this.sounds) throw new Error("no loudspeaker");
  };
  record = async () => ({ samples: new Float32Array(4), rate: 48_000, play: async () => {} });
  echo = async () => this.echoMs;
  sound = () => ({ levelDb: -24, noiseDb: -60, clipped: 0 });
  copy = async (text: string) => {
    this.copied = text;
  };
  print = () => {};
  look = () => ({
    element: document.createElement("video"),
    read: () => ({ mean: 0.1, contrast: 0.2, change: 0.1 }),
    close: () => {},
  });
}

async function arrive(role: ArrivalRole, language: UiLanguage = "en", onSkip?: () => void) {
  const engine = new FakeEngine();
  const done: ArrivalResult[] = [];
  const preferences = new Preferences(new MemoryStore(), ["en"]);
  const props = { role, engine, preferences, languages: ["en", "fr"], onDone: (one: ArrivalResult) => done.push(one) };
  const root = await show(
    <main>
      <h1>Hemicycle</h1>
      <ArrivalCheck {...props} {...(onSkip ? { onSkip } : {})} />
    </main>,
    await catalogIn(language, "arrival"),
  );
  return { engine, done, root };
}

const stepOf = (root: HTMLElement) => find(root, "arrival-step").dataset.step;
const plain = (element: HTMLElement) => element.textContent?.replace(/[\u2066-\u2069]/g, "") ?? "";

it("asks who follows for no device at all, and ends with a number for support", async () => {
  const { engine, done, root } = await arrive("passive");
  expect(stepOf(root)).toBe("loudspeaker");
  await click(root, "arrival-play");
  await click(root, "arrival-heard-both");
  await click(root, "arrival-next");
  expect(stepOf(root)).toBe("network");
  await click(root, "arrival-network");
  expect(find(root, "arrival-advice").dataset.advice).toBe("upSlow");
  expect(plain(find(root, "arrival-figures"))).toContain("Sends≥ 0.9 Mbit/s");
  await click(root, "arrival-next");
  expect(find(root, "arrival-summary").dataset.verdict).toBe("usable");
  expect(plain(find(root, "arrival-reference"))).toBe("ABCD 2345");
  await click(root, "arrival-copy");
  expect(engine.copied).toContain("Reference number for support: ABCD 2345");
  await click(root, "arrival-done");
  expect(done[0]).toMatchObject({ reference: "ABCD2345", verdict: "usable", role: "passive" });
  expect(engine.devices.opened).toEqual([]);
});

it("leads who may speak through every step; each is found, skipped or repeated", async () => {
  const { engine, root } = await arrive("active");
  expect(find(root, "arrival-outcome").dataset.outcome).toBe("good");
  await click(root, "arrival-next");
  await click(root, "arrival-skip");
  expect(stepOf(root)).toBe("microphone");
  await click(root, "arrival-record");
  await click(root, "arrival-heard-back");
  expect(find(root, "arrival-outcome").dataset.outcome).toBe("good");
  await click(root, "arrival-next");
  engine.echoMs = 120;
  await click(root, "arrival-echo");
  expect(find(root, "arrival-advice").dataset.advice).toBe("echoFound");
  await click(root, "arrival-next");
  expect(stepOf(root)).toBe("camera");
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  await click(root, "arrival-camera");
  await act(async () => {
    vi.advanceTimersByTime(2500);
    await settle();
  });
  vi.useRealTimers();
  expect(find(root, "arrival-advice").dataset.advice).toBe("cameraDark");
  await click(root, "arrival-next");
  await click(root, "arrival-skip");
  await click(root, "arrival-skip");
  expect(plain(find(root, "arrival-result-loudspeaker"))).toContain("Skipped");
  expect(engine.reports[0]).toMatchObject({ browser: "Firefox 153", devices: { micDb: -24, echoMs: 120 } });
  await click(root, "arrival-repeat-echo");
  expect(stepOf(root)).toBe("echo");
});

it("says for a refused microphone what to do in this browser", async () => {
  const { engine, root } = await arrive("active");
  await click(root, "arrival-next");
  await click(root, "arrival-skip");
  engine.devices.fault = "deviceDenied";
  await click(root, "arrival-record");
  expect(find(root, "arrival-outcome").dataset.outcome).toBe("failed");
  expect(plain(find(root, "arrival-advice"))).toContain("crossed-out sign");
});

it("does not wait for a loudspeaker that is not there, nor for a server that takes no tests", async () => {
  const { engine, root } = await arrive("passive");
  engine.sounds = false;
  await click(root, "arrival-play");
  expect(find(root, "arrival-advice").dataset.advice).toBe("notHeard");
  await click(root, "arrival-next");
  for (const [code, advice] of [
    ["busy", "testBusy"],
    ["mediaUnavailable", "testUnavailable"],
  ] as const) {
    engine.network.run = async () => {
      throw new RequestError(code as RequestError["code"]);
    };
    await click(root, "arrival-network");
    expect(find(root, "arrival-advice").dataset.advice).toBe(advice);
  }
});

it("may be skipped as a whole where there is somewhere to go", async () => {
  let skipped = 0;
  const { root } = await arrive("active", "en", () => {
    skipped += 1;
  });
  await click(root, "arrival-skip-all");
  expect(skipped).toBe(1);
  expect((await arrive("active")).root.querySelector('[data-testid="arrival-skip-all"]')).toBeNull();
});

it.each(["en", "ar"] as const)("breaks no rule of accessibility on any step, in %s", async (language) => {
  const { root } = await arrive("active", language);
  for (let step = 0; step < 7; step++) {
    expect(await faults(root)).toEqual([]);
    if (stepOf(root) === "network") await click(root, "arrival-network");
    await click(root, root.querySelector('[data-testid="arrival-next"]') ? "arrival-next" : "arrival-skip");
  }
  expect(await faults(root)).toEqual([]);
});

it("ends with the way into the test meeting, and what was found goes along", async () => {
  const kept: ArrivalResult[] = [];
  const preferences = new Preferences(new MemoryStore(), ["en"]);
  const resources = { meeting: async () => ({ openEntry: true }) as MeetingCard };
  const page = (
    <CheckPage
      catalog={await catalogIn("en", "arrival")}
      {...{ preferences, resources }}
      engine={new FakeEngine()}
      role={signal<ArrivalRole | null>("passive")}
      keep={(result) => void kept.push(result)}
    />
  );
  const root = await show(page, await catalogIn("en", "arrival"));
  for (let step = 0; step < 2; step++) await click(root, "arrival-skip");
  await act(settle);
  const link = find(root, "test-meeting").querySelector("a");
  expect(link?.getAttribute("href")).toBe("/meeting/test");
  link?.addEventListener("click", (event) => event.preventDefault());
  await act(() => link?.click());
  expect(kept).toMatchObject([{ reference: "ABCD2345" }]);
});
