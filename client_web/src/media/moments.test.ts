import { describe, expect, it } from "vitest";
import { momentAt, positionOf } from "./moments";

/** Ten seconds, a gap of a minute, ten more: the element's time knows no gap. */
const STRETCHES = [
  { at: 1000, position: 5, duration: 10 },
  { at: 1070, position: 15, duration: 10 },
];

describe("moments and positions", () => {
  it("belong together on both sides of a gap", () => {
    expect([5, 14.9, 15, 20].map((position) => momentAt(STRETCHES, position))).toEqual([1000, 1009.9, 1070, 1075]);
    expect([1000, 1009, 1070, 1075].map((moment) => positionOf(STRETCHES, moment))).toEqual([5, 14, 15, 20]);
  });

  it("are the nearest there is where nothing was recorded", () => {
    expect([900, 1040, 2000].map((moment) => positionOf(STRETCHES, moment))).toEqual([5, 15, 25]);
    expect(positionOf([], 1000)).toBeNull();
    expect(momentAt([], 3)).toBeNull();
  });
});
