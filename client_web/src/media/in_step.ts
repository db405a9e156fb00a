/** Keeps a picture in step with another, by the times of day of both. */

/** Within so much they are in step (EN 301 549 asks for 100 ms of captions). */
const CLOSE_S = 0.02;
/** What is further apart is sought. */
const FAR_S = 1;
/** By which much it hurries or lingers at most. */
const MOST = 0.15;

export type Step = { readonly rate: number } | { readonly seek: number };

/**
 * @param ahead Seconds the picture is ahead of the other; negative: behind.
 * @param rate At which the other plays.
 */
export function stepOf(ahead: number, rate: number): Step {
  if (Math.abs(ahead) > FAR_S) return { seek: -ahead };
  if (Math.abs(ahead) < CLOSE_S) return { rate };
  return { rate: rate * (1 - Math.min(MOST, Math.max(-MOST, ahead))) };
}
