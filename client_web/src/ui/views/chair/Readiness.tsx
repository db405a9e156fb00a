/** Whether whoever was called is ready, and whether their armed microphone is heard by the server. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { hasFloor, type ListedEntry } from "../../../state/floor";
import { Icon } from "../../kit/Icon";
import { Meter } from "../../kit/Meter";
import { useText } from "../../text";
import { FitnessTag } from "../Fitness";

const SILENCE_DB = -127;

export function Readiness({ endpoint, listed }: { endpoint: Endpoint; listed: ListedEntry }) {
  const t = useText();
  const { meeting, soundCheck } = endpoint;
  const { entry, person } = listed;
  const armed = entry.state === "called" || hasFloor(entry.state);
  if (!armed || entry.attending === "room") return null;
  const heard = soundCheck.heard(entry.person);
  const read = () => meeting.peopleLevels.peek()[entry.person] ?? SILENCE_DB;
  return (
    <span class="readiness" data-testid="readiness" data-heard={heard} data-answered={entry.answered}>
      {entry.answered && <span class="tag tag-granted">{t("call-answered")}</span>}
      <span class={`tag ${heard ? "tag-granted" : "tag-warn"}`}>
        <Icon name={heard ? "microphone" : "microphoneOff"} />
        {t(heard ? "microphone-heard" : "microphone-silent")}
      </span>
      <FitnessTag fitness={endpoint.fitness.of(entry.person)} />
      <Meter label={t("level-of", { name: person?.name ?? "" })} read={read} />
    </span>
  );
}
