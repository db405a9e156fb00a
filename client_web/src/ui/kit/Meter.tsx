/** A level meter.  `read` gives dBFS; the bar moves without rendering anything anew. */
import { useEffect, useRef } from "preact/hooks";

const FLOOR_DB = -60;

function meterShare(db: number): number {
  return Math.min(1, Math.max(0, (db - FLOOR_DB) / -FLOOR_DB));
}

export function Meter(props: { readonly label: string; readonly read: () => number; readonly testid?: string }) {
  const bar = useRef<HTMLSpanElement>(null);
  const read = useRef(props.read);
  read.current = props.read;
  useEffect(() => {
    let shown = 0;
    let frame = 0;
    const draw = () => {
      const share = meterShare(read.current());
      // Rises at once, falls slowly, as a needle does.
      shown = Math.max(share, shown - 0.02);
      if (bar.current) bar.current.style.transform = `scaleX(${shown.toFixed(3)})`;
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <span class="meter" role="img" aria-label={props.label} data-testid={props.testid}>
      <span class="meter-bar" ref={bar} />
    </span>
  );
}
