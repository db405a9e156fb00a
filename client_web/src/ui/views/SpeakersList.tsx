/** The list of speakers, to be looked at. */
import type { Endpoint } from "../../endpoint/endpoint";
import { hasFloor, type ListedEntry } from "../../state/floor";
import { useCatalog, useText } from "../text";
import { PersonLines } from "./Plate";
import { QualityBadge } from "./Quality";

export function SpeakersList({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const list = endpoint.floor.list.value;
  const { listOpen } = endpoint.meeting.stage.value;
  return (
    <div class="speakers">
      {!listOpen && <p class="hint">{t("list-closed")}</p>}
      {list.length === 0 ? (
        <p class="empty">{t("list-empty")}</p>
      ) : (
        <ol class="speaker-list" aria-label={t("list-of-speakers")}>
          {list.map((listed, index) => (
            <Entry key={listed.entry.requestId} endpoint={endpoint} listed={listed} place={placeOf(list, index)} />
          ))}
        </ol>
      )}
    </div>
  );
}

/** Places count those who wait; who has the floor has none. */
function placeOf(list: readonly ListedEntry[], index: number): number | null {
  const listed = list[index];
  if (!listed || hasFloor(listed.entry.state)) return null;
  return list.slice(0, index + 1).filter(({ entry }) => !hasFloor(entry.state)).length;
}

function Entry({ endpoint, listed, place }: { endpoint: Endpoint; listed: ListedEntry; place: number | null }) {
  const { t } = useCatalog();
  const { entry, person, mine } = listed;
  return (
    <li
      class="speaker-entry"
      data-testid="list-entry"
      data-state={entry.state}
      data-person={entry.person}
      data-mine={mine}
      aria-current={mine ? "true" : undefined}
    >
      <span class="speaker-place" aria-hidden="true">
        {place ?? ""}
      </span>
      {person ? <PersonLines person={person} /> : <span class="person">{entry.person}</span>}
      <span class="speaker-marks">
        {entry.kind !== "statement" && <span class="tag">{t("request-kind", { kind: entry.kind })}</span>}
        {person && !person.connected && <span class="tag tag-warn">{t("not-connected")}</span>}
        {person && <QualityBadge endpoint={endpoint} person={person} />}
        {(entry.state !== "queued" || mine) && (
          <span class={`tag tag-${entry.state}`}>
            {mine && entry.state === "queued" ? t("you") : t("request-state", { state: entry.state })}
          </span>
        )}
      </span>
    </li>
  );
}
