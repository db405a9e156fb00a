/** What one listens to, kept for each meeting on this machine, and no sound at all for who reads or watches. */
import { effect, signal } from "@preact/signals-core";
import type { MeetingState } from "../state/meeting";
import type { Preferences } from "../state/preferences";

export const NONE = "none";

/** The endpoint, as far as listening goes. */
export interface Listener {
  readonly meetingId: string;
  readonly meeting: MeetingState;
  selectChannel(channel: string): Promise<boolean>;
}

export class Hearing {
  /** Nothing is heard; the channel stays selected, so that sound is back at once. */
  readonly silent = signal(false);
  #settled = false;

  constructor(
    private readonly host: Listener,
    private readonly preferences: Preferences,
    private readonly setVolume: (place: "main" | "second", volume: number) => void,
  ) {}

  /** Until the returned functions are called. */
  follow(): readonly (() => void)[] {
    const { volume, secondVolume } = this.preferences;
    return [
      effect(() => this.setVolume("main", this.silent.value ? 0 : volume.value)),
      effect(() => this.setVolume("second", this.silent.value ? 0 : secondVolume.value)),
    ];
  }

  /** `none`, the floor or a language. */
  async choose(choice: string): Promise<void> {
    this.silent.value = choice === NONE;
    if (choice === NONE || (await this.host.selectChannel(choice)))
      this.preferences.remember(this.host.meetingId, choice);
  }

  /** The first time: as on the last visit.  Who works at a desk selects what they hear there. */
  joined(): void {
    if (this.#settled) return;
    this.#settled = true;
    const { meeting, meetingId } = this.host;
    const kept = this.preferences.channels.peek()[meetingId];
    if (kept === undefined || meeting.can("useDesk") || meeting.me.peek()?.person.role === "room") return;
    if (kept === NONE) this.silent.value = true;
    else if (kept !== meeting.me.peek()?.channel && (kept === "floor" || meeting.languages.peek().includes(kept)))
      void this.host.selectChannel(kept);
  }
}
