/** The last lines of the captions, over or under the picture, and aloud for who asks for it. */
import { useRef } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { CaptionPlace, Preferences } from "../../../state/preferences";
import { useText } from "../../text";

const LINES = 3;

export function CaptionPicture(props: { endpoint: Endpoint; preferences: Preferences; place: CaptionPlace }) {
  const { endpoint, preferences, place } = props;
  const { captions, meeting } = endpoint;
  const t = useText();
  if (!preferences.captions.value || preferences.captionPlace.value !== place) return null;
  const lines = captions.shown(meeting.now.value, LINES);
  return (
    <section
      class={`captions captions-${place}`}
      aria-label={t("captions")}
      data-size={preferences.captionSize.value}
      data-testid="captions"
    >
      <p lang={captions.language.value ?? undefined} dir="auto">
        {lines.map(({ captionId, text, final }) => (
          <span key={captionId} class="caption-line" data-final={final} data-testid="caption-line">
            {text}
          </span>
        ))}
        {lines.length === 0 && (
          <span class="captions-none" lang={undefined}>
            {t("captions-none")}
          </span>
        )}
      </p>
      {preferences.captionsAloud.value && <Aloud endpoint={endpoint} />}
    </section>
  );
}

/** Finished lines only: those being written change under the reader. */
function Aloud({ endpoint }: { endpoint: Endpoint }) {
  const { captions, meeting } = endpoint;
  const last = captions.finished.value.at(-1) ?? null;
  const begun = useRef({ line: last?.captionId ?? null, at: meeting.now.peek() });
  const fresh = last !== null && last.captionId !== begun.current.line && last.writtenAt >= begun.current.at;
  return (
    <div class="visually-hidden" role="log" aria-live="polite" data-testid="captions-aloud">
      {fresh && <p lang={last.language}>{last.text}</p>}
    </div>
  );
}
