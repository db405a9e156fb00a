/**
 * The persistent media elements.  They are made once, live outside the views (which only borrow the pictures), and every new
 * RTCPeerConnection plays into the same ones: sound goes on across restarts, and the browser's leave to play is kept.
 */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import { type AudioPlace, type Place, SLOTS, type Slot, type TrackSink } from "./ports";

export class MediaElements implements TrackSink {
  readonly #audio: ReadonlyMap<AudioPlace, HTMLAudioElement>;
  readonly #video: ReadonlyMap<Slot, HTMLVideoElement>;
  readonly #silenced = signal(false);

  constructor(private readonly document: Document) {
    this.#audio = new Map([
      ["main", this.#makeAudio("main")],
      ["second", this.#makeAudio("second")],
    ]);
    this.#video = new Map(SLOTS.map((slot) => [slot, this.#makeVideo(slot)]));
  }

  /** The browser refused to play sound without a gesture: offer a button that calls `play`. */
  get silenced(): ReadonlySignal<boolean> {
    return this.#silenced;
  }

  attach(place: Place, track: MediaStreamTrack): void {
    const element = this.#element(place);
    element.srcObject = new MediaStream([track]);
    void this.#start(element);
  }

  /** Called within a gesture (the Join click) so that later sound may play. */
  unlock(): void {
    for (const element of this.#audio.values()) element.srcObject ??= new MediaStream();
    this.play();
  }

  /** Again, after the browser refused or a picture has moved to another place. */
  play(): void {
    this.#silenced.value = false;
    for (const element of [...this.#audio.values(), ...this.#video.values()]) void this.#start(element);
  }

  video(slot: Slot): HTMLVideoElement {
    return this.#video.get(slot) as HTMLVideoElement;
  }

  /** Linear, 0..1. */
  setVolume(place: AudioPlace, volume: number): void {
    const element = this.#element(place);
    element.volume = Math.min(1, Math.max(0, volume));
    element.muted = volume <= 0;
  }

  /** Chooses the loudspeaker where the browser can; resolves false where it cannot. */
  async setLoudspeaker(id: string): Promise<boolean> {
    const elements = [...this.#audio.values()] as (HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> })[];
    if (elements.some((element) => !element.setSinkId)) return false;
    await Promise.all(elements.map((element) => element.setSinkId?.(id)));
    return true;
  }

  stop(): void {
    for (const element of [...this.#audio.values(), ...this.#video.values()]) {
      element.pause();
      element.srcObject = null;
    }
    this.#silenced.value = false;
  }

  async #start(element: HTMLMediaElement): Promise<void> {
    if (element.srcObject === null) return;
    try {
      await element.play();
    } catch (error) {
      if ((error as { name?: string }).name === "NotAllowedError") this.#silenced.value = true;
    }
  }

  #element(place: Place): HTMLMediaElement {
    return (this.#audio.get(place as AudioPlace) ?? this.#video.get(place as Slot)) as HTMLMediaElement;
  }

  #makeAudio(place: AudioPlace): HTMLAudioElement {
    const audio = this.document.createElement("audio");
    audio.dataset.testid = `${place}-audio`;
    audio.autoplay = true;
    this.document.body.append(audio);
    return audio;
  }

  #makeVideo(slot: Slot): HTMLVideoElement {
    const video = this.document.createElement("video");
    video.dataset.testid = `${slot}-video`;
    // The pictures are silent: sound comes from the audio elements, so they may always play.
    video.muted = true;
    video.autoplay = true;
    video.playsInline = true;
    video.disablePictureInPicture = true;
    video.tabIndex = -1;
    return video;
  }
}
