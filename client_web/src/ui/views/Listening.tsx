/** Language of listening, volume, and the original kept quietly under the interpretation. */
import type { Endpoint } from "../../endpoint/endpoint";
import { NONE } from "../../endpoint/hearing";
import { endonym } from "../../i18n/names";
import type { ChannelFeed } from "../../protocol/messages";
import { FLOOR } from "../../state/interpretation";
import type { Preferences } from "../../state/preferences";
import { Slider } from "../kit/Field";
import { RadioStrip, type StripChoice } from "../kit/RadioStrip";
import { useText } from "../text";
import { CaptionControls } from "./captions/CaptionControls";

const TONES: Readonly<Record<ChannelFeed, NonNullable<StripChoice["tone"]>>> = {
  interpreted: "ok",
  direct: "calm",
  muted: "off",
  none: "off",
};

export function ChannelMenu(props: {
  endpoint: Endpoint;
  hideLegend?: boolean;
  /** A channel that is not offered: an interpreter's own. */
  without?: string;
}) {
  const { endpoint, hideLegend = false } = props;
  const t = useText();
  const { interpretation, hearing, meeting } = endpoint;
  const { unfit } = meeting.stage.value;
  const offered = interpretation.choices.value.filter(({ channel }) => channel !== props.without);
  const choices: StripChoice[] = offered.map(({ channel, feed }) => ({
    value: channel,
    text: channel === FLOOR ? t("channel-floor") : endonym(channel),
    language: channel === FLOOR ? undefined : channel,
    detail:
      channel === FLOOR
        ? t("channel-floor-detail")
        : unfit.includes(channel)
          ? t("channel-suspended")
          : t("channel-feed", { feed }),
    tone: unfit.includes(channel) ? "warn" : TONES[feed],
  }));
  if (!meeting.can("useDesk"))
    choices.push({ value: NONE, text: t("channel-none"), detail: t("channel-none-detail"), tone: "off" });
  return (
    <RadioStrip
      legend={t("listening-language")}
      hideLegend={hideLegend}
      choices={choices}
      value={hearing.silent.value ? NONE : interpretation.channel.value}
      onChange={(channel) => void hearing.choose(channel)}
      testid="channel-menu"
      itemTestid="channel"
    />
  );
}

export function VolumeSlider({ preferences }: { preferences: Preferences }) {
  const t = useText();
  return (
    <Slider
      label={t("volume")}
      value={preferences.volume.value}
      valueText={percent(preferences.volume.value)}
      onInput={(value) => {
        preferences.volume.value = value;
      }}
      testid="volume"
    />
  );
}

/** The second channel: the original for listeners, the boothmate for interpreters. */
export function SecondSlider(props: {
  endpoint: Endpoint;
  preferences: Preferences;
  label: string;
  disabled?: boolean;
}) {
  const t = useText();
  const value = props.preferences.secondVolume.value;
  return (
    <Slider
      label={props.label}
      value={value}
      valueText={value > 0 ? percent(value) : t("off")}
      onInput={(next) => props.endpoint.setSecondVolume(next)}
      disabled={props.disabled}
      testid="second-volume"
    />
  );
}

export function percent(value: number): string {
  return `${Math.round(value * 100)}%`;
}

export function Listening({ endpoint, preferences }: { endpoint: Endpoint; preferences: Preferences }) {
  const t = useText();
  return (
    <section class="listening card" aria-label={t("listening")}>
      <ChannelMenu endpoint={endpoint} />
      <div class="listening-levels">
        <VolumeSlider preferences={preferences} />
        <SecondSlider
          endpoint={endpoint}
          preferences={preferences}
          label={t("original-underneath")}
          disabled={!endpoint.interpretation.underlayPossible.value}
        />
        {endpoint.meeting.me.value?.person.role !== "captioner" && (
          <CaptionControls endpoint={endpoint} preferences={preferences} />
        )}
      </div>
    </section>
  );
}
