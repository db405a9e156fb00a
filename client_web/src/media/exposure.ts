/**
 * Long exposure: the mean level of the last minute, and two quiet beeps when it is too high for a working day.  Pure.
 * 80 dB SPL, with the ceiling of the limiter (-6 dBFS) taken for 100.
 */

export const EXPOSURE_DB = -26;
/** RMS of the beeps: 70 dB SPL. */
export const BEEP_DB = -36;
const WINDOW_S = 60;
const BIN_S = 0.1;
const BACK_OFF_S = 30 * 60;
const BEEP_HZ = 1000;
/** Two beeps of 100 ms, 100 ms apart. */
const BEEP_S = 0.1;
const BEEPS_S = 3 * BEEP_S;
const EDGE_S = 0.005;
const SILENCE_DB = -127;

const dbOf = (power: number) => Math.max(SILENCE_DB, 10 * Math.log10(Math.max(power, 1e-13)));

export class Exposure {
  /** Nobody is warned whose volume is at zero. */
  audible = true;
  /** How many times it has warned. */
  warnings = 0;
  readonly #bins = new Float64Array(Math.round(WINDOW_S / BIN_S));
  readonly #binSamples: number;
  #bin = 0;
  #energy = 0;
  #samples = 0;
  #quietUntil = 0;
  #clock = 0;
  #beepFrom = -1;
  #powerNow = 0;

  constructor(private readonly sampleRate: number) {
    this.#binSamples = Math.round(sampleRate * BIN_S);
  }

  /** dBFS over the last minute; silence before the first sound counts. */
  get meanDb(): number {
    return dbOf(this.#bins.reduce((sum, power) => sum + power, 0) / this.#bins.length);
  }

  /** dBFS over the last tenth of a second. */
  get levelDb(): number {
    return dbOf(this.#powerNow);
  }

  /** What is to be heard beside the sound: the beeps, or nothing. */
  beep(): number {
    if (this.#beepFrom < 0) return 0;
    const second = (this.#clock - this.#beepFrom) / this.sampleRate;
    if (second >= BEEPS_S) {
      this.#beepFrom = -1;
      return 0;
    }
    const within = second % (2 * BEEP_S);
    if (within >= BEEP_S) return 0;
    const edge = Math.min(1, within / EDGE_S, (BEEP_S - within) / EDGE_S);
    return edge * Math.SQRT2 * 10 ** (BEEP_DB / 20) * Math.sin(2 * Math.PI * BEEP_HZ * within);
  }

  /** A sample that goes to the ears.  True when a tenth of a second is complete. */
  heard(sample: number): boolean {
    this.#clock += 1;
    this.#energy += sample * sample;
    this.#samples += 1;
    if (this.#samples < this.#binSamples) return false;
    this.#powerNow = this.#energy / this.#samples;
    this.#bins[this.#bin] = this.#powerNow;
    this.#bin = (this.#bin + 1) % this.#bins.length;
    this.#energy = this.#samples = 0;
    this.#judge();
    return true;
  }

  #judge(): void {
    if (!this.audible || this.#clock < this.#quietUntil || this.meanDb <= EXPOSURE_DB) return;
    this.#quietUntil = this.#clock + BACK_OFF_S * this.sampleRate;
    this.#beepFrom = this.#clock;
    this.warnings += 1;
  }
}
