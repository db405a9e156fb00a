/** A channel in the overview: what its listeners hear, how loud, through how many translations, and what else to send them. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym, languageName } from "../../../i18n/names";
import type { ChannelView } from "../../../protocol/messages";
import { FLOOR } from "../../../state/interpretation";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Meter } from "../../kit/Meter";
import { useCatalog, useText } from "../../text";

const SILENCE_DB = -127;

/** The floor, + a translation of it, – a translation of a translation. */
export function HopMark({ hops }: { hops: 0 | 1 | 2 }) {
  const t = useText();
  return (
    <span class="tech-hops" data-hops={hops}>
      <span aria-hidden="true">{["○", "+", "–"][hops]}</span>
      <span class="visually-hidden">{t("hops", { value: String(hops) })}</span>
    </span>
  );
}

export function ListenButton(props: { endpoint: Endpoint; channel: string; name: string }) {
  const t = useText();
  const { endpoint, channel, name } = props;
  const on = endpoint.interpretation.channel.value === channel;
  return (
    <Button
      size="small"
      variant={on ? "primary" : "secondary"}
      icon="headphones"
      iconOnly
      pressed={on}
      testid={`listen-${channel}`}
      onClick={() => void endpoint.selectChannel(channel)}
    >
      {t("listen-to", { name })}
    </Button>
  );
}

export function ChannelHead({ endpoint, channel }: { endpoint: Endpoint; channel: ChannelView }) {
  const { t, language } = useCatalog();
  const { meeting } = endpoint;
  const { feed, hops, patched } = channel;
  const tag = channel.language;
  const name = languageName(tag, language.value);
  const suspended = meeting.stage.value.unfit.includes(tag);
  const alarmed = channel.noneSince !== null;
  const read = () => meeting.channelLevels.peek()[tag] ?? fedDb(endpoint, channel);
  return (
    <header class="tech-channel-head">
      <h2 lang={tag}>{endonym(tag)}</h2>
      <span
        class={`tag ${alarmed || suspended ? "tag-poor" : feed === "interpreted" ? "tag-granted" : ""}`}
        data-testid="channel-state"
        data-feed={feed}
      >
        {suspended ? t("channel-suspended") : t("channel-feed", { feed })}
      </span>
      {feed === "interpreted" && <HopMark hops={hops} />}
      {patched && <span class="tag tag-warn">{t("patched-to", { name: nameOf(patched, t, language.value) })}</span>}
      <Meter label={t("level-of", { name })} read={read} testid="channel-level" />
      <ListenButton endpoint={endpoint} channel={tag} name={name} />
    </header>
  );
}

/** A channel that nobody hears is not mixed: as loud as what would be in it. */
function fedDb({ meeting }: Endpoint, { feed, desks }: ChannelView): number {
  if (feed === "direct") return meeting.levelDb(FLOOR);
  const levels = meeting.peopleLevels.peek();
  return Math.max(SILENCE_DB, ...desks.map((desk) => levels[desk] ?? SILENCE_DB));
}

export function PatchSelect({ endpoint, channel }: { endpoint: Endpoint; channel: ChannelView }) {
  const { t, language } = useCatalog();
  const others = [FLOOR, ...endpoint.meeting.languages.value].filter((one) => one !== channel.language);
  return (
    <Select
      label={t("patch-label")}
      value={channel.patched ?? ""}
      options={[
        { value: "", text: t("patch-none") },
        ...others.map((one) => ({ value: one, text: nameOf(one, t, language.value) })),
      ]}
      onChange={(source) => void endpoint.engineering.patch(channel.language, source || null)}
      testid="patch"
    />
  );
}

export function nameOf(channel: string, t: (id: string) => string, language: string): string {
  return channel === FLOOR ? t("channel-floor") : languageName(channel, language);
}
