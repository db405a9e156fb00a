/** The edge between the stage and the sign-language picture: dragged, or moved by the arrow keys. */
import { useRef } from "preact/hooks";
import type { Preferences } from "../../../state/preferences";
import { useText } from "../../text";

const LEAST_SHARE = 0.2;
const MOST_SHARE = 0.6;
const STEP = 0.05;

export function SignEdge({ preferences }: { preferences: Preferences }) {
  const t = useText();
  const edge = useRef<HTMLHRElement>(null);
  const share = preferences.signShare.value;
  const set = (wanted: number) => {
    preferences.signShare.value = Math.min(MOST_SHARE, Math.max(LEAST_SHARE, Math.round(wanted * 100) / 100));
  };
  const rightToLeft = () => edge.current !== null && getComputedStyle(edge.current).direction === "rtl";
  const drag = (event: PointerEvent) => {
    const stage = edge.current?.parentElement?.getBoundingClientRect();
    if (!stage || !edge.current?.hasPointerCapture(event.pointerId)) return;
    const fromEnd = rightToLeft() ? event.clientX - stage.left : stage.right - event.clientX;
    set(fromEnd / stage.width);
  };
  const keys = (event: KeyboardEvent) => {
    const wider = rightToLeft() ? "ArrowRight" : "ArrowLeft";
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: share + (wider === "ArrowLeft" ? STEP : -STEP),
      ArrowRight: share + (wider === "ArrowRight" ? STEP : -STEP),
      Home: LEAST_SHARE,
      End: MOST_SHARE,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    set(wanted);
  };
  return (
    <hr
      ref={edge}
      class="sign-edge"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("sign-size")}
      aria-valuemin={LEAST_SHARE * 100}
      aria-valuemax={MOST_SHARE * 100}
      aria-valuenow={Math.round(share * 100)}
      data-testid="sign-edge"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={keys}
    />
  );
}
