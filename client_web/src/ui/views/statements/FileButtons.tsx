/** The files of a statement, one button a language: texts are read in the panel, PDF in a new tab, others saved. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import type { StatementView } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { useText } from "../../text";
import { openBeside, saveAs } from "../saving";

export function FileButtons({ endpoint, files }: { endpoint: Endpoint; files: readonly StatementView[] }) {
  const t = useText();
  return (
    <span class="statement-files">
      {files.map((file) => (
        <Button
          key={file.language}
          size="small"
          icon="file"
          testid="statement-open"
          label={t(
            opensIn(file) === "panel" ? "statement-read" : opensIn(file) === "tab" ? "statement-tab" : "statement-save",
            {
              language: endonym(file.language),
              name: file.name,
            },
          )}
          onClick={() => void open(endpoint, file)}
        >
          {endonym(file.language)}
        </Button>
      ))}
    </span>
  );
}

function opensIn({ mediaType }: StatementView): "panel" | "tab" | "file" {
  if (mediaType.startsWith("text/")) return "panel";
  return mediaType === "application/pdf" ? "tab" : "file";
}

async function open(endpoint: Endpoint, file: StatementView): Promise<void> {
  const where = opensIn(file);
  if (where === "panel") {
    endpoint.statements.reading.value = file;
    endpoint.panel.value = "statements";
    return;
  }
  const bytes = await endpoint.filing.read(file);
  if (bytes === null) return;
  if (where === "tab") openBeside(new Blob([bytes], { type: "application/pdf" }));
  else saveAs(bytes, file.fileName);
}
