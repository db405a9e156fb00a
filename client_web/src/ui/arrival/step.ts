import type { ArrivalEngine } from "../../media/arrival";
import type { DeviceFigures, Finding } from "../../state/arrival";
import type { Preferences } from "../../state/preferences";

/** What every step gets: the browser's parts, and where it tells what it found. */
export interface StepProps {
  readonly engine: ArrivalEngine;
  readonly preferences: Preferences;
  readonly found: (finding: Finding, figures?: Partial<DeviceFigures>) => void;
}
