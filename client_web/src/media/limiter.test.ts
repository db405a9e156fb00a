import { describe, expect, it } from "vitest";
import { BEEP_DB, EXPOSURE_DB, Exposure } from "./exposure";
import { CEILING_DB, Limiter, SILENCE_DB, SUSTAINED_DB } from "./limiter";
import { type Heard, Protection } from "./protection";

const RATE = 48_000;
const CEILING = 10 ** (CEILING_DB / 20);
const amplitude = (db: number) => 10 ** (db / 20);

const sine = (seconds: number, db: number, hz = 1000) =>
  Float32Array.from(
    { length: Math.round(seconds * RATE) },
    (_, n) => amplitude(db) * Math.sin((2 * Math.PI * hz * n) / RATE),
  );
const silence = (seconds: number) => new Float32Array(Math.round(seconds * RATE));
const joined = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

function limited(input: Float32Array, limiter = new Limiter(RATE)): Float32Array {
  return input.map((sample) => limiter.step(sample));
}

const peak = (block: Float32Array) => block.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const rmsDb = (block: Float32Array) => 10 * Math.log10(block.reduce((sum, x) => sum + x * x, 0) / block.length + 1e-13);
/** Peaks in dB of consecutive stretches. */
const peaksDb = (block: Float32Array, seconds: number) => {
  const size = Math.round(seconds * RATE);
  const stretches = Array.from({ length: Math.floor(block.length / size) }, (_, n) =>
    block.slice(n * size, (n + 1) * size),
  );
  return stretches.map((stretch) => 20 * Math.log10(peak(stretch) + 1e-9));
};

/** Longest run of samples above the level, in ms. */
function longestAbove(block: Float32Array, level: number): number {
  let [run, most] = [0, 0];
  for (const sample of block) {
    run = Math.abs(sample) > level ? run + 1 : 0;
    most = Math.max(most, run);
  }
  return (most / RATE) * 1000;
}

it("keeps to the limits of the guide", () => {
  expect([CEILING_DB, SUSTAINED_DB, EXPOSURE_DB, BEEP_DB]).toEqual([-6, -14, -26, -36]);
});

describe("the ceiling", () => {
  it.each([60, 300, 1000, 4000, 12_000])(
    "holds for a burst of +40 dB at %d Hz, out of speech and out of silence",
    (hz) => {
      for (const before of [silence(0.5), sine(0.5, -20)]) {
        const out = limited(joined(before, sine(0.3, 40, hz), sine(0.5, -20)));
        expect(peak(out)).toBeLessThanOrEqual(CEILING);
        expect(longestAbove(out, CEILING * amplitude(1))).toBe(0);
      }
    },
  );

  it("holds for clicks, steps and noise of full scale", () => {
    const click = silence(0.2).map((_, n) => (n % 4800 === 17 ? 100 : 0));
    const step = silence(0.2).map(() => 1);
    let seed = 1;
    const noise = silence(0.5).map(() => {
      seed = (seed * 16_807) % 2_147_483_647;
      return 8 * (seed / 1_073_741_824 - 1);
    });
    for (const sound of [click, step, noise])
      expect(peak(limited(joined(sine(0.3, -20), sound)))).toBeLessThanOrEqual(CEILING);
  });

  it("is kept by turning down, not by cutting: a tone above it stays a tone", () => {
    // 100 ms of a burst whose mean is allowed: peaks alone are limited.
    const out = limited(joined(sine(1, -12), sine(0.05, 0))).slice(-Math.round(0.04 * RATE), -Math.round(0.01 * RATE));
    const clipped = out.filter((sample) => Math.abs(sample) >= CEILING * 0.9999).length / out.length;
    expect(clipped).toBeLessThan(0.02);
  });
});

describe("speech at its usual level", () => {
  it("passes as it is, 5 ms later", () => {
    const speech = sine(2, -20).map((sample, n) => sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * 3 * n) / RATE)));
    const out = limited(speech);
    const delay = [...Array(480).keys()].find(
      (n) =>
        Math.abs((out[n + 48_100] ?? 0) - (speech[48_100] ?? 0)) < 1e-6 &&
        Math.abs((out[n + 48_777] ?? 0) - (speech[48_777] ?? 0)) < 1e-6,
    ) as number;
    expect((delay / RATE) * 1000).toBeLessThan(6);
    const error = out.slice(RATE + delay).map((sample, n) => sample - (speech[RATE + n] ?? 0));
    expect(peak(error)).toBeLessThan(1e-6);
  });
});

describe("after silence", () => {
  it.each([-20, -10, 0, 40])("a sound of %d dB rises by no more than 10 dB in 50 ms", (db) => {
    const out = limited(joined(silence(1), sine(0.6, db)));
    const levels = peaksDb(out, 0.01);
    for (let n = 5; n < levels.length; n++) {
      const from = Math.max(SILENCE_DB, levels[n - 5] as number);
      expect((levels[n] as number) - from).toBeLessThan(10.5);
    }
    expect(Math.max(...levels)).toBeGreaterThan(Math.min(db, SUSTAINED_DB) - 1);
  });

  it("lets a voice back at once after a pause between words", () => {
    const out = limited(joined(sine(1, -20), silence(0.15), sine(0.1, -20)));
    expect(Math.max(...peaksDb(out.slice(-Math.round(0.08 * RATE)), 0.01))).toBeGreaterThan(-20.5);
    expect(peaksDb(out.slice(Math.round(1.165 * RATE)), 0.01)[0]).toBeGreaterThan(-24);
  });
});

describe("what stays loud", () => {
  it("is turned down to the limit within 200 ms, and comes back when it is over", () => {
    const out = limited(joined(sine(1, -20), sine(1, -3), sine(2, -20)));
    expect(rmsDb(out.slice(1.3 * RATE, 2 * RATE))).toBeLessThan(SUSTAINED_DB + 0.3);
    expect(rmsDb(out.slice(1.3 * RATE, 2 * RATE))).toBeGreaterThan(SUSTAINED_DB - 1);
    expect(rmsDb(out.slice(3.5 * RATE))).toBeCloseTo(-23, 0);
  });

  it("is counted over 100 ms: short loud sounds between quiet ones are let through", () => {
    const words = Array.from({ length: 8 }, () => [sine(0.02, -8), sine(0.18, -26)]).flat();
    const last = limited(joined(sine(1, -20), ...words)).slice(-Math.round(0.2 * RATE));
    expect(Math.max(...peaksDb(last, 0.01))).toBeGreaterThan(-9);
  });
});

it("what is no number is silence, and nothing is remembered of it", () => {
  const limiter = new Limiter(RATE);
  limited(Float32Array.from([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]), limiter);
  const out = limited(sine(1, -20), limiter);
  expect(out.every(Number.isFinite)).toBe(true);
  expect(rmsDb(out.slice(RATE / 2))).toBeCloseTo(-23, 0);
});

describe("the exposure meter", () => {
  const run = (protection: Protection, input: Float32Array) => {
    const output = new Float32Array(input.length);
    for (let at = 0; at < input.length; at += 128)
      protection.process(input.subarray(at, at + 128), output.subarray(at, at + 128));
    return output;
  };
  const meter = () => {
    const told: Heard[] = [];
    return { told, protection: new Protection(RATE, (heard) => told.push(heard)) };
  };
  const loud = sine(1, -18);
  const minute = (protection: Protection, input = loud, seconds = 60) =>
    Array.from({ length: seconds }, () => run(protection, input));

  it("tells level and mean of the last minute ten times a second", () => {
    const { told, protection } = meter();
    run(protection, sine(3, -20));
    expect(told).toHaveLength(30);
    expect(told.at(-1)?.levelDb).toBeCloseTo(-23, 0);
    expect(told.at(-1)?.exposureDb).toBeCloseTo(-23 - 10 * Math.log10(60 / 3), 0);
  });

  it("warns within a minute of what is too loud for a day", () => {
    const { told, protection } = meter();
    minute(protection);
    expect(told.at(-1)?.exposureDb).toBeGreaterThan(EXPOSURE_DB);
    expect(told.at(-1)?.warnings).toBe(1);
  });

  it("warns again after half an hour of the same, and not before", () => {
    const [rate, exposure] = [100, new Exposure(100)];
    const listen = (seconds: number) => {
      for (let n = 0; n < seconds * rate; n++) exposure.heard(amplitude(-20));
    };
    listen(60);
    expect(exposure.warnings).toBe(1);
    listen(1800 - 60);
    expect(exposure.warnings).toBe(1);
    listen(60);
    expect(exposure.warnings).toBe(2);
  });

  it("beeps through the limiter", () => {
    const { told, protection } = meter();
    while ((told.at(-1)?.warnings ?? 0) === 0) run(protection, loud.subarray(0, 4800));
    const out = run(protection, silence(0.4));
    // The tail of the sound, 5 ms, then the beeps alone.
    const at = (from: number, to: number) => out.slice(Math.round(from * RATE), Math.round(to * RATE));
    expect(rmsDb(at(0.02, 0.09))).toBeCloseTo(BEEP_DB, 0);
    expect(rmsDb(at(0.12, 0.19))).toBeLessThan(-80);
    expect(rmsDb(at(0.22, 0.29))).toBeCloseTo(BEEP_DB, 0);
    expect(rmsDb(at(0.32, 0.39))).toBeLessThan(-80);
  });

  it("beeps for nobody whose volume is at zero", () => {
    const { told, protection } = meter();
    protection.audible = false;
    minute(protection);
    expect(told.at(-1)?.warnings).toBe(0);
  });

  it("does not warn of speech at a working level", () => {
    const { told, protection } = meter();
    minute(protection, sine(1, -25));
    expect(told.at(-1)?.warnings).toBe(0);
  });

  it("hears nothing where nothing is connected", () => {
    const { protection } = meter();
    const out = new Float32Array(128).fill(1);
    protection.process(undefined, out);
    expect(peak(out)).toBe(0);
  });
});
