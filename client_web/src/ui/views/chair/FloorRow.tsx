/** One who waits: who, for what, from where, how ready; and what the chair does with them. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import type { ListedEntry } from "../../../state/floor";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Icon } from "../../kit/Icon";
import { useText } from "../../text";
import { PersonLines } from "../Plate";
import { QualityBadge } from "../Quality";
import { Readiness } from "./Readiness";

export interface FloorRowProps {
  readonly endpoint: Endpoint;
  readonly listed: ListedEntry;
  readonly others: readonly ListedEntry[];
  /** 1 is next; null for the deferred. */
  readonly place: number | null;
  readonly opened: boolean;
  readonly onOpen: () => void;
  readonly onPerson: () => void;
  readonly onStep: (by: -1 | 1) => void;
  readonly handle: object;
  readonly dragged: boolean;
  /** What is dragged would stand before this row. */
  readonly dropHere: boolean;
}

export function FloorRow(props: FloorRowProps) {
  const { endpoint, listed } = props;
  const { entry, person } = listed;
  const busy = endpoint.console.busy(entry.requestId);
  return (
    <li
      class="floor-row"
      data-testid="list-entry"
      data-request={entry.requestId}
      data-state={entry.state}
      data-kind={entry.kind}
      data-person={entry.person}
      data-dragged={props.dragged}
      data-drop={props.dropHere}
      aria-busy={busy || undefined}
    >
      <Handle {...props} />
      <span class="speaker-place">{props.place ?? "–"}</span>
      {person ? <PersonLines person={person} /> : <span class="person">{entry.person}</span>}
      <Marks {...props} />
      <MainActs {...props} />
      {props.opened && <MoreActs {...props} />}
    </li>
  );
}

function Handle({ endpoint, listed, handle, onStep }: FloorRowProps) {
  const t = useText();
  if (!endpoint.meeting.can("orderList")) return null;
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    onStep(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <button
      type="button"
      class="drag-handle"
      data-testid="drag"
      aria-label={t("drag-handle", { name: listed.person?.name ?? "" })}
      title={t("drag-hint")}
      onKeyDown={keys}
      {...handle}
    >
      <Icon name="drag" />
    </button>
  );
}

function Marks({ endpoint, listed }: FloorRowProps) {
  const t = useText();
  const { entry, person } = listed;
  const inRoom = entry.attending === "room";
  return (
    <span class="speaker-marks">
      {entry.kind !== "statement" && (
        <span class="tag tag-kind">
          {t("request-kind", { kind: entry.kind })}
          {entry.motion && entry.motion !== "other" && `: ${t("motion", { motion: entry.motion })}`}
        </span>
      )}
      {entry.state !== "queued" && (
        <span class={`tag tag-${entry.state}`}>
          {t("request-state", { state: entry.state })}
          {entry.deferredFor && ` · ${t("deferred-for", { reason: entry.deferredFor })}`}
        </span>
      )}
      <span class="mark-text" lang={entry.language}>
        {endonym(entry.language)}
      </span>
      <span class="mark-text">{t("attending", { attending: entry.attending })}</span>
      {entry.origin !== "remote" && <span class="mark-text">{t("origin", { origin: entry.origin })}</span>}
      {entry.precedence && <span class="mark-text">{entry.precedence}</span>}
      {entry.merged.length > 0 && <span class="mark-text">+{entry.merged.length}</span>}
      {person && !person.connected && !inRoom && <span class="tag tag-warn">{t("not-connected")}</span>}
      {person && <QualityBadge endpoint={endpoint} person={person} />}
      <Readiness endpoint={endpoint} listed={listed} />
    </span>
  );
}

function MainActs({ endpoint, listed, opened, onOpen }: FloorRowProps) {
  const t = useText();
  const { console, listing } = endpoint;
  const name = listed.person?.name ?? "";
  const busy = console.busy(listed.entry.requestId);
  return (
    <span class="speaker-actions">
      {listed.entry.state !== "called" && (
        <Button
          size="small"
          testid="call"
          busy={busy}
          label={t("call-speaker-name", { name })}
          onClick={() => listing.call(listed)}
        >
          {t("call-speaker")}
        </Button>
      )}
      <Button
        size="small"
        testid="grant"
        busy={busy}
        label={t("grant-floor-to", { name })}
        onClick={() => listing.grant(listed)}
      >
        {t("grant-floor")}
      </Button>
      <Button variant="quiet" size="small" icon="more" iconOnly testid="more" expanded={opened} onClick={onOpen}>
        {t("more-for", { name })}
      </Button>
    </span>
  );
}

function MoreActs({ endpoint, listed, others, onPerson, onStep }: FloorRowProps) {
  const t = useText();
  const { listing } = endpoint;
  const { entry } = listed;
  const name = listed.person?.name ?? "";
  const rest = others.filter((other) => other !== listed);
  return (
    <fieldset class="more-acts">
      <legend class="visually-hidden">{t("more-for", { name })}</legend>
      <Button size="small" icon="up" testid="move-up" disabled={others[0] === listed} onClick={() => onStep(-1)}>
        {t("move-up")}
      </Button>
      <Button size="small" icon="down" testid="move-down" disabled={others.at(-1) === listed} onClick={() => onStep(1)}>
        {t("move-down")}
      </Button>
      {rest.length > 0 && (
        <Select
          hideLabel
          label={t("swap-with")}
          value=""
          options={[
            { value: "", text: `${t("swap-with")}…` },
            ...rest.map((other) => ({ value: other.entry.requestId, text: other.person?.name ?? other.entry.person })),
          ]}
          onChange={(id) => {
            const other = rest.find((one) => one.entry.requestId === id);
            if (other) listing.swap(listed, other);
          }}
          testid="swap"
        />
      )}
      {entry.state === "called" && (
        <Button size="small" icon="undo" testid="take-back-call" onClick={() => listing.takeBackCall(listed)}>
          {t("take-back-call")}
        </Button>
      )}
      {entry.state !== "deferred" && (
        <Button size="small" testid="defer" onClick={() => listing.defer(listed)}>
          {t("defer")}
        </Button>
      )}
      <Button
        size="small"
        icon="close"
        testid="remove"
        label={t("remove-request", { name })}
        onClick={() => listing.remove(listed)}
      >
        {t("remove")}
      </Button>
      <Button size="small" icon="people" testid="row-person" label={t("person-acts-of", { name })} onClick={onPerson}>
        {t("person-acts")}
      </Button>
    </fieldset>
  );
}
