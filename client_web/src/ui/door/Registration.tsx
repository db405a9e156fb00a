/** Registering oneself, where a conference has no other system; and answering an invitation. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Conference, PublishedConference, RegistrationForm } from "../../door/records";
import type { DoorService, Invitation } from "../../door/service";
import { delegationName, endonym } from "../../i18n/names";
import { delegations } from "../../state/delegations";
import { type Preferences, uiLanguages } from "../../state/preferences";
import { Button } from "../kit/Button";
import { FileField, Select } from "../kit/Field";
import { useCatalog, useText } from "../text";
import { FormField } from "./Field";
import { Fault } from "./faults";
import { codeOf } from "./Home";

interface Filled {
  readonly form: RegistrationForm;
  readonly letter: File | null;
}

export interface RegistrationProps {
  readonly conference: PublishedConference;
  readonly service: DoorService;
  readonly preferences: Preferences;
}

export function OwnRegistration({ conference, service, preferences }: RegistrationProps) {
  const t = useText();
  const [done, setDone] = useState(false);
  const send = async ({ form, letter }: Filled) => {
    await service.register(conference.conferenceId, form, letter);
    setDone(true);
  };
  return (
    <section class="card door-section" id="registration" aria-labelledby="registration-title">
      <h2 id="registration-title">{t("door-registration")}</h2>
      {done ? (
        <p role="status" class="door-done" data-testid="registered">
          {t("door-registered")}
        </p>
      ) : (
        <RegistrationFields {...{ conference, preferences }} onSend={send} />
      )}
    </section>
  );
}

const ANSWERS = { registered: "door-accepted", waiting: "door-waiting", declined: "door-declined" } as const;

/** The page an invitation links to. */
export function Invited(props: Omit<RegistrationProps, "conference"> & { conferenceId: string; token: string }) {
  const catalog = useCatalog();
  const { t } = catalog;
  const { conferenceId: id, service, preferences, token } = props;
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [answer, setAnswer] = useState<keyof typeof ANSWERS | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    service.invitation(id, token).then(setInvitation, (error: unknown) => setFault(codeOf(error)));
  }, [service, id, token]);
  const decline = () =>
    service.decline(id, token).then(
      () => setAnswer("declined"),
      (error: unknown) => setFault(codeOf(error)),
    );
  const accept = async ({ form: { email: _, role: __, ...form } }: Filled) =>
    setAnswer(await service.accept(id, token, form));
  const open = invitation?.standing === "invited" && answer === null;
  return (
    <section class="card door-section" aria-labelledby="registration-title">
      <h1 id="registration-title">{t("door-invitation")}</h1>
      {invitation && <p class="sitting-title">{catalog.pick(invitation.conference.title)}</p>}
      {fault && <Fault code={fault === "codeRefused" ? "invitationUnknown" : fault} />}
      {answer && (
        <p role="status" class="door-done" data-testid="registered">
          {t(ANSWERS[answer])}
        </p>
      )}
      {invitation && !open && answer === null && <p class="door-note">{t("door-answered")}</p>}
      {invitation && open && (
        <>
          <RegistrationFields
            {...{ preferences }}
            conference={invitation.conference}
            known={invitation.person}
            onSend={accept}
          />
          <div>
            <Button variant="quiet" onClick={() => void decline()} testid="decline">
              {t("door-decline")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

const LETTER_TYPES = ".pdf,.docx,.txt,application/pdf,text/plain";

function RegistrationFields(props: {
  readonly conference: Conference;
  readonly preferences: Preferences;
  /** Of somebody invited: their address is known, and there is no letter. */
  readonly known?: Invitation["person"];
  readonly onSend: (filled: Filled) => Promise<void>;
}) {
  const { t, language } = useCatalog();
  const { conference, known } = props;
  const [form, setForm] = useState<RegistrationForm>(() => emptyForm(conference, props.preferences, known));
  const [letter, setLetter] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const put = (fields: Partial<RegistrationForm>) => setForm((before) => ({ ...before, ...fields }));
  const send = async () => {
    setBusy(true);
    setFault(null);
    await props.onSend({ form, letter }).catch((error: unknown) => setFault(codeOf(error)));
    setBusy(false);
  };
  return (
    <form
      class="door-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send();
      }}
    >
      <div class="door-grid">
        <FormField
          label={t("door-given-name")}
          value={form.givenName}
          autocomplete="given-name"
          onInput={(givenName) => put({ givenName })}
          testid="given-name"
        />
        <FormField
          label={t("door-family-name")}
          value={form.familyName}
          autocomplete="family-name"
          required
          onInput={(familyName) => put({ familyName })}
          testid="family-name"
        />
        {!known && (
          <FormField
            label={t("door-email")}
            type="email"
            value={form.email ?? ""}
            autocomplete="email"
            required
            hint={t("door-email-hint")}
            onInput={(email) => put({ email })}
            testid="email"
          />
        )}
        <FormField
          label={t("door-phone")}
          type="tel"
          value={form.phone}
          autocomplete="tel"
          hint={t("door-phone-hint")}
          onInput={(phone) => put({ phone: phone.replaceAll(/[\s().-]/g, "") })}
          testid="phone"
        />
        <DelegationField value={form.delegation} onChange={(delegation) => put({ delegation })} />
        <FormField
          label={t("door-function")}
          value={form.function}
          autocomplete="organization-title"
          onInput={(title) => put({ function: title })}
          testid="function"
        />
        {!known && (
          <Select
            label={t("door-role")}
            value={form.role}
            options={(["delegate", "passive"] as const).map((role) => ({
              value: role,
              text: t("door-role-words", { role }),
            }))}
            onChange={(role) => put({ role: role as RegistrationForm["role"] })}
            testid="role"
          />
        )}
        {conference.form === "hybrid" && (
          <Select
            label={t("door-attendance")}
            value={form.attendance}
            options={(["remote", "onSite"] as const).map((attendance) => ({
              value: attendance,
              text: t("door-attendance-words", { attendance }),
            }))}
            onChange={(attendance) => put({ attendance: attendance as RegistrationForm["attendance"] })}
            testid="attendance"
          />
        )}
        <Select
          label={t("door-language")}
          value={form.language}
          options={uiLanguages.map((tag) => ({ value: tag, text: endonym(tag), language: tag }))}
          onChange={(tag) => put({ language: tag })}
          testid="language"
        />
      </div>
      {!known && (
        <div class="letter">
          <p class="field-label">{t("door-letter")}</p>
          <p class="hint">{t("door-letter-hint")}</p>
          <div class="letter-file">
            <FileField text={t("door-letter-choose")} accept={LETTER_TYPES} onFile={setLetter} testid="letter" />
            {letter && <bdi>{letter.name}</bdi>}
          </div>
        </div>
      )}
      {fault && <Fault code={fault} />}
      <p class="hint">{t("door-privacy")}</p>
      <div>
        <Button submit variant="primary" busy={busy} testid="register">
          {t(known ? "door-accept" : "door-register")}
        </Button>
      </div>
      <p class="visually-hidden" lang={language.value} role="status">
        {busy ? t("loading") : ""}
      </p>
    </form>
  );
}

function emptyForm(conference: Conference, preferences: Preferences, known?: Invitation["person"]): RegistrationForm {
  return {
    ...{ givenName: known?.givenName ?? "", familyName: known?.familyName ?? "" },
    ...{ email: "", phone: "", role: "delegate", function: known?.function ?? "" },
    language: known?.language ?? preferences.language.value,
    delegation: known?.delegation ?? "",
    attendance: conference.form === "physical" ? "onSite" : "remote",
  };
}

/** A country, or what else one stands for, in one's own words. */
export function DelegationField(props: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t, language } = useCatalog();
  const tag = language.value;
  const [other, setOther] = useState(() => props.value !== "" && !delegations.includes(props.value));
  const options = useMemo(() => {
    const collator = new Intl.Collator(tag);
    const countries = delegations
      .map((code) => ({ value: code, text: delegationName(code, tag) }))
      .sort((a, b) => collator.compare(a.text, b.text));
    return [
      { value: "", text: t("door-delegation-none") },
      ...countries,
      { value: "?", text: t("door-delegation-other") },
    ];
  }, [tag, t]);
  return (
    <div class="delegation-field">
      <Select
        label={t("delegation")}
        value={other ? "?" : props.value}
        options={options}
        onChange={(code) => {
          setOther(code === "?");
          props.onChange(code === "?" ? "" : code);
        }}
        testid="delegation"
      />
      {other && (
        <FormField
          label={t("door-organisation")}
          value={props.value}
          autocomplete="organization"
          maxLength={80}
          onInput={props.onChange}
          testid="organisation"
        />
      )}
    </div>
  );
}
