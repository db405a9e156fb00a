/** An authenticator app instead of codes by mail: enrolled by a picture or by its secret as text. */
import { useState } from "preact/hooks";
import { ONE_TIME_LENGTH, oneTimeDigits, secretOf } from "../../door/codes";
import type { DelegateEntry } from "../../door/entry";
import { Button } from "../kit/Button";
import { useText } from "../text";
import { CodeField } from "./Field";

export function Authenticator({ entry, enrolled }: { readonly entry: DelegateEntry; readonly enrolled: boolean }) {
  const t = useText();
  const enrolment = entry.enrolment.value;
  return (
    <div class="authenticator">
      <h3>{t("door-app")}</h3>
      <p data-testid="authenticator-state" data-enrolled={enrolled}>
        {t(enrolled ? "door-app-enrolled" : "door-app-text")}
      </p>
      {enrolment === null ? (
        <div>
          <Button busy={entry.busy.value} onClick={() => void entry.enrol()} testid="enrol">
            {t(enrolled ? "door-app-renew" : "door-app-enrol")}
          </Button>
        </div>
      ) : (
        <Enrolling entry={entry} uri={enrolment.uri} picture={enrolment.picture} />
      )}
    </div>
  );
}

function Enrolling({ entry, uri, picture }: { entry: DelegateEntry; uri: string; picture: string }) {
  const t = useText();
  const [code, setCode] = useState("");
  return (
    <form
      class="door-form enrolling"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === ONE_TIME_LENGTH) void entry.confirm(code);
      }}
    >
      <p>{t("door-app-scan")}</p>
      <img
        class="qr"
        alt={t("door-app-picture")}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`}
        data-testid="enrolment-picture"
      />
      <p>
        {t("door-app-secret")}{" "}
        <code dir="ltr" class="secret" data-testid="enrolment-secret">
          {secretOf(uri)}
        </code>
      </p>
      <CodeField
        kind="oneTime"
        label={t("door-app-code")}
        value={code}
        onInput={(text) => setCode(oneTimeDigits(text))}
        testid="enrolment-code"
      />
      <div class="conference-acts">
        <Button submit variant="primary" busy={entry.busy.value} testid="enrolment-confirm">
          {t("door-app-confirm")}
        </Button>
        <Button onClick={() => entry.cancelEnrolment()}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
