/** What this person chose on this machine.  Kept in the browser; nothing of it is needed to take part. */
import { effect, type Signal, signal } from "@preact/signals-core";

export const uiLanguages = ["ar", "zh", "en", "fr", "ru", "es"] as const;
export type UiLanguage = (typeof uiLanguages)[number];
export type Theme = "auto" | "light" | "dark";

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
}

const KEY = "hemicycle.preferences";

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

  constructor(
    private readonly store: KeyValueStore,
    locales: readonly string[],
  ) {
    const kept = this.#read();
    const locale = matchLanguage(locales) ?? "en";
    this.language = signal(uiLanguages.find((known) => known === kept.language) ?? locale);
    this.theme = signal(kept.theme ?? "auto");
    this.name = signal(kept.name ?? "");
    this.delegation = signal(kept.delegation ?? regionOf(locales) ?? "CH");
    this.spokenLanguage = signal(kept.spokenLanguage ?? this.language.value);
    this.volume = signal(kept.volume ?? 1);
    this.secondVolume = signal(kept.secondVolume ?? 0);
    this.microphone = signal(kept.microphone ?? "");
    this.camera = signal(kept.camera ?? "");
    this.loudspeaker = signal(kept.loudspeaker ?? "");
    this.cameraWithMicrophone = signal(kept.cameraWithMicrophone ?? true);
    this.ownBell = signal(kept.ownBell ?? false);
    this.shortcuts = signal(kept.shortcuts ?? true);
  }

  /** Writes every change until the returned function is called. */
  keep(): () => void {
    return effect(() => {
      const kept: Kept = {
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
      };
      try {
        this.store.setItem(KEY, JSON.stringify(kept));
      } catch {
        // Storage is full or forbidden: the choices last until the page closes.
      }
    });
  }

  #read(): Partial<Kept> {
    try {
      return (JSON.parse(this.store.getItem(KEY) ?? "{}") ?? {}) as Partial<Kept>;
    } catch {
      return {};
    }
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
