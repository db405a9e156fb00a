import { expect, it } from "vitest";
import { stepOf } from "./in_step";

it("leaves alone what is in step", () => {
  expect(stepOf(0.01, 1)).toEqual({ rate: 1 });
  expect(stepOf(-0.01, 1.5)).toEqual({ rate: 1.5 });
});

it("seeks what is far away", () => {
  expect(stepOf(3, 1)).toEqual({ seek: -3 });
  expect(stepOf(-90, 1)).toEqual({ seek: 90 });
});

it.each([0.9, 0.3, 0.1, -0.1, -0.5, -0.9])("comes into step from %s s without going past", (begun) => {
  let ahead = begun;
  for (let now = 0; now < 10; now += 0.2) {
    const step = stepOf(ahead, 1);
    expect("rate" in step).toBe(true);
    if ("rate" in step) ahead += (step.rate - 1) * 0.2;
    expect(Math.abs(ahead)).toBeLessThanOrEqual(Math.abs(begun));
    expect(Math.sign(ahead) === Math.sign(begun) || Math.abs(ahead) < 0.02).toBe(true);
  }
  expect(Math.abs(ahead)).toBeLessThan(0.1);
});
