/** Which video places really move: measured by decoded frames, not believed from the signalling. */
import { signal } from "@preact/signals-core";
import type { Place, Timers } from "../media/ports";

const LOOK_EVERY_MS = 1_000;
/** Looks without a new frame until a picture counts as gone. */
const PATIENCE_LOOKS = 3;

export interface FrameCounts {
  framesDecoded(): Promise<ReadonlyMap<Place, number>>;
}

export class Pictures {
  readonly live = signal<ReadonlySet<Place>>(new Set());
  readonly #last = new Map<Place, number>();
  readonly #stale = new Map<Place, number>();
  #running = false;
  #cancel: () => void = () => {};

  constructor(
    private readonly counts: FrameCounts,
    private readonly timers: Timers,
  ) {}

  start(): void {
    this.#running = true;
    this.#cancel = this.timers.after(LOOK_EVERY_MS, () => void this.#again());
  }

  stop(): void {
    this.#running = false;
    this.#cancel();
    this.#cancel = () => {};
  }

  async look(): Promise<void> {
    const counts = await this.counts.framesDecoded();
    const live = new Set<Place>();
    for (const [place, frames] of counts) {
      const before = this.#last.get(place) ?? 0;
      const stale = frames !== before && frames > 0 ? 0 : (this.#stale.get(place) ?? PATIENCE_LOOKS) + 1;
      this.#last.set(place, frames);
      this.#stale.set(place, stale);
      if (stale < PATIENCE_LOOKS) live.add(place);
    }
    const same = live.size === this.live.value.size && [...live].every((place) => this.live.value.has(place));
    if (!same) this.live.value = live;
  }

  async #again(): Promise<void> {
    await this.look();
    if (this.#running) this.start();
  }
}
