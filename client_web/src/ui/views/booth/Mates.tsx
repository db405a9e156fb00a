/** The boothmates: their state at a glance, and the second sound one hears beside the incoming channel. */
import { useId } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { DeskView } from "../../../protocol/messages";
import type { SecondSound } from "../../../state/booth_preferences";
import { clockText } from "../../../state/clocks";
import { useText } from "../../text";
import { percent } from "../Listening";
import type { BoothProps } from "./Booth";
import { Dial } from "./Incoming";

const SECONDS: readonly SecondSound[] = ["booth", "floor", "none"];

export function Mates({ endpoint, preferences }: BoothProps) {
  const t = useText();
  const id = useId();
  const name = useId();
  const mates = endpoint.interpretation.boothmates.value;
  const { second, secondVolume } = preferences.booth;
  return (
    <section class="console-column console-mates" aria-labelledby={id}>
      <h2 id={id}>{t("boothmates")}</h2>
      {mates.length === 0 && <p class="hint">{t("no-boothmate")}</p>}
      <ul>
        {mates.map((desk) => (
          <Mate key={desk.person.id} endpoint={endpoint} desk={desk} />
        ))}
      </ul>
      <fieldset class="console-second" data-testid="second-sound">
        <legend>{t("second-sound")}</legend>
        {SECONDS.map((choice) => (
          <label key={choice} data-testid={`second-${choice}`}>
            <input
              type="radio"
              name={name}
              checked={second.value === choice}
              onChange={() => endpoint.booth.setSecond(choice)}
            />
            <span>{t("second-choice", { kind: choice })}</span>
          </label>
        ))}
      </fieldset>
      <Dial
        label={t("second-volume")}
        value={secondVolume}
        words={percent}
        acts={["mateLouder", "mateQuieter"]}
        disabled={second.value === "none"}
        testid="second-volume"
      />
    </section>
  );
}

function Mate({ endpoint, desk }: { endpoint: Endpoint; desk: DeskView }) {
  const t = useText();
  const { person, mode, armed, talking, openedAt } = desk;
  const onAirS = openedAt === null ? 0 : Math.max(0, Math.floor(endpoint.meeting.now.value - openedAt));
  return (
    <li data-testid="boothmate" data-mode={mode} data-armed={armed} data-talking={talking}>
      <bdi class="console-mate-name">{person.name}</bdi>
      {talking && <span class="tag tag-warn">{t("desk-mark", { kind: "talking" })}</span>}
      {armed && <span class="tag tag-warn">{t("desk-mark", { kind: "armed" })}</span>}
      {mode !== "off" && openedAt !== null && <bdi class="clock">{clockText(onAirS)}</bdi>}
      {person.connected ? (
        <span class={`tag ${mode === "on" ? "tag-speaking" : mode === "pushToMute" ? "tag-warn" : ""}`}>
          {t("desk-mode", { mode })}
        </span>
      ) : (
        <span class="tag tag-poor">{t("not-connected")}</span>
      )}
    </li>
  );
}
