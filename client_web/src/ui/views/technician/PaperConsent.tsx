/** Consent on paper of those who interpret through a booth's equipment and have no desk of their own to consent at. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { languageName } from "../../../i18n/names";
import type { BoothView } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { TextField, Toggle } from "../../kit/Field";
import { useCatalog } from "../../text";

/** What the server takes of the reference. */
const REFERENCE_LENGTH = 200;

export function PaperConsent({ endpoint, booth }: { endpoint: Endpoint; booth: BoothView }) {
  const { t, language } = useCatalog();
  const { written } = booth;
  const [recording, setRecording] = useState(written?.recording ?? false);
  const [webcast, setWebcast] = useState(written?.webcast ?? false);
  const [reference, setReference] = useState(written?.reference ?? "");
  const name = languageName(booth.language, language.value);
  const given = Boolean(written && (written.recording || written.webcast));
  const record = (consent: { recording: boolean; webcast: boolean; reference: string }) =>
    void endpoint.engineering.recordConsent(booth.language, consent);
  const withdraw = () => {
    setRecording(false);
    setWebcast(false);
    record({ recording: false, webcast: false, reference: "" });
  };
  return (
    <form
      class="tech-paper"
      aria-label={t("paper-consent-of", { name })}
      onSubmit={(event) => {
        event.preventDefault();
        record({ recording, webcast, reference });
      }}
    >
      <p class="hint">{t("paper-consent-why")}</p>
      <Toggle label={t("paper-consent-webcast")} on={webcast} onChange={setWebcast} testid="paper-webcast" />
      <Toggle label={t("paper-consent-recording")} on={recording} onChange={setRecording} testid="paper-recording" />
      <TextField
        label={t("paper-consent-reference")}
        value={reference}
        onInput={setReference}
        maxLength={REFERENCE_LENGTH}
        required={recording || webcast}
        testid="paper-reference"
      />
      <div class="act-row">
        <Button size="small" variant="primary" submit testid="paper-record">
          {t("paper-consent-record")}
        </Button>
        {given && (
          <Button size="small" icon="close" testid="paper-withdraw" onClick={withdraw}>
            {t("paper-consent-withdraw")}
          </Button>
        )}
      </div>
      {written && <Told written={written} />}
    </form>
  );
}

/** Who recorded it last, and when. */
function Told({ written }: { written: NonNullable<BoothView["written"]> }) {
  const { t, language } = useCatalog();
  const time = new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short" });
  const kind = written.recording || written.webcast ? "given" : "withdrawn";
  return (
    <p class="hint" role="status" data-testid="paper-told">
      {t("paper-consent-told", { kind, name: written.by, time: time.format(written.at * 1000) })}
    </p>
  );
}
