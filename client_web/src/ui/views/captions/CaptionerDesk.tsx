/** Where a captioner writes: everything by keyboard, what is typed is on the screens at once. */
import { useEffect, useRef, useState } from "preact/hooks";
import { CAPTION_MAX_CHARS } from "../../../endpoint/captioning";
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import type { Preferences } from "../../../state/preferences";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { useText } from "../../text";

const KEYS = [
  ["Enter", "key-finish-line"],
  ["↑", "key-correct-line"],
  ["Esc", "key-cancel-line"],
] as const;

export function CaptionerDesk({ endpoint, preferences }: { endpoint: Endpoint; preferences: Preferences }) {
  const t = useText();
  const { captioning, meeting } = endpoint;
  const language = captioning.language.value;
  return (
    <section class="captioner card" aria-label={t("captioner-desk")}>
      <div class="captioner-head">
        <Select
          label={t("captioner-language")}
          value={language}
          options={meeting.languages.value.map((tag) => ({ value: tag, text: endonym(tag), language: tag }))}
          onChange={(tag) => void captioning.choose(tag)}
          testid="captioner-language"
        />
        <dl class="captioner-keys" aria-label={t("shortcuts")}>
          {KEYS.map(([key, id]) => (
            <div key={id}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(id)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <ol class="captioner-lines" lang={language} aria-label={t("captioner-lines")} data-testid="captioner-lines">
        {captioning.lines.value.map(({ captionId, text }) => (
          <li key={captionId} dir="auto" data-correcting={captioning.correcting.value?.captionId === captionId}>
            {text}
          </li>
        ))}
      </ol>
      <Line endpoint={endpoint} />
      <Refused endpoint={endpoint} />
      <Abbreviations preferences={preferences} />
    </section>
  );
}

function Line({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { captioning } = endpoint;
  const field = useRef<HTMLTextAreaElement>(null);
  const correcting = captioning.correcting.value !== null;
  useEffect(() => field.current?.focus(), []);
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      void captioning.finish();
    } else if (event.key === "ArrowUp" && captioning.draft.value === "") {
      event.preventDefault();
      captioning.correct();
    } else if (event.key === "Escape") captioning.cancel();
  };
  return (
    <label class="captioner-line" data-correcting={correcting}>
      <span class="field-label">{t(correcting ? "captioner-correcting" : "captioner-write")}</span>
      <textarea
        ref={field}
        class="control"
        rows={2}
        dir="auto"
        lang={captioning.language.value}
        maxLength={CAPTION_MAX_CHARS}
        autocomplete="off"
        value={captioning.draft.value}
        data-testid="caption-input"
        onInput={(event) => {
          captioning.typed(event.currentTarget.value);
          // An abbreviation may have been written out: the field shows what is kept.
          event.currentTarget.value = captioning.draft.value;
        }}
        onKeyDown={keys}
      />
    </label>
  );
}

function Refused({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { captioning } = endpoint;
  const text = captioning.refused.value;
  if (text === null) return null;
  return (
    <p class="captioner-refused" role="alert">
      <span>
        {t("captioner-refused")} <bdi>{text}</bdi>
      </span>
      <Button size="small" testid="caption-again" onClick={() => captioning.again()}>
        {t("try-again")}
      </Button>
    </p>
  );
}

function Abbreviations({ preferences }: { preferences: Preferences }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <details class="captioner-short" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("abbreviations")}</summary>
      <label>
        <span class="hint">{t("abbreviations-hint")}</span>
        <textarea
          class="control"
          rows={5}
          dir="auto"
          value={preferences.abbreviations.value}
          data-testid="abbreviations"
          onInput={(event) => {
            preferences.abbreviations.value = event.currentTarget.value;
          }}
        />
      </label>
    </details>
  );
}
