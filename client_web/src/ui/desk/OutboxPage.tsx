/** What is sent to whom, and what became of it. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { nameOf, People } from "../../desk/people";
import { MESSAGE_STATES, type Message, type MessageState, SENDABLE } from "../../desk/records";
import { Button } from "../kit/Button";
import { Dialog } from "../kit/Dialog";
import { VirtualList } from "../kit/VirtualList";
import { useCatalog } from "../text";
import { saveAs } from "../views/saving";
import type { SectionProps } from "./ConferencePage";
import { FaultNote, useDesk, useRead, useTask, useTimes } from "./context";
import { Tag, type Tone } from "./fields";

const PAGE = 500;
const TONES: Readonly<Record<MessageState, Tone>> = {
  ...{ queued: "calm", sending: "calm", sent: "ok", held: "warn" },
  ...{ refused: "bad", failed: "bad", uncertain: "warn", expired: "calm" },
};

export function OutboxPage({ conference }: SectionProps) {
  const { t } = useCatalog();
  const { client, session } = useDesk();
  const { number } = useTimes();
  const id = conference.conferenceId;
  const [state, setState] = useState<MessageState | "">("");
  const [more, setMore] = useState<readonly Message[]>([]);
  const first = useRead(() => client.outbox(id, { state, limit: PAGE }), [client, id, state]);
  const [open, setOpen] = useState<Message | null>(null);
  const task = useTask();
  const names = useNames(id, session.may("people"));
  useEffect(() => setMore([]), [first.value]);
  const messages = [...(first.value?.messages ?? []), ...more];
  const tally = first.value?.tally ?? {};
  const again = (message: Message) =>
    void task.run(async () => {
      await client.sendAgain(message.messageId);
      first.reload();
    });
  const next = () =>
    void task.run(async () => {
      const after = messages.at(-1)?.messageId ?? "";
      const page = await client.outbox(id, { state, limit: PAGE, after });
      setMore([...more, ...page.messages]);
    });
  const wanted = state ? (tally[state] ?? 0) : Object.values(tally).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <fieldset class="desk-tally">
        <legend class="visually-hidden">{t("desk-message-states")}</legend>
        {(["", ...MESSAGE_STATES] as const)
          .filter((one) => one === "" || (tally[one] ?? 0) > 0)
          .map((one) => (
            <Button
              key={one}
              size="small"
              pressed={state === one}
              onClick={() => setState(one)}
              testid={`messages-${one || "all"}`}
            >
              {one ? `${t("desk-message-state", { state: one })} ${number(tally[one] ?? 0)}` : t("desk-all")}
            </Button>
          ))}
        <Button size="small" variant="quiet" onClick={first.reload} testid="refresh-messages">
          {t("desk-refresh")}
        </Button>
      </fieldset>
      <FaultNote fault={first.fault ?? task.fault} />
      {(tally.held ?? 0) > 0 && <p class="hint">{t("desk-held-hint")}</p>}
      <p class="hint" role="status" data-testid="message-count" data-count={messages.length}>
        {first.value ? t("desk-messages", { count: wanted }) : t("desk-loading")}
      </p>
      <div class="card desk-people">
        <VirtualList
          label={t("desk-section", { section: "messages" })}
          items={messages}
          keyOf={(one) => one.messageId}
          rowRem={5.5}
          row={(one) => (
            <MessageRow
              message={one}
              name={names.get(one.registrationId) ?? ""}
              onOpen={() => setOpen(one)}
              onAgain={() => again(one)}
            />
          )}
          testid="message"
          dataOf={(one) => ({ "data-state": one.state, "data-kind": one.kind })}
        />
      </div>
      {messages.length < wanted && (
        <Button onClick={next} busy={task.busy} testid="more-messages">
          {t("desk-more")}
        </Button>
      )}
      {open && <Reader message={open} name={names.get(open.registrationId) ?? ""} onClose={() => setOpen(null)} />}
    </>
  );
}

/** Registration -> name. */
function useNames(conference: string, may: boolean): ReadonlyMap<string, string> {
  const { client } = useDesk();
  const people = useMemo(() => new People(client, conference), [client, conference]);
  useEffect(() => {
    if (may) void people.load();
  }, [people, may]);
  const members = people.members.value;
  return useMemo(() => new Map(members.map((one) => [one.registrationId, nameOf(one)])), [members]);
}

function MessageRow(props: {
  readonly message: Message;
  readonly name: string;
  readonly onOpen: () => void;
  readonly onAgain: () => void;
}) {
  const { t } = useCatalog();
  const { moment } = useTimes();
  const { message, name } = props;
  const readable = message.state === "held";
  return (
    <div class="desk-message">
      <span class="desk-person-name">
        <bdi>{name || t("desk-somebody")}</bdi>
        <span class="hint">
          {t("desk-kind", { kind: message.kind })} · {t("desk-channel", { channel: message.channel })} ·{" "}
          {moment(message.sentAt ?? message.createdAt)}
        </span>
        {message.error && (
          <span class="desk-error" dir="auto">
            {message.error}
          </span>
        )}
      </span>
      <Tag tone={TONES[message.state]} state={message.state}>
        {t("desk-message-state", { state: message.state })}
      </Tag>
      <span class="desk-acts">
        {readable && (
          <Button size="small" onClick={props.onOpen} testid="read-message" label={`${t("desk-read")}: ${name}`}>
            {t("desk-read")}
          </Button>
        )}
        {SENDABLE.includes(message.state) && (
          <Button size="small" onClick={props.onAgain} testid="send-again" label={`${t("desk-send-again")}: ${name}`}>
            {t("desk-send-again")}
          </Button>
        )}
      </span>
    </div>
  );
}

function Reader({
  message,
  name,
  onClose,
}: {
  readonly message: Message;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { t } = useCatalog();
  const { client } = useDesk();
  const { value, fault } = useRead(() => client.message(message.messageId), [client, message.messageId]);
  return (
    <Dialog
      open
      title={name || t("desk-kind", { kind: message.kind })}
      closeText={t("close")}
      onClose={onClose}
      testid="message-dialog"
    >
      <FaultNote fault={fault} />
      <p class="hint">{t("desk-look-noted")}</p>
      {value?.subject && (
        <h3>
          <bdi>{value.subject}</bdi>
        </h3>
      )}
      {value?.text && (
        <pre class="desk-letter" dir="auto" data-testid="message-text">
          {value.text}
        </pre>
      )}
      {value?.calendar && (
        <div class="dialog-acts">
          <Button
            icon="file"
            onClick={() => saveAs(new Blob([value.calendar ?? ""], { type: "text/calendar" }), "sittings.ics")}
            testid="save-calendar"
          >
            {t("desk-calendar")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
