import { beforeEach, expect, it } from "vitest";
import { fakeTrack } from "../testing/fakes";
import { MediaElements } from "./elements";
import { Monitor } from "./monitor";

let elements: MediaElements;
const audio = (place: string) => document.querySelector<HTMLAudioElement>(`[data-testid="${place}-audio"]`);

beforeEach(() => {
  document.body.replaceChildren();
  elements = new MediaElements(document);
});

it("plays by the elements for listeners, and makes no audio context", () => {
  const monitor = new Monitor(elements, "worklet.js", () => {
    throw new Error("made one");
  });
  monitor.attach("main", fakeTrack());
  monitor.setVolume("main", 0.5);
  expect(audio("main")?.volume).toBe(0.5);
  expect(audio("main")?.muted).toBe(false);
  expect(monitor.protection.value).toBe("off");
});

it("goes on playing by the elements, and says so, where the browser cannot protect", async () => {
  const monitor = new Monitor(elements, "worklet.js", () => {
    throw new Error("no audio worklet here");
  });
  monitor.attach("main", fakeTrack());
  const protecting = monitor.protect();
  expect(monitor.protection.value).toBe("failed");
  await protecting;
  monitor.setVolume("main", 0.7);
  expect(audio("main")?.volume).toBe(0.7);
  expect(audio("main")?.muted).toBe(false);
});

it("waits with silence for nothing: until the chain runs, the elements play", async () => {
  let loaded: () => void = () => {};
  const context = { audioWorklet: { addModule: () => new Promise<void>((resolve) => (loaded = resolve)) } };
  const monitor = new Monitor(elements, "worklet.js", () => context as unknown as AudioContext);
  void monitor.protect();
  expect(monitor.protection.value).toBe("starting");
  monitor.setVolume("main", 0.6);
  expect(audio("main")?.muted).toBe(false);
  // Without the browser's nodes the chain cannot be built: the fault is seen, the sound stays.
  loaded();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(monitor.protection.value).toBe("failed");
  expect(audio("main")?.volume).toBe(0.6);
});
