/** What this person chose on this machine.  Kept in the browser; nothing of it is needed to take part. */
import { type Signal, signal } from "@preact/signals-core";
import { BoothPreferences } from "./booth_preferences";
import { keep, kept } from "./kept";

export const uiLanguages = ["ar", "zh", "en", "fr", "ru", "es"] as const;
export type UiLanguage = (typeof uiLanguages)[number];
export type Theme = "auto" | "light" | "dark";

export const captionSizes = ["small", "medium", "large"] as const;
export type CaptionSize = (typeof captionSizes)[number];
/** Under the picture, or over its lower edge. */
export type CaptionPlace = "under" | "over";

export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

interface Kept {
  readonly language: UiLanguage;
  readonly theme: Theme;
  readonly name: string;
  readonly delegation: string;
  readonly spokenLanguage: string;
  readonly volume: number;
  readonly secondVolume: number;
  readonly microphone: string;
  readonly camera: string;
  readonly loudspeaker: string;
  readonly cameraWithMicrophone: boolean;
  readonly ownBell: boolean;
  readonly shortcuts: boolean;
  readonly channels: Readonly<Record<string, string>>;
  readonly captions: boolean;
  readonly captionLanguage: string;
  readonly captionSize: CaptionSize;
  readonly captionPlace: CaptionPlace;
  readonly captionsAloud: boolean;
  readonly abbreviations: string;
  readonly signShare: number;
  readonly soundOnly: boolean;
  readonly signPicture: boolean;
}

const KEY = "hemicycle.preferences";
/** The meeting visited longest ago is forgotten. */
const KEPT_MEETINGS = 20;

export class Preferences {
  readonly language: Signal<UiLanguage>;
  readonly theme: Signal<Theme>;
  readonly name: Signal<string>;
  readonly delegation: Signal<string>;
  readonly spokenLanguage: Signal<string>;
  /** Linear, 0..1. */
  readonly volume: Signal<number>;
  /** Linear, 0..1; 0 switches the second channel off. */
  readonly secondVolume: Signal<number>;
  readonly microphone: Signal<string>;
  readonly camera: Signal<string>;
  readonly loudspeaker: Signal<string>;
  readonly cameraWithMicrophone: Signal<boolean>;
  /** A bell on this machine when one's own speaking time is over, whatever the meeting does. */
  readonly ownBell: Signal<boolean>;
  /** Single-key shortcuts of the console may be switched off (WCAG 2.1.4). */
  readonly shortcuts: Signal<boolean>;
  /** Meeting -> what was listened to there: `none`, the floor or a language. */
  readonly channels: Signal<Readonly<Record<string, string>>>;
  readonly captions: Signal<boolean>;
  /** Empty: that of listening. */
  readonly captionLanguage: Signal<string>;
  readonly captionSize: Signal<CaptionSize>;
  readonly captionPlace: Signal<CaptionPlace>;
  /** Finished lines are read by a screen reader. */
  readonly captionsAloud: Signal<boolean>;
  /** Of a captioner, one a line: `un = United Nations`. */
  readonly abbreviations: Signal<string>;
  /** Width of the sign-language picture, of the stage's. */
  readonly signShare: Signal<number>;
  /** A webcast without its picture, for thin connections. */
  readonly soundOnly: Signal<boolean>;
  /** Beside a webcast's picture, where it has a stream of its own. */
  readonly signPicture: Signal<boolean>;
  /** Of an interpreter's console. */
  readonly booth: BoothPreferences;

  constructor(
    private readonly store: KeyValueStore,
    locales: readonly string[],
  ) {
    const was: Partial<Kept> = kept(store, KEY);
    this.booth = new BoothPreferences(store);
    const locale = matchLanguage(locales) ?? "en";
    this.language = signal(uiLanguages.find((known) => known === was.language) ?? locale);
    this.theme = signal(was.theme ?? "auto");
    this.name = signal(was.name ?? "");
    this.delegation = signal(was.delegation ?? regionOf(locales) ?? "CH");
    this.spokenLanguage = signal(was.spokenLanguage ?? this.language.value);
    this.volume = signal(was.volume ?? 1);
    this.secondVolume = signal(was.secondVolume ?? 0);
    this.microphone = signal(was.microphone ?? "");
    this.camera = signal(was.camera ?? "");
    this.loudspeaker = signal(was.loudspeaker ?? "");
    this.cameraWithMicrophone = signal(was.cameraWithMicrophone ?? true);
    this.ownBell = signal(was.ownBell ?? false);
    this.shortcuts = signal(was.shortcuts ?? true);
    this.channels = signal(was.channels ?? {});
    this.captions = signal(was.captions ?? false);
    this.captionLanguage = signal(was.captionLanguage ?? "");
    this.captionSize = signal(was.captionSize ?? "medium");
    this.captionPlace = signal(was.captionPlace ?? "under");
    this.captionsAloud = signal(was.captionsAloud ?? false);
    this.abbreviations = signal(was.abbreviations ?? "");
    this.signShare = signal(was.signShare ?? 1 / 3);
    this.soundOnly = signal(was.soundOnly ?? false);
    this.signPicture = signal(was.signPicture ?? true);
  }

  /** What is listened to in a meeting. */
  remember(meeting: string, channel: string): void {
    const { [meeting]: _, ...others } = this.channels.peek();
    this.channels.value = Object.fromEntries([...Object.entries(others), [meeting, channel]].slice(-KEPT_MEETINGS));
  }

  /** Writes every change until the returned function is called. */
  keep(): () => void {
    const stops = [this.booth.keep(), this.#keepOwn()];
    return () => {
      for (const stop of stops) stop();
    };
  }

  #keepOwn(): () => void {
    return keep(
      this.store,
      KEY,
      (): Kept => ({
        language: this.language.value,
        theme: this.theme.value,
        name: this.name.value,
        delegation: this.delegation.value,
        spokenLanguage: this.spokenLanguage.value,
        volume: this.volume.value,
        secondVolume: this.secondVolume.value,
        microphone: this.microphone.value,
        camera: this.camera.value,
        loudspeaker: this.loudspeaker.value,
        cameraWithMicrophone: this.cameraWithMicrophone.value,
        ownBell: this.ownBell.value,
        shortcuts: this.shortcuts.value,
        channels: this.channels.value,
        captions: this.captions.value,
        captionLanguage: this.captionLanguage.value,
        captionSize: this.captionSize.value,
        captionPlace: this.captionPlace.value,
        captionsAloud: this.captionsAloud.value,
        abbreviations: this.abbreviations.value,
        signShare: this.signShare.value,
        soundOnly: this.soundOnly.value,
        signPicture: this.signPicture.value,
      }),
    );
  }
}

/** The first of the six languages a list of BCP 47 tags asks for. */
export function matchLanguage(locales: readonly string[]): UiLanguage | null {
  for (const locale of locales) {
    const primary = locale.toLowerCase().split("-")[0];
    const found = uiLanguages.find((known) => known === primary);
    if (found) return found;
  }
  return null;
}

function regionOf(locales: readonly string[]): string | null {
  for (const locale of locales) {
    const region = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?-([A-Z]{2})\b/.exec(locale)?.[1];
    if (region) return region;
  }
  return null;
}
