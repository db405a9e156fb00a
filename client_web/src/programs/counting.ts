/** Tells the server that somebody watches, so that the operator knows how many do: every 30 s while it plays, and nothing else. */
import { effect, type ReadonlySignal } from "@preact/signals-core";

const EVERY_MS = 30_000;

/** Whoever stops and goes on within the time is counted once.  Returns what ends it. */
export function countViewer(playing: ReadonlySignal<boolean>, announce: () => void): () => void {
  let due = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const go = () => {
    const at = Date.now();
    if (at >= due) {
      announce();
      // A machine that slept does not make up for it.
      due = (due + EVERY_MS > at ? due : at) + EVERY_MS;
    }
    timer = setTimeout(go, due - at);
  };
  const end = effect(() => {
    clearTimeout(timer);
    if (playing.value) go();
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}
