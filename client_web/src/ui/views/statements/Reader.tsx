/** The text of a statement, in the panel. */
import { useEffect, useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import type { StatementView } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { useText } from "../../text";
import { PersonLines } from "../Plate";

export function Reader({ endpoint, file }: { endpoint: Endpoint; file: StatementView }) {
  const t = useText();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    setText(null);
    void endpoint.filing
      .read(file)
      .then((bytes) => bytes?.text() ?? "")
      .then((read) => current && setText(read));
    return () => {
      current = false;
    };
  }, [endpoint, file.sha256]);
  const close = () => {
    endpoint.statements.reading.value = null;
  };
  return (
    <article class="reader" data-testid="statement-reader">
      <header class="chat-header">
        <Button variant="quiet" size="small" icon="back" testid="statement-close" onClick={close}>
          {t("statements")}
        </Button>
        <span class="tag" lang={file.language}>
          {endonym(file.language)}
        </span>
      </header>
      <div class="reader-head">
        <PersonLines person={{ name: file.name, delegation: file.delegation, role: "delegate" }} />
      </div>
      <div
        class="reader-text"
        lang={file.language}
        dir="auto"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        data-testid="statement-text"
      >
        {text ?? t("loading")}
      </div>
    </article>
  );
}
