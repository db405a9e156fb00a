/** The files of one document: handed in a language at a time, and linked where the plan is saved. */
import { useRef, useState } from "preact/hooks";
import type { TextsForm } from "../../desk/plan";
import type { DocumentFile } from "../../desk/records";
import { endonym } from "../../i18n/names";
import { fileKind, fileSize } from "../../i18n/sizes";
import { type UiLanguage, uiLanguages } from "../../state/preferences";
import { Button } from "../kit/Button";
import { FileField, Select } from "../kit/Field";
import { useCatalog } from "../text";
import { FaultNote, useDesk, useTask } from "./context";

const ACCEPTED = ".pdf,.docx,.txt";

export interface DocumentFilesProps {
  /** Null: not founded yet, nothing to hand a file in to. */
  readonly conference: string | null;
  readonly title: string;
  readonly links: TextsForm;
  readonly files: ReadonlyMap<string, DocumentFile>;
  readonly onLink: (tag: UiLanguage, link: string) => void;
  readonly onFile: (file: DocumentFile) => void;
}

export function DocumentFiles(props: DocumentFilesProps) {
  const { t, language } = useCatalog();
  const { client } = useDesk();
  const { busy, fault, run } = useTask();
  const [tag, setTag] = useState<UiLanguage>(language.value);
  // The form may have changed while a file was on its way.
  const latest = useRef(props);
  latest.current = props;
  const { conference, links, files, title } = props;
  if (conference === null) return <p class="hint">{t("desk-files-later")}</p>;
  const add = (file: File) =>
    void run(async () => {
      const kept = await client.addFile(conference, file, file.name);
      latest.current.onFile(kept);
      latest.current.onLink(tag, kept.link);
    });
  const own = uiLanguages.flatMap((one) => {
    const file = files.get(links[one]);
    return file ? [{ tag: one, file }] : [];
  });
  return (
    <div class="desk-files">
      {own.length > 0 && (
        <ul class="desk-lines" aria-label={`${t("desk-files")}: ${title}`}>
          {own.map(({ tag: one, file }) => (
            <li key={one} data-testid="document-file" data-language={one}>
              <strong lang={one}>{endonym(one)}</strong>
              <span>
                <bdi>{file.fileName}</bdi>
              </span>
              <span class="hint">
                {fileKind(file.mediaType)} · {fileSize(file.size, language.value)}
              </span>
              <Button
                size="small"
                variant="quiet"
                icon="close"
                onClick={() => props.onLink(one, "")}
                label={`${t("desk-remove")}: ${endonym(one)}, ${file.fileName}`}
                testid="remove-file"
              >
                {t("desk-remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div class="desk-acts">
        <Select
          label={t("desk-file-language")}
          value={tag}
          options={uiLanguages.map((one) => ({ value: one, text: endonym(one), language: one }))}
          onChange={(one) => setTag(one as UiLanguage)}
          testid="file-language"
        />
        <FileField text={t("desk-add-file")} accept={ACCEPTED} onFile={add} disabled={busy} testid="add-file" />
        {busy && (
          <span class="hint" role="status">
            {t("desk-file-sending")}
          </span>
        )}
      </div>
      <FaultNote fault={fault} />
    </div>
  );
}
