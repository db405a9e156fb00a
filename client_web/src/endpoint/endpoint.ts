/**
 * A participant's endpoint (RFC 4353): one session, one subscriber connection, perhaps one publisher connection, and the state
 * they feed.  The views call its actions and read its state; it knows no markup.
 */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import type { Chimes } from "../media/chimes";
import { DeviceError, type Devices } from "../media/devices";
import type { MakeMeter } from "../media/levels";
import type { ProtectionStatus } from "../media/monitor";
import { type AudioPlace, type MakeConnection, renewRelays, type Timers, type TrackSink } from "../media/ports";
import type { Heard } from "../media/protection";
import { Publisher } from "../media/publisher";
import { LossCushion } from "../media/resends";
import { Subscriber } from "../media/subscriber";
import type { IceServer, Me, Motion, Reply, RequestKind, ServerMessage, Snapshot } from "../protocol/messages";
import type { Entry, Resources } from "../protocol/resources";
import { type Request, RequestError, type SessionStatus } from "../protocol/session";
import { CaptionsState } from "../state/captions";
import { ChatState, EVENT } from "../state/chat";
import { TotalsState } from "../state/clocks";
import { FitnessState } from "../state/fitness";
import { FloorState } from "../state/floor";
import { GlossaryState } from "../state/glossary";
import { FLOOR, InterpretationState } from "../state/interpretation";
import { MeetingState } from "../state/meeting";
import { ModerationState } from "../state/moderation";
import { Notices } from "../state/notices";
import type { KeyValueStore, Preferences } from "../state/preferences";
import { QualityState } from "../state/quality";
import { RosterState } from "../state/roster";
import { SoundCheckState } from "../state/sound_check";
import { StatementsState } from "../state/statements";
import { WebcastDesk } from "../state/webcast";
import { Announcer } from "./announcer";
import { Booth } from "./booth";
import { BoothAnnouncer } from "./booth_announcer";
import { Broadcasting } from "./broadcasting";
import { Camera } from "./camera";
import { Captioning } from "./captioning";
import { CaptionReader } from "./captions";
import { Conduct } from "./conduct";
import { Console } from "./console";
import { Correspondence, type OpenBeside } from "./correspondence";
import { Desk, NO_DESK } from "./desk";
import { Engineering } from "./engineering";
import { Filing } from "./filing";
import { followHeadset } from "./headset";
import { Hearing } from "./hearing";
import { Listing } from "./listing";
import { FloorMicrophone, type MicrophoneParts } from "./microphone";
import { NotesToSpeaker } from "./notes_to_speaker";
import { Pictures } from "./pictures";
import { Placing } from "./placing";
import { ReadAloud } from "./read_aloud";
import { Records } from "./records";
import { ScreenShare } from "./screen";
import { Signals } from "./signals";
import { Signing } from "./signing";
import { Turn } from "./turn";

/** What waits for a decision of who moderates: messages held back, people asking for an active place. */
export type Queue = "held" | "upgrades";

/** The conversation with the server; `WebSocketTransport` in the browser. */
export interface Conversation {
  start(): void;
  request(message: Request): Promise<Reply>;
  nudge(): void;
  end(): void;
}

export interface Outputs extends TrackSink {
  setVolume(place: AudioPlace, volume: number): void;
  /** Bass and treble, dB; only through hearing protection. */
  setTone(bassDb: number, trebleDb: number): void;
  /** From now on everything heard passes hearing protection. */
  protect(): Promise<void>;
  readonly protection: ReadonlySignal<ProtectionStatus>;
  /** What reaches the ears; null where it is not known. */
  readonly heard: ReadonlySignal<Heard | null>;
}

export interface Surroundings {
  readonly resources: Resources;
  readonly preferences: Preferences;
  readonly devices: Devices;
  readonly makeMeter: MakeMeter;
  readonly outputs: Outputs;
  readonly timers: Timers;
  readonly makeConnection: MakeConnection;
  readonly chimes: Chimes;
  /** Unix seconds. */
  readonly now: () => number;
  /** Kept for this tab: what was read. */
  readonly marks?: KeyValueStore;
  readonly openBeside?: OpenBeside;
  readonly converse: (endpoint: Endpoint, token: string) => Conversation;
}

/** Runs `act` when the value changes, not at first. */
function onChange<T>(value: ReadonlySignal<T>, act: () => void): () => void {
  let known = value.peek();
  return effect(() => {
    if (value.value === known) return;
    known = value.value;
    untracked(act);
  });
}

export class Endpoint {
  readonly meeting = new MeetingState();
  readonly floor = new FloorState(this.meeting.me);
  readonly totals = new TotalsState();
  readonly interpretation = new InterpretationState(this.meeting);
  readonly chat = new ChatState();
  readonly roster = new RosterState();
  readonly moderation = new ModerationState();
  readonly statements = new StatementsState();
  readonly glossary = new GlossaryState();
  readonly quality = new QualityState();
  readonly soundCheck = new SoundCheckState();
  readonly fitness = new FitnessState();
  readonly captions = new CaptionsState();
  readonly webcast = new WebcastDesk();
  readonly notices = new Notices();
  readonly status = signal<SessionStatus>("connecting");
  /** One works at a desk: hears through protection, at the console's own levels. */
  readonly #atDesk = computed(() => this.meeting.me.value?.person.role === "interpreter");
  /** The panel beside the stage that is open. */
  readonly panel = signal("speakers");
  /** The queue somebody asked to be brought to; whoever shows it takes the focus and clears this. */
  readonly wanted = signal<Queue | null>(null);
  /** Joined at least once. */
  readonly entered = signal(false);
  /** Why the place is gone for good, when it is. */
  readonly endedBy = signal<string | null>(null);
  readonly subscriber: Subscriber;
  readonly publisher: Publisher;
  readonly microphone: FloorMicrophone;
  readonly camera: Camera;
  readonly desk: Desk;
  /** Handover, relay, help and what else there is to do in a booth. */
  readonly booth: Booth;
  readonly screen: ScreenShare;
  /** One's own turn at the floor. */
  readonly turn: Turn;
  readonly pictures: Pictures;
  /** The console of who runs the meeting. */
  readonly console: Console;
  readonly listing: Listing;
  readonly conduct: Conduct;
  readonly placing: Placing;
  /** Neither sends nor receives sound or pictures: a console beside the conference system of the hall. */
  readonly controlOnly: boolean;
  readonly correspondence: Correspondence;
  readonly filing: Filing;
  /** What the technician does. */
  readonly engineering: Engineering;
  /** What the operator of the webcast does. */
  readonly broadcasting = new Broadcasting(this);
  readonly hearing: Hearing;
  readonly captionReader: CaptionReader;
  readonly captioning: Captioning;
  readonly signing: Signing;
  readonly notesToSpeaker = new NotesToSpeaker(this.meeting, this.notices);
  readonly #cushion: LossCushion;
  readonly #conversation: Conversation;
  readonly #records: Records;
  readonly #announcer = new Announcer(this);
  readonly #boothAnnouncer: BoothAnnouncer;
  readonly readAloud = new ReadAloud(this);
  readonly #signals: Signals;
  readonly #disposals: (() => void)[] = [];
  #reconnected = false;
  #relays: readonly IceServer[] = [];

  constructor(
    readonly meetingId: string,
    entry: Entry,
    private readonly around: Surroundings,
  ) {
    const { outputs, timers, preferences, devices } = around;
    const makeConnection = () => around.makeConnection(this.#relays);
    this.#conversation = around.converse(this, entry.token);
    this.controlOnly = entry.controlOnly ?? false;
    this.console = new Console(this, timers);
    this.listing = new Listing(this.console, this.floor);
    this.conduct = new Conduct(this.console, this.floor);
    this.placing = new Placing(this.console, this.floor);
    this.turn = new Turn(this, around.preferences, around.chimes);
    this.#signals = new Signals(around.chimes, this.meeting, this.floor, this.controlOnly);
    const { resources } = around;
    this.engineering = new Engineering(this, resources, entry.token, preferences, () => around.chimes.bell());
    this.hearing = new Hearing(this, preferences, (place, volume) => {
      if (!this.#atDesk.value) outputs.setVolume(place, volume);
    });
    this.captionReader = new CaptionReader(this, resources, entry.token, preferences);
    this.captioning = new Captioning(this, timers, preferences);
    this.#records = new Records(resources, meetingId, entry.token);
    this.correspondence = new Correspondence(this, resources, entry.token, around.marks ?? null, around.openBeside);
    const failed = (error: unknown) => this.failed(error);
    this.filing = new Filing(this.statements, resources, meetingId, entry.token, failed);
    this.subscriber = new Subscriber(this, outputs, timers, makeConnection);
    this.publisher = new Publisher(this, timers, makeConnection);
    this.pictures = new Pictures(this.subscriber, timers, (slot) => this.meeting.stage.peek().slots[slot] ?? null);
    this.#cushion = new LossCushion(() => this.subscriber.link.connection, timers);
    const cameraId = () => preferences.camera.value || null;
    this.camera = new Camera(this.publisher, devices, cameraId);
    this.signing = new Signing(this);
    this.microphone = new FloorMicrophone(this.#microphoneParts(), () => this.#microphoneClosed());
    this.screen = new ScreenShare(
      { signalling: this, publisher: this.publisher, devices },
      computed(() => this.floor.view.value.screen),
      computed(() => this.meeting.me.value?.person.id ?? null),
      () => this.notices.show("notice-screen-stopped", {}, "assertive"),
    );
    const served = computed(() => this.interpretation.myDesk.value ?? NO_DESK);
    this.desk = new Desk({ ...this.#microphoneParts(), profile: "clean" }, served, failed);
    this.booth = new Booth(this, preferences.booth, around.chimes);
    this.#boothAnnouncer = new BoothAnnouncer(this);
  }

  start(): void {
    const { outputs, preferences } = this.around;
    this.#disposals.push(
      ...this.hearing.follow(),
      ...followHeadset(outputs, preferences.booth, this.#atDesk),
      onChange(preferences.microphone, () => this.#renew(this.microphone.local, this.desk.local)),
      onChange(preferences.camera, () => this.#renew(this.camera)),
      // Where media stop, signalling may be dead too and not know it: without it nothing is restarted.
      onChange(this.subscriber.link.status, () => this.subscriber.link.status.peek() === "interrupted" && this.nudge()),
      () => this.pictures.stop(),
      () => this.console.stop(),
      () => this.#cushion.stop(),
    );
    this.pictures.start();
    this.#cushion.start();
    this.#conversation.start();
  }

  /** The shell's clock, several times a second. */
  tick(): void {
    this.meeting.tick(this.around.now());
    this.readAloud.tick();
    this.#signals.tick();
    this.#announcer.ticked();
    this.engineering.tick();
    this.booth.tick(this.around.now());
    this.#boothAnnouncer.ticked();
  }

  /** Told with every join, so that media lives on across a restart of the server. */
  get held() {
    return { subscriber: this.subscriber.link.peer, publisher: this.publisher.link.peer };
  }

  nudge(): void {
    this.#conversation.nudge();
  }

  // --- what the session tells ---------------------------------------------------------------------------------------

  delivered(message: ServerMessage): void {
    this.meeting.apply(message, this.around.now());
    this.floor.apply(message);
    this.totals.apply(message);
    this.interpretation.apply(message);
    this.glossary.apply(message);
    this.roster.apply(message);
    this.moderation.apply(message);
    this.statements.apply(message);
    this.correspondence.heard(message);
    this.quality.apply(message);
    this.soundCheck.apply(message);
    this.fitness.apply(message);
    this.captions.apply(message);
    this.webcast.apply(message);
    if (message.type === "snapshot") this.#joined(message);
    else if (message.type === "me" || message.type === "list") this.turn.follow(false);
    else if (message.type === "floor") this.screen.follow();
    else if (message.type === "booth") this.desk.follow();
    else if (message.type === "iceServers") this.#useRelays(message.iceServers);
    else if (message.type === "peerLost") this[message.connection].link.lost(message.peer, message.spreadMs);
    this.#announcer.heard(message);
    this.#boothAnnouncer.heard(message);
    this.notesToSpeaker.heard(message);
    this.readAloud.heard(message);
    this.#signals.heard(message);
  }

  statusChanged(status: SessionStatus, code: string | null): void {
    this.status.value = status;
    if (status === "connecting") this.#reconnected = true;
    if (status !== "ended") return;
    this.endedBy.value = code ?? "left";
    this.#stopMedia();
  }

  // --- actions --------------------------------------------------------------------------------------------------------

  request(message: Request) {
    return this.#conversation.request(message);
  }

  /** Sends a request whose refusal is shown to the person; resolves to whether it was carried out. */
  async ask(message: Request): Promise<boolean> {
    try {
      await this.request(message);
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  /** Shows a refusal, or what a device lacks, to the person. */
  failed(error: unknown): void {
    if (error instanceof RequestError || error instanceof DeviceError)
      this.notices.show(`error-${error.code}`, {}, "assertive");
    else throw error;
  }

  /** Shows the private thread with somebody. */
  writeTo(person: string): void {
    this.correspondence.select(`person:${person}`);
    this.panel.value = "chat";
  }

  bringTo(queue: Queue): void {
    if (queue === "held") this.correspondence.select(EVENT);
    this.panel.value = queue === "held" ? "chat" : "participants";
    this.wanted.value = queue;
  }

  selectChannel(channel: string): Promise<boolean> {
    const second = this.#secondFor(channel);
    return this.ask({ type: "selectChannel", channel, second });
  }

  /** The original under the interpretation: 0 switches it off. */
  setSecondVolume(volume: number): void {
    this.around.preferences.secondVolume.value = volume;
    const channel = this.interpretation.channel.value;
    const second = this.#secondFor(channel);
    if (second !== (this.meeting.me.value?.second ?? null)) void this.ask({ type: "selectChannel", channel, second });
  }

  requestFloor(kind: RequestKind = "statement", motion?: Motion): Promise<boolean> {
    return this.ask({ type: "requestFloor", kind, ...(motion ? { motion } : {}) });
  }

  async askForScreen(): Promise<void> {
    await this.attempt(this.screen.ask());
  }

  async shareScreen(): Promise<void> {
    await this.attempt(this.screen.start());
  }

  async stopScreen(): Promise<void> {
    await this.attempt(this.screen.stop());
  }

  async toggleMicrophone(): Promise<void> {
    try {
      if (this.microphone.on.value) await this.microphone.close();
      else await this.#openMicrophone();
    } catch (error) {
      this.failed(error);
    }
  }

  async toggleCamera(): Promise<void> {
    try {
      if (this.camera.track.value) await this.camera.stop();
      else await this.camera.start();
    } catch (error) {
      this.failed(error);
    }
  }

  async leave(): Promise<void> {
    await this.request({ type: "leave" }).catch(() => {});
    this.#conversation.end();
  }

  /** What reaches the ears, for meters. */
  get outputs(): Pick<Outputs, "heard" | "protection"> {
    return this.around.outputs;
  }

  /** The page goes away: devices are freed, the place is kept. */
  dispose(): void {
    this.#conversation.end();
    this.#stopMedia();
  }

  // --- inside ---------------------------------------------------------------------------------------------------------

  #joined(snapshot: Snapshot): void {
    // A snapshot also answers `resync`; only after a new connection is there something to take up again.
    const again = this.entered.value && this.#reconnected;
    this.#reconnected = false;
    this.entered.value = true;
    this.#useRelays(snapshot.iceServers);
    if (this.controlOnly) this.#attendWithoutMedia(snapshot.me);
    else this.#openLinks(snapshot);
    if (again) this.console.rejoined();
    if (again) this.desk.rejoined();
    this.turn.follow(again);
    this.screen.follow();
    const { channel, second } = snapshot.me;
    if (second !== this.#secondFor(channel)) void this.selectChannel(channel);
    this.hearing.joined();
    if (snapshot.me.person.role === "captioner")
      void this.captioning.joined(snapshot.me.person.language, snapshot.languages);
    else this.captionReader.joined();
    void this.#records.readRoster(this.roster);
    void this.filing.refresh();
  }

  #openLinks({ me, subscriberAlive, publisherAlive }: Snapshot): void {
    this.subscriber.link.open();
    this.subscriber.link.rejoined(subscriberAlive);
    if (!me.can.includes("publish")) {
      void this.camera.stop();
      this.publisher.close();
      return;
    }
    this.publisher.link.open();
    this.publisher.link.rejoined(publisherAlive);
  }

  /** Whoever has a console beside them speaks by a microphone of the room. */
  #attendWithoutMedia(me: Me): void {
    if (me.attending !== "room") void this.ask({ type: "setAttending", attending: "room" });
  }

  #useRelays(relays: readonly IceServer[]): void {
    this.#relays = relays;
    for (const { link } of [this.subscriber, this.publisher]) if (link.connection) renewRelays(link.connection, relays);
  }

  async #openMicrophone(): Promise<void> {
    await this.microphone.open();
    if (this.around.preferences.cameraWithMicrophone.value) await this.camera.start();
  }

  #microphoneClosed(): void {
    this.notices.show("notice-microphone-closed", {}, "assertive");
  }

  #secondFor(channel: string): string | null {
    if (this.#atDesk.value) return this.booth.secondFor(channel);
    if (this.engineering.monitored.value !== null) return `booth:${this.engineering.monitored.value}`;
    return this.around.preferences.secondVolume.value <= 0 || channel === FLOOR ? null : FLOOR;
  }

  #microphoneParts(): MicrophoneParts {
    const { devices, makeMeter, preferences } = this.around;
    const role = () => this.meeting.me.value?.person.role;
    return {
      signalling: this,
      publisher: this.publisher,
      devices,
      makeMeter,
      get profile() {
        return role() === "room" ? "clean" : "speech";
      },
      device: () => preferences.microphone.value || null,
    };
  }

  /** Carries out, and tells the person what failed. */
  async attempt(act: Promise<void>): Promise<void> {
    try {
      await act;
    } catch (error) {
      this.failed(error);
    }
  }

  #renew(...devices: readonly { renew(): Promise<void> }[]): void {
    for (const device of devices) device.renew().catch((error) => this.failed(error));
  }

  #stopMedia(): void {
    for (const dispose of this.#disposals.splice(0)) dispose();
    this.subscriber.link.close();
    this.publisher.close();
  }
}
