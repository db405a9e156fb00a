/** How well somebody is connected: a step in words and bars, figures underneath for those who watch over the meeting. */
import type { Endpoint } from "../../endpoint/endpoint";
import type { ArrivalCheck, PathQuality, Person, QualityStep } from "../../protocol/messages";
import { Icon, type IconName } from "../kit/Icon";
import { useCatalog, useText } from "../text";

const ICONS: Readonly<Record<QualityStep, IconName>> = {
  good: "signalGood",
  fair: "signalFair",
  poor: "signalPoor",
  lost: "signalLost",
};

/** Of another; null for who may not watch, and while nothing is known. */
function qualityOf(endpoint: Endpoint, person: Person) {
  return endpoint.meeting.can("seeQuality") && person.connected ? endpoint.quality.of(person.id) : null;
}

/** The step alone, for rows of one height. */
export function QualityMark({ endpoint, person }: { endpoint: Endpoint; person: Person }) {
  const t = useText();
  const quality = qualityOf(endpoint, person);
  if (!quality) return null;
  const { step } = quality;
  const words = `${t("quality-step", { step })} ${t("quality-of", { name: person.name })}`;
  return (
    <span class={`tag tag-${step}`} title={words} data-testid="quality" data-step={step}>
      <Icon name={ICONS[step]} />
      <span class="visually-hidden">{words}</span>
    </span>
  );
}

/** With the figures underneath. */
export function QualityBadge({ endpoint, person }: { endpoint: Endpoint; person: Person }) {
  const { t, language } = useCatalog();
  const quality = qualityOf(endpoint, person);
  if (!quality) return null;
  const { step } = quality;
  const directions = [
    { name: t("quality-down"), figures: figuresOf(quality.down, t, language.value) },
    { name: t("quality-up"), figures: figuresOf(quality.up, t, language.value) },
  ].filter(({ figures }) => figures.length > 0);
  const title = directions.map(({ name, figures }) => [name, ...figures].join(" · ")).join("\n");
  return (
    <>
      <ArrivalTag arrival={quality.arrival} />
      <details class="quality" data-testid="quality" data-step={step}>
        <summary class={`tag tag-${step}`} title={title || undefined}>
          <Icon name={ICONS[step]} />
          <span>{t("quality-step", { step })}</span>
          <span class="visually-hidden">{t("quality-of", { name: person.name })}</span>
        </summary>
        {directions.length === 0 && <p class="hint">{t("quality-unknown")}</p>}
        <ul class="quality-figures">
          {directions.map(({ name, figures }) => (
            <li key={name}>
              <strong>{name}</strong> {figures.join(" · ")}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** What their check before the meeting found of the microphone; the reference is what support opens it by. */
function ArrivalTag({ arrival }: { arrival: ArrivalCheck | null }) {
  const t = useText();
  if (!arrival) return null;
  const { microphone, reference } = arrival;
  const outcome = microphone === "failed" || microphone === "warning" ? "other" : microphone;
  return (
    <span
      class={`tag tag-${microphone === "good" ? "granted" : "warn"}`}
      title={reference}
      data-testid="microphone-tested"
      data-outcome={microphone}
    >
      <Icon name={microphone === "good" ? "microphone" : "warning"} />
      {t("microphone-tested", { outcome })}
    </span>
  );
}

function figuresOf(path: PathQuality | null, t: ReturnType<typeof useText>, language: string): string[] {
  if (path === null) return [];
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const found: string[] = [];
  if (path.loss !== null) found.push(t("quality-loss", { value: percent.format(path.loss) }));
  if (path.jitterMs !== null) found.push(t("quality-jitter", { value: whole.format(path.jitterMs) }));
  if (path.roundTripMs !== null) found.push(t("quality-round-trip", { value: whole.format(path.roundTripMs) }));
  return found;
}

/** One's own, in the head of the page: words as soon as it is not good. */
export function OwnQuality({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const step = endpoint.meeting.me.value?.quality ?? null;
  if (step === null) return null;
  const words = t("own-quality", { step });
  return (
    <span class={`tag tag-${step} own-quality`} title={words} data-testid="own-quality" data-step={step}>
      <Icon name={ICONS[step]} />
      <span class={step === "good" ? "visually-hidden" : "own-quality-words"}>{words}</span>
    </span>
  );
}
