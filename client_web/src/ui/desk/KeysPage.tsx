/** Keys of other systems: issued, shown once, revoked. */
import { useState } from "preact/hooks";
import { type Key, SCOPES } from "../../desk/records";
import { ownZone, secondsOf } from "../../desk/zoned";
import { Button } from "../kit/Button";
import { Confirm } from "../kit/Confirm";
import { useCatalog } from "../text";
import { FaultNote, useDesk, useRead, useTask, useTimes } from "./context";
import { Check, Input, Part, Tag } from "./fields";

export function KeysPage() {
  const { t } = useCatalog();
  const { client } = useDesk();
  const { value, fault, reload } = useRead(() => client.keys(), [client]);
  return (
    <>
      <header class="desk-head">
        <h1>{t("desk-page", { page: "keys" })}</h1>
      </header>
      <FaultNote fault={fault} />
      <NewKey onAdded={reload} />
      <ul class="card desk-part desk-lines" aria-label={t("desk-page", { page: "keys" })}>
        {value?.map((one) => (
          <KeyRow key={one.keyId} held={one} onChange={reload} />
        ))}
      </ul>
    </>
  );
}

function KeyRow({ held, onChange }: { readonly held: Key; readonly onChange: () => void }) {
  const { t } = useCatalog();
  const { client, now } = useDesk();
  const { moment } = useTimes();
  const { busy, fault, run } = useTask();
  const [asked, setAsked] = useState(false);
  const over = held.revokedAt !== null || (held.expiresAt !== null && held.expiresAt <= now());
  return (
    <li data-testid="key" data-name={held.name}>
      <strong>
        <bdi>{held.name}</bdi>
      </strong>
      <span>{held.scopes.map((duty) => t("desk-duty", { duty })).join(" · ")}</span>
      <span class="hint">
        {held.usedAt === null ? t("desk-key-unused") : t("desk-key-used", { time: moment(held.usedAt) })}
      </span>
      {!over && held.expiresAt !== null && (
        <span class="hint">{t("desk-key-until", { time: moment(held.expiresAt) })}</span>
      )}
      {over && <Tag tone="bad">{t("desk-revoked")}</Tag>}
      {!over && (
        <span class="desk-acts">
          <Button
            size="small"
            busy={busy}
            onClick={() => setAsked(true)}
            testid="revoke-key"
            label={`${t("desk-revoke")}: ${held.name}`}
          >
            {t("desk-revoke")}
          </Button>
        </span>
      )}
      <FaultNote fault={fault} />
      <Confirm
        open={asked}
        title={held.name}
        text={t("desk-revoke-text")}
        act={t("desk-revoke")}
        onConfirm={() => void run(() => client.revokeKey(held.keyId)).then(onChange)}
        onClose={() => setAsked(false)}
      />
    </li>
  );
}

function NewKey({ onAdded }: { readonly onAdded: () => void }) {
  const { t } = useCatalog();
  const { client, now } = useDesk();
  const { busy, fault, run } = useTask();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly string[]>(["read", "people"]);
  const [expires, setExpires] = useState("");
  const [asked, setAsked] = useState(false);
  const [secret, setSecret] = useState("");
  const expiresAt = expires ? secondsOf(expires, ownZone()) : null;
  const wrong = expires !== "" && (expiresAt === null || expiresAt <= now());
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (wrong) return;
    void run(async () => {
      setAsked(false);
      setSecret((await client.issueKey(name.trim(), scopes, expiresAt)).secret);
      setName("");
      setExpires("");
      onAdded();
    });
  };
  return (
    <Part title={t("desk-add-key")} hint={t("desk-keys-hint")}>
      <form class="desk-form" onSubmit={submit} noValidate>
        <Input
          label={t("desk-field", { field: "name" })}
          value={name}
          onInput={setName}
          maxLength={64}
          testid="key-name"
        />
        <Input
          label={t("desk-key-expires")}
          hint={t("desk-key-expires-hint")}
          type="datetime-local"
          value={expires}
          onInput={setExpires}
          error={asked && wrong ? t("desk-wrong", { fault: "past" }) : undefined}
          testid="key-expires"
        />
        <fieldset>
          <legend class="strip-legend">{t("desk-scopes")}</legend>
          <div class="desk-choices">
            {SCOPES.map((duty) => (
              <Check
                key={duty}
                label={t("desk-duty", { duty })}
                on={scopes.includes(duty)}
                onChange={(on) => setScopes(SCOPES.filter((one) => (one === duty ? on : scopes.includes(one))))}
                testid={`scope-${duty}`}
              />
            ))}
          </div>
        </fieldset>
        <FaultNote fault={fault} />
        <div class="desk-acts">
          <Button submit variant="primary" busy={busy} testid="add-key">
            {t("desk-add-key")}
          </Button>
        </div>
      </form>
      {secret && (
        <div class="desk-enrolment" role="status" data-testid="key-secret">
          <p>{t("desk-key-secret")}</p>
          <code dir="ltr">{secret}</code>
        </div>
      )}
    </Part>
  );
}
