/** Plays an HLS playlist in a video element: hls.js, or the browser itself where that is better (Safari). */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import Hls, { type ErrorData, type HlsConfig, type LevelDetails } from "hls.js";
import { soundOf } from "./playlists";

/** A stretch of a playlist without a gap: Unix seconds of its first picture, seconds of the media element there, length. */
export interface Stretch {
  readonly at: number;
  readonly position: number;
  readonly duration: number;
}

export interface Quality {
  readonly id: number;
  readonly height: number;
}

export type PlaybackState = "empty" | "waiting" | "playing" | "paused" | "ended" | "failed";

/** Of the original: what nobody interprets has no language of its own (ISO 639-2). */
const FLOOR_TAG = "mul";
const RETRY_MS = 2_000;
/** By which much players may hurry to come back to the live edge. */
const CATCH_UP = 1.1;
const POLL_MS = 250;
/** Distance from the live edge, in parts: one is being made, one may be late (caches look twice a second), half is spare. */
const DISTANCE_PARTS = 2.5;
/** After so long without a stall the distance is again what it was at first. */
const FORGIVEN_MS = 30_000;
/** Who is farther behind where they should be leaps; who is nearer plays a little faster. */
const LEAP_S = 0.8;
/** A player that stands still for so long after more has come, so much by now, is begun anew. */
const STUCK_MS = 4_000;
const STUCK_S = 3;
/** Of playlists, while the worker starts again: the same player goes on, as long as this takes no longer than half a minute. */
const RETRIES = { maxNumRetry: 40, retryDelayMs: 500, maxRetryDelayMs: 750 };
/** Whoever is behind the live edge by less goes on from the edge. */
const AT_EDGE_S = 8;

export interface Source {
  readonly url: string;
  readonly live: boolean;
  /** Channel to begin with. */
  readonly channel: string;
  /** All there are: a single one's playlist does not name them. */
  readonly channels: readonly string[];
  /** Unix seconds to begin at; null: the live edge, or the beginning. */
  readonly at: number | null;
}

export class Playback {
  readonly state = signal<PlaybackState>("empty");
  /** Seconds of the media element. */
  readonly position = signal(0);
  /** What may be sought to, in the element's seconds. */
  readonly range = signal<{ readonly start: number; readonly end: number }>({ start: 0, end: 0 });
  readonly stretches = signal<readonly Stretch[]>([]);
  readonly channels = signal<readonly string[]>([]);
  readonly channel = signal("floor");
  readonly qualities = signal<readonly Quality[]>([]);
  /** -1: as the network allows. */
  readonly quality = signal(-1);
  readonly live = signal(false);
  /** The chosen language alone, without the picture: for thin connections. */
  readonly soundOnly = signal(false);
  /** Seconds behind the live edge; null where there is none. */
  readonly behind: ReadonlySignal<number | null> = computed(() =>
    this.live.value ? Math.max(0, this.range.value.end - this.position.value) : null,
  );

  /** What is open. */
  readonly source = signal<Source | null>(null);

  #hls: Hls | null = null;
  #wanted: number | null = null;
  #retry: number | undefined;
  /** Another language is wanted than what is buffered. */
  #switching = false;
  /** The newest is wanted: who has fallen behind goes there. */
  #following = false;
  /** When the distance from the edge was set, or last found too short. */
  #distanceAt = Number.NEGATIVE_INFINITY;
  /** Newest of the playlist, in the element's seconds. */
  #edge = 0;
  /** Where it stands, the edge then, and when that began to move. */
  #stand = { position: 0, since: 0, edge: 0 };

  constructor(readonly video: HTMLVideoElement) {
    const follow = (name: string, state: PlaybackState) =>
      video.addEventListener(name, () => {
        if (this.state.peek() !== "failed") this.state.value = state;
      });
    follow("playing", "playing");
    follow("pause", "paused");
    follow("waiting", "waiting");
    follow("ended", "ended");
    video.addEventListener("timeupdate", () => this.#look());
    setInterval(() => this.#look(), POLL_MS);
  }

  open(source: Source): void {
    this.close();
    this.source.value = source;
    this.#wanted = source.at;
    this.live.value = source.live;
    this.#following = source.live && source.at === null;
    this.channel.value = source.channel;
    if (this.soundOnly.peek()) this.channels.value = source.channels;
    this.state.value = "waiting";
    const url = this.soundOnly.peek() ? soundOf(source.url, source.channel) : source.url;
    if (Hls.isSupported() && !prefersNative(this.video)) this.#openHls(source, url);
    else this.#openNative(source, url);
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#hls?.destroy();
    this.#hls = null;
    this.source.value = null;
    this.stretches.value = [];
    this.video.removeAttribute("src");
    this.state.value = "empty";
  }

  play(): void {
    void this.video.play().catch(() => {
      this.state.value = "paused";
    });
  }

  pause(): void {
    this.#following = false;
    this.video.pause();
  }

  seek(position: number): void {
    this.#following = this.live.peek() && this.range.peek().end - position < AT_EDGE_S;
    this.video.currentTime = position;
    this.#look();
  }

  /** To the newest that can be shown without a pause. */
  toLive(): void {
    const edge = this.#hls?.liveSyncPosition ?? this.range.peek().end - 3;
    if (Number.isFinite(edge)) this.seek(edge);
    this.play();
  }

  choose(channel: string): void {
    this.channel.value = channel;
    if (this.soundOnly.peek()) {
      this.#reopen();
      return;
    }
    const tag = channel === "floor" ? FLOOR_TAG : channel;
    if (this.#hls) {
      const index = this.#hls.audioTracks.findIndex(({ lang }) => lang === tag);
      if (index < 0 || index === this.#hls.audioTrack) return;
      this.#switching = true;
      this.#hls.audioTrack = index;
      return;
    }
    for (const track of nativeTracks(this.video)) track.enabled = track.language === tag;
  }

  /** Goes on from the same moment. */
  setSoundOnly(on: boolean): void {
    if (on === this.soundOnly.peek()) return;
    this.soundOnly.value = on;
    this.#reopen();
  }

  setQuality(id: number): void {
    this.quality.value = id;
    if (this.#hls) this.#hls.nextLevel = id;
  }

  #openHls(source: Source, url: string): void {
    const config: Partial<HlsConfig> = {
      lowLatencyMode: source.live,
      maxLiveSyncPlaybackRate: source.live ? CATCH_UP : 1,
      playlistLoadPolicy: { default: { ...Hls.DefaultConfig.playlistLoadPolicy.default, errorRetry: RETRIES } },
      backBufferLength: 60,
      audioPreference: { lang: source.channel === "floor" ? FLOOR_TAG : source.channel },
      // Subtitles are drawn by the page, in every browser alike.
      enableWebVTT: false,
      renderTextTracksNatively: false,
    };
    const hls = new Hls(config);
    this.#distanceAt = Number.NEGATIVE_INFINITY;
    this.#switching = false;
    this.#edge = 0;
    this.#stand = { position: -1, since: 0, edge: 0 };
    this.#hls = hls;
    hls.on(Hls.Events.MANIFEST_PARSED, () => this.#listed(hls));
    hls.on(Hls.Events.AUDIO_TRACKS_UPDATED, () => this.#listed(hls));
    hls.on(Hls.Events.LEVEL_UPDATED, (_, { details }) => this.#timed(details));
    hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => this.#keepDistance(hls, details));
    hls.on(Hls.Events.AUDIO_TRACK_SWITCHED, (_, { lang }) => this.#heard(channelOf(lang ?? FLOOR_TAG)));
    hls.on(Hls.Events.FRAG_BUFFERED, (_, { frag }) => {
      if (frag.type === "audio" && frag.level === hls.audioTrack) this.#switch(hls);
      this.#keepUp(hls);
    });
    hls.on(Hls.Events.ERROR, (_, data) => this.#failed(hls, data));
    hls.attachMedia(this.video);
    hls.loadSource(url);
  }

  /** Sound of another language has come: from where the picture is, or not yet. */
  #switch(hls: Hls): void {
    const { currentTime, paused } = this.video;
    if (!this.#switching || !isBuffered(this.video, currentTime)) return;
    this.#switching = false;
    if (playsOn() && !paused) this.video.currentTime = currentTime;
    this.#heard(channelOf(hls.audioTracks[hls.audioTrack]?.lang ?? FLOOR_TAG));
  }

  /** Each stall makes it longer by half a part, but not for ever. */
  #keepDistance(hls: Hls, { live, partList, partTarget }: LevelDetails): void {
    if (!live || !partList?.length || performance.now() - this.#distanceAt < FORGIVEN_MS) return;
    this.#distanceAt = performance.now();
    hls.config.liveSyncOnStallIncrease = partTarget / 2;
    hls.targetLatency = DISTANCE_PARTS * partTarget;
  }

  /** Players begin with a whole segment, and stand still when nothing comes; what there is since then is passed over. */
  #keepUp(hls: Hls): void {
    const edge = hls.liveSyncPosition;
    if (!this.#following || this.video.paused || edge === null || edge - this.video.currentTime < LEAP_S) return;
    if (isBuffered(this.video, edge) && !this.video.seeking) this.video.currentTime = edge;
  }

  #heard(channel: string): void {
    this.channel.value = channel;
    // For scripts around the player: what is heard, where `channel` is what is wanted.
    if (this.video.dataset.channel !== channel) this.video.dataset.channel = channel;
  }

  #listed(hls: Hls): void {
    // A single channel's playlist names neither the others nor any picture.
    if (!this.soundOnly.peek()) {
      this.channels.value = hls.audioTracks.map(({ lang }) => channelOf(lang ?? FLOOR_TAG));
      this.qualities.value = hls.levels.flatMap(({ height }, id) => (height ? [{ id, height }] : []));
    }
    this.play();
  }

  #timed(details: LevelDetails): void {
    this.#edge = details.edge;
    this.stretches.value = stretchesOf(details);
    this.#goToWanted();
  }

  #goToWanted(): void {
    const wanted = this.#wanted;
    const found = this.stretches.peek().findLast(({ at }) => wanted !== null && at <= wanted);
    if (wanted === null || !found) return;
    this.#wanted = null;
    this.seek(found.position + Math.min(wanted - found.at, found.duration));
  }

  #failed(hls: Hls, data: ErrorData): void {
    if (data.details === Hls.ErrorDetails.BUFFER_STALLED_ERROR) this.#distanceAt = performance.now();
    if (!data.fatal) return;
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR) {
      hls.recoverMediaError();
      return;
    }
    // Between two sittings, or while the worker starts again, there is nothing for a while.
    this.state.value = "failed";
    this.#retry = window.setTimeout(() => this.#reopen(), RETRY_MS);
  }

  /** The same, from the moment it had come to. */
  #reopen(): void {
    const source = this.source.peek();
    if (source) this.open({ ...source, channel: this.channel.peek(), at: this.#moment() ?? source.at });
  }

  /** Unix seconds; null at the live edge, and where nothing is known. */
  #moment(): number | null {
    const position = this.video.currentTime;
    const found = this.stretches.peek().findLast((one) => one.position <= position);
    const behind = this.behind.peek();
    if (!found || (behind !== null && behind < AT_EDGE_S)) return null;
    return found.at + Math.min(position - found.position, found.duration);
  }

  #openNative(source: Source, url: string): void {
    this.video.src = url;
    this.video.addEventListener(
      "loadedmetadata",
      () => {
        if (!this.soundOnly.peek())
          this.channels.value = nativeTracks(this.video).map(({ language }) => channelOf(language));
        const started = (this.video as { getStartDate?: () => Date }).getStartDate?.().getTime() ?? Number.NaN;
        const duration = Number.isFinite(this.video.duration) ? this.video.duration : 1e6;
        if (Number.isFinite(started)) this.stretches.value = [{ at: started / 1000, position: 0, duration }];
        if (!this.soundOnly.peek()) this.choose(source.channel);
        this.#goToWanted();
        this.play();
      },
      { once: true },
    );
  }

  /** Joined in a gap, hls.js waits for ever for pictures that nobody has. */
  #unstick(): void {
    const position = this.video.currentTime;
    const now = performance.now();
    if (position !== this.#stand.position || (this.video.paused && position > 0))
      this.#stand = { position, since: now, edge: this.#edge };
    else if (this.#edge === this.#stand.edge) this.#stand.since = now;
    else if (this.#edge - this.#stand.edge > STUCK_S && now - this.#stand.since > STUCK_MS) this.#reopen();
  }

  #look(): void {
    if (this.#hls && this.live.peek() && this.state.peek() !== "failed") this.#unstick();
    this.position.value = this.video.currentTime;
    const { seekable } = this.video;
    if (seekable.length) this.range.value = { start: seekable.start(0), end: seekable.end(seekable.length - 1) };
  }
}

interface NativeTrack {
  enabled: boolean;
  readonly language: string;
}

function nativeTracks(video: HTMLVideoElement): NativeTrack[] {
  return Array.from((video as { audioTracks?: ArrayLike<NativeTrack> }).audioTracks ?? []);
}

function isBuffered({ buffered }: HTMLVideoElement, position: number): boolean {
  for (let n = 0; n < buffered.length; n++)
    if (buffered.start(n) <= position && position < buffered.end(n)) return true;
  return false;
}

/** Firefox plays sound it has decoded, up to two seconds, though it is not in the buffer any more; seeking drops it. */
function playsOn(): boolean {
  return /firefox/i.test(navigator.userAgent);
}

function channelOf(tag: string): string {
  return tag === FLOOR_TAG || tag === "" ? "floor" : tag;
}

/** Of a playlist, as far as hls.js knows its times. */
export function stretchesOf(details: LevelDetails): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { programDateTime, start, duration } of details.fragments) {
    if (programDateTime === null) continue;
    const at = programDateTime / 1000;
    const last = stretches.at(-1);
    if (last && Math.abs(last.at + (start - last.position) - at) < 0.1)
      stretches[stretches.length - 1] = { ...last, duration: start + duration - last.position };
    else stretches.push({ at, position: start, duration });
  }
  return stretches;
}

/** Apple's own player keeps to the live edge better than a script does there. */
export function prefersNative(video: HTMLVideoElement): boolean {
  return /apple/i.test(navigator.vendor) && video.canPlayType("application/vnd.apple.mpegurl") !== "";
}
