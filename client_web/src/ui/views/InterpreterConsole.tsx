/** The interpreter's console: incoming, microphone, outgoing, and what is coming next (words of ISO 20109). */
import { useEffect, useState } from "preact/hooks";
import type { Endpoint } from "../../endpoint/endpoint";
import { endonym, languageName } from "../../i18n/names";
import { FLOOR } from "../../state/interpretation";
import type { Preferences } from "../../state/preferences";
import { Button } from "../kit/Button";
import { Select } from "../kit/Field";
import { Meter } from "../kit/Meter";
import { useCatalog, useText } from "../text";
import { SpeechClock } from "./Clock";
import { type ConsoleKeys, useConsoleKeys } from "./keys";
import { ChannelMenu, SecondSlider, VolumeSlider } from "./Listening";
import { PersonLines, Plate } from "./Plate";

export function InterpreterConsole({ endpoint, preferences }: { endpoint: Endpoint; preferences: Preferences }) {
  const t = useText();
  const keys = consoleKeys(endpoint, preferences);
  useConsoleKeys(keys, preferences.shortcuts.value);
  return (
    <section class="console card" aria-label={t("console")} data-mode={endpoint.desk.mode.value}>
      <NowSpeaking endpoint={endpoint} />
      <div class="console-columns">
        <Incoming endpoint={endpoint} preferences={preferences} />
        <MicrophoneColumn endpoint={endpoint} />
        <Outgoing endpoint={endpoint} preferences={preferences} />
      </div>
      <Shortcuts preferences={preferences} />
    </section>
  );
}

function consoleKeys(endpoint: Endpoint, preferences: Preferences): ConsoleKeys {
  return {
    microphone: () => void toggleDesk(endpoint),
    pushToMute: (held) => void endpoint.desk.pushToMute(held),
    relay: () => void endpoint.selectChannel(nextIncoming(endpoint)),
    volume: (step) => {
      preferences.volume.value = Math.min(1, Math.max(0, Math.round((preferences.volume.value + step) * 20) / 20));
    },
  };
}

export function toggleDesk(endpoint: Endpoint): Promise<void> {
  const { desk, interpretation } = endpoint;
  return desk.mode.value === "off" ? desk.switchOn(interpretation.outgoing.value) : desk.switchOff();
}

/** Floor, then every other language in turn; never the booth's own output. */
function nextIncoming(endpoint: Endpoint): string {
  const { interpretation } = endpoint;
  const offered = interpretation.choices.value
    .map(({ channel }) => channel)
    .filter((channel) => channel === FLOOR || channel !== interpretation.outgoing.value);
  const index = offered.indexOf(interpretation.channel.value);
  return offered[(index + 1) % offered.length] ?? FLOOR;
}

function NowSpeaking({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { stage } = endpoint.meeting;
  const { floorLanguage } = stage.value;
  const speaker = endpoint.meeting.heard.value;
  return (
    <header class="console-now">
      {speaker ? <Plate person={speaker} /> : <span class="hint">{t("nobody-speaks")}</span>}
      {floorLanguage && (
        <span class="tag" lang={floorLanguage}>
          {endonym(floorLanguage)}
        </span>
      )}
      <SpeechClock endpoint={endpoint} />
    </header>
  );
}

function Incoming({ endpoint, preferences }: { endpoint: Endpoint; preferences: Preferences }) {
  const t = useText();
  const { interpretation, meeting } = endpoint;
  const level = () => meeting.levelDb(interpretation.channel.peek());
  return (
    <div class="console-column">
      <h2>{t("incoming")}</h2>
      <ChannelMenu endpoint={endpoint} hideLegend without={interpretation.outgoing.value} />
      <VolumeSlider preferences={preferences} />
      <Meter label={t("incoming-level")} read={level} testid="incoming-level" />
    </div>
  );
}

function MicrophoneColumn({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { desk } = endpoint;
  const mode = desk.mode.value;
  const release = () => void desk.pushToMute(false);
  return (
    <div class="console-column console-microphone">
      <h2>{t("microphone")}</h2>
      <Button
        variant={mode === "off" ? "primary" : "live"}
        size="large"
        icon={mode === "off" ? "microphone" : "microphoneOff"}
        busy={desk.busy.value}
        testid="desk-button"
        onClick={() => void toggleDesk(endpoint)}
      >
        {mode === "off" ? t("go-on-air") : t("go-off-air")}
      </Button>
      {/* A held button: pressed is muted, released is on again. */}
      <button
        type="button"
        class="button button-secondary button-large push-to-mute"
        aria-pressed={mode === "pushToMute"}
        disabled={mode === "off"}
        data-testid="push-to-mute"
        onPointerDown={() => void desk.pushToMute(true)}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onKeyDown={(event) => {
          if (event.key === " " || event.key === "Enter") {
            event.preventDefault();
            if (!event.repeat) void desk.pushToMute(true);
          }
        }}
        onKeyUp={release}
        onBlur={release}
      >
        <span class="button-text">{mode === "pushToMute" ? t("muted-while-held") : t("push-to-mute")}</span>
      </button>
      <Meter label={t("own-level")} read={() => desk.local.readDb()} testid="own-level" />
      <p class="console-state" data-testid="desk-state">
        {t("desk-mode", { mode })}
      </p>
    </div>
  );
}

function Outgoing({ endpoint, preferences }: { endpoint: Endpoint; preferences: Preferences }) {
  const { t, language } = useCatalog();
  const { interpretation, meeting, desk } = endpoint;
  const mates = interpretation.boothmates.value;
  const outgoing = interpretation.outgoing.value;
  const booth = meeting.me.value?.booth ?? "";
  return (
    <div class="console-column">
      <h2>{t("outgoing")}</h2>
      <Select
        label={t("outgoing-channel")}
        value={outgoing}
        options={[...new Set([booth, outgoing, ...meeting.languages.value])].filter(Boolean).map((tag) => ({
          value: tag,
          text: languageName(tag, language.value),
        }))}
        disabled={desk.mode.value === "off"}
        onChange={(channel) => void desk.setOutgoing(channel)}
        testid="outgoing"
      />
      <Meter label={t("outgoing-level")} read={() => meeting.levelDb(outgoing)} />
      <SecondSlider endpoint={endpoint} preferences={preferences} label={t("boothmate-volume")} />
      <h3>{t("boothmates")}</h3>
      {mates.length === 0 && <p class="hint">{t("no-boothmate")}</p>}
      <ul class="boothmates">
        {mates.map(({ person, mode }) => (
          <li key={person.id} data-testid="boothmate" data-mode={mode}>
            <bdi>{person.name}</bdi>
            {person.connected ? (
              <span class={`tag ${mode === "on" ? "tag-speaking" : ""}`}>{t("desk-mode", { mode })}</span>
            ) : (
              <span class="tag tag-warn">{t("not-connected")}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function NextSpeakers({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const next = endpoint.floor.waiting.value.slice(0, 5);
  return (
    <section class="next-speakers" aria-label={t("next-speakers")}>
      {next.length === 0 && <p class="empty">{t("list-empty")}</p>}
      <ol class="speaker-list">
        {next.map(({ entry, person }, index) => (
          <li key={entry.requestId} class="speaker-entry" data-state={entry.state}>
            <span class="speaker-place" aria-hidden="true">
              {index + 1}
            </span>
            {person && <PersonLines person={person} />}
            <span class="speaker-marks">
              <span class="tag" lang={entry.language}>
                {endonym(entry.language)}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const KEYS = [
  ["M", "key-microphone"],
  ["P", "key-push-to-mute"],
  ["R", "key-relay"],
  ["+ −", "key-volume"],
] as const;

function Shortcuts({ preferences }: { preferences: Preferences }) {
  const t = useText();
  const [shown, setShown] = useState(true);
  useEffect(() => setShown(preferences.shortcuts.value), [preferences.shortcuts.value]);
  if (!shown) return null;
  return (
    <footer class="console-keys">
      <dl aria-label={t("shortcuts")}>
        {KEYS.map(([key, id]) => (
          <div key={id}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(id)}</dd>
          </div>
        ))}
      </dl>
    </footer>
  );
}
