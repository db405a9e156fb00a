/** What the media code needs of its surroundings; the browser fills it in a program, tests fill it with fakes. */
import type { IceServer, Reply } from "../protocol/messages";
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

export type MakeConnection = (relays?: readonly IceServer[]) => RTCPeerConnection;

/**
 * The server is ICE-lite with public addresses, UDP and TCP on one port: relays serve networks that let neither out.  ICE takes
 * them last, by the priorities of RFC 8445 section 5.1.2.
 */
export const makeConnection: MakeConnection = (relays = []) =>
  new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require", iceServers: iceServers(relays) });

/** For the next gathering of a connection that exists; what it has stays. */
export function renewRelays(connection: RTCPeerConnection, relays: readonly IceServer[]): void {
  connection.setConfiguration({ ...connection.getConfiguration(), iceServers: iceServers(relays) });
}

const iceServers = (relays: readonly IceServer[]): RTCIceServer[] =>
  relays.map(({ urls, username, credential }) => ({ urls: [...urls], username, credential }));
