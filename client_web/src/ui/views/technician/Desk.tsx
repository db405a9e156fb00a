/** One desk in the overview, and what may be done to it. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { languageName } from "../../../i18n/names";
import type { DeskView } from "../../../protocol/messages";
import { clockText } from "../../../state/clocks";
import { FLOOR } from "../../../state/interpretation";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Icon } from "../../kit/Icon";
import { Meter } from "../../kit/Meter";
import { useCatalog, useText } from "../../text";
import { QualityBadge } from "../Quality";
import { HopMark, nameOf } from "./Channel";

const SILENCE_DB = -127;

interface DeskProps {
  readonly endpoint: Endpoint;
  readonly desk: DeskView;
  /** Language of its booth. */
  readonly booth: string;
}

export function Desk({ endpoint, desk, booth }: DeskProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { person, mode } = desk;
  const read = () => endpoint.meeting.peopleLevels.peek()[person.id] ?? SILENCE_DB;
  return (
    <li class="tech-desk" data-testid="desk" data-person={person.id} data-mode={mode} data-connected={person.connected}>
      <div class="tech-desk-line">
        <bdi class="tech-desk-name">{person.name}</bdi>
        <span class={`tag ${mode === "on" ? "tag-speaking" : mode === "pushToMute" ? "tag-warn" : ""}`}>
          {t("desk-mode", { mode })}
        </span>
        <DeskMarks desk={desk} />
        {person.connected ? (
          <QualityBadge endpoint={endpoint} person={person} />
        ) : (
          <span class="tag tag-warn">{t("not-connected")}</span>
        )}
        <Button
          size="small"
          variant="quiet"
          icon="more"
          iconOnly
          expanded={open}
          testid="desk-more"
          onClick={() => setOpen(!open)}
        >
          {t("more-for", { name: person.name })}
        </Button>
      </div>
      <div class="tech-desk-line tech-desk-sound">
        <Ways desk={desk} now={endpoint.meeting.now.value} />
        <Meter label={t("level-of", { name: person.name })} read={read} testid="desk-level" />
      </div>
      {open && <DeskActs endpoint={endpoint} desk={desk} booth={booth} />}
    </li>
  );
}

/** Incoming, outgoing, and the time on air. */
function Ways({ desk, now }: { desk: DeskView; now: number }) {
  const { t, language } = useCatalog();
  const { incoming, channel, openedAt, onAirS } = desk;
  const seconds = onAirS + (openedAt === null ? 0 : Math.max(0, now - openedAt));
  return (
    <span class="tech-desk-ways">
      <span title={t("incoming")} data-testid="desk-incoming">
        <span class="visually-hidden">{t("incoming")}: </span>
        <Icon name="headphones" />
        {nameOf(incoming.heard, t, language.value)}
        {incoming.hops > 0 && <HopMark hops={incoming.hops} />}
      </span>
      <span title={t("outgoing")} data-testid="desk-outgoing">
        <span class="visually-hidden">{t("outgoing")}: </span>
        <Icon name="microphone" />
        {nameOf(channel, t, language.value)}
      </span>
      <span title={t("time-on-air")}>
        <span class="visually-hidden">{t("time-on-air")}: </span>
        <bdi class="clock">{clockText(Math.floor(seconds))}</bdi>
      </span>
    </span>
  );
}

function DeskMarks({ desk }: { desk: DeskView }) {
  const t = useText();
  const { armed, talking, incoming, recording, webcast } = desk;
  const marks: readonly (readonly [boolean, string, string])[] = [
    [armed, "tag-warn", "armed"],
    [talking, "", "talking"],
    [incoming.forced, "tag-warn", "forced"],
    [incoming.automatic, "", "automatic"],
    [incoming.lost, "tag-poor", "lost"],
    [recording, "tag-granted", "recording"],
    [webcast, "tag-granted", "webcast"],
  ];
  return (
    <>
      {marks.map(
        ([on, tone, mark]) =>
          on && (
            <span key={mark} class={`tag ${tone}`} data-mark={mark}>
              {t("desk-mark", { kind: mark })}
            </span>
          ),
      )}
    </>
  );
}

function DeskActs({ endpoint, desk, booth }: DeskProps) {
  const { t, language } = useCatalog();
  const { engineering, meeting } = endpoint;
  const { person, mode, incoming } = desk;
  const languages = meeting.languages.value;
  return (
    <div class="tech-desk-acts">
      <Button
        size="small"
        icon="microphoneOff"
        testid="silence-desk"
        disabled={mode === "off"}
        onClick={() => void engineering.silence(person.id)}
      >
        {t("silence-desk")}
      </Button>
      <Button
        size="small"
        icon="microphone"
        testid="hand-to"
        disabled={mode !== "off" || !person.connected}
        onClick={() => void engineering.handTo(person.id)}
      >
        {t("hand-to")}
      </Button>
      <Select
        label={t("force-relay")}
        value={incoming.forced ? incoming.heard : ""}
        options={[
          { value: "", text: t("force-none") },
          ...[FLOOR, ...languages]
            .filter((one) => one !== desk.channel)
            .map((one) => ({ value: one, text: nameOf(one, t, language.value) })),
        ]}
        onChange={(channel) => void engineering.forceRelay(person.id, channel || null)}
        testid="force-relay"
      />
      <Select
        label={t("booth")}
        value={booth}
        options={languages.map((tag) => ({ value: tag, text: languageName(tag, language.value) }))}
        onChange={(to) => void engineering.assign(person.id, to)}
        testid="assign-booth"
      />
    </div>
  );
}
