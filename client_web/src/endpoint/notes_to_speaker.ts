/** What interpreters tell whoever speaks: slower, or that the sound cannot be interpreted.  Said aloud, once each. */
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { FitnessReason, ServerMessage } from "../protocol/messages";
import type { MeetingState } from "../state/meeting";
import type { Notices } from "../state/notices";

export interface SoundNote {
  /** Languages into which nobody interprets because of it. */
  readonly suspended: readonly string[];
  readonly reasons: readonly FitnessReason[];
}

export class NotesToSpeaker {
  #slower = 0;
  #unfit = false;

  constructor(
    private readonly meeting: MeetingState,
    private readonly notices: Notices,
  ) {}

  /** One's own microphone is heard. */
  readonly speaking: ReadonlySignal<boolean> = computed(() => {
    const me = this.meeting.me.value?.person;
    return me !== undefined && (me.microphone || this.meeting.stage.value.speaker?.id === me.id);
  });

  readonly slower: ReadonlySignal<boolean> = computed(
    () => this.speaking.value && (this.meeting.stage.value.slowDownUntil ?? 0) > this.meeting.now.value,
  );

  /** Also while the microphone is only armed: there is still time to change it. */
  readonly sound: ReadonlySignal<SoundNote | null> = computed(() => {
    const fitness = this.meeting.me.value?.fitness ?? null;
    const suspended = this.speaking.value ? this.meeting.stage.value.unfit : [];
    if (suspended.length === 0 && fitness?.step !== "unfit") return null;
    return { suspended, reasons: fitness?.step === "good" ? [] : (fitness?.reasons ?? []) };
  });

  heard(message: ServerMessage): void {
    if (message.type !== "snapshot" && message.type !== "stage" && message.type !== "me") return;
    const until = this.meeting.stage.peek().slowDownUntil ?? 0;
    if (this.slower.peek() && until > this.#slower) this.notices.say("note-slower", {}, "assertive");
    this.#slower = Math.max(this.#slower, until);
    const unfit = this.sound.peek() !== null;
    if (unfit && !this.#unfit) this.notices.say("note-unfit", {}, "assertive");
    this.#unfit = unfit;
  }
}
