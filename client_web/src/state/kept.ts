/** Settings kept in the browser. Where nothing can be kept they last until the page closes. */
import { effect } from "@preact/signals-core";
import type { KeyValueStore } from "./preferences";

/** What was kept under a key; nothing when it cannot be read. */
export function kept<Settings>(store: KeyValueStore, key: string): Partial<Settings> {
  try {
    return (JSON.parse(store.getItem(key) ?? "{}") ?? {}) as Partial<Settings>;
  } catch {
    return {};
  }
}

/** Writes what `settings` reads, now and at every change of its signals, until the returned function is called. */
export function keep<Settings>(store: KeyValueStore, key: string, settings: () => Settings): () => void {
  return effect(() => {
    const now = settings();
    try {
      store.setItem(key, JSON.stringify(now));
    } catch {
      // Storage is full or forbidden.
    }
  });
}
