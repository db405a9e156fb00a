/**
 * Hearing protection, the last thing before an interpreter's ears: what comes suddenly out of silence rises slowly, what stays
 * loud is turned down, and no sample leaves above the ceiling.  Pure: samples in, samples out, mono, one at a time.
 *
 * Full scale at the ears is unknown to a browser; the ceiling of -6 dBFS is taken for 100 dB SPL, and the other limits from there.
 */

export const CEILING_DB = -6;
/** RMS over `SUSTAINED_S` above which sound is turned down. */
export const SUSTAINED_DB = -14;
const SUSTAINED_S = 0.1;
const SUSTAINED_RELEASE_DB_PER_S = 20;

const GROUP_S = 0.001;
/** The peak of the last 10 ms may grow by 10 dB in 50 ms ... */
const RISE_DB_PER_S = 200;
const HOLD_GROUPS = 10;
/** ... from what was heard, which is forgotten at this rate: a pause between words is no silence. */
const FORGET_DB_PER_S = 20;
/** Peak up to which nothing is sudden. */
export const SILENCE_DB = -30;

const PEAK_GROUPS = 9;
const PEAK_GROUP_S = 1 / 3000;
const PEAK_RELEASE_DB_PER_S = 50;

const gainOf = (attenuationDb: number) => 10 ** (-attenuationDb / 20);
const peakDb = (peak: number) => 20 * Math.log10(Math.max(peak, 1e-6));

/** Rise after silence and sustained level.  The sound leaves two groups later, under an attenuation that is complete. */
class SlowLimits {
  readonly #size: number;
  /** The group that leaves, the one after it, and in them the one that comes. */
  #leaving: Float64Array;
  #next: Float64Array;
  #at = 0;
  #peak = 0;
  readonly #peaks = new Float64Array(HOLD_GROUPS);
  #groups = 0;
  #heardDb = SILENCE_DB;
  readonly #powers: Float64Array;
  #power = 0;
  #sustainedDb = 0;
  #gainFrom = 1;
  #gainTo = 1;
  /** dB, of the group that leaves. */
  attenuationDb = 0;

  constructor(private readonly sampleRate: number) {
    this.#size = Math.round(sampleRate * GROUP_S);
    this.#leaving = new Float64Array(this.#size);
    this.#next = new Float64Array(this.#size);
    this.#powers = new Float64Array(Math.round(SUSTAINED_S / GROUP_S));
  }

  step(sample: number): number {
    const share = (this.#at + 1) / this.#size;
    const out = (this.#leaving[this.#at] as number) * (this.#gainFrom + (this.#gainTo - this.#gainFrom) * share);
    this.#leaving[this.#at] = sample;
    this.#peak = Math.max(this.#peak, Math.abs(sample));
    this.#at += 1;
    if (this.#at === this.#size) this.#closeGroup();
    return out;
  }

  #closeGroup(): void {
    const arrived = this.#leaving;
    this.#leaving = this.#next;
    this.#next = arrived;
    this.#at = 0;
    this.#peaks[this.#groups % HOLD_GROUPS] = this.#peak;
    this.#peak = 0;
    const rise = this.#rise(peakDb(Math.max(...this.#peaks)));
    const attenuation = rise + this.#sustained(arrived, gainOf(rise));
    this.#groups += 1;
    this.#gainFrom = this.#gainTo;
    this.#gainTo = gainOf(attenuation);
    this.attenuationDb = attenuation;
  }

  /** dB by which the group is louder than the slope allows. */
  #rise(levelDb: number): number {
    const groupsPerS = this.sampleRate / this.#size;
    if (levelDb <= this.#heardDb) {
      this.#heardDb = Math.max(levelDb, this.#heardDb - FORGET_DB_PER_S / groupsPerS, SILENCE_DB);
      return 0;
    }
    this.#heardDb = Math.min(levelDb, this.#heardDb + RISE_DB_PER_S / groupsPerS);
    return levelDb - this.#heardDb;
  }

  /** dB by which the last 100 ms are louder than the limit. */
  #sustained(group: Float64Array, gain: number): number {
    let energy = 0;
    for (const sample of group) energy += sample * sample;
    const place = this.#groups % this.#powers.length;
    this.#powers[place] = (energy / group.length) * gain * gain;
    // Summed anew once a window, so that rounding never gathers.
    this.#power = this.#powers.reduce((sum, power) => sum + power, 0) / this.#powers.length;
    const excess = 10 * Math.log10(Math.max(this.#power, 1e-12)) - SUSTAINED_DB;
    const released = this.#sustainedDb - (SUSTAINED_RELEASE_DB_PER_S * this.#size) / this.sampleRate;
    this.#sustainedDb = Math.max(0, excess, released);
    return this.#sustainedDb;
  }
}

/** The peaks: attenuation rises along a straight line during the look-ahead, holds, and falls at a steady rate. */
class PeakLimit {
  readonly #size: number;
  readonly #delayed: Float64Array;
  #at = 0;
  #peak = 0;
  readonly #envelope = new Float64Array(PEAK_GROUPS + 1);
  readonly #held = new Float64Array(PEAK_GROUPS);
  #groups = 0;
  #gainFrom = 1;
  #gainTo = 1;
  attenuationDb = 0;
  readonly #ceiling = 10 ** (CEILING_DB / 20);

  constructor(private readonly sampleRate: number) {
    this.#size = Math.round(sampleRate * PEAK_GROUP_S);
    this.#delayed = new Float64Array(this.#size * (PEAK_GROUPS + 1));
  }

  step(sample: number): number {
    const within = this.#at % this.#size;
    const share = (within + 1) / this.#size;
    const out = (this.#delayed[this.#at] as number) * (this.#gainFrom + (this.#gainTo - this.#gainFrom) * share);
    this.#delayed[this.#at] = sample;
    this.#peak = Math.max(this.#peak, Math.abs(sample));
    this.#at = (this.#at + 1) % this.#delayed.length;
    if (within + 1 === this.#size) this.#closeGroup();
    return Math.min(this.#ceiling, Math.max(-this.#ceiling, out));
  }

  #closeGroup(): void {
    const required = Math.max(0, 20 * Math.log10(Math.max(this.#peak, 1e-9) / this.#ceiling));
    this.#peak = 0;
    const before = this.#envelope[(this.#groups + PEAK_GROUPS) % (PEAK_GROUPS + 1)] as number;
    const released = before - (PEAK_RELEASE_DB_PER_S * this.#size) / this.sampleRate;
    this.#envelope[this.#groups % (PEAK_GROUPS + 1)] = Math.max(required, released, 0);
    this.#held[this.#groups % PEAK_GROUPS] = Math.max(...this.#envelope);
    this.#groups += 1;
    this.attenuationDb = this.#held.reduce((sum, held) => sum + held, 0) / PEAK_GROUPS;
    this.#gainFrom = this.#gainTo;
    this.#gainTo = gainOf(this.attenuationDb);
  }
}

/** All limits in a row.  What is no number is silence. */
export class Limiter {
  readonly #slow: SlowLimits;
  readonly #peak: PeakLimit;

  constructor(sampleRate: number) {
    this.#slow = new SlowLimits(sampleRate);
    this.#peak = new PeakLimit(sampleRate);
  }

  step(sample: number): number {
    return this.#peak.step(this.#slow.step(Number.isFinite(sample) ? sample : 0));
  }

  /** dB by which the sound is turned down just now. */
  get attenuationDb(): number {
    return this.#slow.attenuationDb + this.#peak.attenuationDb;
  }
}
