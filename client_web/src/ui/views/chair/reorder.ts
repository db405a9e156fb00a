/** Putting a list in order by dragging, with mouse, pen or finger: follows the pointer and tells before whom it was dropped. */
import { useRef, useState } from "preact/hooks";

export interface Drag {
  readonly id: string;
  /** The row it would stand before; null: last. */
  readonly before: string | null;
}

export interface Place {
  readonly id: string;
  /** Middle of the row, in the page's pixels from above. */
  readonly middle: number;
}

/** Before whom something dropped at `y` stands. */
export function dropBefore(places: readonly Place[], y: number): string | null {
  return places.find(({ middle }) => y < middle)?.id ?? null;
}

/** Rows are found by `data-request` inside the list. */
export function useReorder(drop: (id: string, before: string | null) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const now = useRef<Drag | null>(null);
  const update = (next: Drag | null) => {
    now.current = next;
    setDrag(next);
  };
  const handle = (id: string) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      (event.currentTarget as Element).setPointerCapture?.(event.pointerId);
      update({ id, before: id });
    },
    onPointerMove: (event: PointerEvent) => {
      if (now.current?.id !== id) return;
      const list = (event.currentTarget as Element).closest("ol");
      if (list) update({ id, before: dropBefore(placesOf(list), event.clientY) });
    },
    onPointerUp: () => {
      const done = now.current;
      update(null);
      if (done && done.before !== done.id) drop(done.id, done.before);
    },
    onPointerCancel: () => update(null),
  });
  return { drag, handle };
}

function placesOf(list: Element): Place[] {
  return [...list.querySelectorAll<HTMLElement>("[data-request]")].map((row) => {
    const { y, height } = row.getBoundingClientRect();
    return { id: row.dataset.request ?? "", middle: y + height / 2 };
  });
}
