/** What the hall reads from ten metres: who speaks and how long, who comes next, whether the list is open. */
import type { Endpoint } from "../../endpoint/endpoint";
import { useText } from "../text";
import { SpeechClock } from "./Clock";
import { Plate } from "./Plate";

const SHOWN_NEXT = 3;

export function RoomBoard({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { meeting, floor } = endpoint;
  const { speech, sitting } = meeting.stage.value;
  const speaker = meeting.heard.value;
  const waiting = floor.waiting.value.filter(({ entry }) => entry.state !== "deferred");
  const more = waiting.length - SHOWN_NEXT;
  return (
    <section class="room-board" aria-label={t("list-of-speakers")} data-testid="room-board">
      <div class="board-now">
        {sitting.state !== "open" ? (
          <p class="board-plate" data-testid="board-plate">
            {t("sitting-words", { state: sitting.state })}
          </p>
        ) : speaker ? (
          <p class="board-plate" data-testid="board-plate">
            <Plate person={speaker} />
          </p>
        ) : (
          <p class="board-plate board-empty" data-testid="board-plate">
            {t("nobody-speaks")}
          </p>
        )}
        {speech && speech.kind !== "statement" && <p class="board-kind">{t("request-kind", { kind: speech.kind })}</p>}
        <SpeechClock endpoint={endpoint} words />
      </div>
      <div class="board-next">
        <h2 class="board-heading">
          {t("next-speakers")}
          <ListMark endpoint={endpoint} />
        </h2>
        {waiting.length === 0 && <p class="hint">{t("list-empty")}</p>}
        <ol class="board-list">
          {waiting.slice(0, SHOWN_NEXT).map(({ entry, person }) => (
            <li key={entry.requestId} data-testid="board-entry" data-state={entry.state}>
              {person ? <Plate person={person} /> : entry.person}
            </li>
          ))}
        </ol>
        {more > 0 && (
          <p class="board-more" data-testid="board-more">
            <bdi dir="ltr">+{more}</bdi>
          </p>
        )}
      </div>
    </section>
  );
}

function ListMark({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { state } = endpoint.floor.listView("speakers");
  if (state === "open") return null;
  return <span class="tag tag-warn">{state === "closed" ? t("list-closed") : t("floor-list-suspended")}</span>;
}
