/** Where one writes; it says when one may not, and for how long. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { CHAT_MAX_CHARS, EVENT, type Thread } from "../../../state/chat";
import { Button } from "../../kit/Button";
import { TextArea } from "../../kit/Field";
import { useText } from "../../text";
import { useThreadName } from "./names";

export function Composer({ endpoint, thread }: { endpoint: Endpoint; thread: Thread }) {
  const t = useText();
  const { chat, meeting, correspondence } = endpoint;
  const name = useThreadName(endpoint, thread);
  const shut = closedBecause(endpoint, thread);
  if (shut !== null) return <p class="chat-shut">{t(shut)}</p>;
  const wait = chat.waitS(thread.key, meeting.localNow.value);
  const text = thread.draft.value;
  const send = () => wait === 0 && void correspondence.send(thread);
  const label = thread.key === EVENT ? t("chat-message") : t("chat-message-to", { name });
  return (
    <form
      class="chat-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Rules endpoint={endpoint} thread={thread} wait={wait} />
      <TextArea
        label={label}
        hideLabel
        placeholder={label}
        value={text}
        maxLength={CHAT_MAX_CHARS}
        onInput={(value) => {
          thread.draft.value = value;
        }}
        onEnter={send}
        testid="chat-input"
      />
      <Button
        variant="primary"
        icon="send"
        iconOnly
        submit
        testid="chat-send"
        disabled={text.trim() === "" || wait > 0}
      >
        {t("send")}
      </Button>
    </form>
  );
}

/** What applies to the next message, before it is written. */
function Rules({ endpoint, thread, wait }: { endpoint: Endpoint; thread: Thread; wait: number }) {
  const t = useText();
  const { mode, slowS } = endpoint.chat.settings.value;
  const bound = thread.key === EVENT && !endpoint.meeting.can("moderateChat");
  const words =
    wait > 0
      ? t("chat-wait", { seconds: wait })
      : bound && mode === "moderated"
        ? t("chat-moderated")
        : bound && slowS > 0
          ? t("chat-slow", { seconds: Math.round(slowS) })
          : null;
  return words === null ? null : (
    <p class="chat-rule" data-testid="chat-rule" data-waiting={wait > 0}>
      {words}
    </p>
  );
}

/** Id of the sentence that says why nothing can be written. */
function closedBecause({ meeting, chat }: Endpoint, thread: Thread): string | null {
  const [kind, other] = thread.key.split(":");
  if (kind === EVENT) {
    if (!meeting.can("sendChat")) return "chat-read-only";
    return chat.settings.value.mode === "closed" && !meeting.can("moderateChat") ? "error-chatClosed" : null;
  }
  if (kind === "booth" || kind === "interpreters") return meeting.can("boothChat") ? null : "chat-read-only";
  const permission = kind === "person" ? "privateChat" : other ? `${kind}Inbox` : `${kind}Chat`;
  return meeting.can(permission) ? null : "chat-read-only";
}
