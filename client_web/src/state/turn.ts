/** One's own turn, put together from the list, the rules and one's own state: what the delegate's panel shows. */
import type { FloorEntry, FloorView, ListName, Motion, RequestKind } from "../protocol/messages";
import { hasFloor, type ListedEntry } from "./floor";

/** `ready`: called, and answered.  `silent`: speaking, with one's microphone off.  `free`: no request. */
export type TurnStep = "free" | "waiting" | "called" | "ready" | "granted" | "live" | "silent" | "paused" | "deferred";

export const motions: readonly Motion[] = ["suspendMeeting", "adjournMeeting", "adjournDebate", "closeDebate", "other"];

/** Heard at once, each apart from the lists. */
const INTERRUPTIONS: ReadonlySet<RequestKind> = new Set(["pointOfOrder", "interposedQuestion"]);

export function stepOf(mine: FloorEntry | null, microphoneOn: boolean): TurnStep {
  if (mine === null) return microphoneOn ? "live" : "free";
  switch (mine.state) {
    case "queued":
      return "waiting";
    case "called":
      return mine.answered ? "ready" : "called";
    case "speaking":
      return microphoneOn ? "live" : "silent";
    case "granted":
      return microphoneOn ? "live" : "granted";
    default:
      return mine.state;
  }
}

/** What may be asked for now, in the order of the menu.  The server decides anyway. */
export function openKinds(
  view: FloorView,
  speaking: readonly ListedEntry[],
  own: readonly FloorEntry[],
): readonly RequestKind[] {
  if (view.sitting.state !== "open" || own.some(({ state }) => hasFloor(state))) return [];
  const stateOf = (name: ListName) => view.lists.find((list) => list.name === name)?.state ?? "open";
  const asked = (kind: RequestKind) => own.some((entry) => entry.kind === kind);
  const waitsIn = (name: ListName) => own.some(({ list, kind }) => list === name && !INTERRUPTIONS.has(kind));
  const somebodySpeaks = speaking.some(({ entry }) => !INTERRUPTIONS.has(entry.kind));
  const bound = view.rules.mode !== "operatorOnly" && (view.item !== null || view.agenda.length === 0);
  const onSpeakers = bound && stateOf("speakers") === "open";
  const offered: readonly (readonly [RequestKind, boolean])[] = [
    ["statement", onSpeakers && !waitsIn("speakers")],
    ["pointOfOrder", !asked("pointOfOrder")],
    ["rightOfReply", bound && stateOf("rightsOfReply") !== "suspended" && !waitsIn("rightsOfReply")],
    ["motion", onSpeakers && !waitsIn("speakers")],
    ["reply", onSpeakers && somebodySpeaks && stateOf("replies") === "open" && !waitsIn("replies")],
    ["interposedQuestion", onSpeakers && somebodySpeaks && !asked("interposedQuestion")],
  ];
  return offered.filter(([, open]) => open).map(([kind]) => kind);
}
