/** The messages of one thread, newest below.  Screen readers hear of new ones from the page's own live region. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { EVENT, type HeldBack, type Thread } from "../../../state/chat";
import { Button } from "../../kit/Button";
import { useText } from "../../text";
import { Message } from "./Message";
import { useThreadName } from "./names";

const NEAR_END_PX = 80;

export function Log({ endpoint, thread }: { endpoint: Endpoint; thread: Thread }) {
  const t = useText();
  const name = useThreadName(endpoint, thread);
  const { log, toEnd, scrolled } = useScroll(endpoint, thread);
  const messages = thread.messages.value;
  const unread = thread.unread.value;
  const own = endpoint.meeting.me.value?.person.id;
  return (
    <div class="chat-scroll">
      <div
        class="chat-log"
        role="log"
        aria-live="off"
        aria-label={name}
        ref={log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        data-testid="chat-log"
        onScroll={scrolled}
      >
        {thread.more.value && <Older endpoint={endpoint} thread={thread} />}
        {messages.length === 0 && <p class="empty">{t("chat-empty")}</p>}
        {messages.map((message) => (
          <Message
            key={message.number}
            endpoint={endpoint}
            message={message}
            own={message.person === own}
            inEvent={thread.key === EVENT}
          />
        ))}
        {thread.key === EVENT &&
          endpoint.chat.heldBack.value.map((one) => <OwnHeld key={one.messageId} endpoint={endpoint} one={one} />)}
      </div>
      {unread > 0 && (
        <span class="chat-newer">
          <Button size="small" variant="primary" testid="chat-newer" onClick={toEnd}>
            {t("unread-count", { count: unread })}
          </Button>
        </span>
      )}
    </div>
  );
}

/** Stays at the end while it was there, and where one reads while older messages come above. */
function useScroll(endpoint: Endpoint, thread: Thread) {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef({ first: 0, height: 0 });
  const messages = thread.messages.value;
  const held = endpoint.chat.heldBack.value;
  const open = endpoint.chat.open.value;
  const toEnd = () => {
    const element = log.current;
    if (element) element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    endpoint.correspondence.seen();
  };
  const scrolled = () => {
    const element = log.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (atEnd.current) endpoint.correspondence.seen();
  };
  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    const first = messages[0]?.number ?? 0;
    const grown = element.scrollHeight - before.current.height;
    if (!atEnd.current && first < before.current.first) element.scrollTop += grown;
    before.current = { first, height: element.scrollHeight };
    if (atEnd.current) toEnd();
  }, [messages, held, open]);
  return { log, toEnd, scrolled };
}

function Older({ endpoint, thread }: { endpoint: Endpoint; thread: Thread }) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const read = async () => {
    setBusy(true);
    await endpoint.correspondence.older(thread);
    setBusy(false);
  };
  return (
    <Button size="small" busy={busy} testid="chat-older" onClick={() => void read()}>
      {t("chat-older")}
    </Button>
  );
}

/** One's own message that is not shown to others: it waits, or was refused. */
function OwnHeld({ endpoint, one }: { endpoint: Endpoint; one: HeldBack }) {
  const t = useText();
  return (
    <article class="chat-message chat-held-back" data-testid="chat-held-back" data-refused={one.refused}>
      <header>
        <span class={one.refused ? "tag tag-poor" : "tag tag-warn"}>
          {one.refused ? t("chat-not-approved") : t("chat-waits")}
        </span>
        {one.refused && (
          <Button
            variant="quiet"
            size="small"
            icon="close"
            iconOnly
            onClick={() => endpoint.chat.dismiss(one.messageId)}
          >
            {t("dismiss")}
          </Button>
        )}
      </header>
      <p dir="auto">{one.text}</p>
    </article>
  );
}
