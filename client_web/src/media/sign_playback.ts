/** The sign-language picture beside the stage's: a player of its own, without sound, that follows the first. */
import { effect, signal } from "@preact/signals-core";
import Hls from "hls.js";
import { stepOf } from "./in_step";
import { momentAt } from "./moments";
import { type Playback, prefersNative, type Source, type Stretch, stretchesOf } from "./playback";
import { signOf } from "./playlists";

const LOOK_MS = 200;
const RETRY_MS = 3_000;

export class SignPlayback {
  readonly video = document.createElement("video");
  /** Whether there is a picture of the moment the stage shows. */
  readonly shown = signal(false);
  #stretches: readonly Stretch[] = [];
  #hls: Hls | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #stop: () => void;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(private readonly main: Playback) {
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.dataset.testid = "sign-video";
    this.#stop = effect(() => this.#open(main.source.value));
    this.#timer = setInterval(() => this.#follow(), LOOK_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stop();
    this.#open(null);
  }

  #open(source: Source | null): void {
    clearTimeout(this.#retry);
    this.#hls?.destroy();
    this.#hls = null;
    this.#stretches = [];
    this.shown.value = false;
    this.video.removeAttribute("src");
    if (!source) return;
    const url = signOf(source.url);
    if (Hls.isSupported() && !prefersNative(this.video)) this.#openHls(source, url);
    else this.#openNative(url);
  }

  #openHls(source: Source, url: string): void {
    // It goes at the stage's pace and not at one of its own.
    const hls = new Hls({ lowLatencyMode: source.live, maxLiveSyncPlaybackRate: 1, backBufferLength: 60 });
    this.#hls = hls;
    hls.on(Hls.Events.LEVEL_UPDATED, (_, { details }) => {
      this.#stretches = stretchesOf(details);
    });
    hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
      if (!fatal) return;
      if (type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
      else this.#retry = setTimeout(() => this.#open(source), RETRY_MS);
    });
    hls.attachMedia(this.video);
    hls.loadSource(url);
  }

  #openNative(url: string): void {
    this.video.src = url;
    const begun = () => {
      const at = (this.video as { getStartDate?: () => Date }).getStartDate?.().getTime() ?? Number.NaN;
      const duration = Number.isFinite(this.video.duration) ? this.video.duration : 1e6;
      this.#stretches = Number.isFinite(at) ? [{ at: at / 1000, position: 0, duration }] : [];
    };
    this.video.addEventListener("loadedmetadata", begun, { once: true });
  }

  #follow(): void {
    const { main, video } = this;
    const stage = main.video;
    const wanted = momentAt(main.stretches.peek(), stage.currentTime);
    const own =
      wanted === null ? undefined : this.#stretches.find(({ at, duration }) => at <= wanted && wanted < at + duration);
    this.shown.value = own !== undefined;
    if (wanted === null || !own) return;
    if (stage.paused) video.pause();
    else if (video.paused) void video.play().catch(() => undefined);
    const position = own.position + (wanted - own.at);
    const ahead = video.currentTime - position;
    // For scripts around the player: milliseconds ahead of the stage.
    video.dataset.ahead = String(Math.round(ahead * 1000));
    const step = stepOf(ahead, stage.playbackRate);
    if ("rate" in step) video.playbackRate = step.rate;
    else if (!video.seeking) video.currentTime = position;
  }
}
