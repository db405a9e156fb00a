/** Doubles for tests: a wire, a clock, devices, peer connections. They behave; they are not told what to answer. */
import { signal } from "@preact/signals-core";
import type { Outputs } from "../endpoint/endpoint";
import type { DeviceFault, Devices, SoundProfile } from "../media/devices";
import { DeviceError } from "../media/devices";
import type { ProtectionStatus } from "../media/monitor";
import type { MakeConnection, Timers } from "../media/ports";
import type { Heard } from "../media/protection";
import type { Reply, ServerMessage } from "../protocol/messages";
import type { Request } from "../protocol/session";

export class FakeTimers implements Timers {
  nowMs = 0;
  #waiting: { atMs: number; action: () => void }[] = [];

  after(ms: number, action: () => void): () => void {
    const timer = { atMs: this.nowMs + ms, action };
    this.#waiting.push(timer);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== timer);
    };
  }

  get delays(): number[] {
    return this.#waiting.map(({ atMs }) => atMs - this.nowMs);
  }

  async pass(ms: number): Promise<void> {
    const end = this.nowMs + ms;
    await settle();
    for (;;) {
      const next = this.#waiting.filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.nowMs = next.atMs;
      next.action();
      await settle();
    }
    this.nowMs = end;
  }
}

/** Lets everything that is already decided happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

export class FakeSignalling {
  nudges = 0;

  readonly asked: Request[] = [];
  readonly answers: ((request: Request) => Partial<Reply> | Error | Promise<Partial<Reply>>)[] = [];

  nudged(): void {
    this.nudges += 1;
  }

  async request(message: Request): Promise<Reply> {
    this.asked.push(message);
    const answer = await (this.answers.shift() ?? usual)(message);
    if (answer instanceof Error) throw answer;
    return { type: "reply", id: this.asked.length, ...nothingMade, ...answer };
  }

  get types(): string[] {
    return this.asked.map(({ type }) => type);
  }
}

/** A reply that names nothing. */
export const nothingMade = {
  sdp: null,
  peer: null,
  requestId: null,
  person: null,
  item: null,
  messageId: null,
  held: null,
  captionId: null,
  callId: null,
  push: null,
};

function usual({ type }: Request): Partial<Reply> {
  if (type === "openSubscriber") return { sdp: "main second speaker room screen sign", peer: "s0" };
  if (type === "openPublisher") return { sdp: "answer", peer: "p0" };
  return {};
}

export class FakeTrack {
  enabled = true;
  readyState: "live" | "ended" = "live";
  onended: (() => void) | null = null;

  constructor(readonly kind: "audio" | "video") {}

  getSettings(): MediaTrackSettings {
    return {};
  }

  stop(): void {
    this.readyState = "ended";
  }
}

export function fakeTrack(kind: "audio" | "video" = "audio"): MediaStreamTrack & FakeTrack {
  return new FakeTrack(kind) as never;
}

export class FakeDevices implements Devices {
  readonly opened: string[] = [];
  readonly tracks: FakeTrack[] = [];
  fault: DeviceFault | null = null;

  microphone(profile: SoundProfile): Promise<MediaStreamTrack> {
    return this.#open(`microphone ${profile}`, "audio");
  }

  camera(): Promise<MediaStreamTrack> {
    return this.#open("camera", "video");
  }

  screen(): Promise<MediaStreamTrack> {
    return this.#open("screen", "video");
  }

  list() {
    return Promise.resolve([]);
  }

  async #open(what: string, kind: "audio" | "video"): Promise<MediaStreamTrack> {
    if (this.fault) throw new DeviceError(this.fault);
    this.opened.push(what);
    const track = fakeTrack(kind);
    this.tracks.push(track);
    return track;
  }
}

export class FakeSender {
  track: MediaStreamTrack | null = null;

  constructor(public encodings: RTCRtpEncodingParameters[] = []) {}

  getParameters(): { encodings: RTCRtpEncodingParameters[] } {
    return { encodings: this.encodings.map((encoding) => ({ ...encoding })) };
  }

  async setParameters({ encodings }: { encodings: RTCRtpEncodingParameters[] }): Promise<void> {
    this.encodings = encodings;
  }

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.track = track;
  }
}

/** Enough of RTCPeerConnection for offers and answers; `offer` lines name the mids that `ontrack` fires for. */
export class FakeConnection {
  connectionState: RTCPeerConnectionState = "new";
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { transceiver: { mid: string }; track: MediaStreamTrack }) => void) | null = null;
  localDescription: { sdp: string } | null = null;
  readonly remote: string[] = [];
  readonly transceivers: { mid: string | null; kind: string; direction: string; sender: FakeSender }[] = [];
  closed = false;
  configuration: RTCConfiguration = {};

  getConfiguration(): RTCConfiguration {
    return this.configuration;
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration;
  }

  addTransceiver(kind: string, init: { direction: string; sendEncodings?: RTCRtpEncodingParameters[] }) {
    const transceiver = { mid: null, kind, direction: init.direction, sender: new FakeSender(init.sendEncodings) };
    this.transceivers.push(transceiver);
    return transceiver;
  }

  getTransceivers() {
    return this.transceivers;
  }

  async createOffer(options?: { iceRestart?: boolean }) {
    return { type: "offer", sdp: options?.iceRestart ? "offer restarted" : "offer" };
  }

  async createAnswer() {
    return { type: "answer", sdp: "answer" };
  }

  async setLocalDescription(description: { sdp: string }): Promise<void> {
    this.localDescription = description;
  }

  async setRemoteDescription({ type, sdp }: { type: string; sdp: string }): Promise<void> {
    this.remote.push(sdp);
    if (type !== "offer" || this.transceivers.length > 0) return;
    for (const mid of sdp.split(" ")) {
      this.transceivers.push({ mid, kind: "any", direction: "sendrecv", sender: new FakeSender() });
      this.ontrack?.({ transceiver: { mid }, track: fakeTrack() });
    }
  }

  async getStats() {
    return new Map();
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  close(): void {
    this.closed = true;
  }
}

export function connections(): { made: FakeConnection[]; make: MakeConnection } {
  const made: FakeConnection[] = [];
  const make: MakeConnection = (relays = []) => {
    const connection = new FakeConnection();
    connection.configuration = {
      bundlePolicy: "max-bundle",
      iceServers: relays.map((relay) => ({ ...relay, urls: [...relay.urls] })),
    };
    made.push(connection);
    return connection as unknown as RTCPeerConnection;
  };
  return { made, make };
}

/** A request that waits. */
/** Of whoever runs the meeting. */
/** Of an event chat anyone may write to. */
/** A desk that is off and hears the floor. */
/** A channel that nobody need interpret into. */
/** The topic `interpretation`. */
export function frame(message: ServerMessage): string {
  return JSON.stringify(message);
}

export class MemoryStore {
  readonly values = new Map<string, string>();

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }
}

/** Notes what is played how loud. */
export class FakeOutputs implements Outputs {
  readonly volumes: Record<string, number> = {};
  tone = [0, 0];
  readonly heard = signal<Heard | null>(null);
  readonly protection = signal<ProtectionStatus>("off");

  attach(): void {}

  setVolume(place: string, volume: number): void {
    this.volumes[place] = volume;
  }

  setTone(bassDb: number, trebleDb: number): void {
    this.tone = [bassDb, trebleDb];
  }

  async protect(): Promise<void> {
    this.protection.value = "on";
  }
}
