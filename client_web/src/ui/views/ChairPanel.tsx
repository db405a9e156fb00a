/** What the chair conducts the sitting with, above the list of speakers. */
import type { Endpoint } from "../../endpoint/endpoint";
import { languageName } from "../../i18n/names";
import { Button } from "../kit/Button";
import { Select, Toggle } from "../kit/Field";
import { useCatalog } from "../text";
import { PersonLines } from "./Plate";
import { SpeakersList } from "./SpeakersList";
import { SpeechClock } from "./Stage";

export function ChairPanel({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const { meeting, floor } = endpoint;
  const stage = meeting.stage.value;
  const languages = meeting.languages.value.map((tag) => ({ value: tag, text: languageName(tag, language.value) }));
  const unknown = stage.floorLanguage ? [] : [{ value: "", text: t("floor-language-unknown") }];
  const next = floor.waiting.value[0];
  return (
    <div class="chair-panel">
      <section class="chair-now" aria-label={t("chair-now")}>
        {stage.speaker ? (
          <>
            <PersonLines person={stage.speaker} />
            <SpeechClock endpoint={endpoint} />
            <Button
              size="small"
              icon="microphoneOff"
              testid="mute"
              disabled={!stage.speaker.microphone}
              onClick={() => stage.speaker && void endpoint.ask({ type: "muteParticipant", person: stage.speaker.id })}
            >
              {t("mute")}
            </Button>
          </>
        ) : (
          <p class="hint">{t("nobody-speaks")}</p>
        )}
      </section>
      <div class="chair-row">
        <Button
          variant="primary"
          testid="grant-next"
          disabled={!next}
          onClick={() => next && void endpoint.ask({ type: "grantFloor", requestId: next.entry.requestId })}
        >
          {t("grant-next")}
        </Button>
        <Toggle
          label={t("list-accepts-requests")}
          on={stage.listOpen}
          onChange={(open) => void endpoint.ask({ type: "openList", open })}
          testid="list-open"
        />
      </div>
      <Select
        label={t("floor-language")}
        value={stage.floorLanguage ?? ""}
        options={[...unknown, ...languages]}
        onChange={(tag) => tag && void endpoint.ask({ type: "setFloorLanguage", language: tag })}
        testid="floor-language"
      />
      <h2 class="panel-heading">{t("list-of-speakers")}</h2>
      <SpeakersList endpoint={endpoint} />
    </div>
  );
}
