/** What a technician must see to at once, derived from what the booths and channels say. */
import type { BoothView, InterpretationView, SpeakerFitness } from "../protocol/messages";

export type AlarmKind = "noInterpretation" | "doubleMuted" | "doubleOpen" | "dropped" | "suspended" | "unfit";

export interface Alarm {
  readonly kind: AlarmKind;
  /** Language of the booth or channel; empty: the floor. */
  readonly language: string;
  /** Whom it is about. */
  readonly name: string;
  /** Unix seconds; null: not known. */
  readonly since: number | null;
}

export interface Watched {
  readonly interpretation: InterpretationView | null;
  readonly booths: readonly BoothView[];
  /** Whoever speaks, and their sound. */
  readonly speaker: { readonly name: string; readonly fitness: SpeakerFitness | null } | null;
}

export function alarmsOf({ interpretation, booths, speaker }: Watched, now: number): readonly Alarm[] {
  return [...channelAlarms(interpretation, booths, now), ...booths.flatMap(boothAlarms), ...speakerAlarms(speaker)];
}

/** Nobody interprets: at once where two sit at desks that are off, else when it has lasted. */
function channelAlarms(view: InterpretationView | null, booths: readonly BoothView[], now: number): Alarm[] {
  const found: Alarm[] = [];
  for (const { language, noneSince } of view?.channels ?? []) {
    if (noneSince === null) continue;
    const alarm = { language, name: "", since: noneSince };
    const desks = booths.find((booth) => booth.language === language)?.desks ?? [];
    if (now - noneSince >= (view?.rules.alarmAfterS ?? 0)) found.push({ ...alarm, kind: "noInterpretation" });
    else if (desks.filter(({ person }) => person.connected).length > 1) found.push({ ...alarm, kind: "doubleMuted" });
  }
  return found;
}

function boothAlarms({ language, desks, handover, dropped, unfitSince }: BoothView): Alarm[] {
  const found: Alarm[] = [];
  const open = desks.filter(({ mode }) => mode === "on");
  if (open.length > 1 && handover?.state !== "overlap") {
    found.push({ kind: "doubleOpen", language, name: open.map(({ person }) => person.name).join(", "), since: null });
  }
  if (dropped) found.push({ kind: "dropped", language, name: dropped.name, since: dropped.at });
  if (unfitSince !== null) found.push({ kind: "suspended", language, name: "", since: unfitSince });
  return found;
}

function speakerAlarms(speaker: Watched["speaker"]): Alarm[] {
  if (speaker?.fitness?.step !== "unfit") return [];
  return [{ kind: "unfit", language: "", name: speaker.name, since: null }];
}

/** Two alarms are the same while this is. */
export function alarmKey({ kind, language }: Alarm): string {
  return `${kind} ${language}`;
}
