/** The lists of the item under discussion: one tab each, opened, closed or suspended, added to and put in order. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { aboutList } from "../../../endpoint/listing";
import { type ListName, type ListState, listNameValues, listStateValues } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Tabs } from "../../kit/Tabs";
import { useText } from "../../text";
import { AddDialog } from "./AddDialog";
import { FloorList } from "./FloorList";

export function FloorLists(props: {
  readonly endpoint: Endpoint;
  readonly list: ListName;
  readonly onList: (list: ListName) => void;
}) {
  const t = useText();
  const [adding, setAdding] = useState(false);
  const { endpoint, list, onList } = props;
  const { console, floor, listing, meeting } = endpoint;
  const view = floor.listView(list);
  const tabs = listNameValues.map((name) => {
    const count = floor.waitingIn(name).length;
    const badge = count > 0 ? { text: String(count), label: t("waiting-count", { count }) } : null;
    return { id: name, text: t("list-name", { list: name }), badge, testid: `list-${name}` };
  });
  return (
    <div class="floor-lists">
      <Tabs label={t("lists")} tabs={tabs} current={list} onChange={(id) => onList(id as ListName)}>
        <div class="list-tools">
          <Select
            label={t("list-state-label")}
            hideLabel
            value={view.state}
            disabled={!meeting.can("openList") || console.busy(aboutList(list))}
            options={listStateValues.map((state) => ({ value: state, text: t("list-state", { state }) }))}
            onChange={(state) => listing.setState(list, state as ListState)}
            testid="list-state"
          />
          {view.limit !== null && <span class="hint">{t("list-limit", { limit: String(view.limit) })}</span>}
          {meeting.can("requestOnBehalf") && (
            <Button size="small" icon="plus" testid="add-speaker" onClick={() => setAdding(true)}>
              {t("add-speaker")}
            </Button>
          )}
          {floor.view.value.lastSpeech !== null && meeting.can("orderList") && (
            <Button
              size="small"
              icon="undo"
              testid="readd"
              busy={console.busy("readd")}
              onClick={() => listing.readdLast()}
            >
              {t("act-readd")}
            </Button>
          )}
        </div>
        <FloorList endpoint={endpoint} list={list} />
      </Tabs>
      <AddDialog endpoint={endpoint} list={list} open={adding} onClose={() => setAdding(false)} />
    </div>
  );
}
