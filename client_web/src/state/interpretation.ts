/** Channels, booths and desks: what listeners of each language hear, and the interpreter's own console. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { BoothView, ChannelFeed, DeskMode, DeskView, ServerMessage } from "../protocol/messages";
import type { MeetingState } from "./meeting";

export const FLOOR = "floor";

export interface ChannelChoice {
  /** `floor` or a BCP 47 tag. */
  readonly channel: string;
  readonly feed: ChannelFeed;
  readonly selected: boolean;
}

export class InterpretationState {
  readonly #booths = signal<ReadonlyMap<string, BoothView>>(new Map());

  constructor(private readonly meeting: MeetingState) {}

  /** Floor first, then the meeting's languages in the server's order. */
  readonly choices: ReadonlySignal<readonly ChannelChoice[]> = computed(() => {
    const selected = this.meeting.me.value?.channel ?? FLOOR;
    const feeds = new Map(this.meeting.stage.value.channels.map(({ language, feed }) => [language, feed]));
    return [FLOOR, ...this.meeting.languages.value].map((channel) => ({
      channel,
      feed: channel === FLOOR ? "direct" : (feeds.get(channel) ?? "none"),
      selected: channel === selected,
    }));
  });

  readonly channel: ReadonlySignal<string> = computed(() => this.meeting.me.value?.channel ?? FLOOR);

  /** True when the main channel is not the original itself, so that the original can be kept under it. */
  readonly underlayPossible: ReadonlySignal<boolean> = computed(() => this.channel.value !== FLOOR);

  readonly booth: ReadonlySignal<BoothView | null> = computed(() => {
    const language = this.meeting.me.value?.booth;
    return language ? (this.#booths.value.get(language) ?? null) : null;
  });

  readonly myDesk: ReadonlySignal<DeskView | null> = computed(() => {
    const own = this.meeting.me.value?.person.id;
    return this.booth.value?.desks.find(({ person }) => person.id === own) ?? null;
  });

  readonly deskMode: ReadonlySignal<DeskMode> = computed(() => this.myDesk.value?.mode ?? "off");

  /** Where the desk puts out to: the booth's language unless chosen otherwise. */
  readonly outgoing: ReadonlySignal<string> = computed(
    () => this.myDesk.value?.channel ?? this.meeting.me.value?.booth ?? FLOOR,
  );

  readonly boothmates: ReadonlySignal<readonly DeskView[]> = computed(() => {
    const own = this.meeting.me.value?.person.id;
    return this.booth.value?.desks.filter(({ person }) => person.id !== own) ?? [];
  });

  apply(message: ServerMessage): void {
    if (message.type === "snapshot") {
      this.#booths.value = new Map(message.booths.map((booth) => [booth.language, booth]));
    } else if (message.type === "booth") {
      this.#booths.value = new Map(this.#booths.value).set(message.booth.language, message.booth);
    }
  }
}
