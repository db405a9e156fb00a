/** Channels, booths and desks: what listeners of each language hear, and the interpreter's own desk. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type {
  BoothView,
  ChannelFeed,
  ChannelView,
  DeskMode,
  DeskView,
  HandoverView,
  Incoming,
  InterpretationView,
  ServerMessage,
} from "../protocol/messages";
import type { MeetingState } from "./meeting";

export const FLOOR = "floor";
/** As a second channel: the voices of one's own booth. */
export const BOOTH = "booth";

export interface ChannelChoice {
  /** `floor` or a BCP 47 tag. */
  readonly channel: string;
  readonly feed: ChannelFeed;
  readonly selected: boolean;
}

/** A channel as a console offers it. */
export interface IncomingChoice {
  readonly channel: string;
  readonly feed: ChannelFeed;
  /** Translations between the floor and what is heard: 0 none, 1 (+), 2 or more (–). */
  readonly hops: 0 | 1 | 2;
  readonly selected: boolean;
  /** What the ears get: auto-relay, force and a lost relay make it differ from what is selected. */
  readonly heard: boolean;
}

/** One's own part in a handover. */
export type HandoverPart = "active" | "passive" | "witness";

export class InterpretationState {
  /** By language; those this participant may see. */
  readonly booths = signal<ReadonlyMap<string, BoothView>>(new Map());
  /** The topic `interpretation`; null for those who are not told. */
  readonly view = signal<InterpretationView | null>(null);

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

  /** One's own. */
  readonly booth: ReadonlySignal<BoothView | null> = computed(() => {
    const language = this.meeting.me.value?.booth;
    return language ? (this.booths.value.get(language) ?? null) : null;
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

  /** The boothmate who is on air, or muted by a held key. */
  readonly mateOnAir: ReadonlySignal<DeskView | null> = computed(
    () => this.boothmates.value.find(({ mode }) => mode !== "off") ?? null,
  );

  readonly incoming: ReadonlySignal<Incoming> = computed(() => {
    const channel = this.channel.value;
    const told = this.myDesk.value?.incoming;
    if (told && told.selected === channel) return told;
    // One's own word comes before the booth's.
    const { hops } = this.channelView(channel);
    return { selected: channel, heard: channel, hops, automatic: false, forced: false, lost: false };
  });

  /** What one may listen to: every channel but the one the own desk puts out to. */
  readonly offered: ReadonlySignal<readonly IncomingChoice[]> = computed(() => {
    const { heard } = this.incoming.value;
    const own = this.outgoing.value;
    return this.choices.value
      .filter(({ channel }) => channel === FLOOR || channel !== own)
      .map((choice) => ({
        ...choice,
        hops: this.channelView(choice.channel).hops,
        heard: choice.channel === heard,
      }));
  });

  readonly handover: ReadonlySignal<HandoverView | null> = computed(() => this.booth.value?.handover ?? null);

  readonly handoverPart: ReadonlySignal<HandoverPart> = computed(() => {
    const own = this.meeting.me.value?.person.id;
    const handover = this.handover.value;
    if (handover?.active === own) return "active";
    return handover?.passive === own ? "passive" : "witness";
  });

  /** Channels the desk may put out to: A, then B as permitted. */
  readonly permitted: ReadonlySignal<readonly string[]> = computed(() => {
    const own = this.booth.value?.language ?? this.meeting.me.value?.booth;
    return own ? [own, ...(this.booth.value?.outgoing ?? []).filter((channel) => channel !== own)] : [];
  });

  channelView(channel: string): ChannelView {
    const told = this.view.value?.channels.find(({ language }) => language === channel);
    if (told) return told;
    const feed = this.choices.value.find((choice) => choice.channel === channel)?.feed ?? "none";
    const hops = channel !== FLOOR && feed === "interpreted" ? 1 : 0;
    return { language: channel, feed, hops, booth: null, desks: [], patched: null, noneSince: null };
  }

  /** Somebody of one's own booth. */
  mate(id: string): DeskView | null {
    return this.booth.value?.desks.find(({ person }) => person.id === id) ?? null;
  }

  apply(message: ServerMessage): void {
    if (message.type === "snapshot") {
      this.booths.value = new Map(message.booths.map((booth) => [booth.language, booth]));
      this.view.value = message.interpretation;
    } else if (message.type === "booth") {
      this.booths.value = new Map(this.booths.value).set(message.booth.language, message.booth);
    } else if (message.type === "interpretation") {
      this.view.value = message.interpretation;
    }
  }
}
