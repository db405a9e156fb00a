/**
 * The guided check before a meeting: its steps, what each found, and what it comes to.  It warns and never blocks: every step
 * can be repeated or skipped.
 */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { ArrivalRole, NetworkFigures, NetworkReason, Verdict } from "../protocol/arrival";

export type StepName = "browser" | "loudspeaker" | "microphone" | "echo" | "camera" | "network" | "language";
export type Outcome = "good" | "warning" | "failed" | "skipped";

/** What to tell the person; the client has a sentence for each. */
export type Advice =
  | "browserUnknown"
  | "browserOld"
  | "insecureContext"
  | "noWebrtc"
  | "deviceDenied"
  | "deviceMissing"
  | "deviceBusy"
  | "notHeard"
  | "oneSide"
  | "micSilent"
  | "micQuiet"
  | "micClipping"
  | "micNoisy"
  | "micNotHeardBack"
  | "echoFound"
  | "echoUnheard"
  | "cameraDark"
  | "cameraBright"
  | "cameraFlat"
  | "cameraStill"
  | "testUnavailable"
  | NetworkReason;

/** dBFS, 0 to 1; null: not measured. */
export interface DeviceFigures {
  readonly micDb: number | null;
  readonly noiseDb: number | null;
  readonly clipped: number | null;
  readonly light: number | null;
  readonly contrast: number | null;
  readonly echoMs: number | null;
}

export interface Finding {
  readonly outcome: Outcome;
  readonly advice: readonly Advice[];
}

/** What the check came to. */
export interface ArrivalResult {
  readonly role: ArrivalRole;
  readonly verdict: Verdict;
  /** What support opens it by; null: the server could not keep it. */
  readonly reference: string | null;
  readonly findings: Readonly<Partial<Record<StepName, Finding>>>;
  readonly devices: DeviceFigures;
  readonly network: NetworkFigures | null;
  /** Channel chosen to be listened to; null: not asked. */
  readonly language: string | null;
}

/** `passive` participants listen: they are never asked for a microphone or a camera. */
export const STEPS: Readonly<Record<ArrivalRole, readonly StepName[]>> = {
  active: ["browser", "loudspeaker", "microphone", "echo", "camera", "network", "language"],
  passive: ["loudspeaker", "network"],
};

export const NO_DEVICES: DeviceFigures = {
  micDb: null,
  noiseDb: null,
  clipped: null,
  light: null,
  contrast: null,
  echoMs: null,
};

/** `good` without advice, else a warning. */
export function finding(advice: readonly Advice[]): Finding {
  return { outcome: advice.length === 0 ? "good" : "warning", advice };
}

export class Arrival {
  readonly steps: readonly StepName[];
  readonly #at: Signal<number> = signal(0);
  readonly #findings: Signal<Readonly<Partial<Record<StepName, Finding>>>> = signal({});
  readonly #devices: Signal<DeviceFigures> = signal(NO_DEVICES);
  readonly #network: Signal<NetworkFigures | null> = signal(null);
  readonly #networkVerdict: Signal<Verdict | null> = signal(null);
  readonly language: Signal<string | null> = signal(null);

  /** Without interpretation there is no language to choose. */
  constructor(
    readonly role: ArrivalRole,
    languages: readonly string[],
  ) {
    this.steps = STEPS[role].filter((step) => step !== "language" || languages.length > 0);
  }

  get findings(): ReadonlySignal<Readonly<Partial<Record<StepName, Finding>>>> {
    return this.#findings;
  }

  /** The step of the moment; null: all have been gone through. */
  get step(): StepName | null {
    return this.steps[this.#at.value] ?? null;
  }

  /** Beginning with 1. */
  get position(): number {
    return Math.min(this.#at.value + 1, this.steps.length);
  }

  found(step: StepName, what: Finding, figures: Partial<DeviceFigures> = {}): void {
    this.#findings.value = { ...this.#findings.value, [step]: what };
    this.#devices.value = { ...this.#devices.value, ...figures };
  }

  foundNetwork(figures: NetworkFigures | null, verdict: Verdict | null, advice: readonly Advice[]): void {
    this.#network.value = figures;
    this.#networkVerdict.value = verdict;
    this.found("network", { outcome: verdict === "unfit" ? "failed" : finding(advice).outcome, advice });
  }

  /** A step that is left without a finding was skipped. */
  next(): void {
    const step = this.step;
    if (step === null) return;
    if (!this.#findings.value[step]) this.found(step, { outcome: "skipped", advice: [] });
    this.#at.value += 1;
  }

  back(): void {
    this.#at.value = Math.max(0, this.#at.value - 1);
  }

  /** Does one step again; all others keep what they found. */
  repeat(step: StepName): void {
    const place = this.steps.indexOf(step);
    if (place < 0) return;
    const { [step]: _, ...others } = this.#findings.value;
    this.#findings.value = others;
    this.#at.value = place;
  }

  /** The worst of all steps; what was skipped is not held against anybody. */
  get verdict(): Verdict {
    const outcomes = Object.values(this.#findings.value).map(({ outcome }) => outcome);
    if (this.#networkVerdict.value === "unfit") return "unfit";
    const clean = outcomes.every((outcome) => outcome === "good" || outcome === "skipped");
    return clean && this.#networkVerdict.value !== "usable" ? "good" : "usable";
  }

  result(reference: string | null): ArrivalResult {
    return {
      role: this.role,
      verdict: this.verdict,
      reference,
      findings: this.#findings.value,
      devices: this.#devices.value,
      network: this.#network.value,
      language: this.language.value,
    };
  }
}
