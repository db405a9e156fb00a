/** The sounds the client makes itself: the attention tone of the chair, the bell of the speaking time, the ring of an alarm. */
export interface Chimes {
  attention(): void;
  bell(): void;
  /** Somebody calls, or must act at once; repeated by whoever wants it heard for long. */
  ring(): void;
}

interface Note {
  readonly hz: number;
  readonly atS: number;
  readonly lastsS: number;
}

/** Of a sine's peak: -20 dBFS and so never louder than speech. */
export const CHIME_PEAK = 0.1;
const ATTENTION: readonly Note[] = [
  { hz: 880, atS: 0, lastsS: 0.25 },
  { hz: 659.3, atS: 0.28, lastsS: 0.45 },
];
const BELL: readonly Note[] = [{ hz: 1318.5, atS: 0, lastsS: 0.9 }];
const RING: readonly Note[] = [
  { hz: 988, atS: 0, lastsS: 0.16 },
  { hz: 1318.5, atS: 0.18, lastsS: 0.16 },
  { hz: 988, atS: 0.36, lastsS: 0.16 },
  { hz: 1318.5, atS: 0.54, lastsS: 0.3 },
];
const RISE_S = 0.01;

/** Plays into `context`, made when first needed: browsers allow sound only after the person has done something. */
export function browserChimes(make: () => AudioContext = () => new AudioContext()): Chimes {
  let context: AudioContext | null = null;
  const play = (notes: readonly Note[]) => {
    context ??= make();
    void context.resume();
    for (const note of notes) strike(context, note);
  };
  return { attention: () => play(ATTENTION), bell: () => play(BELL), ring: () => play(RING) };
}

function strike(context: AudioContext, { hz, atS, lastsS }: Note): void {
  const start = context.currentTime + atS;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = hz;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(CHIME_PEAK, start + RISE_S);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + lastsS);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + lastsS);
}
