/** On the floor: the speaker's clock and microphone, and the speeches that stand still meanwhile. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import { clockOf } from "../../../state/clocks";
import type { ListedEntry } from "../../../state/floor";
import type { Preferences } from "../../../state/preferences";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Meter } from "../../kit/Meter";
import { useText } from "../../text";
import { ClockFace } from "../Clock";
import { FitnessTag } from "../Fitness";
import { PersonLines } from "../Plate";
import { SlowDownMark } from "../turn/SpeakerNotes";
import { speakerOf, togglePause } from "./Console";
import { KeyHint } from "./keys";

const SILENCE_DB = -127;
const MINUTE_S = 60;

export function FloorNow({ endpoint, preferences }: { endpoint: Endpoint; preferences: Preferences }) {
  const t = useText();
  const speech = speakerOf(endpoint);
  const others = endpoint.floor.speaking.value.filter((listed) => listed !== speech);
  const priority = endpoint.floor.view.value.priority !== null;
  return (
    <section class="floor-now" aria-label={t("chair-now")} data-priority={priority} data-testid="floor-now">
      {priority && (
        <p class="priority-words" data-testid="priority-held">
          {t("priority-held")}
        </p>
      )}
      {speech ? (
        <Speech endpoint={endpoint} speech={speech} keys={preferences.shortcuts.value} />
      ) : (
        <div class="floor-speech">
          <p class="hint floor-nobody">{t("nobody-speaks")}</p>
          <FloorLanguage endpoint={endpoint} />
        </div>
      )}
      {others.length > 0 && (
        <ul class="floor-others" aria-label={t("interrupted-speeches")}>
          {others.map((listed) => (
            <li key={listed.entry.requestId} data-testid="interrupted" data-person={listed.entry.person}>
              {listed.person && <PersonLines person={listed.person} />}
              <span class={`tag tag-${listed.entry.state}`}>{t("request-state", { state: listed.entry.state })}</span>
              <Time endpoint={endpoint} listed={listed} />
              <End endpoint={endpoint} listed={listed} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Speech({ endpoint, speech, keys }: { endpoint: Endpoint; speech: ListedEntry; keys: boolean }) {
  const t = useText();
  const { console, listing, meeting } = endpoint;
  const { entry, person } = speech;
  const busy = console.busy(entry.requestId);
  const read = () => meeting.peopleLevels.peek()[entry.person] ?? SILENCE_DB;
  return (
    <>
      <div class="floor-speech" data-state={entry.state} data-person={entry.person} data-testid="speech">
        {person && <PersonLines person={person} />}
        <span class="speaker-marks">
          {entry.kind !== "statement" && <span class="tag tag-kind">{t("request-kind", { kind: entry.kind })}</span>}
          <span class={`tag tag-${entry.state}`}>{t("request-state", { state: entry.state })}</span>
          <FitnessTag fitness={endpoint.fitness.of(entry.person)} />
          <SlowDownMark endpoint={endpoint} />
        </span>
        <Time endpoint={endpoint} listed={speech} large />
      </div>
      <div class="floor-acts">
        <End endpoint={endpoint} listed={speech} hint={keys} />
        {(entry.state === "speaking" || entry.state === "paused") && (
          <Button
            size="small"
            icon={entry.state === "paused" ? "resume" : "pause"}
            busy={busy}
            testid="pause"
            onClick={() => togglePause(endpoint, speech)}
          >
            {t(entry.state === "paused" ? "resume-speech" : "pause-speech")}
            {keys && <KeyHint of="P" />}
          </Button>
        )}
        {entry.limitS !== null && (
          <Button size="small" busy={busy} testid="more-time" onClick={() => listing.extend(speech, MINUTE_S)}>
            {t("more-time")}
          </Button>
        )}
        <Button
          size="small"
          icon="microphoneOff"
          testid="mute"
          disabled={!person?.microphone}
          onClick={() => void endpoint.ask({ type: "muteParticipant", person: entry.person })}
        >
          {t("mute")}
        </Button>
        <Meter label={t("level-of", { name: person?.name ?? "" })} read={read} />
        <FloorLanguage endpoint={endpoint} />
      </div>
    </>
  );
}

export function FloorLanguage({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { meeting } = endpoint;
  const { floorLanguage } = meeting.stage.value;
  if (!meeting.can("setFloorLanguage")) return null;
  const languages = meeting.languages.value.map((tag) => ({ value: tag, text: endonym(tag), language: tag }));
  const unknown = floorLanguage ? [] : [{ value: "", text: t("floor-language-unknown") }];
  return (
    <Select
      label={t("floor-language")}
      value={floorLanguage ?? ""}
      options={[...unknown, ...languages]}
      onChange={(tag) => tag && void endpoint.ask({ type: "setFloorLanguage", language: tag })}
      testid="floor-language"
    />
  );
}

function Time({ endpoint, listed, large = false }: { endpoint: Endpoint; listed: ListedEntry; large?: boolean }) {
  const t = useText();
  const { floor, meeting } = endpoint;
  const clock = clockOf(listed.entry, floor.rules.value.amberS, meeting.now.value);
  return <ClockFace clock={clock} label={t("speech-clock")} testid="speech-time" counts="spoken" large={large} words />;
}

function End({ endpoint, listed, hint = false }: { endpoint: Endpoint; listed: ListedEntry; hint?: boolean }) {
  const t = useText();
  const name = listed.person?.name ?? "";
  return (
    <Button
      variant="danger"
      size="small"
      testid="end"
      busy={endpoint.console.busy(listed.entry.requestId)}
      label={t("end-speech-of", { name })}
      onClick={() => endpoint.listing.end(listed)}
    >
      {t("end-speech")}
      {hint && <KeyHint of="E" />}
    </Button>
  );
}
