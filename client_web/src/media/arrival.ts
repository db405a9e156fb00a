/** What the guided check before a meeting needs of the browser; a program makes it, tests fake it. */
import type { ArrivalReport, ArrivalRole, KeptReport, NetworkVerdict } from "../protocol/arrival";
import type { Sound } from "./arrival_sound";
import type { Devices } from "./devices";
import type { MakeMeter } from "./levels";

export interface BrowserFacts {
  /** `Firefox 153`, for support. */
  readonly name: string;
  readonly kind: "chrome" | "edge" | "firefox" | "safari" | "other";
  /** Outdated, or without what a meeting needs. */
  readonly old: boolean;
  readonly secure: boolean;
  readonly webrtc: boolean;
}

/** A microphone, recorded; nothing of it leaves this machine. */
export interface Recording {
  /** Mono, at `rate` samples a second. */
  readonly samples: Float32Array;
  readonly rate: number;
  /** Heard once; resolves at its end. */
  play(loudspeaker: string): Promise<void>;
}

export type Side = "left" | "right" | "both";

/** Brightness of the picture 0 to 1, spread of it, and how much it changed since it was looked at last. */
export interface Light {
  readonly mean: number;
  readonly contrast: number;
  readonly change: number;
}

export interface PictureProbe {
  readonly element: HTMLVideoElement;
  /** null: no picture yet. */
  read(): Light | null;
  close(): void;
}

/** Where a test of the network stands. */
export type NetworkPhase =
  | { readonly name: "waiting"; readonly position: number }
  | { readonly name: "reaching" }
  | { readonly name: "down"; readonly share: number; readonly bps: number }
  | { readonly name: "up"; readonly share: number; readonly bps: number };

export interface NetworkTest {
  /** Rejects with `RequestError` when the server takes no tests, and when it was cancelled. */
  run(role: ArrivalRole, tell: (phase: NetworkPhase) => void): Promise<NetworkVerdict>;
  cancel(): void;
  /** Keeps what was found for support. */
  report(report: ArrivalReport): Promise<KeptReport>;
}

export interface ArrivalEngine {
  readonly devices: Devices;
  readonly makeMeter: MakeMeter;
  readonly network: NetworkTest;
  browser(): BrowserFacts;
  tone(side: Side, loudspeaker: string): Promise<void>;
  record(track: MediaStreamTrack, ms: number): Promise<Recording>;
  /** The microphone hears the loudspeaker: after so many milliseconds; null: it does not. */
  echo(microphone: string | null, loudspeaker: string): Promise<number | null>;
  look(track: MediaStreamTrack): PictureProbe;
  sound(recording: Recording): Sound;
  copy(text: string): Promise<void>;
  print(): void;
}
