/** What the worklet runs: the beeps of the exposure meter join the sound, the limiter has the last word, and both are told of. */
import { Exposure } from "./exposure";
import { Limiter } from "./limiter";

/** From the worklet, ten times a second. */
export interface Heard {
  /** dBFS at the ears over the last tenth of a second. */
  readonly levelDb: number;
  /** dBFS at the ears over the last minute. */
  readonly exposureDb: number;
  /** dB by which the limiter turns down. */
  readonly attenuationDb: number;
  /** Warnings of long exposure since the start. */
  readonly warnings: number;
}

/** To the worklet. */
export interface Audibility {
  /** False: the volume is at zero. */
  readonly audible: boolean;
}

export const PROCESSOR = "hearing-protection";

export class Protection {
  readonly #limiter: Limiter;
  readonly #exposure: Exposure;

  constructor(
    sampleRate: number,
    private readonly tell: (heard: Heard) => void,
  ) {
    this.#limiter = new Limiter(sampleRate);
    this.#exposure = new Exposure(sampleRate);
  }

  set audible(audible: boolean) {
    this.#exposure.audible = audible;
  }

  /** `input` undefined: nothing is connected, which is silence. */
  process(input: Float32Array | undefined, output: Float32Array): void {
    for (let at = 0; at < output.length; at++) {
      const sample = this.#limiter.step((input?.[at] ?? 0) + this.#exposure.beep());
      output[at] = sample;
      if (this.#exposure.heard(sample)) this.#report();
    }
  }

  #report(): void {
    const { levelDb, meanDb, warnings } = this.#exposure;
    this.tell({ levelDb, exposureDb: meanDb, attenuationDb: this.#limiter.attenuationDb, warnings });
  }
}
