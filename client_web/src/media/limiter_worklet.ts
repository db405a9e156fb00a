/** Runs in the audio thread (AudioWorkletGlobalScope); bundled as a file of its own. */
import { type Audibility, PROCESSOR, Protection } from "./protection";

declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

class HearingProtection extends AudioWorkletProcessor {
  readonly #protection = new Protection(sampleRate, (heard) => this.port.postMessage(heard));

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<Audibility>) => {
      this.#protection.audible = data.audible;
    };
  }

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    const out = output?.[0];
    if (out) this.#protection.process(input?.[0], out);
    return true;
  }
}

registerProcessor(PROCESSOR, HearingProtection);
