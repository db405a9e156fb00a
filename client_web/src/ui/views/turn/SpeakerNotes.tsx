/** What the interpreters tell the speaker, large and at once: slower, or that the sound cannot be interpreted. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { languageName } from "../../../i18n/names";
import { Icon } from "../../kit/Icon";
import { useCatalog, useText } from "../../text";

export function SpeakerNotes({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const { slower, sound } = endpoint.notesToSpeaker;
  const note = sound.value;
  return (
    <>
      {slower.value && (
        <p class="banner banner-warn speaker-note" data-testid="note-slower">
          <Icon name="warning" />
          <span>{t("note-slower")}</span>
        </p>
      )}
      {note && (
        <div class="banner banner-warn speaker-note" data-testid="note-unfit">
          <Icon name="microphoneOff" />
          <div>
            <p>
              {t("note-unfit")}{" "}
              {note.suspended.length > 0 && (
                <span>
                  {t("note-unfit-languages", {
                    text: new Intl.ListFormat(language.value).format(
                      note.suspended.map((tag) => languageName(tag, language.value)),
                    ),
                  })}
                </span>
              )}
            </p>
            {note.reasons.length > 0 && (
              <ul class="note-advice">
                {note.reasons.map((reason) => (
                  <li key={reason} data-reason={reason}>
                    {t("fitness-advice", { reason })}
                  </li>
                ))}
              </ul>
            )}
            {note.reasons.length === 0 && <p class="note-advice">{t("fitness-advice", { reason: "unknown" })}</p>}
          </div>
        </div>
      )}
    </>
  );
}

/** Beside the speaker on the chair's console: how often they were asked to slow down. */
export function SlowDownMark({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { stage, now } = endpoint.meeting;
  const { slowDownCount, slowDownUntil } = stage.value;
  if (slowDownCount === 0) return null;
  const fresh = (slowDownUntil ?? 0) > now.value;
  return (
    <span class={`tag ${fresh ? "tag-warn" : ""}`} data-testid="slow-down-mark" data-fresh={fresh}>
      {t("slow-down-count", { number: String(slowDownCount) })}
    </span>
  );
}
