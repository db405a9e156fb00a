/** All that was written in the language followed, with the time it was begun. */
import { useEffect, useRef } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { useCatalog } from "../../text";

/** Nearer to the end than this the panel stays at the newest line. */
const NEAR_END_PX = 140;

export function CaptionHistory({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const { captions } = endpoint;
  const lines = captions.finished.value;
  const end = useRef<HTMLLIElement>(null);
  const opened = useRef(false);
  const time = new Intl.DateTimeFormat(language.value, { timeStyle: "short" });
  useEffect(() => {
    const panel = end.current?.closest(".tab-panel");
    if (!panel) return;
    const away = panel.scrollHeight - panel.scrollTop - panel.clientHeight;
    if (!opened.current || away < NEAR_END_PX) panel.scrollTop = panel.scrollHeight;
    opened.current = true;
  }, [lines.length]);
  if (lines.length === 0) return <p class="empty">{t("captions-none")}</p>;
  return (
    <ol class="caption-history" aria-label={t("caption-history")} data-testid="caption-history-lines">
      {lines.map(({ captionId, startedAt, text, language: tag }) => (
        <li key={captionId}>
          <time dateTime={new Date(startedAt * 1000).toISOString()}>{time.format(startedAt * 1000)}</time>
          <p lang={tag} dir="auto">
            {text}
          </p>
        </li>
      ))}
      <li ref={end} aria-hidden="true" class="caption-end" />
    </ol>
  );
}
