import { expect, it } from "vitest";
import { browserChimes, CHIME_PEAK } from "./chimes";

/** Notes down what is built; plays nothing. */
function notedContext() {
  const peaks: number[] = [];
  const stops: number[] = [];
  const gain = {
    setValueAtTime: () => {},
    linearRampToValueAtTime: (value: number) => void peaks.push(value),
    exponentialRampToValueAtTime: () => {},
  };
  const context = {
    currentTime: 5,
    destination: {},
    resume: async () => {},
    createOscillator: () => ({
      frequency: { value: 0 },
      connect: (next: unknown) => next,
      start: () => {},
      stop: (at: number) => void stops.push(at),
    }),
    createGain: () => ({ gain, connect: (next: unknown) => next }),
  };
  return { context: context as unknown as AudioContext, peaks, stops };
}

it("sounds short and no louder than -20 dBFS", () => {
  const { context, peaks, stops } = notedContext();
  const chimes = browserChimes(() => context);
  chimes.attention();
  chimes.bell();
  chimes.ring();
  expect(peaks.length).toBe(7);
  for (const peak of peaks) expect(20 * Math.log10(peak)).toBeLessThanOrEqual(-20);
  expect(Math.max(...stops) - 5).toBeLessThan(1);
  expect(CHIME_PEAK).toBe(0.1);
});
