/** What an interpreter must notice at once.  Derived from what the server tells of the booth; each has words and a colour. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { InterpretationState } from "./interpretation";
import type { MeetingState } from "./meeting";

/**
 * `dropped`: a boothmate on air lost the connection.  `silent`: the booth's language has been without interpretation for too
 * long.  `bothOpen`, `bothMuted`: of the booth's desks.  `lost`: nobody interprets into what one selected, the floor is heard.
 */
export type AlarmKind = "dropped" | "silent" | "bothOpen" | "bothMuted" | "lost" | "unfit";

export interface Alarm {
  readonly kind: AlarmKind;
  /** Names one occurrence: what was acknowledged stays so until it happens anew. */
  readonly key: string;
  /** Name or language it is about. */
  readonly about: string;
  /** Rings until acknowledged. */
  readonly rings: boolean;
}

const ALARM_AFTER_S = 5;

export class Alarms {
  readonly #acknowledged = signal<ReadonlySet<string>>(new Set());

  constructor(
    private readonly meeting: MeetingState,
    private readonly interpretation: InterpretationState,
  ) {}

  /** The gravest first. */
  readonly all: ReadonlySignal<readonly Alarm[]> = computed(() => {
    if (this.interpretation.booth.value === null || this.interpretation.myDesk.value === null) return [];
    return [this.#dropped(), ...this.#muted(), this.#bothOpen(), this.#lost(), this.#unfit()].filter(
      (alarm) => alarm !== null,
    );
  });

  /** Those that ring now. */
  readonly ringing: ReadonlySignal<readonly Alarm[]> = computed(() =>
    this.all.value.filter(({ rings, key }) => rings && !this.#acknowledged.value.has(key)),
  );

  acknowledge(): void {
    this.#acknowledged.value = new Set(this.all.value.map(({ key }) => key));
  }

  acknowledged(alarm: Alarm): boolean {
    return this.#acknowledged.value.has(alarm.key);
  }

  #dropped(): Alarm | null {
    const dropped = this.interpretation.booth.value?.dropped;
    if (!dropped || dropped.person === this.meeting.me.value?.person.id) return null;
    return { kind: "dropped", key: `dropped ${dropped.person} ${dropped.at}`, about: dropped.name, rings: true };
  }

  /** At once to be seen; a bell when it has lasted. */
  #muted(): readonly Alarm[] {
    const language = this.interpretation.booth.value?.language ?? "";
    const since = this.interpretation.channelView(language).noneSince;
    if (since === null) return [];
    const after = this.interpretation.view.value?.rules.alarmAfterS ?? ALARM_AFTER_S;
    const about = language;
    if (this.meeting.now.value - since >= after)
      return [{ kind: "silent", key: `silent ${since}`, about, rings: true }];
    return [{ kind: "bothMuted", key: `bothMuted ${since}`, about, rings: false }];
  }

  #bothOpen(): Alarm | null {
    const booth = this.interpretation.booth.value;
    const open = booth?.desks.filter(({ mode }) => mode !== "off") ?? [];
    const own = this.interpretation.outgoing.value;
    const together = open.filter(({ channel }) => channel === own);
    if (together.length < 2 || this.interpretation.deskMode.value === "off") return null;
    const other = together.find(({ person }) => person.id !== this.meeting.me.value?.person.id);
    return { kind: "bothOpen", key: `bothOpen ${other?.openedAt}`, about: other?.person.name ?? "", rings: false };
  }

  #lost(): Alarm | null {
    const { lost, selected } = this.interpretation.incoming.value;
    return lost ? { kind: "lost", key: `lost ${selected}`, about: selected, rings: false } : null;
  }

  #unfit(): Alarm | null {
    const since = this.interpretation.booth.value?.unfitSince ?? null;
    return since === null ? null : { kind: "unfit", key: `unfit ${since}`, about: "", rings: false };
  }
}
