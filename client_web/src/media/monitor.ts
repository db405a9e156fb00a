/**
 * What one hears.  Plain media elements for listeners; for interpreters a chain that ends in hearing protection:
 * volumes -> sum -> bass -> treble -> limiter -> headset.  Nothing comes after the limiter, which runs in the audio thread.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { MediaElements } from "./elements";
import type { AudioPlace, Place, Slot, TrackSink } from "./ports";
import { type Audibility, type Heard, PROCESSOR } from "./protection";

/** `failed`: this browser cannot; what is heard passes the server's protection alone. */
export type ProtectionStatus = "off" | "starting" | "on" | "failed";

const BASS_HZ = 250;
const TREBLE_HZ = 3000;
/** A step of volume or tone is heard without a click. */
const SMOOTH_S = 0.02;

interface Chain {
  readonly context: AudioContext;
  readonly gains: Readonly<Record<AudioPlace, GainNode>>;
  readonly bass: BiquadFilterNode;
  readonly treble: BiquadFilterNode;
  readonly limiter: AudioWorkletNode;
}

/** Made here, so that a test can run it in an `OfflineAudioContext`. */
async function makeChain<C extends BaseAudioContext>(context: C, worklet: string) {
  await context.audioWorklet.addModule(worklet);
  const gains = { main: new GainNode(context), second: new GainNode(context) };
  const bass = new BiquadFilterNode(context, { type: "lowshelf", frequency: BASS_HZ });
  const treble = new BiquadFilterNode(context, { type: "highshelf", frequency: TREBLE_HZ });
  const mono = { channelCount: 1, channelCountMode: "explicit" as const };
  const limiter = new AudioWorkletNode(context, PROCESSOR, { outputChannelCount: [1], ...mono });
  gains.main.connect(bass);
  gains.second.connect(bass);
  bass.connect(treble).connect(limiter).connect(context.destination);
  return { context, gains, bass, treble, limiter };
}

export class Monitor implements TrackSink {
  readonly #heard = signal<Heard | null>(null);
  readonly #protection = signal<ProtectionStatus>("off");
  /** The chain waits for a gesture of the person. */
  readonly #waiting = signal(false);
  readonly #tracks = new Map<AudioPlace, MediaStreamTrack>();
  readonly #sources = new Map<AudioPlace, MediaStreamAudioSourceNode>();
  readonly #volumes = new Map<AudioPlace, number>([
    ["main", 1],
    ["second", 0],
  ]);
  #tone = { bassDb: 0, trebleDb: 0 };
  #loudspeaker = "";
  #chain: Chain | null = null;
  readonly silenced: ReadonlySignal<boolean>;

  constructor(
    private readonly elements: MediaElements,
    private readonly worklet: string,
    private readonly makeContext: () => AudioContext = () => new AudioContext({ sampleRate: 48_000 }),
  ) {
    this.silenced = computed(() => elements.silenced.value || this.#waiting.value);
  }

  /** What reaches the ears; null while the chain does not run. */
  get heard(): ReadonlySignal<Heard | null> {
    return this.#heard;
  }

  get protection(): ReadonlySignal<ProtectionStatus> {
    return this.#protection;
  }

  /** From now on through the chain.  Until it runs, and where it cannot, the elements play. */
  async protect(): Promise<void> {
    if (this.#protection.value !== "off") return;
    this.#protection.value = "starting";
    try {
      const context = this.makeContext();
      this.#chain = await makeChain(context, this.worklet);
      this.#begin(this.#chain);
    } catch {
      this.#protection.value = "failed";
    }
  }

  attach(place: Place, track: MediaStreamTrack): void {
    this.elements.attach(place, track);
    if (place !== "main" && place !== "second") return;
    this.#tracks.set(place, track);
    if (this.#chain) this.#connect(this.#chain, place, track);
  }

  /** Linear, 0..1. */
  setVolume(place: AudioPlace, volume: number): void {
    this.#volumes.set(place, volume);
    if (this.#chain) this.#applyVolumes(this.#chain);
    else this.elements.setVolume(place, volume);
  }

  /** Shelving filters, dB. */
  setTone(bassDb: number, trebleDb: number): void {
    this.#tone = { bassDb, trebleDb };
    if (this.#chain) this.#applyTone(this.#chain);
  }

  async setLoudspeaker(id: string): Promise<boolean> {
    this.#loudspeaker = id;
    if (this.#chain) this.#applyLoudspeaker(this.#chain);
    return this.elements.setLoudspeaker(id);
  }

  video(slot: Slot): HTMLVideoElement {
    return this.elements.video(slot);
  }

  unlock(): void {
    this.elements.unlock();
  }

  play(): void {
    this.elements.play();
    void this.#chain?.context.resume();
  }

  stop(): void {
    this.elements.stop();
    void this.#chain?.context.close();
    this.#chain = null;
    this.#sources.clear();
    this.#tracks.clear();
    this.#protection.value = "off";
    this.#waiting.value = false;
    this.#heard.value = null;
  }

  #begin(chain: Chain): void {
    const { context, limiter } = chain;
    limiter.port.onmessage = ({ data }: MessageEvent<Heard>) => {
      this.#heard.value = data;
    };
    context.onstatechange = () => {
      this.#waiting.value = context.state === "suspended";
    };
    this.#waiting.value = context.state === "suspended";
    void context.resume();
    this.#applyTone(chain);
    this.#applyLoudspeaker(chain);
    this.#applyVolumes(chain);
    for (const [place, track] of this.#tracks) this.#connect(chain, place, track);
    // The elements stay: Chromium gives the chain a remote track's sound only while an element plays it too.
    for (const place of ["main", "second"] as const) this.elements.setVolume(place, 0);
    this.#protection.value = "on";
  }

  #connect({ context, gains }: Chain, place: AudioPlace, track: MediaStreamTrack): void {
    this.#sources.get(place)?.disconnect();
    const source = context.createMediaStreamSource(new MediaStream([track]));
    source.connect(gains[place]);
    this.#sources.set(place, source);
  }

  #applyVolumes({ context, gains, limiter }: Chain): void {
    for (const [place, volume] of this.#volumes) move(gains[place].gain, volume, context);
    const audible: Audibility = { audible: [...this.#volumes.values()].some((volume) => volume > 0) };
    limiter.port.postMessage(audible);
  }

  #applyTone({ context, bass, treble }: Chain): void {
    move(bass.gain, this.#tone.bassDb, context);
    move(treble.gain, this.#tone.trebleDb, context);
  }

  #applyLoudspeaker({ context }: Chain): void {
    const choosing = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
    if (this.#loudspeaker) choosing.setSinkId?.(this.#loudspeaker).catch(() => {});
  }
}

function move(parameter: AudioParam, value: number, { currentTime }: AudioContext): void {
  parameter.setTargetAtTime(value, currentTime, SMOOTH_S);
}
