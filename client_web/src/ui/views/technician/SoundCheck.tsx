/** The guided test of every booth before the meeting opens, and its result to print. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { languageName } from "../../../i18n/names";
import type { BoothView, CheckStep, DeskView } from "../../../protocol/messages";
import { nextStep, STEPS, summaryOf, verdictOf } from "../../../state/sound_check_steps";
import { Button } from "../../kit/Button";
import { Meter } from "../../kit/Meter";
import { useCatalog, useText } from "../../text";

const SILENCE_DB = -127;
const TONES = { passed: "tag-granted", failed: "tag-poor", waiting: "", missing: "tag-warn" } as const;

export function SoundCheck({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { engineering, interpretation } = endpoint;
  const open = interpretation.view.value?.soundCheck ?? false;
  const booths = engineering.booths.value;
  return (
    <div class="sound-check" data-testid="sound-check" data-open={open}>
      <div class="sound-check-head">
        <Button
          variant={open ? "live" : "primary"}
          testid="sound-check-button"
          onClick={() => void engineering.checkSound(!open)}
        >
          {t(open ? "sound-check-close" : "sound-check-begin")}
        </Button>
        <p class="hint">{t(open ? "sound-check-how" : "sound-check-why")}</p>
        <Button size="small" icon="file" testid="print-check" onClick={() => window.print()}>
          {t("print")}
        </Button>
      </div>
      <Summary endpoint={endpoint} booths={booths} />
      <table class="check-table">
        <thead>
          <tr>
            <th scope="col">{t("booth")}</th>
            <th scope="col">{t("interpreter")}</th>
            {STEPS.map((step) => (
              <th key={step} scope="col">
                {t("check-step", { step })}
              </th>
            ))}
            <th scope="col" class="check-level">
              {t("level")}
            </th>
          </tr>
        </thead>
        <tbody>
          {booths.map((booth) => (
            <BoothRows key={booth.language} endpoint={endpoint} booth={booth} open={open} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Summary({ endpoint, booths }: { endpoint: Endpoint; booths: readonly BoothView[] }) {
  const { t, pick, language } = useCatalogParts();
  const summary = summaryOf(booths);
  const when = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <div class="check-summary" data-testid="check-summary">
      <p class="print-only">
        {pick(endpoint.meeting.stage.value.title)} · {t("sound-check")} ·{" "}
        {when.format(endpoint.meeting.now.value * 1000)}
      </p>
      {(["passed", "failed", "waiting", "missing"] as const).map((verdict) => (
        <span key={verdict} class={`tag ${summary[verdict] > 0 ? TONES[verdict] : ""}`} data-verdict={verdict}>
          {t("check-verdict", { state: verdict })}: {summary[verdict]}
        </span>
      ))}
    </div>
  );
}

function useCatalogParts() {
  const catalog = useCatalog();
  return {
    t: catalog.t,
    pick: (texts: Readonly<Record<string, string>>) => catalog.pick(texts),
    language: catalog.language.value,
  };
}

function BoothRows({ endpoint, booth, open }: { endpoint: Endpoint; booth: BoothView; open: boolean }) {
  const { t, language } = useCatalog();
  const name = languageName(booth.language, language.value);
  const head = (
    <th scope="rowgroup" rowSpan={Math.max(1, booth.desks.length)}>
      {name}
    </th>
  );
  return (
    <>
      {booth.desks.map((desk, index) => (
        <DeskRow key={desk.person.id} endpoint={endpoint} desk={desk} open={open} head={index === 0 ? head : null} />
      ))}
      {booth.desks.length === 0 && (
        <tr data-testid="check-vacant" data-booth={booth.language}>
          {head}
          <td colSpan={STEPS.length + 2} class={booth.seats > 0 ? "check-vacant" : "hint"}>
            {t("booth-empty")}
          </td>
        </tr>
      )}
    </>
  );
}

function DeskRow(props: { endpoint: Endpoint; desk: DeskView; open: boolean; head: preact.ComponentChild }) {
  const { endpoint, desk, open, head } = props;
  const t = useText();
  const { person } = desk;
  const verdict = verdictOf(desk);
  const next = open && person.connected ? nextStep(desk) : null;
  const read = () => endpoint.meeting.peopleLevels.peek()[person.id] ?? SILENCE_DB;
  return (
    <tr data-testid="check-desk" data-person={person.id} data-verdict={verdict}>
      {head}
      <th scope="row">
        <bdi>{person.name}</bdi>
        <span class={`tag ${TONES[verdict]}`}>{t("check-verdict", { state: verdict })}</span>
      </th>
      {STEPS.map((step) => (
        <td key={step} data-next={step === next}>
          <Mark endpoint={endpoint} desk={desk} step={step} open={open} />
        </td>
      ))}
      <td class="check-level">
        <Meter label={t("level-of", { name: person.name })} read={read} />
      </td>
    </tr>
  );
}

function Mark(props: { endpoint: Endpoint; desk: DeskView; step: CheckStep; open: boolean }) {
  const t = useText();
  const { endpoint, desk, step, open } = props;
  const result = desk.check[step] ?? null;
  const about = { step: t("check-step", { step }), name: desk.person.name };
  const mark = (to: "passed" | "failed") => () =>
    void endpoint.engineering.mark(desk.person.id, step, result === to ? null : to);
  if (!open) return <span class={`check-result check-${result}`}>{resultWords(t, result)}</span>;
  return (
    <span class="check-marks">
      <button
        type="button"
        class="check-mark check-passed"
        aria-pressed={result === "passed"}
        aria-label={t("check-pass-of", { title: about.step, name: about.name })}
        data-testid={`pass-${step}`}
        onClick={mark("passed")}
      >
        ✓
      </button>
      <button
        type="button"
        class="check-mark check-failed"
        aria-pressed={result === "failed"}
        aria-label={t("check-fail-of", { title: about.step, name: about.name })}
        data-testid={`fail-${step}`}
        onClick={mark("failed")}
      >
        ✗
      </button>
    </span>
  );
}

function resultWords(t: ReturnType<typeof useText>, result: "passed" | "failed" | null) {
  if (result === null) return <span aria-hidden="true">·</span>;
  return (
    <>
      <span aria-hidden="true">{result === "passed" ? "✓" : "✗"}</span>
      <span class="visually-hidden">{t("check-verdict", { state: result })}</span>
    </>
  );
}
