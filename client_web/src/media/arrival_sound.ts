/** What a recording of a microphone tells: level, noise, clipping, and whether it hears this machine's own loudspeaker. */
import { rmsDb } from "./levels";

const BLOCK_S = 0.05;
const CLIP = 0.985;
/** Full-scale samples in a row: one alone is a loud peak. */
const CLIP_RUN = 3;

export interface Sound {
  /** Of the louder fifth of the blocks, dBFS. */
  readonly levelDb: number;
  /** Of the quietest tenth, dBFS. */
  readonly noiseDb: number;
  /** Share of samples at full scale. */
  readonly clipped: number;
}

export function soundOf(samples: Float32Array, rate: number): Sound {
  const size = Math.max(1, Math.round(rate * BLOCK_S));
  const levels: number[] = [];
  for (let at = 0; at + size <= samples.length; at += size) levels.push(rmsDb(samples.subarray(at, at + size)));
  levels.sort((one, other) => one - other);
  const place = (share: number) => levels[Math.min(levels.length - 1, Math.floor(levels.length * share))] ?? -127;
  return { levelDb: place(0.9), noiseDb: place(0.05), clipped: clippedShare(samples) };
}

function clippedShare(samples: Float32Array): number {
  let clipped = 0;
  let run = 0;
  for (const sample of samples) {
    run = Math.abs(sample) >= CLIP ? run + 1 : 0;
    if (run === CLIP_RUN) clipped += CLIP_RUN;
    else if (run > CLIP_RUN) clipped += 1;
  }
  return clipped / Math.max(1, samples.length);
}

export const CHIRP_S = 0.5;
const LOW_HZ = 500;
const HIGH_HZ = 2500;
/** What is compared is no finer: voice processing and codecs keep this band. */
export const ECHO_RATE = 8000;
/** The recording begins and the tone sounds at times of their own. */
const LONGEST_DELAY_S = 2.5;
/** Of its energy, what the best place has in common with the chirp. */
const ECHO_LEAST = 0.25;

/** A tone that glides upwards: it looks like itself at one place alone. */
export function chirp(rate: number): Float32Array<ArrayBuffer> {
  const length = Math.round(CHIRP_S * rate);
  return Float32Array.from({ length }, (_, n) => {
    const t = n / rate;
    const phase = 2 * Math.PI * (LOW_HZ * t + ((HIGH_HZ - LOW_HZ) * t * t) / (2 * CHIRP_S));
    return Math.sin(phase) * Math.sin((Math.PI * n) / length);
  });
}

/** By averages of neighbours, which keeps what is above out well enough for a comparison. */
export function slower(samples: Float32Array, rate: number): Float32Array {
  const step = rate / ECHO_RATE;
  if (step <= 1) return samples;
  return Float32Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
    const [from, to] = [Math.floor(n * step), Math.floor((n + 1) * step)];
    let sum = 0;
    for (let at = from; at < to; at++) sum += samples[at] ?? 0;
    return sum / Math.max(1, to - from);
  });
}

/** Milliseconds into the recording at which the chirp begins; null: it is not in there. */
export function echoIn(recording: Float32Array, rate: number): number | null {
  const heard = slower(recording, rate);
  const played = slower(chirp(rate), rate);
  const ownEnergy = energy(played, 0, played.length);
  let best = 0;
  let bestAt = -1;
  const last = Math.min(heard.length - played.length, Math.round(LONGEST_DELAY_S * ECHO_RATE));
  let there = energy(heard, 0, played.length);
  for (let at = 0; at <= last; at++) {
    const product = sumOfProducts(heard, played, at);
    const alike = there > 1e-9 ? (product * product) / (there * ownEnergy) : 0;
    if (alike > best) [best, bestAt] = [alike, at];
    there += (heard[at + played.length] ?? 0) ** 2 - (heard[at] ?? 0) ** 2;
  }
  return best >= ECHO_LEAST ? (1000 * bestAt) / ECHO_RATE : null;
}

function energy(samples: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += (samples[at] ?? 0) ** 2;
  return sum;
}

function sumOfProducts(heard: Float32Array, played: Float32Array, at: number): number {
  let sum = 0;
  for (let n = 0; n < played.length; n++) sum += (heard[at + n] as number) * (played[n] as number);
  return sum;
}
