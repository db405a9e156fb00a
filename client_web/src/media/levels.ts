/** Level of a local microphone for its meter, measured before anything is sent. */

export interface LevelMeter {
  /** RMS in dBFS (-127..0) of the last 40 ms. */
  readDb(): number;
  close(): void;
}

export type MakeMeter = (track: MediaStreamTrack) => LevelMeter;

const SILENCE_DB = -127;

export function rmsDb(block: Float32Array): number {
  let sum = 0;
  for (const sample of block) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, block.length));
  return rms > 0 ? Math.max(SILENCE_DB, 20 * Math.log10(rms)) : SILENCE_DB;
}

/** One audio context for all meters, made at the first use, which always follows a gesture. */
export function browserMeters(): MakeMeter {
  let context: AudioContext | undefined;
  return (track) => {
    context ??= new AudioContext({ sampleRate: 48_000 });
    void context.resume();
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const analyser = new AnalyserNode(context, { fftSize: 2048 });
    source.connect(analyser);
    const block = new Float32Array(analyser.fftSize);
    return {
      readDb() {
        analyser.getFloatTimeDomainData(block);
        return rmsDb(block);
      },
      close: () => source.disconnect(),
    };
  };
}
