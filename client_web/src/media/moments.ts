/** Moments of a webcast on the player's time axis. */
import type { Stretch } from "./playback";

/** The moment at a position of the media element; null before anything is known. */
export function momentAt(stretches: readonly Stretch[], position: number): number | null {
  const found = stretches.findLast((one) => one.position <= position + 0.001) ?? stretches[0];
  return found ? found.at + (position - found.position) : null;
}

/** The position of a moment; what lies in a gap, or outside, is the nearest there is. */
export function positionOf(stretches: readonly Stretch[], moment: number): number | null {
  const found = stretches.findLast((one) => one.at <= moment) ?? stretches[0];
  if (!found) return null;
  return found.position + Math.min(Math.max(0, moment - found.at), found.duration);
}
