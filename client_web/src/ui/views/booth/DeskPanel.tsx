/** One's own desk: shift, consent to recording and webcast, the sound check, and who was on air when. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { languageName } from "../../../i18n/names";
import type { CheckResult, CheckStep, TurnView } from "../../../protocol/messages";
import { clockText } from "../../../state/clocks";
import { nextStep, STEPS } from "../../../state/sound_check_steps";
import { Button } from "../../kit/Button";
import { Toggle } from "../../kit/Field";
import { useCatalog, useText } from "../../text";

export function DeskPanel({ endpoint }: { endpoint: Endpoint }) {
  return (
    <div class="console-desk">
      {endpoint.interpretation.view.value?.soundCheck && <OwnCheck endpoint={endpoint} />}
      <Shift endpoint={endpoint} />
      <Consent endpoint={endpoint} />
      <Turns endpoint={endpoint} />
    </div>
  );
}

function Shift({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { interpretation, meeting } = endpoint;
  const mate = interpretation.mateOnAir.value;
  const desk = interpretation.myDesk.value;
  const turn = desk?.openedAt ? desk : mate;
  const turnS = turn?.openedAt ? Math.max(0, Math.floor(meeting.now.value - turn.openedAt)) : 0;
  const own = (desk?.onAirS ?? 0) + (desk?.openedAt ? turnS : 0);
  const rules = interpretation.view.value?.rules;
  const over = rules !== undefined && turnS > rules.turnS;
  return (
    <section aria-label={t("shift")}>
      <h2 class="panel-heading">{t("shift")}</h2>
      <dl class="console-shift">
        <div data-testid="turn" data-over={over}>
          <dt>{turn === null ? t("turn-none") : t("turn-of", { name: turn.person.name })}</dt>
          <dd>
            <bdi class="clock">{clockText(turnS)}</bdi> {over && <span class="tag tag-warn">{t("turn-over")}</span>}
          </dd>
        </div>
        <div data-testid="own-time">
          <dt>{t("own-time")}</dt>
          <dd>
            <bdi class="clock">{clockText(Math.floor(own))}</bdi>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Consent({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const desk = endpoint.interpretation.myDesk.value;
  if (!desk) return null;
  const { recording, webcast } = desk;
  return (
    <section aria-label={t("consent")}>
      <h2 class="panel-heading">{t("consent")}</h2>
      <p class="hint">{t("consent-why")}</p>
      <Toggle
        label={t("consent-recording")}
        on={recording}
        onChange={(on) => void endpoint.booth.consent(on, webcast)}
        testid="consent-recording"
      />
      <Toggle
        label={t("consent-webcast")}
        on={webcast}
        onChange={(on) => void endpoint.booth.consent(recording, on)}
        testid="consent-webcast"
      />
    </section>
  );
}

function OwnCheck({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const desk = endpoint.interpretation.myDesk.value;
  if (!desk) return null;
  const next = nextStep(desk);
  return (
    <section aria-label={t("sound-check")} data-testid="own-check">
      <h2 class="panel-heading">{t("sound-check")}</h2>
      <ol class="console-check">
        {STEPS.map((step) => (
          <CheckLine key={step} endpoint={endpoint} step={step} result={desk.check[step] ?? null} now={step === next} />
        ))}
      </ol>
    </section>
  );
}

function CheckLine(props: { endpoint: Endpoint; step: CheckStep; result: CheckResult | null; now: boolean }) {
  const t = useText();
  const { endpoint, step, result, now } = props;
  const name = t("check-step", { step });
  const mark = (value: CheckResult) => void endpoint.booth.mark(step, value);
  return (
    <li data-testid={`check-${step}`} data-result={result ?? ""} data-now={now}>
      <span class="console-check-name">{name}</span>
      {now && <p class="hint">{t("check-how", { step })}</p>}
      <span class="console-check-acts">
        <Button
          size="small"
          pressed={result === "passed"}
          label={`${t("check-good")}: ${name}`}
          testid={`check-${step}-passed`}
          onClick={() => mark("passed")}
        >
          {t("check-good")}
        </Button>
        <Button
          size="small"
          pressed={result === "failed"}
          label={`${t("check-bad")}: ${name}`}
          testid={`check-${step}-failed`}
          onClick={() => mark("failed")}
        >
          {t("check-bad")}
        </Button>
      </span>
    </li>
  );
}

function Turns({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const turns = endpoint.interpretation.booth.value?.turns ?? [];
  return (
    <section aria-label={t("turn-log")}>
      <h2 class="panel-heading">{t("turn-log")}</h2>
      {turns.length === 0 && <p class="hint">{t("turn-log-empty")}</p>}
      <ul class="console-turns">
        {turns.map((turn) => (
          <TurnLine key={`${turn.beganAt} ${turn.person}`} turn={turn} now={endpoint.meeting.now.value} />
        ))}
      </ul>
    </section>
  );
}

function TurnLine({ turn, now }: { turn: TurnView; now: number }) {
  const { language } = useCatalog();
  const { person, channel, beganAt, endedAt } = turn;
  const time = new Intl.DateTimeFormat(language.value, { hour: "2-digit", minute: "2-digit" });
  return (
    <li data-testid="turn-entry">
      <time dateTime={new Date(beganAt * 1000).toISOString()}>{time.format(beganAt * 1000)}</time>
      <bdi>{person}</bdi>
      <span>{languageName(channel, language.value)}</span>
      <bdi class="clock">{clockText(Math.max(0, Math.floor((endedAt ?? now) - beganAt)))}</bdi>
    </li>
  );
}
