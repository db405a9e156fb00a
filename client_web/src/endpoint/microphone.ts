/**
 * One's own microphone towards the floor.  The server opens and closes; this side closes at once whenever either the person
 * or the server says so, and never opens by itself except when an interruption or a lost connection that found it open is over.
 * Armed, it is measured and heard by nobody: the media node lets nothing of it through.
 */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Devices, SoundProfile } from "../media/devices";
import type { LevelMeter, MakeMeter } from "../media/levels";
import type { Signalling } from "../media/ports";
import type { Publisher } from "../media/publisher";
import type { Me } from "../protocol/messages";

export interface MicrophoneParts {
  readonly signalling: Signalling;
  readonly publisher: Publisher;
  readonly devices: Devices;
  readonly makeMeter: MakeMeter;
  readonly profile: SoundProfile;
  readonly device: () => string | null;
}

const SILENCE_DB = -127;

/** The local track behind a microphone button: acquired once, gated many times. */
export class LocalMicrophone {
  #meter: LevelMeter | null = null;
  #track: MediaStreamTrack | null = null;
  #acquiring: Promise<void> | null = null;

  constructor(
    private readonly parts: MicrophoneParts,
    /** The device is gone: unplugged, or taken back by the person. */
    private readonly lost: () => void,
  ) {}

  get acquired(): boolean {
    return this.#track !== null;
  }

  async acquire(): Promise<void> {
    if (this.#track?.readyState === "live") return;
    this.#acquiring ??= this.#take().finally(() => {
      this.#acquiring = null;
    });
    await this.#acquiring;
  }

  async #take(): Promise<void> {
    const { devices, profile, device, publisher, makeMeter } = this.parts;
    const track = await devices.microphone(profile, device());
    track.enabled = false;
    track.onended = () => {
      if (this.#track === track) this.lost();
    };
    this.#track = track;
    this.#meter?.close();
    this.#meter = makeMeter(track);
    await publisher.put("microphone", track);
  }

  /** Another device was chosen: take it in place of the present one, open or shut as that is. */
  async renew(): Promise<void> {
    const before = this.#track;
    if (before === null) return;
    this.#track = null;
    try {
      await this.acquire();
    } catch (error) {
      // The old device goes on being sent, so it must stay under the gate.
      this.#track = before;
      throw error;
    }
    this.gate(before.enabled);
  }

  gate(open: boolean): void {
    if (this.#track) this.#track.enabled = open;
  }

  /** Level of what this microphone hears now; silence while its gate is closed. */
  readDb(): number {
    return this.#meter && this.#track?.enabled ? this.#meter.readDb() : SILENCE_DB;
  }

  async release(): Promise<void> {
    this.#meter?.close();
    this.#meter = null;
    this.#track = null;
    await this.parts.publisher.put("microphone", null);
  }
}

export class FloorMicrophone {
  readonly local: LocalMicrophone;
  readonly #on = signal(false);
  readonly #busy = signal(false);
  readonly #armed = signal(false);
  /** An interruption silenced it: open again when the server lets it through again. */
  #held = false;
  /** The server has confirmed this opening; only then does its "closed" mean that somebody closed it. */
  #confirmed = false;

  constructor(
    private readonly parts: MicrophoneParts,
    private readonly closedByOthers: () => void,
  ) {
    this.local = new LocalMicrophone(parts, () => {
      this.closedByOthers();
      this.close().catch(() => {});
    });
  }

  get on(): ReadonlySignal<boolean> {
    return this.#on;
  }

  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  /** Measured here and by the server, heard by nobody. */
  get armed(): ReadonlySignal<boolean> {
    return this.#armed;
  }

  /** Rejects with `DeviceError`. */
  async arm(): Promise<void> {
    if (this.#armed.value || this.#on.value || this.#busy.value) return;
    this.#armed.value = true;
    try {
      await this.local.acquire();
      if (this.#armed.value) this.local.gate(true);
    } catch (error) {
      this.#armed.value = false;
      throw error;
    }
  }

  disarm(): void {
    if (!this.#armed.value) return;
    this.#armed.value = false;
    if (!this.#on.value && !this.#busy.value) this.local.gate(false);
  }

  /** Rejects with `DeviceError` or `RequestError`; the microphone is then closed. */
  async open(): Promise<void> {
    if (this.#on.value || this.#busy.value) return;
    this.#busy.value = true;
    try {
      await this.local.acquire();
      this.#confirmed = false;
      await this.parts.signalling.request({ type: "setMicrophone", open: true });
      this.#speak();
    } catch (error) {
      this.#armed.value = false;
      this.local.gate(false);
      throw error;
    } finally {
      this.#busy.value = false;
    }
  }

  /** Silent at once here; the server is told. */
  async close(): Promise<void> {
    this.#shut();
    await this.parts.signalling.request({ type: "setMicrophone", open: false });
  }

  /**
   * One's own state as the server sees it.  `rejoined`: the first after a new connection.  `holding`: one has the floor, be it
   * that one may not speak just now.
   */
  follow(me: Me, rejoined: boolean, holding = false): void {
    const open = me.person.microphone;
    if (!holding) this.#held = false;
    if (rejoined) {
      this.#reconcile(me);
    } else if (open) {
      if (this.#held) this.#speak();
      this.#confirmed = true;
    } else if (this.#on.value && (this.#confirmed || !me.mayOpenMicrophone)) {
      const interrupted = holding && !me.mayOpenMicrophone;
      this.#shut();
      this.#held = interrupted;
      if (!interrupted) this.closedByOthers();
    }
    const wanted = me.mayOpenMicrophone || this.#held || this.#armed.value || this.#busy.value;
    if (!wanted && this.local.acquired) void this.local.release();
  }

  #reconcile(me: Me): void {
    this.#confirmed = me.person.microphone;
    if (this.#held && me.person.microphone) this.#speak();
    if (this.#on.value && !me.mayOpenMicrophone) this.#shut();
    if (this.#on.value && !me.person.microphone) {
      this.parts.signalling.request({ type: "setMicrophone", open: true }).catch(() => this.#shut());
    }
    if (!this.#on.value && me.person.microphone) {
      this.parts.signalling.request({ type: "setMicrophone", open: false }).catch(() => {});
    }
  }

  #speak(): void {
    this.#held = this.#armed.value = false;
    this.local.gate(true);
    this.#on.value = true;
  }

  #shut(): void {
    this.#held = false;
    this.local.gate(false);
    this.#on.value = false;
    this.#confirmed = false;
  }
}
