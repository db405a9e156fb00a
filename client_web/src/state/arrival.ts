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
  | "cameraDark"
  | "cameraBright"
  | "cameraFlat"
  | "cameraStill"
  | "testUnavailable"
  | "testBusy"
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

const NO_DEVICES: DeviceFigures = {
  micDb: null,
  noiseDb: null,
  clipped: null,
  light: null,
  contrast: null,
  echoMs: null,
};

export interface SoundFigures {
  readonly levelDb: number;
  readonly noiseDb: number;
  readonly clipped: number;
}

/** The edges of `server/fitness.py`, by which a speaker's sound is judged in the meeting; dBFS and a share. */
const SILENT_DB = -65;
const QUIET_DB = -40;
const NOISY_DB = -50;
const CLIPPED = 0.001;

export function adviceOnSound({ levelDb, noiseDb, clipped }: SoundFigures): Advice[] {
  if (levelDb < SILENT_DB) return ["micSilent"];
  const found: Advice[] = [];
  if (levelDb < QUIET_DB) found.push("micQuiet");
  if (clipped > CLIPPED) found.push("micClipping");
  if (noiseDb > NOISY_DB) found.push("micNoisy");
  return found;
}

/** Luminance 0 to 1. */
const DARK = 0.2;
const BRIGHT = 0.85;
const FLAT = 0.06;
/** A camera that sends the same picture again and again is covered or frozen: even a still room has noise. */
const STILL = 0.0005;

export function adviceOnLight(looks: readonly { mean: number; contrast: number; change: number }[]): Advice[] {
  const last = looks.at(-1);
  if (!last) return ["cameraStill"];
  if (last.mean < DARK) return ["cameraDark"];
  if (last.mean > BRIGHT) return ["cameraBright"];
  if (last.contrast < FLAT) return ["cameraFlat"];
  return looks.length > 2 && looks.slice(1).every(({ change }) => change < STILL) ? ["cameraStill"] : [];
}

export function browserAdvice(facts: { kind: string; old: boolean; secure: boolean; webrtc: boolean }): Advice[] {
  const found: Advice[] = [];
  if (!facts.secure) found.push("insecureContext");
  if (!facts.webrtc) found.push("noWebrtc");
  else if (facts.old) found.push("browserOld");
  if (facts.kind === "safari" || facts.kind === "other") found.push("browserUnknown");
  return found;
}

/** Why a device did not open. */
export function deviceFinding(error: unknown): Finding {
  const code = (error as { code?: string } | null)?.code;
  const advice = (["deviceDenied", "deviceBusy"] as const).find((one) => one === code) ?? "deviceMissing";
  return { outcome: "failed", advice: [advice] };
}

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
