/** Incoming: floor or relay, three keys of one's own, every channel with its hop mark, volume, tone, level. */
import type { Signal } from "@preact/signals-core";
import { useId } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import { TONE_DB } from "../../../state/booth_preferences";
import { FLOOR, type IncomingChoice } from "../../../state/interpretation";
import type { Preferences } from "../../../state/preferences";
import { Meter } from "../../kit/Meter";
import { useCatalog, useText } from "../../text";
import { percent } from "../Listening";
import { HopMark, nameOf } from "../technician/Channel";
import type { BoothProps } from "./Booth";
import { Key, KeyCap, KeyGroup } from "./Key";
import { type BoothAct, keyOf } from "./keys";

export function Incoming({ endpoint, preferences }: BoothProps) {
  const t = useText();
  const id = useId();
  return (
    <section class="console-column" aria-labelledby={id}>
      <h2 id={id}>{t("incoming")}</h2>
      <RelayKeys endpoint={endpoint} />
      <Channels endpoint={endpoint} />
      <Heard endpoint={endpoint} />
      <Levels preferences={preferences} />
      <IncomingMeter endpoint={endpoint} />
    </section>
  );
}

const RELAY_ACTS = ["relay1", "relay2", "relay3"] as const;

function RelayKeys({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { booth, interpretation } = endpoint;
  const current = interpretation.channel.value;
  const mark = (channel: string) => interpretation.channelView(channel);
  return (
    <KeyGroup class="console-relay" label={t("relay-keys")}>
      <Key act="floor" pressed={current === FLOOR} testid="relay-floor" onPress={() => booth.listen(FLOOR)}>
        {t("channel-floor")}
      </Key>
      {booth.relayKeys().map(
        (channel, index) =>
          channel && (
            <Key
              key={RELAY_ACTS[index]}
              act={RELAY_ACTS[index] ?? "relay1"}
              pressed={current === channel}
              disabled={channel === interpretation.outgoing.value}
              detail={<Feed feed={mark(channel).feed} hops={mark(channel).hops} />}
              testid={`relay-${index + 1}`}
              lang={channel}
              onPress={() => booth.listen(channel)}
            >
              {endonym(channel)}
            </Key>
          ),
      )}
    </KeyGroup>
  );
}

/** What a channel carries: its hop mark, or in words why there is none. */
function Feed({ feed, hops }: Pick<IncomingChoice, "feed" | "hops">) {
  const t = useText();
  if (feed === "interpreted" || feed === "direct") return <HopMark hops={hops} />;
  return <span class="console-feed">{t("channel-feed", { feed })}</span>;
}

/** Native radio buttons, dressed as chips. */
function Channels({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const name = useId();
  return (
    <fieldset class="console-channels" data-testid="channel-menu">
      <legend class="visually-hidden">{t("all-channels")}</legend>
      {endpoint.interpretation.offered.value.map(({ channel, feed, hops, selected, heard }) => (
        <label
          key={channel}
          class="console-channel"
          data-testid={`channel-${channel}`}
          data-heard={heard}
          data-feed={feed}
        >
          <input
            type="radio"
            name={name}
            value={channel}
            checked={selected}
            onChange={() => endpoint.booth.listen(channel)}
          />
          <span class="console-channel-face">
            <span lang={channel === FLOOR ? undefined : channel}>
              {channel === FLOOR ? t("channel-floor") : endonym(channel)}
            </span>
            <HopMark hops={hops} />
            <span class="visually-hidden">{t("channel-feed", { feed })}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** What the ears get, and why, where it is not what was selected. */
function Heard({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const { heard, hops, automatic, forced, lost } = endpoint.interpretation.incoming.value;
  const marks = [
    [lost, "tag-poor", "lost"],
    [forced, "tag-warn", "forced"],
    [automatic, "tag-warn", "automatic"],
  ] as const;
  return (
    <p class="console-heard" data-testid="heard" data-channel={heard}>
      <span>{t("you-hear", { name: nameOf(heard, t, language.value) })}</span>
      <HopMark hops={hops} />
      {marks.map(
        ([on, tone, mark]) =>
          on && (
            <span key={mark} class={`tag ${tone}`} data-mark={mark}>
              {t("desk-mark", { kind: mark })}
            </span>
          ),
      )}
    </p>
  );
}

function Levels({ preferences: { booth } }: { preferences: Preferences }) {
  const { t, language } = useCatalog();
  const number = new Intl.NumberFormat(language.value, { signDisplay: "exceptZero" });
  const tone = (value: number) => `${number.format(value)} dB`;
  return (
    <div class="console-levels">
      <Dial label={t("volume")} value={booth.volume} words={percent} acts={["louder", "quieter"]} testid="volume" />
      <Dial
        label={t("bass")}
        value={booth.bassDb}
        span={TONE_DB}
        words={tone}
        acts={["bassUp", "bassDown"]}
        testid="bass"
      />
      <Dial
        label={t("treble")}
        value={booth.trebleDb}
        span={TONE_DB}
        words={tone}
        acts={["trebleUp", "trebleDown"]}
        testid="treble"
      />
    </div>
  );
}

/** A slider of the console: 0..1, or dB to both sides. */
export function Dial(props: {
  readonly label: string;
  readonly value: Signal<number>;
  readonly words: (value: number) => string;
  readonly acts: readonly [BoothAct, BoothAct];
  readonly span?: number;
  readonly disabled?: boolean;
  readonly testid: string;
}) {
  const id = useId();
  const { value, span } = props;
  const words = props.words(value.value);
  return (
    <div class="console-dial">
      <label for={id}>
        {props.label} <KeyCap act={props.acts[0]} />
        {keyOf(props.acts[0]).key !== keyOf(props.acts[1]).key && <KeyCap act={props.acts[1]} />}
        <bdi class="slider-value" dir="ltr" aria-hidden="true">
          {words}
        </bdi>
      </label>
      <input
        id={id}
        type="range"
        min={span === undefined ? 0 : -span}
        max={span ?? 1}
        step={span === undefined ? 0.05 : 1}
        value={value.value}
        disabled={props.disabled}
        aria-valuetext={words}
        data-testid={props.testid}
        onInput={(event) => {
          value.value = event.currentTarget.valueAsNumber;
        }}
      />
    </div>
  );
}

/** At the ears where that is known, else as the server sends it; and how hearing is protected. */
function IncomingMeter({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { outputs, meeting, interpretation } = endpoint;
  const level = () => outputs.heard.peek()?.levelDb ?? meeting.levelDb(interpretation.incoming.peek().heard);
  const status = outputs.protection.value;
  const heard = outputs.heard.value;
  const limiting = (heard?.attenuationDb ?? 0) >= 1;
  return (
    <div class="console-meter">
      <Meter label={t("incoming-level")} read={level} testid="incoming-level" />
      <p class="console-protection" data-testid="protection" data-status={status} data-limiting={limiting}>
        <span class={status === "failed" ? "tag tag-warn" : "tag"}>{t("hearing-protection", { state: status })}</span>
        {limiting && <span class="tag tag-warn">{t("limiting")}</span>}
        {heard && (
          <span class="console-exposure">
            {t("exposure")} <bdi dir="ltr">{Math.round(heard.exposureDb)} dB</bdi>
          </span>
        )}
      </p>
    </div>
  );
}
