/** Which video places really move: measured by decoded frames, not believed from the signalling. */
import { signal } from "@preact/signals-core";
import type { Place, Slot, Timers } from "../media/ports";
import type { Received } from "../media/subscriber";

const LOOK_EVERY_MS = 1_000;
/** Looks without a new frame until a picture counts as gone. */
const PATIENCE_LOOKS = 3;
/** The speaker's picture gives way last and is never paused by the server: when it stands, its sender stopped it. */
const PAUSABLE: readonly Slot[] = ["room", "screen", "sign"];

export interface Reception {
  received(): Promise<Received>;
}

export class Pictures {
  readonly live = signal<ReadonlySet<Place>>(new Set());
  /** A picture moved, is still in its slot, and comes no more while the sound does: the path does not carry it. */
  readonly paused = signal(false);
  readonly #last = new Map<Place, number>();
  readonly #stale = new Map<Place, number>();
  /** Slot -> whom it was seen moving with. */
  readonly #seen = new Map<Slot, string>();
  #sound = 0;
  #running = false;
  #cancel: () => void = () => {};

  /** `shownIn`: who is in a slot by the signalling. */
  constructor(
    private readonly reception: Reception,
    private readonly timers: Timers,
    private readonly shownIn: (slot: Slot) => string | null,
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
    const { frames: counts, sound } = await this.reception.received();
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
    const sounding = sound > this.#sound;
    this.#sound = sound;
    const standing = PAUSABLE.filter((slot) => this.#stands(slot, live));
    this.paused.value = sounding && standing.length > 0;
  }

  #stands(slot: Slot, live: ReadonlySet<Place>): boolean {
    const person = this.shownIn(slot);
    if (person === null) this.#seen.delete(slot);
    else if (this.#stale.get(slot) === 0) this.#seen.set(slot, person);
    return person !== null && this.#seen.get(slot) === person && !live.has(slot);
  }

  async #again(): Promise<void> {
    await this.look();
    if (this.#running) this.start();
  }
}
