/** Doubles for tests: a wire, a clock, devices, peer connections. They behave; they are not told what to answer. */
import { signal } from "@preact/signals-core";
import type { Outputs } from "../endpoint/endpoint";
import type { DeviceFault, Devices, SoundProfile } from "../media/devices";
import { DeviceError } from "../media/devices";
import type { ProtectionStatus } from "../media/monitor";
import type { MakeConnection, Timers } from "../media/ports";
import type { Heard } from "../media/protection";
import type {
  BoothView,
  Caption,
  ChannelView,
  ChatMessage,
  ChatSettings,
  DeskView,
  FloorEntry,
  FloorView,
  InterpretationView,
  Me,
  Person,
  Reply,
  ServerMessage,
  SittingView,
  Snapshot,
  SpeakerFitness,
  StageView,
  StatementView,
} from "../protocol/messages";
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

export function person(id: string, fields: Partial<Person> = {}): Person {
  return {
    id,
    name: `Name of ${id}`,
    delegation: "SN",
    role: "delegate",
    language: "fr",
    connected: true,
    microphone: false,
    attending: "remote",
    cameraMuted: false,
    plate: plateOf(fields.delegation ?? "SN", fields.name ?? `Name of ${id}`),
    ...fields,
  };
}

function plateOf(delegation: string, name: string): string {
  const country = { SN: "SENEGAL", NO: "NORWAY" }[delegation] ?? delegation;
  return country ? `${country} – ${name}` : name;
}

export function sitting(fields: Partial<SittingView> = {}): SittingView {
  return { state: "open", public: true, number: 1, since: null, ...fields };
}

/** A request that waits. */
export function floorEntry(requestId: string, fields: Partial<FloorEntry> = {}): FloorEntry {
  return {
    requestId,
    person: `p-${requestId}`,
    kind: "statement",
    motion: null,
    state: "queued",
    rank: 1,
    item: null,
    list: "speakers",
    language: "fr",
    origin: "remote",
    attending: "remote",
    deferredFor: null,
    precedence: null,
    registeredBy: null,
    answerTo: null,
    merged: [],
    answered: false,
    callUntil: null,
    requestedAt: 0,
    speakingSince: null,
    limitS: 180,
    spokenS: 0,
    runningSince: null,
    heldUntil: null,
    ...fields,
  };
}

export function floorView(fields: Partial<FloorView> = {}): FloorView {
  return {
    agenda: [],
    item: null,
    lists: [
      { name: "speakers", state: "open", limit: null },
      { name: "replies", state: "open", limit: 5 },
      { name: "rightsOfReply", state: "open", limit: null },
    ],
    sitting: sitting(),
    rules: {
      mode: "request",
      speakersLimit: 1,
      timeLimitsS: { statement: 180 },
      timePolicy: "show",
      amberS: 30,
      graceS: 10,
      itemChange: "keep",
    },
    precedence: [],
    presiding: null,
    priority: null,
    screen: { sharer: null, asking: [] },
    lastSpeech: null,
    ...fields,
  };
}

export function stage(fields: Partial<StageView> = {}): StageView {
  return {
    title: { en: "Committee on Water", ar: "لجنة المياه" },
    agendaItem: { en: "Item 4: General debate" },
    speaker: null,
    speakingSince: null,
    floorLanguage: "fr",
    channels: [
      { language: "en", feed: "interpreted" },
      { language: "fr", feed: "direct" },
      { language: "ar", feed: "none" },
    ],
    slots: {},
    plates: {},
    listOpen: true,
    speech: null,
    interrupted: [],
    sitting: sitting(),
    attentionAt: null,
    slowDownUntil: null,
    slowDownCount: 0,
    unfit: [],
    webcast: "off",
    ...fields,
  };
}

const MODERATION = [
  ...["moderateChat", "exportChat", "answerUpgrade", "muteParticipant", "removeParticipant", "renameParticipant"],
  ...["moveParticipant", "readStatements", "stopScreen"],
];

/** Of whoever runs the meeting. */
const CONSOLE = [
  ...["callSpeaker", "grantFloor", "endSpeech", "removeRequest", "openList", "requestOnBehalf", "orderList"],
  ...["pauseSpeech", "clearFloor", "usePriority", "setFloorRules", "manageAgenda", "manageSitting", "allowScreen"],
  ...["setFloorLanguage", "seeTotals", "seeQuality", "seeFitness", "privateChat", "chairInbox", "supportChat"],
  ...MODERATION,
];

const WRITING = ["sendChat", "privateChat", "chairChat", "supportChat"];

const CAN: Readonly<Record<string, readonly string[]>> = {
  delegate: [
    ...["selectChannel", ...WRITING, "fileStatement"],
    ...["requestFloor", "useMicrophone", "publish", "requestScreen"],
  ],
  passive: ["selectChannel", "sendChat", "requestUpgrade"],
  chair: ["selectChannel", "sendChat", "useMicrophone", "speakAtWill", "publish", ...CONSOLE, "takeChair"],
  deputy: ["selectChannel", "sendChat", "requestFloor", "useMicrophone", "publish", "takeChair"],
  moderator: ["selectChannel", "sendChat", ...CONSOLE],
  technician: [
    ...["selectChannel", "sendChat", "seeQuality", ...MODERATION],
    ...["privateChat", "chairChat", "supportInbox", "setQuota", "fileStatement", "playRecording", "setFloorLanguage"],
    ...["manageInterpretation", "answerHelp", "seeFitness", "writeCaptions"],
  ],
  captioner: ["selectChannel", ...WRITING, "writeCaptions"],
  signer: ["selectChannel", ...WRITING, "publish", "sign"],
  interpreter: ["selectChannel", ...WRITING, "useDesk", "publish", "readStatements"],
  room: ["selectChannel", "useMicrophone", "speakAtWill", "publish"],
};

export function me(fields: Partial<Me> = {}): Me {
  const who = fields.person ?? person("me");
  return {
    person: who,
    channel: "en",
    second: null,
    can: CAN[who.role] ?? [],
    requestId: null,
    requests: [],
    place: null,
    attending: "remote",
    seat: null,
    presiding: who.role === "chair",
    mayOpenMicrophone: who.role === "chair" || who.role === "room",
    booth: who.role === "interpreter" ? "fr" : null,
    quality: null,
    upgrade: null,
    upgradePlace: null,
    upgradeUntil: null,
    fitness: null,
    signing: false,
    ...fields,
  };
}

/** Of an event chat anyone may write to. */
export const openChat: ChatSettings = { mode: "open", slowS: 0 };

export function chatMessage(number: number, fields: Partial<ChatMessage> = {}): ChatMessage {
  return {
    messageId: `m${number}`,
    number,
    person: "no",
    name: "Ingrid Solheim",
    delegation: "NO",
    text: `text ${number}`,
    sentAt: 999_000 + number,
    hidden: false,
    hiddenBy: null,
    ...fields,
  };
}

export function statementFile(
  statementId: string,
  language: string,
  fields: Partial<StatementView> = {},
): StatementView {
  return {
    statementId,
    language,
    kind: "text",
    person: "sn",
    name: "Amara Diallo",
    delegation: "SN",
    plate: "SENEGAL – Amara Diallo",
    fileName: `statement-${language}.txt`,
    mediaType: "text/plain",
    size: 2048,
    sha256: `${statementId}${language}`,
    durationS: null,
    filedAt: 999_000,
    delivered: false,
    ...fields,
  };
}

export function snapshot(fields: Partial<Snapshot> = {}): Snapshot {
  return {
    type: "snapshot",
    meeting: "demo",
    now: 1_000_000,
    languages: ["ar", "zh", "en", "fr", "ru", "es"],
    stage: stage(),
    floor: floorView(),
    totals: [],
    list: [],
    people: {},
    me: me(),
    counts: { participants: 40, active: 20, connected: 38, participantsLimit: 3000, activeLimit: 450 },
    booths: [],
    numbers: { stage: 1, list: 1, roster: 1, eventChat: 1, me: 0 },
    subscriberAlive: false,
    publisherAlive: false,
    quality: [],
    iceServers: [],
    chat: openChat,
    chatLast: 0,
    threads: [],
    held: [],
    moderation: null,
    interpretation: null,
    fitness: [],
    glossary: [],
    webcast: null,
    ...fields,
  };
}

/** A desk that is off and hears the floor. */
export function deskView(who: Person, fields: Partial<DeskView> = {}): DeskView {
  return {
    person: who,
    mode: "off",
    channel: "fr",
    armed: false,
    talking: false,
    incoming: { selected: "floor", heard: "floor", hops: 0, automatic: false, forced: false, lost: false },
    autoRelay: true,
    openedAt: null,
    onAirS: 0,
    recording: false,
    webcast: false,
    check: {},
    ...fields,
  };
}

/** A channel that nobody need interpret into. */
export function channelView(language: string, fields: Partial<ChannelView> = {}): ChannelView {
  return { language, feed: "direct", hops: 0, booth: null, desks: [], patched: null, noneSince: null, ...fields };
}

/** The topic `interpretation`. */
export function interpretationView(fields: Partial<InterpretationView> = {}): InterpretationView {
  return {
    channels: ["ar", "zh", "en", "fr", "ru", "es"].map((language) => channelView(language)),
    rules: {
      ...{ within: "override", betweenA: "interlock", betweenB: "interlock" },
      ...{ autoRelay: true, policy: "floor", alarmAfterS: 5, turnS: 1800 },
    },
    pivot: null,
    soundCheck: false,
    ...fields,
  };
}

export function fitness(who: string, fields: Partial<SpeakerFitness> = {}): SpeakerFitness {
  return {
    person: who,
    ...{ step: "good", reasons: [], levelDb: -20, noiseDb: -60, bandHz: 16_000, clipped: 0, loss: 0, jitterMs: 5 },
    ...fields,
  };
}

export function caption(captionId: string, fields: Partial<Caption> = {}): Caption {
  return {
    captionId,
    language: "en",
    text: `line ${captionId}`,
    startedAt: 999_999,
    writtenAt: 1_000_000,
    final: true,
    ...fields,
  };
}

export function boothView(language: string, desks: readonly DeskView[], fields: Partial<BoothView> = {}): BoothView {
  return {
    language,
    seats: 3,
    outgoing: [],
    desks,
    handover: null,
    engagedBy: null,
    unfitSince: null,
    dropped: null,
    calls: [],
    turns: [],
    ...fields,
  };
}

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
