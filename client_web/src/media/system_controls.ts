/** What plays, to the system's own controls: lock screen, keys of keyboards and headsets (Media Session). */
import type { Playback } from "./playback";

const STEP_S = 10;

export function connectSystem(session: MediaSession | undefined, playback: Playback): void {
  if (!session) return;
  const step = (by: number) => playback.seek(playback.position.peek() + by);
  const acts: readonly [MediaSessionAction, (details: MediaSessionActionDetails) => void][] = [
    ["play", () => playback.play()],
    ["pause", () => playback.pause()],
    ["seekbackward", ({ seekOffset }) => step(-(seekOffset ?? STEP_S))],
    ["seekforward", ({ seekOffset }) => step(seekOffset ?? STEP_S)],
  ];
  for (const [name, act] of acts) {
    try {
      session.setActionHandler(name, act);
    } catch {
      // Browsers refuse what they do not know.
    }
  }
}

/** `speaker`: who speaks, as on the name plate. */
export function tellSystem(session: MediaSession | undefined, title: string, speaker: string): void {
  if (session) session.metadata = new MediaMetadata({ title, artist: speaker });
}
