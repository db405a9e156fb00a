/** The agenda: what is under discussion and what comes next; items added, renamed, put in order and taken off. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { type AgendaEntry, type ItemChange, itemChangeValues } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { Confirm } from "../../kit/Confirm";
import { Select, TextField } from "../../kit/Field";
import { useCatalog } from "../../text";

export function Agenda({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useCatalog();
  const { conduct, floor } = endpoint;
  const { agenda, item, rules } = floor.view.value;
  const [change, setChange] = useState<ItemChange | null>(null);
  const [purging, setPurging] = useState<AgendaEntry | null>(null);
  const next = floor.nextItem.value;
  const chosen = change ?? rules.itemChange;
  const open = (entry: AgendaEntry) => {
    if (chosen === "purge" && floor.waiting.value.length > 0) setPurging(entry);
    else conduct.openItem(entry, chosen);
  };
  return (
    <div class="chair-panel agenda-panel">
      <h2 class="visually-hidden">{t("agenda")}</h2>
      <div class="panel-row">
        <Button variant="primary" testid="open-next-item" disabled={!next} onClick={() => next && open(next)}>
          {t("open-next-item")}
        </Button>
        <Select
          label={t("item-change-label")}
          value={chosen}
          options={itemChangeValues.map((value) => ({ value, text: t("item-change", { change: value }) }))}
          onChange={(value) => setChange(value as ItemChange)}
          testid="item-change"
        />
      </div>
      {agenda.length === 0 && <p class="hint">{t("agenda-empty")}</p>}
      <ol class="agenda-list">
        {agenda.map((entry, index) => (
          <Item
            key={entry.itemId}
            endpoint={endpoint}
            entry={entry}
            current={entry.itemId === item}
            first={index === 0}
            last={index === agenda.length - 1}
            onOpen={() => open(entry)}
          />
        ))}
      </ol>
      <NewItem endpoint={endpoint} />
      <Confirm
        open={purging !== null}
        title={t("confirm-purge")}
        text={t("confirm-purge-text")}
        act={t("open-item")}
        onClose={() => setPurging(null)}
        onConfirm={() => purging && conduct.openItem(purging, "purge")}
      />
    </div>
  );
}

function Item(props: {
  readonly endpoint: Endpoint;
  readonly entry: AgendaEntry;
  readonly current: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly onOpen: () => void;
}) {
  const catalog = useCatalog();
  const { t } = catalog;
  const { endpoint, entry, current } = props;
  const { conduct, floor } = endpoint;
  const [editing, setEditing] = useState(false);
  const title = catalog.pick(entry.title);
  const count = floor.waitingFor(entry.itemId);
  if (editing) return <Rename endpoint={endpoint} entry={entry} onDone={() => setEditing(false)} />;
  return (
    <li
      class="agenda-entry"
      aria-current={current ? "true" : undefined}
      data-testid="agenda-entry"
      data-item={entry.itemId}
    >
      <span class="agenda-title">
        <bdi>{title}</bdi>
        <span class="speaker-marks">
          {current && <span class="tag tag-granted">{t("under-discussion")}</span>}
          {count > 0 && <span class="mark-text">{t("waiting-count", { count })}</span>}
        </span>
      </span>
      <span class="agenda-acts">
        {current ? (
          <Button size="small" testid="close-item" onClick={() => conduct.closeItem()}>
            {t("close-item")}
          </Button>
        ) : (
          <Button size="small" testid="open-item" label={t("open-item-named", { title })} onClick={props.onOpen}>
            {t("open-item")}
          </Button>
        )}
        <Button
          size="small"
          variant="quiet"
          icon="up"
          iconOnly
          testid="item-up"
          disabled={props.first}
          onClick={() => conduct.moveItem(entry, -1)}
        >
          {t("item-up", { title })}
        </Button>
        <Button
          size="small"
          variant="quiet"
          icon="down"
          iconOnly
          testid="item-down"
          disabled={props.last}
          onClick={() => conduct.moveItem(entry, 1)}
        >
          {t("item-down", { title })}
        </Button>
        <Button size="small" variant="quiet" icon="edit" iconOnly testid="item-rename" onClick={() => setEditing(true)}>
          {t("item-rename", { title })}
        </Button>
        <Button
          size="small"
          variant="quiet"
          icon="close"
          iconOnly
          testid="item-remove"
          disabled={current || count > 0}
          onClick={() => conduct.removeItem(entry)}
        >
          {t("item-remove", { title })}
        </Button>
      </span>
    </li>
  );
}

function Rename({ endpoint, entry, onDone }: { endpoint: Endpoint; entry: AgendaEntry; onDone: () => void }) {
  const catalog = useCatalog();
  const { t, language } = catalog;
  const [text, setText] = useState(catalog.pick(entry.title));
  const rename = (event: Event) => {
    event.preventDefault();
    onDone();
    if (text.trim()) endpoint.conduct.renameItem(entry, { ...entry.title, [language.value]: text.trim() });
  };
  return (
    <li class="agenda-entry">
      <form class="panel-row" onSubmit={rename}>
        <TextField
          label={t("item-title")}
          value={text}
          maxLength={300}
          onInput={setText}
          autocomplete="off"
          testid="rename-title"
        />
        <Button submit testid="rename-done">
          {t("save")}
        </Button>
      </form>
    </li>
  );
}

/** Titled in the language of the page; others see it until it has their own. */
function NewItem({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const [text, setText] = useState("");
  const add = async (event: Event) => {
    event.preventDefault();
    if (text.trim() && (await endpoint.conduct.addItem({ [language.value]: text.trim() }))) setText("");
  };
  return (
    <form class="panel-row" onSubmit={(event) => void add(event)}>
      <TextField
        label={t("new-item")}
        value={text}
        maxLength={300}
        onInput={setText}
        autocomplete="off"
        testid="new-item"
      />
      <Button submit icon="plus" testid="add-item" disabled={text.trim() === ""}>
        {t("add")}
      </Button>
    </form>
  );
}
