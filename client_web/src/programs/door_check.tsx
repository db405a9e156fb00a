/** The check of one's equipment on the way into a meeting, loaded when somebody has signed in. */
import { browserArrival } from "../media/arrival_browser";
import { keepArrival } from "../places";
import type { Preferences } from "../state/preferences";
import { ArrivalCheck } from "../ui/arrival/ArrivalCheck";
import type { CheckProps } from "../ui/door/Inside";
import "../styles/arrival.css";

export function makeCheck(preferences: Preferences): (props: CheckProps) => preact.ComponentChild {
  const engine = browserArrival();
  return ({ onDone, ...props }) => (
    <ArrivalCheck
      {...{ ...props, engine, preferences }}
      onDone={(found) => {
        keepArrival(sessionStorage, found);
        onDone();
      }}
    />
  );
}
