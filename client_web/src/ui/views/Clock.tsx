/** Clocks of speeches, by the server's time: digits, a colour, and words that say the same as the colour. */
import type { Endpoint } from "../../endpoint/endpoint";
import { type Clock, clockOf, clockText, type Timed } from "../../state/clocks";
import { useText } from "../text";

export function ClockFace(props: {
  readonly clock: Clock;
  readonly label: string;
  readonly testid: string;
  /** Shows the words beside the digits; else they are for screen readers. */
  readonly words?: boolean;
}) {
  const t = useText();
  const { clock, words = false } = props;
  const said = clock.running || clock.spokenS === 0 ? t("clock-tone", { tone: clock.tone }) : t("clock-stands");
  return (
    <span
      class="clock"
      role="timer"
      aria-label={props.label}
      data-tone={clock.tone}
      data-running={clock.running}
      data-testid={props.testid}
    >
      <bdi dir="ltr">{clockText(Math.abs(clock.leftS ?? clock.spokenS))}</bdi>
      <span class={words ? "clock-words" : "visually-hidden"}> {said}</span>
    </span>
  );
}

/** Of whoever has the floor. */
export function SpeechClock({ endpoint, words }: { endpoint: Endpoint; words?: boolean }) {
  const t = useText();
  const { meeting } = endpoint;
  const { speech, speakingSince } = meeting.stage.value;
  const timed: Timed = speech ?? { limitS: null, spokenS: 0, runningSince: speakingSince };
  if (speech === null && speakingSince === null) return null;
  const clock = clockOf(timed, speech?.amberS ?? 0, meeting.now.value);
  return <ClockFace clock={clock} label={t("speech-clock")} testid="speech-clock" words={words} />;
}

/** One's own. */
export function OwnClock({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { floor, meeting } = endpoint;
  const mine = floor.mine.value;
  if (mine === null) return null;
  const clock = clockOf(mine, floor.rules.value.amberS, meeting.now.value);
  return <ClockFace clock={clock} label={t("own-clock")} testid="own-clock" words />;
}
