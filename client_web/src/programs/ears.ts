/** What sound is heard through, made before the meeting's program is loaded: the click that allows sound comes first. */
import { MediaElements } from "../media/elements";
import limiterWorklet from "../media/limiter_worklet?worker&url";
import { Monitor } from "../media/monitor";

export function openEars(): Monitor {
  return new Monitor(new MediaElements(document), limiterWorklet);
}
