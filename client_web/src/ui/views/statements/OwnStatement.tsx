/** One's own statement: handed in before speaking, in as many languages as there are, changed until it is delivered. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym, languageName } from "../../../i18n/names";
import type { StatementView } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { FileField, Select } from "../../kit/Field";
import { useCatalog, useText } from "../../text";
import { FileButtons } from "./FileButtons";
import { SendingList } from "./SendingList";

/** What the server takes; it looks into the file, not at its name. */
const TEXTS = ".pdf,.docx,.txt,application/pdf,text/plain";

export function OwnStatement({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const { meeting, statements, filing } = endpoint;
  const me = meeting.me.value?.person;
  const [tag, setTag] = useState(me?.language ?? "en");
  const waiting = statements.waitingOf(me?.id ?? "")[0] ?? null;
  const delivered = statements.all.value.filter((one) => one.person === me?.id && one.kind === "text" && one.delivered);
  const languages = [...new Set([...meeting.languages.value, me?.language ?? "en"])];
  const replaces = waiting?.files.some((file) => file.language === tag) ?? false;
  const send = (file: File) =>
    void filing.send("text", { fileName: file.name, language: tag, ...(waiting && { statement: waiting.id }) }, file);
  return (
    <section class="own-statement" aria-label={t("own-statement")}>
      <h2 class="panel-heading">{t("own-statement")}</h2>
      <p class="hint">{t("own-statement-hint")}</p>
      <ul class="own-files">
        {waiting?.files.map((file) => (
          <OwnFile key={file.language} endpoint={endpoint} file={file} />
        ))}
      </ul>
      <div class="act-form">
        <Select
          label={t("statement-language")}
          value={tag}
          options={languages.map((value) => ({ value, text: languageName(value, language.value) }))}
          onChange={setTag}
          testid="statement-language"
        />
        <FileField
          text={replaces ? t("statement-replace") : t("statement-add")}
          accept={TEXTS}
          onFile={send}
          testid="statement-file"
        />
      </div>
      <SendingList endpoint={endpoint} />
      {delivered.length > 0 && (
        <p class="hint" data-testid="statement-delivered">
          {t("own-statement-delivered")}
        </p>
      )}
    </section>
  );
}

function OwnFile({ endpoint, file }: { endpoint: Endpoint; file: StatementView }) {
  const t = useText();
  return (
    <li class="statement" data-testid="own-file" data-language={file.language}>
      <span class="person">
        <bdi class="person-delegation file-name">{file.fileName}</bdi>
        <span class="person-name">
          {endonym(file.language)} · <bdi>{sizeText(file.size)}</bdi>
        </span>
      </span>
      <FileButtons endpoint={endpoint} files={[file]} />
      <Button
        variant="quiet"
        size="small"
        icon="close"
        iconOnly
        testid="statement-withdraw"
        onClick={() => void endpoint.filing.withdraw(file)}
      >
        {t("statement-withdraw", { name: file.fileName })}
      </Button>
    </li>
  );
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
