/** What the media code needs of its surroundings; the browser fills it in `main.tsx`, tests fill it with fakes. */
import type { Reply } from "../protocol/messages";
import type { Request } from "../protocol/session";

export interface Signalling {
  /** Rejects with `RequestError`. */
  request(message: Request): Promise<Reply>;
}

export interface Timers {
  /** Runs `action` once after `ms`; the returned function cancels it. */
  after(ms: number, action: () => void): () => void;
}

export const browserTimers: Timers = {
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

export const SLOTS = ["speaker", "room", "screen", "sign"] as const;
export type Slot = (typeof SLOTS)[number];
export type AudioPlace = "main" | "second";
/** The mids of the subscriber connection. */
export type Place = AudioPlace | Slot;

/** Where received tracks go: persistent media elements that outlive every connection. */
export interface TrackSink {
  attach(place: Place, track: MediaStreamTrack): void;
}

export type MakeConnection = () => RTCPeerConnection;

/** The server is ICE-lite with public addresses: no STUN or TURN servers, one transport for everything. */
export const makeConnection: MakeConnection = () =>
  new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
