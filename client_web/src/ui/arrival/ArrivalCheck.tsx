/** The guided check before a meeting: one step after the other, each repeated or skipped at will; it never blocks. */
import type { ArrivalEngine } from "../../media/arrival";
import type { ArrivalRole } from "../../protocol/arrival";
import type { ArrivalResult } from "../../state/arrival";
import type { Preferences } from "../../state/preferences";

export interface ArrivalCheckProps {
  /** `passive`: loudspeaker and network alone; no device is ever asked for. */
  readonly role: ArrivalRole;
  /** Made by the program: `browserArrival()` of `media/arrival`. */
  readonly engine: ArrivalEngine;
  readonly preferences: Preferences;
  /** Languages of interpretation one may choose; empty: the step is left out. */
  readonly languages: readonly string[];
  /** The check is over and its result was shown; `onDone` is the way on into the meeting. */
  readonly onDone: (result: ArrivalResult) => void;
  /** The whole check is skipped; absent: there is nowhere to skip to. */
  readonly onSkip?: () => void;
  /** Words of the button that calls `onDone`; default: go on. */
  readonly doneLabel?: string;
}

export function ArrivalCheck(_props: ArrivalCheckProps) {
  return null;
}
