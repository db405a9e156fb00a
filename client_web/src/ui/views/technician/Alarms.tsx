/** What must be seen to at once, and who called for help. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { languageName } from "../../../i18n/names";
import type { HelpView } from "../../../protocol/messages";
import { clockText } from "../../../state/clocks";
import { alarmKey } from "../../../state/technician_alarms";
import { Button } from "../../kit/Button";
import { Icon } from "../../kit/Icon";
import { useCatalog } from "../../text";

export function Alarms({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const alarms = endpoint.engineering.alarms.value;
  const now = endpoint.meeting.now.value;
  return (
    <ul
      class="tech-alarms"
      aria-label={t("alarms")}
      aria-live="assertive"
      aria-relevant="additions"
      data-testid="alarms"
    >
      {alarms.map((alarm) => (
        <li
          key={alarmKey(alarm)}
          class="tech-alarm"
          data-testid="alarm"
          data-kind={alarm.kind}
          data-language={alarm.language}
        >
          <Icon name="warning" />
          {alarm.language && <strong>{languageName(alarm.language, language.value)}</strong>}
          <span class="tech-alarm-words">{t("alarm-words", { kind: alarm.kind, name: alarm.name })}</span>
          {alarm.since !== null && <Since at={alarm.since} now={now} />}
        </li>
      ))}
    </ul>
  );
}

/** Calls for the technician, with what there is to do about them; the chair's own calls only where `chair`. */
export function Calls({ endpoint, chair = false }: { endpoint: Endpoint; chair?: boolean }) {
  const { t } = useCatalog();
  const calls = endpoint.engineering.calls.value.filter(({ kind }) => chair === (kind === "chair"));
  return (
    <ul class="tech-help-calls" aria-label={t("help-calls")} aria-live="assertive" aria-relevant="additions">
      {calls.map((call) => (
        <Call key={call.callId} endpoint={endpoint} call={call} />
      ))}
    </ul>
  );
}

/** Runs on; spoken once, when what it belongs to is new, would be too much already. */
function Since({ at, now }: { at: number; now: number }) {
  return (
    <bdi class="tech-alarm-since" aria-hidden="true">
      {clockText(Math.floor(Math.max(0, now - at)))}
    </bdi>
  );
}

function Call({ endpoint, call }: { endpoint: Endpoint; call: HelpView }) {
  const { t, language } = useCatalog();
  const { engineering, meeting, roster } = endpoint;
  const { callId, kind, person, booth, answeredBy } = call;
  const own = answeredBy === meeting.me.value?.person.id;
  const seenToBy = own ? t("you") : roster.people.value.find(({ id }) => id === answeredBy)?.name;
  return (
    <li class="tech-help-call" data-testid="help-call" data-kind={kind} data-answered={answeredBy !== null}>
      <Icon name="request" />
      <span class="tech-help-words">
        <bdi>{person.name}</bdi> · {languageName(booth, language.value)} · {t("help-kind", { kind })}
      </span>
      <Since at={call.calledAt} now={meeting.now.value} />
      {answeredBy === null ? (
        <Button
          size="small"
          variant="primary"
          testid="answer-call"
          label={t("help-answer-of", { name: person.name })}
          onClick={() => void engineering.answer(callId)}
        >
          {t("help-answer")}
        </Button>
      ) : (
        <span class="tag">{t("help-answered", { name: seenToBy ?? "" })}</span>
      )}
      <Button
        size="small"
        testid="close-call"
        label={t("help-close-of", { name: person.name })}
        onClick={() => void engineering.close(callId)}
      >
        {t("help-close")}
      </Button>
    </li>
  );
}
