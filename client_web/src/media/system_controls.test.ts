import { signal } from "@preact/signals-core";
import { expect, it, vi } from "vitest";
import type { Playback } from "./playback";
import { connectSystem, tellSystem } from "./system_controls";

class Session {
  metadata: unknown = null;
  readonly acts = new Map<string, (details: object) => void>();
  setActionHandler(name: string, act: (details: object) => void): void {
    if (name === "pause") throw new TypeError("unknown");
    this.acts.set(name, act);
  }
}

it("obeys the system's controls and tells it what plays", () => {
  const session = new Session();
  const playback = { position: signal(50), seek: vi.fn(), play: vi.fn(), pause: vi.fn() };
  connectSystem(session as unknown as MediaSession, playback as unknown as Playback);
  session.acts.get("play")?.({});
  session.acts.get("seekbackward")?.({});
  session.acts.get("seekforward")?.({ seekOffset: 30 });
  expect(playback.play).toHaveBeenCalledOnce();
  expect(playback.seek.mock.calls).toEqual([[40], [80]]);
  vi.stubGlobal("MediaMetadata", Object);
  tellSystem(session as unknown as MediaSession, "Committee on Water", "SENEGAL – Amara Diallo");
  expect(session.metadata).toEqual({ title: "Committee on Water", artist: "SENEGAL – Amara Diallo" });
  vi.unstubAllGlobals();
});

it("does without where there are none", () => {
  connectSystem(undefined, {} as Playback);
  tellSystem(undefined, "x", "");
});
