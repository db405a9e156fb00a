/** The interpreter's desk: microphone to the booth's channel, push-to-mute, armed for a handover, the booth's voice link. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { DeviceError } from "../media/devices";
import type { DeskMode, DeskView } from "../protocol/messages";
import { LocalMicrophone, type MicrophoneParts } from "./microphone";

export type ServedDesk = Pick<DeskView, "mode" | "armed" | "talking">;
export const NO_DESK: ServedDesk = { mode: "off", armed: false, talking: false };

export class Desk {
  readonly local: LocalMicrophone;
  /** What the person asked for last; the server's word follows and wins. */
  readonly #asked = signal<DeskMode | null>(null);
  readonly #busy = signal(false);
  /** The key of the voice link is held. */
  readonly #talking = signal(false);
  /** The last request is answered: the next word of the server is about it. */
  #answered = true;
  readonly mode: ReadonlySignal<DeskMode>;
  /** Metered, heard by nobody: a handover was accepted, or the sound is being checked. */
  readonly armed: ReadonlySignal<boolean>;

  constructor(
    private readonly parts: MicrophoneParts,
    private readonly served: ReadonlySignal<ServedDesk>,
    private readonly failed: (error: unknown) => void,
  ) {
    this.local = new LocalMicrophone(parts, () => {
      failed(new DeviceError("deviceMissing"));
      void this.switchOff();
    });
    this.mode = computed(() => this.#asked.value ?? this.served.value.mode);
    this.armed = computed(() => this.served.value.armed && this.mode.value === "off");
  }

  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  get talking(): ReadonlySignal<boolean> {
    return this.#talking;
  }

  /** The microphone is open here, whoever hears it.  Rejects with `DeviceError`. */
  async ready(): Promise<void> {
    await this.local.acquire();
  }

  async switchOn(channel: string): Promise<void> {
    if (this.#busy.value) return;
    this.#busy.value = true;
    try {
      await this.local.acquire();
      await this.#ask("on", channel);
    } catch (error) {
      this.failed(error);
    } finally {
      this.#busy.value = false;
      this.#gate();
    }
  }

  async switchOff(): Promise<void> {
    this.local.gate(false);
    await this.#tell("off");
  }

  /** Silence while held; always returns to "on". */
  async pushToMute(held: boolean): Promise<void> {
    if (held && this.mode.value !== "on") return;
    if (!held && this.mode.value !== "pushToMute") return;
    if (held) this.local.gate(false);
    await this.#tell(held ? "pushToMute" : "on");
  }

  /** To the boothmates alone while held.  Sent only once the server has said that it goes to them. */
  async talk(held: boolean): Promise<void> {
    if (held === this.#talking.value) return;
    this.#talking.value = held;
    this.#gate();
    try {
      if (held) await this.local.acquire();
      await this.parts.signalling.request({ type: "talk", on: held });
    } catch (error) {
      this.#talking.value = false;
      this.failed(error);
    } finally {
      this.#gate();
    }
  }

  /** The server's word on the desk: the local gate never stays open without it. */
  follow(): void {
    if (this.#answered) this.#asked.value = null;
    if (this.served.value.armed && !this.local.acquired) void this.#arm();
    this.#gate();
  }

  /** So that a handover has no gap, the microphone sends before its sound is let through. */
  async #arm(): Promise<void> {
    try {
      await this.local.acquire();
    } catch (error) {
      this.failed(error);
    } finally {
      this.#gate();
    }
  }

  #gate(): void {
    const { mode, armed, talking } = this.served.value;
    const asked = this.#asked.value;
    const onAir = this.mode.value === "on" && mode === "on";
    const waits = armed && (asked === null || asked === "on");
    this.local.gate(onAir || waits || (talking && this.#talking.value));
  }

  /** A new connection: what was asked before it is void, and a dropped desk does not open by itself. */
  rejoined(): void {
    this.#answered = true;
    this.#talking.value = false;
    this.follow();
  }

  async #tell(mode: DeskMode): Promise<void> {
    try {
      await this.#ask(mode);
    } catch (error) {
      this.failed(error);
    } finally {
      this.#gate();
    }
  }

  async #ask(mode: DeskMode, channel?: string): Promise<void> {
    this.#asked.value = mode;
    this.#answered = false;
    try {
      await this.parts.signalling.request({ type: "setDesk", mode, ...(channel ? { channel } : {}) });
      if (this.#asked.value !== mode) return;
      // The booth's delta may come before the reply or after it.
      this.#answered = true;
      if (this.served.value.mode === mode) this.#asked.value = null;
    } catch (error) {
      this.#asked.value = null;
      throw error;
    }
  }
}
