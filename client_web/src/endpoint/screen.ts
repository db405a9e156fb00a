/** Sharing one's screen: with permission, one person at a time, stopped here as soon as anybody says so. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Devices } from "../media/devices";
import type { Signalling } from "../media/ports";
import type { Publisher } from "../media/publisher";
import type { ScreenView } from "../protocol/messages";

/** `allowed`: permission is given, nothing is shown yet. */
export type ScreenStep = "none" | "asking" | "allowed" | "sharing";

export class ScreenShare {
  readonly #track = signal<MediaStreamTrack | null>(null);
  readonly #busy = signal(false);
  readonly step: ReadonlySignal<ScreenStep>;

  constructor(
    private readonly parts: {
      readonly signalling: Signalling;
      readonly publisher: Publisher;
      readonly devices: Devices;
    },
    private readonly view: ReadonlySignal<ScreenView>,
    private readonly own: ReadonlySignal<string | null>,
    private readonly stoppedByOthers: () => void,
  ) {
    this.step = computed(() => {
      if (this.#allowed) return this.#track.value ? "sharing" : "allowed";
      return this.own.value !== null && this.view.value.asking.includes(this.own.value) ? "asking" : "none";
    });
  }

  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  get #allowed(): boolean {
    return this.own.value !== null && this.view.value.sharer === this.own.value;
  }

  /** Rejects with `RequestError`. */
  async ask(): Promise<void> {
    await this.parts.signalling.request({ type: "requestScreen" });
  }

  /** Within a gesture: browsers let nobody choose a window otherwise.  Rejects with `DeviceError`. */
  async start(): Promise<void> {
    if (this.#track.value || this.#busy.value) return;
    this.#busy.value = true;
    try {
      const track = await this.parts.devices.screen();
      if (!this.#allowed) {
        track.stop();
        return;
      }
      track.onended = () => {
        if (this.#track.peek() === track) void this.stop().catch(() => {});
      };
      this.#track.value = track;
      await this.parts.publisher.put("screen", track);
    } finally {
      this.#busy.value = false;
    }
  }

  /** Dark at once here; the server is told.  Also takes the question back.  Rejects with `RequestError`. */
  async stop(): Promise<void> {
    await this.#end();
    await this.parts.signalling.request({ type: "stopScreen" });
  }

  /** The server's word: whoever may not share any more sends nothing any more. */
  follow(): void {
    if (this.#track.peek() === null || this.#allowed) return;
    void this.#end();
    this.stoppedByOthers();
  }

  async #end(): Promise<void> {
    this.#track.value = null;
    await this.parts.publisher.put("screen", null);
  }
}
