/** Accounts of staff: made, disabled, unlocked. */
import { useState } from "preact/hooks";
import { type Account, STAFF_ROLES, type StaffRole } from "../../desk/records";
import { Button } from "../kit/Button";
import { Confirm } from "../kit/Confirm";
import { Select } from "../kit/Field";
import { useCatalog, useText } from "../text";
import { FaultNote, useDesk, useRead, useSentence, useTask, useTimes } from "./context";
import { Input, Part, Tag } from "./fields";

export function StaffPage() {
  const t = useText();
  const { client } = useDesk();
  const { value, fault, reload } = useRead(() => client.staff(), [client]);
  return (
    <>
      <header class="desk-head">
        <h1>{t("desk-page", { page: "staff" })}</h1>
      </header>
      <FaultNote fault={fault} />
      <NewAccount onAdded={reload} />
      <Part title={t("desk-accounts")}>
        <ul class="desk-lines">
          {value?.map((one) => (
            <AccountRow key={one.staffId} account={one} onChange={reload} />
          ))}
        </ul>
      </Part>
    </>
  );
}

function AccountRow({ account, onChange }: { readonly account: Account; readonly onChange: () => void }) {
  const { t } = useCatalog();
  const { client, session, now } = useDesk();
  const { day } = useTimes();
  const { busy, fault, run } = useTask();
  const [asked, setAsked] = useState(false);
  const { name, role, disabledAt, lockedUntil } = account;
  const locked = lockedUntil !== null && lockedUntil > now();
  const act = (task: () => Promise<void>) => void run(task).then(onChange);
  return (
    <li data-testid="account" data-name={name}>
      <strong>
        <bdi>{name}</bdi>
      </strong>
      <span>{t("desk-staff-role", { role })}</span>
      <span class="hint">{day(account.createdAt)}</span>
      {disabledAt !== null && <Tag tone="bad">{t("desk-disabled")}</Tag>}
      {locked && <Tag tone="warn">{t("desk-locked")}</Tag>}
      <span class="desk-acts">
        {locked && (
          <Button size="small" busy={busy} onClick={() => act(() => client.unlockStaff(name))} testid="unlock-account">
            {t("desk-unlock")}
          </Button>
        )}
        {disabledAt === null && name !== session.account.value?.name && (
          <Button
            size="small"
            busy={busy}
            onClick={() => setAsked(true)}
            testid="disable-account"
            label={`${t("desk-disable")}: ${name}`}
          >
            {t("desk-disable")}
          </Button>
        )}
      </span>
      <FaultNote fault={fault} />
      <Confirm
        open={asked}
        title={t("desk-disable")}
        text={t("desk-disable-text", { name })}
        act={t("desk-disable")}
        onConfirm={() => act(() => client.disableStaff(name))}
        onClose={() => setAsked(false)}
      />
    </li>
  );
}

function NewAccount({ onAdded }: { readonly onAdded: () => void }) {
  const { t } = useCatalog();
  const { client } = useDesk();
  const sentence = useSentence();
  const { busy, fault, run, clear } = useTask();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<StaffRole>("desk");
  const [made, setMade] = useState<{
    readonly name: string;
    readonly enrolment: string;
    readonly picture?: string;
  } | null>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      const added = await client.addStaff(name, password, role);
      setMade({ ...added, name: added.staff.name });
      setName("");
      setPassword("");
      onAdded();
    });
  };
  const wrong = (code: string) => ((fault?.code as string) === code && fault ? sentence(fault) : undefined);
  return (
    <Part title={t("desk-new-account")}>
      <form class="desk-form" onSubmit={submit} noValidate>
        <div class="desk-columns">
          <Input
            label={t("desk-name")}
            value={name}
            onInput={(text) => {
              setName(text);
              clear();
            }}
            error={wrong("nameTaken") ?? wrong("fieldInvalid")}
            maxLength={64}
            dir="ltr"
            testid="account-name"
          />
          <Input
            label={t("desk-password")}
            hint={t("desk-password-hint")}
            type="password"
            value={password}
            onInput={(text) => {
              setPassword(text);
              clear();
            }}
            error={wrong("passwordWeak")}
            autocomplete="new-password"
            testid="account-password"
          />
          <Select
            label={t("desk-field", { field: "role" })}
            value={role}
            options={STAFF_ROLES.map((one) => ({ value: one, text: t("desk-staff-role", { role: one }) }))}
            onChange={(one) => setRole(one as StaffRole)}
            testid="account-role"
          />
        </div>
        <FaultNote
          fault={fault && !["nameTaken", "passwordWeak", "fieldInvalid"].includes(fault.code) ? fault : null}
        />
        <p class="hint">{t("desk-role-may", { role })}</p>
        <div class="desk-acts">
          <Button submit variant="primary" busy={busy} testid="add-account">
            {t("desk-add-account")}
          </Button>
        </div>
      </form>
      {made && (
        <div class="desk-enrolment" role="status" data-testid="enrolment">
          <p>{t("desk-enrolment", { name: made.name })}</p>
          {made.picture && <img src={made.picture} alt={t("desk-enrolment-picture")} width={220} height={220} />}
          <code dir="ltr">{secretOf(made.enrolment)}</code>
        </div>
      )}
    </Part>
  );
}

/** The secret in groups of four, for whoever types it. */
function secretOf(uri: string): string {
  const secret = new URL(uri).searchParams.get("secret") ?? uri;
  return secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
}
