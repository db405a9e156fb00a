/** A long list of which only what is near the window of sight is on the page.  Rows are of one height. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Rows beyond each edge, so that keyboard and screen reader find the next one there. */
const BEYOND = 8;
/** While the height is not known yet. */
const ROWS_AT_FIRST = 30;

export function VirtualList<T>(props: {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Of a row, in rem. */
  readonly rowRem: number;
  readonly row: (item: T) => ComponentChildren;
  /** Attributes of the row's `li`, as data. */
  readonly dataOf?: (item: T) => Readonly<Record<string, string | boolean>>;
  readonly testid: string;
}) {
  const { items, keyOf, rowRem } = props;
  const { scroller, first, count } = useWindow(items.length, rowRem);
  const shown = items.slice(first, first + count);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div class="virtual" ref={scroller} tabIndex={0}>
      <ul class="virtual-list" aria-label={props.label} style={{ blockSize: `${items.length * rowRem}rem` }}>
        {shown.map((item, index) => (
          <li
            key={keyOf(item)}
            class="virtual-row"
            style={{ insetBlockStart: `${(first + index) * rowRem}rem`, blockSize: `${rowRem}rem` }}
            aria-setsize={items.length}
            aria-posinset={first + index + 1}
            data-testid={props.testid}
            {...props.dataOf?.(item)}
          >
            {props.row(item)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useWindow(length: number, rowRem: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [{ first, count }, setShown] = useState({ first: 0, count: ROWS_AT_FIRST });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const row = rowRem * rootFontPx();
      const rows = element.clientHeight > 0 ? Math.ceil(element.clientHeight / row) : ROWS_AT_FIRST;
      // Steps of half the margin: a scroll of a few pixels renders nothing.
      const step = BEYOND / 2;
      const top = Math.floor(element.scrollTop / row / step) * step;
      const next = { first: Math.max(0, top - BEYOND), count: rows + 2 * BEYOND + step };
      setShown((shown) => (shown.first === next.first && shown.count === next.count ? shown : next));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      watcher.disconnect();
    };
  }, [length, rowRem]);
  return { scroller, first: Math.min(first, Math.max(0, length - 1)), count };
}

function rootFontPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
