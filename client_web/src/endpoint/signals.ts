/**
 * When the client sounds the bell of the speaking time, and, where it receives no sound, the chair's attention tone:
 * everyone else hears that one in the channel they listen to.
 */
import type { Chimes } from "../media/chimes";
import type { ServerMessage } from "../protocol/messages";
import { clockOf } from "../state/clocks";
import type { FloorState } from "../state/floor";
import type { MeetingState } from "../state/meeting";

export class Signals {
  #attentionAt = 0;
  /** The speech whose bell has rung, or that was over when we came to know it. */
  #rung: string | null = null;
  #watched: string | null = null;

  constructor(
    private readonly chimes: Chimes,
    private readonly meeting: MeetingState,
    private readonly floor: FloorState,
    private readonly withoutSound: boolean,
  ) {}

  heard(message: ServerMessage): void {
    if (message.type !== "snapshot" && message.type !== "stage") return;
    const at = message.stage.attentionAt ?? 0;
    // What sounded while we were away is over.
    const asked = message.type === "stage" && at > this.#attentionAt;
    if (asked && this.withoutSound) this.chimes.attention();
    this.#attentionAt = Math.max(at, this.#attentionAt);
    if (message.type === "snapshot") this.#watched = null;
  }

  /** Once a second. */
  tick(): void {
    const { speech } = this.meeting.stage.value;
    const { timePolicy, amberS } = this.floor.rules.value;
    if (!speech) return;
    const over = clockOf(speech, amberS, this.meeting.now.value).tone === "over";
    if (!over) this.#rung = null;
    else if (this.#watched === speech.requestId && this.#rung !== speech.requestId) {
      this.#rung = speech.requestId;
      if (timePolicy !== "show") this.chimes.bell();
    }
    this.#watched = speech.requestId;
    if (over) this.#rung = speech.requestId;
  }
}
