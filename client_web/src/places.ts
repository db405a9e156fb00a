/** One's place in each meeting, kept for this tab: a reload comes back to the same role and place. */
import type { Entry } from "./protocol/resources";
import type { KeyValueStore } from "./state/preferences";

const keyOf = (meetingId: string) => `hemicycle.place.${meetingId}`;

export function keepPlace(store: KeyValueStore, meetingId: string, entry: Entry | null): void {
  if (entry === null) store.removeItem(keyOf(meetingId));
  else store.setItem(keyOf(meetingId), JSON.stringify(entry));
}

export function readPlace(store: KeyValueStore, meetingId: string): Entry | null {
  try {
    const kept = JSON.parse(store.getItem(keyOf(meetingId)) ?? "null") as Partial<Entry> | null;
    if (typeof kept?.token !== "string") return null;
    const { token, participantId = "", controlOnly = false, door } = kept;
    return { token, participantId, controlOnly, ...(door?.startsWith("/enter/") ? { door } : {}) };
  } catch {
    return null;
  }
}

const ARRIVAL = "hemicycle.arrival";

/** What the check before a meeting leaves for the meeting: the number support opens it by, and what to listen to. */
export interface Arrived {
  readonly reference: string | null;
  readonly language: string | null;
}

export function keepArrival(store: KeyValueStore, { reference, language }: Arrived): void {
  store.setItem(ARRIVAL, JSON.stringify({ reference, language }));
}

export function readArrival(store: KeyValueStore): Arrived {
  try {
    const kept = JSON.parse(store.getItem(ARRIVAL) ?? "null") as Partial<Arrived> | null;
    return { reference: kept?.reference ?? null, language: kept?.language ?? null };
  } catch {
    return { reference: null, language: null };
  }
}

export function meetingIdOf(path: string): string | null {
  const found = /^\/meeting\/([^/]+)\/?$/.exec(path)?.[1];
  return found === undefined ? null : decodeURIComponent(found);
}

/** First part of an address -> the area it belongs to. */
const AREAS: Readonly<Record<string, string>> = {
  "": "door",
  check: "check",
  conferences: "door",
  embed: "watch",
  enter: "door",
  m: "watch",
  recordings: "watch",
  webcast: "watch",
  register: "door",
  registration: "desk",
};

/** The area of an address; empty: the meeting's. */
export function areaOf(path: string): string {
  return AREAS[path.split("/")[1] ?? ""] ?? "";
}
