/** The booth's own conversation, with phrases that are sent by one press; and the one of all interpreters. */
import { useEffect } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { Button } from "../../kit/Button";
import { useText } from "../../text";
import { Composer } from "../chat/Composer";
import { Log } from "../chat/Log";
import { KeyGroup } from "./Key";

const PHRASES = ["yourTurn", "takeOver", "fiveMinutes", "number", "name", "term", "microphone", "thanks"] as const;

export function BoothChat(props: { endpoint: Endpoint; thread: string; ready?: boolean }) {
  const { endpoint, thread: key } = props;
  const { chat, correspondence } = endpoint;
  useEffect(() => {
    const before = chat.selected.peek();
    correspondence.select(key);
    correspondence.show(true);
    return () => {
      correspondence.show(false);
      // The panel of the other conversations opens where it was left.
      chat.selected.value = before;
    };
  }, [correspondence, chat, key]);
  const thread = chat.thread(key);
  return (
    <div class="chat">
      <Log endpoint={endpoint} thread={thread} />
      {props.ready && <Phrases endpoint={endpoint} thread={key} />}
      <Composer endpoint={endpoint} thread={thread} />
    </div>
  );
}

/** In the sender's own language: the booth shares it. */
function Phrases({ endpoint, thread }: { endpoint: Endpoint; thread: string }) {
  const t = useText();
  return (
    <KeyGroup class="console-phrases" label={t("ready-phrases")}>
      {PHRASES.map((phrase) => (
        <Button
          key={phrase}
          size="small"
          testid={`phrase-${phrase}`}
          onClick={() => void endpoint.ask({ type: "sendChat", text: t("phrase", { kind: phrase }), thread })}
        >
          {t("phrase", { kind: phrase })}
        </Button>
      ))}
    </KeyGroup>
  );
}
