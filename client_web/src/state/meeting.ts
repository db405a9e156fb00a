/** What everyone sees of the meeting, and what is one's own.  Fed by the session, read by the views. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Counts, Me, Person, ServerMessage, StageView } from "../protocol/messages";

const EMPTY_STAGE: StageView = {
  title: {},
  agendaItem: {},
  speaker: null,
  speakingSince: null,
  floorLanguage: null,
  channels: [],
  slots: {},
  plates: {},
  listOpen: true,
  speech: null,
  interrupted: [],
  sitting: { state: "open", public: true, number: 1, since: null },
  attentionAt: null,
  slowDownUntil: null,
  slowDownCount: 0,
  unfit: [],
  webcast: "off",
  recorded: false,
};

const NO_COUNTS: Counts = { participants: 0, active: 0, connected: 0, participantsLimit: 0, activeLimit: 0 };

const SILENCE_DB = -127;
const LEVELS_LAST_S = 1;

export class MeetingState {
  readonly id = signal("");
  readonly stage = signal<StageView>(EMPTY_STAGE);
  readonly me = signal<Me | null>(null);
  readonly counts = signal<Counts>(NO_COUNTS);
  readonly languages = signal<readonly string[]>([]);
  /** dBFS of open microphones (participant -> level) and of channels. */
  readonly peopleLevels = signal<Readonly<Record<string, number>>>({});
  readonly channelLevels = signal<Readonly<Record<string, number>>>({});
  #levelsAt = 0;
  /** Server's clock minus ours, seconds. */
  readonly #clockOffset = signal(0);
  /** Our clock, Unix seconds, moved on by the composition root once a second. */
  readonly localNow = signal(0);

  readonly now: ReadonlySignal<number> = computed(() => this.localNow.value + this.#clockOffset.value);

  /** Whoever speaks: with the floor, or as chair with an open microphone. */
  readonly heard: ReadonlySignal<Person | null> = computed(() => {
    const shown = this.shownIn("speaker");
    return this.stage.value.speaker ?? (shown?.microphone ? shown : null);
  });

  apply(message: ServerMessage, localNow: number): void {
    switch (message.type) {
      case "snapshot":
        this.localNow.value = localNow;
        this.#clockOffset.value = message.now - localNow;
        this.id.value = message.meeting;
        this.languages.value = message.languages;
        this.stage.value = message.stage;
        this.me.value = message.me;
        this.counts.value = message.counts;
        return;
      case "stage":
        this.stage.value = message.stage;
        return;
      case "me":
        this.me.value = message.me;
        return;
      case "roster":
        this.counts.value = message.counts;
        return;
      case "levels":
        this.#levelsAt = localNow;
        this.peopleLevels.value = message.people;
        this.channelLevels.value = message.channels;
        return;
    }
  }

  /** Time passes: levels that are no longer told are silence. */
  tick(localNow: number): void {
    this.localNow.value = localNow;
    if (localNow - this.#levelsAt > LEVELS_LAST_S && Object.keys(this.peopleLevels.value).length > 0) {
      this.peopleLevels.value = {};
      this.channelLevels.value = {};
    }
  }

  /** dBFS now; a floor that nobody hears whole is as loud as its loudest microphone. Reading it subscribes nobody. */
  levelDb(channel: string): number {
    const level = this.channelLevels.peek()[channel];
    if (level !== undefined || channel !== "floor") return level ?? SILENCE_DB;
    return Math.max(SILENCE_DB, ...Object.values(this.peopleLevels.peek()));
  }

  can(permission: string): boolean {
    return this.me.value?.can.includes(permission) ?? false;
  }

  /** The person shown in a slot, if any. */
  shownIn(slot: string): Person | null {
    const stage = this.stage.value;
    const id = stage.slots[slot];
    if (!id) return null;
    return stage.plates[id] ?? (stage.speaker?.id === id ? stage.speaker : null);
  }
}
