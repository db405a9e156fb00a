/** One's own camera: sent warm, shown to others only while the floor puts it into a slot. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Devices } from "../media/devices";
import type { Publisher } from "../media/publisher";

export class Camera {
  readonly #track = signal<MediaStreamTrack | null>(null);
  readonly #busy = signal(false);

  constructor(
    private readonly publisher: Publisher,
    private readonly devices: Devices,
    private readonly device: () => string | null,
  ) {}

  /** For the self-view; null while off. */
  get track(): ReadonlySignal<MediaStreamTrack | null> {
    return this.#track;
  }

  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  /** Rejects with `DeviceError`. */
  async start(): Promise<void> {
    if (this.#track.value || this.#busy.value) return;
    this.#busy.value = true;
    try {
      const track = await this.devices.camera(this.device());
      track.onended = () => void this.stop();
      await this.publisher.put("camera", track);
      this.#track.value = track;
    } finally {
      this.#busy.value = false;
    }
  }

  /** Another device was chosen. */
  async renew(): Promise<void> {
    if (!this.#track.value) return;
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    if (!this.#track.value) return;
    this.#track.value = null;
    await this.publisher.put("camera", null);
  }
}
