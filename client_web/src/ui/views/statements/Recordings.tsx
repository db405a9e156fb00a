/** Recorded statements: filed by the operator for who speaks on them, and played into the floor. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym, languageName } from "../../../i18n/names";
import type { StatementView } from "../../../protocol/messages";
import { clockText } from "../../../state/clocks";
import { Button } from "../../kit/Button";
import { FileField, Select, TextField } from "../../kit/Field";
import { useCatalog } from "../../text";
import { PersonLines } from "../Plate";
import { SendingList } from "./SendingList";

/** The participant a recording is while it is played. */
const PLAYBACK = "whip:playback";

export function Recordings({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useCatalog();
  const playing = endpoint.roster.person(PLAYBACK)?.connected ?? false;
  const files = endpoint.statements.all.value.filter(({ kind }) => kind === "recording").flatMap((one) => one.files);
  return (
    <section class="recordings" aria-label={t("recordings")}>
      <h2 class="panel-heading">{t("recordings")}</h2>
      {playing && (
        <p class="playing">
          <span class="tag tag-speaking">{t("recording-plays")}</span>
          <Button
            variant="danger"
            size="small"
            testid="recording-stop"
            onClick={() => void endpoint.ask({ type: "stopRecording" })}
          >
            {t("recording-stop")}
          </Button>
        </p>
      )}
      <ul class="statement-list">
        {files.map((file) => (
          <Recording key={`${file.statementId} ${file.language}`} endpoint={endpoint} file={file} playing={playing} />
        ))}
      </ul>
      <FileRecording endpoint={endpoint} />
    </section>
  );
}

function Recording({ endpoint, file, playing }: { endpoint: Endpoint; file: StatementView; playing: boolean }) {
  const { t } = useCatalog();
  const [busy, setBusy] = useState(false);
  const { statementId, language, name } = file;
  const play = async () => {
    setBusy(true);
    await endpoint.ask({ type: "playRecording", statementId, language });
    setBusy(false);
  };
  return (
    <li class="statement" data-testid="recording" data-delivered={file.delivered}>
      <PersonLines person={{ name, delegation: file.delegation, role: "delegate" }} />
      <span class="tag">
        {endonym(language)} · <bdi>{clockText(Math.round(file.durationS ?? 0))}</bdi>
      </span>
      {file.delivered && <span class="tag">{t("recording-played")}</span>}
      <Button
        size="small"
        variant="primary"
        busy={busy}
        disabled={playing}
        testid="recording-play"
        label={t("recording-play-of", { name })}
        onClick={() => void play()}
      >
        {t("recording-play")}
      </Button>
      <Button
        variant="quiet"
        size="small"
        icon="close"
        iconOnly
        testid="recording-withdraw"
        onClick={() => void endpoint.filing.withdraw(file)}
      >
        {t("statement-withdraw", { name: file.fileName })}
      </Button>
    </li>
  );
}

function FileRecording({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const { meeting, filing } = endpoint;
  const [name, setName] = useState("");
  const [delegation, setDelegation] = useState("");
  const [tag, setTag] = useState(meeting.languages.value[0] ?? "en");
  const send = async (file: File) => {
    const form = { fileName: file.name, language: tag, name: name.trim(), delegation: delegation.trim() };
    if (!(await filing.send("recording", form, file))) return;
    setName("");
    setDelegation("");
  };
  return (
    <details class="group">
      <summary>{t("recording-add")}</summary>
      <div class="group-body act-form">
        <TextField label={t("your-name")} value={name} onInput={setName} maxLength={120} testid="recording-name" />
        <TextField
          label={t("delegation")}
          value={delegation}
          onInput={setDelegation}
          maxLength={120}
          testid="recording-delegation"
        />
        <Select
          label={t("statement-language")}
          value={tag}
          options={meeting.languages.value.map((value) => ({ value, text: languageName(value, language.value) }))}
          onChange={setTag}
          testid="recording-language"
        />
        <FileField
          text={t("recording-choose")}
          accept="audio/*,video/*"
          disabled={name.trim() === ""}
          onFile={(file) => void send(file)}
          testid="recording-file"
        />
      </div>
      {!meeting.can("requestFloor") && <SendingList endpoint={endpoint} />}
    </details>
  );
}
