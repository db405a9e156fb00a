/** The chat: one thread, or the list of them. */
import { useEffect, useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { EVENT, type Thread, visitorOf } from "../../../state/chat";
import { Button } from "../../kit/Button";
import { useText } from "../../text";
import { Composer } from "./Composer";
import { Log } from "./Log";
import { ChatModeration, HeldQueue } from "./Moderation";
import { useThreadName } from "./names";
import { mayWritePrivately, ThreadList } from "./ThreadList";
import { VisitorCheck } from "./VisitorCheck";

export function ChatPanel({ endpoint }: { endpoint: Endpoint }) {
  const { chat, correspondence } = endpoint;
  useEffect(() => {
    correspondence.show(true);
    return () => correspondence.show(false);
  }, [correspondence]);
  const key = chat.selected.value;
  return (
    <div class="chat">
      {key === null ? <ThreadList endpoint={endpoint} /> : <OpenThread endpoint={endpoint} thread={chat.thread(key)} />}
    </div>
  );
}

function OpenThread({ endpoint, thread }: { endpoint: Endpoint; thread: Thread }) {
  const moderating = thread.key === EVENT && endpoint.meeting.can("moderateChat");
  return (
    <>
      {mayWritePrivately(endpoint) && <ThreadHeader endpoint={endpoint} thread={thread} />}
      {thread.key.startsWith("support:") && <Claim endpoint={endpoint} thread={thread} />}
      {visitorOf(thread.key) && <VisitorCheck key={thread.key} endpoint={endpoint} thread={thread} />}
      {moderating && <HeldQueue endpoint={endpoint} />}
      {moderating && <ChatModeration endpoint={endpoint} />}
      <Log key={thread.key} endpoint={endpoint} thread={thread} />
      <Composer endpoint={endpoint} thread={thread} />
    </>
  );
}

function ThreadHeader({ endpoint, thread }: { endpoint: Endpoint; thread: Thread }) {
  const t = useText();
  const name = useThreadName(endpoint, thread);
  const elsewhere = endpoint.chat.unread.value - thread.unread.value;
  return (
    <header class="chat-header">
      <Button
        variant="quiet"
        size="small"
        icon="back"
        testid="chat-threads"
        onClick={() => endpoint.correspondence.select(null)}
      >
        {t("chat-threads")}
      </Button>
      {elsewhere > 0 && (
        <span class="badge">
          <span aria-hidden="true">{elsewhere}</span>
          <span class="visually-hidden">{t("unread-count", { count: elsewhere })}</span>
        </span>
      )}
      <h2 class="chat-title">
        <bdi>{name}</bdi>
      </h2>
    </header>
  );
}

/** Of a thread of support: who has taken it on, so that two do not answer at once. */
function Claim({ endpoint, thread }: { endpoint: Endpoint; thread: Thread }) {
  const t = useText();
  const holder = thread.claimedBy.value;
  const own = holder !== null && holder === endpoint.meeting.me.value?.person.id;
  const name = holder === null ? "" : (endpoint.roster.person(holder)?.name ?? t("chat-support"));
  return (
    <p class="chat-claim" data-testid="claim" data-holder={holder ?? undefined}>
      <span>{holder === null ? t("support-free") : own ? t("support-yours") : t("support-taken", { name })}</span>
      {own && visitorOf(thread.key) && <Talk endpoint={endpoint} thread={thread} />}
      {(holder === null || own) && (
        <Button
          size="small"
          testid="claim-support"
          onClick={() => void endpoint.correspondence.claim(thread, holder === null)}
        >
          {t(own ? "support-release" : "support-claim")}
        </Button>
      )}
    </p>
  );
}

/** Opens a meeting of the two, in a tab of its own: the visitor sees the invitation. */
function Talk({ endpoint, thread }: { endpoint: Endpoint; thread: Thread }) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const talk = async () => {
    setBusy(true);
    await endpoint.correspondence.talkWith(thread);
    setBusy(false);
  };
  return (
    <Button size="small" variant="primary" icon="microphone" busy={busy} testid="talk" onClick={() => void talk()}>
      {t("support-talk")}
    </Button>
  );
}
