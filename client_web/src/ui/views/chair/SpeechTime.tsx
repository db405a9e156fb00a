/** The clock of a speech: what was spoken, of how much, and how it stands in words as well as colour. */
import { clockText } from "../../../i18n/names";
import { type Clock, clockOf, type Timed } from "../../../state/clocks";
import { useText } from "../../text";

export function SpeechTime(props: {
  readonly speech: Timed;
  readonly amberS: number;
  /** The server's clock, Unix seconds. */
  readonly now: number;
  readonly large?: boolean;
}) {
  const t = useText();
  const clock = clockOf(props.speech, props.amberS, props.now);
  const { limitS } = props.speech;
  return (
    <span
      class={`speech-time${props.large ? " speech-time-large" : ""}`}
      data-tone={clock.tone}
      data-running={clock.running}
      data-testid="speech-time"
    >
      <bdi dir="ltr" class="speech-spoken" role="timer" aria-label={t("speech-clock")}>
        {clockText(clock.spokenS)}
      </bdi>
      {limitS !== null && limitS > 0 && (
        <bdi dir="ltr" class="speech-limit">
          / {clockText(Math.round(limitS))}
        </bdi>
      )}
      <span class="speech-tone">{toneWords(clock, t)}</span>
    </span>
  );
}

function toneWords(clock: Clock, t: ReturnType<typeof useText>): string {
  if (clock.leftS !== null && clock.leftS <= 0) return t("clock-over", { time: clockText(-clock.leftS) });
  if (!clock.running) return t("clock-stopped");
  if (clock.leftS === null) return t("clock-open");
  return t(clock.tone === "ending" ? "clock-ending" : "clock-left", { time: clockText(clock.leftS) });
}
