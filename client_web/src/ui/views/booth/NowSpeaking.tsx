/** Who speaks, from where, in which language, how well they sound, for how long; who comes next; their text. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import { useCatalog, useText } from "../../text";
import { SpeechClock } from "../Clock";
import { FitnessTag } from "../Fitness";
import { PersonLines, Plate } from "../Plate";
import { SpeakerStatement } from "../statements/Statements";

const NEXT = 3;

export function NowSpeaking({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { meeting, fitness } = endpoint;
  const { floorLanguage, slowDownUntil } = meeting.stage.value;
  const speaker = meeting.heard.value;
  const slow = slowDownUntil !== null && slowDownUntil > meeting.now.value;
  return (
    <section class="console-now card" aria-label={t("speaking-now")}>
      <div class="console-speaker" data-testid="name-plate">
        {speaker ? <Plate person={speaker} /> : <span class="hint">{t("nobody-speaks")}</span>}
        <span class="console-speaker-facts">
          {floorLanguage && (
            <span class="tag" lang={floorLanguage} data-testid="floor-language">
              {endonym(floorLanguage)}
            </span>
          )}
          {speaker && <FitnessTag fitness={fitness.of(speaker.id)} />}
          {slow && <span class="tag tag-warn">{t("slow-down-shown")}</span>}
          <SpeechClock endpoint={endpoint} />
        </span>
      </div>
      <SpeakerStatement endpoint={endpoint} />
      <div class="console-next-head">
        <h2>{t("next-speakers")}</h2>
        <TimeOfDay endpoint={endpoint} />
      </div>
      <NextSpeakers endpoint={endpoint} most={NEXT} />
    </section>
  );
}

function NextSpeakers({ endpoint, most }: { endpoint: Endpoint; most: number }) {
  const t = useText();
  const next = endpoint.floor.waiting.value.slice(0, most);
  if (next.length === 0) return <p class="hint">{t("list-empty")}</p>;
  return (
    <ol class="console-next" data-testid="next-speakers">
      {next.map(({ entry, person }, index) => (
        <li key={entry.requestId} data-state={entry.state}>
          <span class="speaker-place" aria-hidden="true">
            {index + 1}
          </span>
          {person && <PersonLines person={person} />}
          <span class="tag" lang={entry.language}>
            {endonym(entry.language)}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** By the server's clock, in the zone of this machine. */
function TimeOfDay({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const now = endpoint.meeting.now.value;
  if (now <= 0) return null;
  const time = new Intl.DateTimeFormat(language.value, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return (
    <span class="console-time">
      <span class="visually-hidden">{t("time-of-day")}: </span>
      <bdi>{time.format(now * 1000)}</bdi>
    </span>
  );
}
