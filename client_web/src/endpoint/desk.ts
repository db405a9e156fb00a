/** The interpreter's desk: microphone to the booth's channel, push-to-mute, outgoing channel. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { DeviceError } from "../media/devices";
import type { DeskMode } from "../protocol/messages";
import { LocalMicrophone, type MicrophoneParts } from "./microphone";

export class Desk {
  readonly local: LocalMicrophone;
  /** What the person asked for last; the server's word follows and wins. */
  readonly #asked = signal<DeskMode | null>(null);
  readonly #busy = signal(false);
  /** The last request is answered: the next word of the server is about it. */
  #answered = true;
  readonly mode: ReadonlySignal<DeskMode>;

  constructor(
    private readonly parts: MicrophoneParts,
    private readonly served: ReadonlySignal<DeskMode>,
    private readonly failed: (error: unknown) => void,
  ) {
    this.local = new LocalMicrophone(parts, () => {
      failed(new DeviceError("deviceMissing"));
      void this.switchOff();
    });
    this.mode = computed(() => this.#asked.value ?? this.served.value);
  }

  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
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

  async setOutgoing(channel: string): Promise<void> {
    await this.#tell(this.mode.value, channel);
  }

  /** The server's word on the desk: the local gate never stays open without it. */
  follow(): void {
    if (this.#answered) this.#asked.value = null;
    this.#gate();
  }

  #gate(): void {
    this.local.gate(this.mode.value === "on" && this.served.value === "on");
  }

  /** A new connection: what was asked before it is void, and a dropped desk does not open by itself. */
  rejoined(): void {
    this.#answered = true;
    this.follow();
  }

  async #tell(mode: DeskMode, channel?: string): Promise<void> {
    try {
      await this.#ask(mode, channel);
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
      if (this.served.value === mode) this.#asked.value = null;
    } catch (error) {
      this.#asked.value = null;
      throw error;
    }
  }
}
