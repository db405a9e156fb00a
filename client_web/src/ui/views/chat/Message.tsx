/** One message.  Names and texts keep their own direction; addresses open elsewhere and are told nothing of us. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { delegationName } from "../../../i18n/names";
import type { ChatMessage } from "../../../protocol/messages";
import { partsOf } from "../../../state/links";
import { Button } from "../../kit/Button";
import { useCatalog, useText } from "../../text";

const DAY_S = 86_400;

export function Message(props: { endpoint: Endpoint; message: ChatMessage; own: boolean; inEvent: boolean }) {
  const { endpoint, message, own } = props;
  const moderating = props.inEvent && endpoint.meeting.can("moderateChat");
  return (
    <article class="chat-message" data-own={own} data-hidden={message.hidden} data-testid="chat-message">
      <header>
        <Author message={message} />
        <SentAt at={message.sentAt} now={endpoint.meeting.now.peek()} />
        {moderating && <Hide endpoint={endpoint} message={message} />}
      </header>
      {message.hidden && <HiddenBy endpoint={endpoint} message={message} />}
      {(moderating || !message.hidden) && message.text !== "" && <Text text={message.text} />}
    </article>
  );
}

export function Author({ message }: { message: ChatMessage }) {
  const { language } = useCatalog();
  const delegation = delegationName(message.delegation, language.value);
  return (
    <>
      <bdi class="chat-author">{message.name}</bdi>
      {delegation && <bdi class="chat-delegation">{delegation}</bdi>}
    </>
  );
}

function SentAt({ at, now }: { at: number; now: number }) {
  const { language } = useCatalog();
  const day = now - at > DAY_S ? ({ day: "numeric", month: "short" } as const) : {};
  const time = new Intl.DateTimeFormat(language.value, { hour: "2-digit", minute: "2-digit", ...day });
  return <time dateTime={new Date(at * 1000).toISOString()}>{time.format(at * 1000)}</time>;
}

export function Text({ text }: { text: string }) {
  const t = useText();
  return (
    <p dir="auto">
      {partsOf(text).map(({ text: part, href }, index) =>
        href === null ? (
          part
        ) : (
          <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
            {part}
            <span class="visually-hidden"> {t("opens-elsewhere")}</span>
          </a>
        ),
      )}
    </p>
  );
}

function HiddenBy({ endpoint, message }: { endpoint: Endpoint; message: ChatMessage }) {
  const t = useText();
  const by = message.hiddenBy === null ? null : endpoint.roster.person(message.hiddenBy);
  return (
    <span class="tag" data-testid="chat-hidden">
      {by ? t("chat-hidden-by", { name: by.name }) : t("chat-hidden")}
    </span>
  );
}

function Hide({ endpoint, message }: { endpoint: Endpoint; message: ChatMessage }) {
  const t = useText();
  const { messageId, hidden, name } = message;
  return (
    <Button
      variant="quiet"
      size="small"
      icon={hidden ? "eye" : "eyeOff"}
      iconOnly
      testid={hidden ? "chat-unhide" : "chat-hide"}
      onClick={() => void endpoint.ask({ type: "hideChat", messageId, hidden: !hidden })}
    >
      {hidden ? t("chat-unhide", { name }) : t("chat-hide", { name })}
    </Button>
  );
}
