/** The webcast as whoever may `manageWebcast` sees it: what goes out, how it sounds, what is wrong with it. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { RenditionView, ServerMessage, StageView, WebcastView } from "../protocol/messages";

/** Integrated loudness of speech, LUFS, and by how much it may differ (EBU R 128). */
export const LOUDNESS_LUFS = -23;
export const LOUDNESS_WITHIN_LU = 1;
/** The highest true peak that is allowed, dBTP. */
export const PEAK_DBTP = -1;
/** Between two speakers it is quiet for less than this. */
const SILENT_S = 15;
/** Of the frames of the last figures, told once a second: more, and the picture is seen to stumble. */
const DROPPED_SHARE = 0.01;
const KEPT_FIGURES = 15;

export type WebcastAlarmKind =
  | "worker"
  | "diskLow"
  | "diskFull"
  | "diskFailing"
  | "storageBehind"
  | "storageFailing"
  | "indexDamaged"
  | "silent"
  | "peak"
  | "dropped"
  | "push";

export interface WebcastAlarm {
  readonly kind: WebcastAlarmKind;
  /** Its name for itself; null for what concerns all of the webcast. */
  readonly rendition: { readonly channel: string; readonly name: string } | null;
}

/** Why nothing can go out. */
export type Obstacle = "notAllowed" | "inCamera" | "closed";

export type Tone = "good" | "quiet" | "loud" | "unknown";

type Figures = Pick<WebcastView, "frames" | "droppedFrames">;

export class WebcastDesk {
  /** The topic `webcast`; null for those who are not told. */
  readonly view = signal<WebcastView | null>(null);

  /** The last figures, oldest first. */
  readonly #figures = signal<readonly Figures[]>([]);

  /** Of the frames made lately, 0..1. */
  readonly droppedShare: ReadonlySignal<number> = computed(() => {
    const [first, last] = [this.#figures.value[0], this.#figures.value.at(-1)];
    if (!first || !last || last.frames <= first.frames) return 0;
    return (last.droppedFrames - first.droppedFrames) / (last.frames - first.frames);
  });

  apply(message: ServerMessage): void {
    if (message.type !== "snapshot" && message.type !== "webcast") return;
    const { webcast } = message;
    this.view.value = webcast;
    const known = this.#figures.value;
    // A worker that was started again counts anew.
    const goesOn = webcast !== null && webcast.frames >= (known.at(-1)?.frames ?? 0);
    this.#figures.value = webcast ? [...(goesOn ? known : []), webcast].slice(-KEPT_FIGURES) : [];
  }
}

export function obstacleTo({ allowed }: WebcastView, { sitting }: StageView): Obstacle | null {
  if (!allowed) return "notAllowed";
  if (!sitting.public) return "inCamera";
  return sitting.state === "closed" ? "closed" : null;
}

/** What must be seen to at once; nothing while nothing is asked for. */
export function alarmsOf(view: WebcastView, droppedShare: number): readonly WebcastAlarm[] {
  if (view.mode === "off") return [];
  const all: WebcastAlarm[] = [];
  if (!view.connected) all.push({ kind: "worker", rendition: null });
  const disk = ({ ok: null, low: "diskLow", full: "diskFull", failing: "diskFailing" } as const)[view.disk];
  if (disk) all.push({ kind: disk, rendition: null });
  if (view.storage === "behind") all.push({ kind: "storageBehind", rendition: null });
  if (view.storage === "failing") all.push({ kind: "storageFailing", rendition: null });
  if (view.indexDamaged) all.push({ kind: "indexDamaged", rendition: null });
  if (droppedShare > DROPPED_SHARE) all.push({ kind: "dropped", rendition: null });
  if (view.pushes.some(({ state }) => state === "failing")) all.push({ kind: "push", rendition: null });
  return view.showing === "onAir" ? [...all, ...heardIn(view.renditions)] : all;
}

export function isSilent({ meter }: RenditionView): boolean {
  return meter !== null && meter.silentS >= SILENT_S;
}

export function isTooLoud({ meter }: RenditionView): boolean {
  return meter !== null && meter.truePeakDbtp > PEAK_DBTP;
}

export function toneOf(lufs: number | null): Tone {
  if (lufs === null) return "unknown";
  if (Math.abs(lufs - LOUDNESS_LUFS) <= LOUDNESS_WITHIN_LU) return "good";
  return lufs < LOUDNESS_LUFS ? "quiet" : "loud";
}

/** Where nobody speaks at all, every language is silent with the floor: that is one alarm, not seven. */
function heardIn(renditions: readonly RenditionView[]): WebcastAlarm[] {
  const floor = renditions.find(({ channel }) => channel === "floor");
  const silent = floor && isSilent(floor) ? [floor] : renditions.filter(isSilent);
  const alarm = (kind: WebcastAlarmKind) => (one: RenditionView) => ({ kind, rendition: one });
  return [...silent.map(alarm("silent")), ...renditions.filter(isTooLoud).map(alarm("peak"))];
}
