/** The event chat. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Endpoint } from "../../endpoint/endpoint";
import { delegationName } from "../../i18n/names";
import type { ChatMessage } from "../../protocol/messages";
import { CHAT_MAX_CHARS } from "../../state/chat";
import { Button } from "../kit/Button";
import { TextField } from "../kit/Field";
import { useCatalog, useText } from "../text";

const NEAR_END_PX = 80;

export function ChatPanel({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const log = useRef<HTMLDivElement>(null);
  const messages = endpoint.chat.messages.value;
  useEffect(() => {
    endpoint.chat.show(true);
    return () => endpoint.chat.show(false);
  }, [endpoint]);
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const near =
      element.scrollHeight - element.scrollTop - element.clientHeight <
      NEAR_END_PX + (element.lastElementChild?.clientHeight ?? 0);
    if (near || element.scrollTop === 0) element.scrollTop = element.scrollHeight;
  }, [messages]);
  return (
    <div class="chat">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div class="chat-log" role="log" aria-label={t("event-chat")} ref={log} tabIndex={0} data-testid="chat-log">
        {messages.length === 0 && <p class="empty">{t("chat-empty")}</p>}
        {messages.map((message) => (
          <Message
            key={message.messageId}
            message={message}
            own={message.person === endpoint.meeting.me.value?.person.id}
          />
        ))}
      </div>
      {endpoint.meeting.can("sendChat") && <Composer endpoint={endpoint} />}
    </div>
  );
}

function Message({ message, own }: { message: ChatMessage; own: boolean }) {
  const { language } = useCatalog();
  const time = new Intl.DateTimeFormat(language.value, { hour: "2-digit", minute: "2-digit" });
  const delegation = delegationName(message.delegation, language.value);
  return (
    <article class="chat-message" data-own={own} data-testid="chat-message">
      <header>
        <bdi class="chat-author">{message.name}</bdi>
        {delegation && <bdi class="chat-delegation">{delegation}</bdi>}
        <time dateTime={new Date(message.sentAt * 1000).toISOString()}>{time.format(message.sentAt * 1000)}</time>
      </header>
      <p dir="auto">{message.text}</p>
    </article>
  );
}

function Composer({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const [text, setText] = useState("");
  const send = async () => {
    if (await endpoint.sendChat(text)) setText("");
  };
  return (
    <form
      class="chat-composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField
        label={t("chat-message")}
        hideLabel
        placeholder={t("chat-message")}
        value={text}
        maxLength={CHAT_MAX_CHARS}
        autocomplete="off"
        onInput={setText}
        testid="chat-input"
      />
      <Button variant="primary" icon="send" iconOnly submit testid="chat-send" disabled={text.trim() === ""}>
        {t("send")}
      </Button>
    </form>
  );
}
