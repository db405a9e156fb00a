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
  /** At the console: what was spoken, of how much, and in words what is left.  Else the digits are what is left. */
  readonly counts?: "left" | "spoken";
  readonly large?: boolean;
}) {
  const t = useText();
  const { clock, words = false, counts = "left", large = false } = props;
  const { limitS } = clock;
  const spoken = counts === "spoken";
  return (
    <span
      class={large ? "clock clock-large" : "clock"}
      role="timer"
      aria-label={props.label}
      data-tone={clock.tone}
      data-running={clock.running}
      data-testid={props.testid}
    >
      <bdi dir="ltr" class="clock-digits">
        {clockText(spoken ? clock.spokenS : Math.abs(clock.leftS ?? clock.spokenS))}
      </bdi>
      {spoken && limitS !== null && (
        <bdi dir="ltr" class="clock-limit">
          / {clockText(Math.round(limitS))}
        </bdi>
      )}
      <span class={words ? "clock-words" : "visually-hidden"}>
        {" "}
        {spoken ? spokenWords(clock, t) : leftWords(clock, t)}
      </span>
    </span>
  );
}

type Text = ReturnType<typeof useText>;

/** After digits that tell what is left. */
function leftWords(clock: Clock, t: Text): string {
  return clock.running || clock.spokenS === 0 ? t("clock-tone", { tone: clock.tone }) : t("clock-stands");
}

/** After digits that tell what was spoken. */
function spokenWords({ leftS, tone, running }: Clock, t: Text): string {
  if (leftS !== null && leftS <= 0) return t("clock-over", { time: clockText(-leftS) });
  if (!running) return t("clock-stopped");
  if (leftS === null) return t("clock-open");
  return t(tone === "ending" ? "clock-ending" : "clock-left", { time: clockText(leftS) });
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
