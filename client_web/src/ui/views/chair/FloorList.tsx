/** Those who wait in one list, in order. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { ListName } from "../../../protocol/messages";
import type { ListedEntry } from "../../../state/floor";
import { useText } from "../../text";
import { PersonDialog } from "../people/PersonDialog";
import { FloorRow } from "./FloorRow";
import { useReorder } from "./reorder";

export function FloorList({ endpoint, list }: { endpoint: Endpoint; list: ListName }) {
  const t = useText();
  const [opened, setOpened] = useState<string | null>(null);
  const [person, setPerson] = useState<string | null>(null);
  const waiting = endpoint.floor.waitingIn(list);
  const place = (id: string) => waiting.findIndex(({ entry }) => entry.requestId === id);
  const say = (listed: ListedEntry, to: number) =>
    endpoint.notices.say("announce-moved", { name: listed.person?.name ?? "", place: to + 1, total: waiting.length });
  const drop = (id: string, before: string | null) => {
    const moved = waiting[place(id)];
    if (!moved) return;
    endpoint.listing.move(moved, before);
    const to = before === null ? waiting.length - 1 : place(before);
    say(moved, to > place(id) && before !== null ? to - 1 : to);
  };
  const step = (listed: ListedEntry, by: -1 | 1) => {
    const to = place(listed.entry.requestId) + by;
    if (to < 0 || to >= waiting.length) return;
    endpoint.listing.step(listed, by);
    say(listed, to);
  };
  const { drag, handle } = useReorder(drop);
  if (waiting.length === 0) return <p class="empty">{t("list-empty")}</p>;
  let counted = 0;
  return (
    <>
      <ol
        class="floor-list"
        data-dropping={drag !== null && drag.before === null}
        aria-label={t("list-name", { list })}
      >
        {waiting.map((listed) => {
          const { requestId, state } = listed.entry;
          if (state !== "deferred") counted += 1;
          return (
            <FloorRow
              key={requestId}
              endpoint={endpoint}
              listed={listed}
              others={waiting}
              place={state === "deferred" ? null : counted}
              opened={opened === requestId}
              onOpen={() => setOpened(opened === requestId ? null : requestId)}
              onPerson={() => setPerson(listed.entry.person)}
              onStep={(by) => step(listed, by)}
              handle={handle(requestId)}
              dragged={drag?.id === requestId}
              dropHere={drag !== null && drag.before === requestId && drag.id !== requestId}
            />
          );
        })}
      </ol>
      <PersonDialog
        endpoint={endpoint}
        person={person === null ? null : (waiting.find(({ entry }) => entry.person === person)?.person ?? null)}
        onClose={() => setPerson(null)}
        onWrite={({ id }) => {
          setPerson(null);
          endpoint.writeTo(id);
        }}
      />
    </>
  );
}
