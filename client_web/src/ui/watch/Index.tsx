/** Agenda items and speakers of a webcast: where one is, and the way to each. */
import { delegationName, endonym } from "../../i18n/names";
import type { Mark } from "../../watch/records";
import { clock } from "../../watch/timing";
import { useCatalog, useText } from "../text";

export function Index(props: {
  readonly marks: readonly Mark[];
  readonly now: Mark | null;
  /** Of the webcast, Unix seconds: times are told from it. */
  readonly begins: number;
  readonly channel: string;
  readonly onGo: (mark: Mark) => void;
}) {
  const t = useText();
  if (!props.marks.length) return <p class="empty">{t("watch-index-empty")}</p>;
  return (
    <ol class="watch-index" data-testid="index">
      {props.marks.map((mark) => (
        <Entry key={mark.markId} {...props} mark={mark} />
      ))}
    </ol>
  );
}

function Entry(props: {
  readonly mark: Mark;
  readonly now: Mark | null;
  readonly begins: number;
  readonly channel: string;
  readonly onGo: (mark: Mark) => void;
}) {
  const { mark, begins, channel } = props;
  const catalog = useCatalog();
  const t = useText();
  const here = mark.markId === props.now?.markId;
  return (
    <li class={`watch-mark watch-mark-${mark.kind}`} data-here={here || undefined} data-testid="mark">
      <button type="button" aria-current={here ? "true" : undefined} onClick={() => props.onGo(mark)}>
        <span class="watch-mark-time">{clock(mark.startsAt - begins)}</span>
        <span class="watch-mark-words">
          {mark.kind === "agendaItem" ? (
            <strong>{catalog.pick(mark.title)}</strong>
          ) : (
            <Speaker mark={mark} inLanguage={catalog.language.value} />
          )}
        </span>
      </button>
      {mark.page && (
        <a class="watch-mark-link" href={`${mark.page}?lang=${encodeURIComponent(channel)}`} data-testid="permalink">
          {t("watch-permalink")}
          <span class="visually-hidden"> {mark.plate || mark.speaker}</span>
        </a>
      )}
    </li>
  );
}

export function Speaker({ mark, inLanguage }: { readonly mark: Mark; readonly inLanguage: string }) {
  return (
    <>
      {mark.delegation && <strong>{delegationName(mark.delegation, inLanguage)}</strong>}
      <bdi>{mark.speaker}</bdi>
      {mark.language && (
        <span class="watch-mark-language" lang={mark.language}>
          {endonym(mark.language)}
        </span>
      )}
    </>
  );
}
