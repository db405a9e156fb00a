/** Everyone, the chair, support, and the people one writes with; unread messages counted. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { EVENT, INTERPRETERS, type Thread } from "../../../state/chat";
import { useCatalog, useText } from "../../text";
import { useThreadName } from "./names";

/** Whether there is any thread beside the event chat. */
export function mayWritePrivately({ meeting, chat }: Endpoint): boolean {
  return meeting.can("privateChat") || chat.threads.value.length > 0;
}

export function ThreadList({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { chat, meeting } = endpoint;
  const own = [...(meeting.can("chairChat") ? ["chair"] : []), ...(meeting.can("supportChat") ? ["support"] : [])];
  const others = chat.threads.value.filter((thread) => !own.includes(thread.key));
  const inbox = (kind: string) => others.filter((thread) => thread.key.startsWith(`${kind}:`));
  const people = inbox("person");
  const booths = others.filter(({ key }) => key === INTERPRETERS || key.startsWith("booth:"));
  return (
    <div class="threads" data-testid="thread-list">
      <ul>
        {[chat.event, ...own.map((key) => chat.thread(key))].map((thread) => (
          <ThreadRow key={thread.key} endpoint={endpoint} thread={thread} />
        ))}
      </ul>
      {meeting.can("chairInbox") && <Inbox endpoint={endpoint} title={t("inbox-chair")} threads={inbox("chair")} />}
      {meeting.can("supportInbox") && (
        <Inbox endpoint={endpoint} title={t("inbox-support")} threads={inbox("support")} />
      )}
      {booths.length > 0 && !meeting.can("useDesk") && (
        <Inbox endpoint={endpoint} title={t("booths")} threads={booths} />
      )}
      {(meeting.can("privateChat") || people.length > 0) && (
        <>
          <h2 class="panel-heading">{t("chat-people")}</h2>
          {people.length === 0 && <p class="hint">{t("chat-people-how")}</p>}
          <ul>
            {people.map((thread) => (
              <ThreadRow key={thread.key} endpoint={endpoint} thread={thread} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Inbox(props: { endpoint: Endpoint; title: string; threads: readonly Thread[] }) {
  const t = useText();
  return (
    <>
      <h2 class="panel-heading">{props.title}</h2>
      {props.threads.length === 0 && <p class="hint">{t("inbox-empty")}</p>}
      <ul>
        {props.threads.map((thread) => (
          <ThreadRow key={thread.key} endpoint={props.endpoint} thread={thread} />
        ))}
      </ul>
    </>
  );
}

function ThreadRow({ endpoint, thread }: { endpoint: Endpoint; thread: Thread }) {
  const { t, language } = useCatalog();
  const name = useThreadName(endpoint, thread);
  const unread = thread.unread.value;
  const last = thread.messages.value.at(-1);
  const at = thread.key !== EVENT && thread.lastAt.value > 0 ? thread.lastAt.value : null;
  const holder = thread.claimedBy.value;
  const taken = holder === null ? "" : (endpoint.roster.person(holder)?.name ?? t("chat-support"));
  const time = new Intl.DateTimeFormat(language.value, { hour: "2-digit", minute: "2-digit" });
  return (
    <li>
      <button
        type="button"
        class="thread-row"
        data-testid="thread"
        data-thread={thread.key}
        onClick={() => endpoint.correspondence.select(thread.key)}
      >
        <span class="thread-name">
          <bdi>{name}</bdi>
          {taken && <span class="thread-last">{t("support-taken", { name: taken })}</span>}
          {last && !last.hidden && (
            <span class="thread-last" dir="auto">
              {last.text}
            </span>
          )}
        </span>
        <span class="thread-marks">
          {at !== null && <time dateTime={new Date(at * 1000).toISOString()}>{time.format(at * 1000)}</time>}
          {unread > 0 && (
            <span class="badge">
              <span aria-hidden="true">{unread}</span>
              <span class="visually-hidden">{t("unread-count", { count: unread })}</span>
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
