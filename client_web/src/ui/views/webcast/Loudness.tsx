/** How loud each language goes out: momentary as a bar, integrated against the band of EBU R 128, true peak. */
import type { Endpoint } from "../../../endpoint/endpoint";
import type { RenditionView, WebcastView } from "../../../protocol/messages";
import { clockText } from "../../../state/clocks";
import {
  isSilent,
  isTooLoud,
  LOUDNESS_LUFS,
  LOUDNESS_WITHIN_LU,
  PEAK_DBTP,
  toneOf,
  type WebcastAlarmKind,
} from "../../../state/webcast";
import { useCatalog, useText } from "../../text";

/** The scale, LUFS. */
const LEAST = -41;
const MOST = -5;

export function Loudness({ endpoint, view }: { endpoint: Endpoint; view: WebcastView }) {
  const t = useText();
  return (
    <section class="webcast-loudness" aria-label={t("webcast-loudness")}>
      <h3>
        {t("webcast-loudness")}{" "}
        <bdi class="webcast-unit" dir="ltr">
          {LOUDNESS_LUFS} ± {LOUDNESS_WITHIN_LU} LUFS
        </bdi>
      </h3>
      <ul>
        {view.renditions.map((one) => (
          <Rendition key={one.channel} {...{ endpoint, one }} recorded={view.recorded} />
        ))}
      </ul>
    </section>
  );
}

function Rendition(props: { endpoint: Endpoint; one: RenditionView; readonly recorded: boolean }) {
  const { endpoint, one, recorded } = props;
  const t = useText();
  const { channel, meter } = one;
  const name = channel === "floor" ? t("channel-floor") : one.name;
  const lang = channel === "floor" ? undefined : channel;
  const alarms: readonly WebcastAlarmKind[] = [
    ...(isSilent(one) ? (["silent"] as const) : []),
    ...(isTooLoud(one) ? (["peak"] as const) : []),
  ];
  return (
    <li class="webcast-rendition" data-testid="rendition" data-channel={channel} data-alarm={alarms.join(" ")}>
      <strong lang={lang}>{name}</strong>
      {meter ? <Scale name={name} meter={meter} /> : <span class="webcast-unit">{t("webcast-not-measured")}</span>}
      <p class="webcast-marks">
        {meter && isSilent(one) && (
          <span class="tag tag-poor">{t("webcast-silent", { value: clockText(Math.floor(meter.silentS)) })}</span>
        )}
        {recorded && !one.recorded && (
          <span class="tag tag-warn" data-mark="unrecorded">
            {t("webcast-unrecorded")}
          </span>
        )}
        {one.withheld.length > 0 && (
          <span class="webcast-withheld" data-mark="withheld">
            {t("webcast-withheld", { names: one.withheld.map((id) => nameOf(endpoint, id)).join(", ") })}
          </span>
        )}
      </p>
    </li>
  );
}

function Scale({ name, meter }: { readonly name: string; readonly meter: NonNullable<RenditionView["meter"]> }) {
  const { t, language } = useCatalog();
  const number = new Intl.NumberFormat(language.value, {
    ...{ minimumFractionDigits: 1, maximumFractionDigits: 1, numberingSystem: "latn" },
  });
  const words = (value: number | null) => (value === null || value <= -70 ? "–" : number.format(value));
  const { lufs, momentaryLufs, truePeakDbtp } = meter;
  const tone = toneOf(lufs);
  const said = { integrated: words(lufs), momentary: words(momentaryLufs), tone };
  return (
    <>
      <span
        class="loudness"
        role="img"
        aria-label={`${t("webcast-loudness-of", { name })}. ${t("webcast-loudness-words", said)}`}
        dir="ltr"
      >
        <span
          class="loudness-band"
          style={span(LOUDNESS_LUFS - LOUDNESS_WITHIN_LU, LOUDNESS_LUFS + LOUDNESS_WITHIN_LU)}
        />
        <span class="loudness-bar" style={span(LEAST, momentaryLufs)} />
        {lufs !== null && <span class="loudness-mark" data-tone={tone} style={span(lufs, lufs)} />}
      </span>
      <span class="webcast-numbers">
        <bdi class="webcast-integrated" dir="ltr" data-tone={tone} data-testid="integrated">
          {words(lufs)} <abbr title={t("webcast-integrated")}>LUFS</abbr>
        </bdi>
        <bdi dir="ltr" data-tone={truePeakDbtp > PEAK_DBTP ? "loud" : "good"} data-testid="true-peak">
          {words(truePeakDbtp)} <abbr title={t("webcast-true-peak")}>dBTP</abbr>
        </bdi>
      </span>
    </>
  );
}

/** From one loudness to another on the scale. */
function span(from: number, to: number): { insetInlineStart: string; inlineSize: string } {
  const share = (lufs: number) => (100 * (Math.min(MOST, Math.max(LEAST, lufs)) - LEAST)) / (MOST - LEAST);
  return { insetInlineStart: `${share(from).toFixed(1)}%`, inlineSize: `${(share(to) - share(from)).toFixed(1)}%` };
}

function nameOf({ roster, interpretation }: Endpoint, id: string): string {
  const desks = [...interpretation.booths.value.values()].flatMap((booth) => booth.desks);
  return (
    roster.people.value.find((person) => person.id === id)?.name ??
    desks.find(({ person }) => person.id === id)?.person.name ??
    id
  );
}
