/** The guided test of every booth: what is done, what failed, who is missing. */
import type { BoothView, CheckStep, DeskView } from "../protocol/messages";

/** In the order they are done. */
export const STEPS: readonly CheckStep[] = ["microphone", "incoming", "relay", "pushToMute"];

export type Verdict = "passed" | "failed" | "waiting" | "missing";

/** Of a desk: failed as soon as a step has, passed when all have. */
export function verdictOf({ person, check }: DeskView): Verdict {
  const results = STEPS.map((step) => check[step]);
  if (results.includes("failed")) return "failed";
  if (results.every((result) => result === "passed")) return "passed";
  return person.connected ? "waiting" : "missing";
}

/** The first step that is not done; null: all are. */
export function nextStep({ check }: DeskView): CheckStep | null {
  return STEPS.find((step) => !(step in check)) ?? null;
}

/** Of desks; a booth in which nobody sits counts once. */
export interface CheckSummary {
  readonly passed: number;
  readonly failed: number;
  readonly waiting: number;
  readonly missing: number;
}

export function summaryOf(booths: readonly BoothView[]): CheckSummary {
  const count = { passed: 0, failed: 0, waiting: 0, missing: 0 };
  for (const booth of booths) {
    if (booth.seats > 0 && booth.desks.length === 0) count.missing += 1;
    for (const desk of booth.desks) count[verdictOf(desk)] += 1;
  }
  return count;
}
