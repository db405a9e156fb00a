/** One person of a conference: what is registered, and what the desk can do for them. */
import { useState } from "preact/hooks";
import { nameOf } from "../../desk/people";
import { type Conference, type Draft, type Member, ROLES } from "../../desk/records";
import { endonym } from "../../i18n/names";
import { RequestError } from "../../protocol/session";
import { delegations as countries } from "../../state/delegations";
import { uiLanguages } from "../../state/preferences";
import { Button } from "../kit/Button";
import { Confirm } from "../kit/Confirm";
import { Dialog } from "../kit/Dialog";
import { FileField, Select } from "../kit/Field";
import { RadioStrip } from "../kit/RadioStrip";
import { useCatalog } from "../text";
import { openBeside, saveAs } from "../views/saving";
import { FaultNote, useDesk, useSentence, useTask } from "./context";
import { Check, Input } from "./fields";
import { PersonTags } from "./PeoplePage";

const TEXTS = ["familyName", "givenName", "honorific", "number", "email", "phone"] as const;
type Typed = Readonly<
  Record<
    (typeof TEXTS)[number] | "delegation" | "function" | "rank" | "booth" | "language" | "role" | "attendance",
    string
  >
>;

const typedOf = (member: Member | null, conference: Conference): Typed => ({
  ...{ familyName: member?.familyName ?? "", givenName: member?.givenName ?? "", honorific: member?.honorific ?? "" },
  ...{ number: member?.number ?? "", email: member?.email ?? "", phone: member?.phone ?? "" },
  ...{ delegation: member?.delegation ?? "", function: member?.function ?? "", rank: String(member?.rank ?? 100) },
  ...{ booth: member?.booth ?? "", language: member?.language ?? "en", role: member?.role ?? "delegate" },
  attendance: member?.attendance ?? (conference.form === "physical" ? "onSite" : "remote"),
});

/** What differs, as the server takes it. */
function changes(typed: Typed, before: Typed | null): Draft {
  const changed = Object.entries(typed).filter(([field, text]) =>
    before ? before[field as keyof Typed] !== text : text !== "",
  );
  return Object.fromEntries(
    changed.map(([field, text]) => [field, field === "rank" && /^\d+$/.test(text.trim()) ? Number(text) : text.trim()]),
  );
}

const FULL = new Set(["participantsFull", "activeFull", "delegationFull", "onSiteFull"]);

export function PersonDialog(props: {
  readonly conference: Conference;
  readonly member: Member | null;
  readonly onChange: (member: Member) => void;
  readonly onErased: (registrationId: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useCatalog();
  const { client, notices } = useDesk();
  const { conference, onClose } = props;
  const [member, setMember] = useState(props.member);
  const [typed, setTyped] = useState(() => typedOf(member, conference));
  const [late, setLate] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const { busy, fault, run, clear } = useTask();
  const set = (field: keyof Typed, text: string) => {
    setTyped({ ...typed, [field]: text });
    clear();
  };
  const changed = (next: Member) => {
    setMember(next);
    props.onChange(next);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const done = await run(async () => {
      if (!typed.familyName.trim()) throw new RequestError("fieldInvalid" as never, { field: "familyName" });
      if (!typed.number.trim() && !typed.email.trim())
        throw new RequestError("fieldInvalid" as never, { field: "email" });
      const next = member
        ? await client.amend(member.registrationId, changes(typed, typedOf(member, conference)))
        : await client.register(conference.conferenceId, {
            ...changes(typed, null),
            ...(late ? { late } : {}),
            ...(waiting ? { waiting } : {}),
          });
      changed(next);
      setTyped(typedOf(next, conference));
      notices.show("desk-saved");
    });
    if (done && !member) onClose();
  };
  const isFinal = conference.state === "final";
  const closed = conference.state === "closed" || (fault?.code as string) === "registrationClosed";
  return (
    <Dialog
      open
      title={member ? nameOf(member) : t("desk-add-person")}
      closeText={t("close")}
      onClose={onClose}
      testid="person-dialog"
    >
      {member && <PersonTags member={member} />}
      <form class="desk-form" onSubmit={(event) => void save(event)} noValidate>
        <Fields typed={typed} set={set} fault={fault} conference={conference} />
        {!member && closed && <Check label={t("desk-late")} on={late} onChange={setLate} testid="person-late" />}
        {!member && fault && FULL.has(fault.code) && (
          <Check label={t("desk-on-waiting-list")} on={waiting} onChange={setWaiting} testid="person-waiting" />
        )}
        <FaultNote fault={fault} />
        {!isFinal && (
          <div class="dialog-acts">
            <Button submit variant="primary" busy={busy} testid="save-person">
              {t(member ? "desk-save" : "desk-register")}
            </Button>
          </div>
        )}
      </form>
      {member && <Services {...props} member={member} onChange={changed} />}
    </Dialog>
  );
}

function Fields(props: {
  readonly typed: Typed;
  readonly set: (field: keyof Typed, text: string) => void;
  readonly fault: RequestError | null;
  readonly conference: Conference;
}) {
  const { t } = useCatalog();
  const sentence = useSentence();
  const { typed, set, fault, conference } = props;
  const errorOf = (field: string) => (fault?.detail.field === field ? sentence(fault) : undefined);
  const known = [...new Set([...Object.keys(conference.delegations), ...countries])];
  const text = (field: keyof Typed, suggestions?: readonly string[]) => (
    <Input
      key={field}
      label={t("desk-field", { field })}
      value={typed[field]}
      onInput={(value) => set(field, value)}
      error={errorOf(field)}
      required={field === "familyName"}
      maxLength={200}
      testid={`person-${field}`}
      {...(field === "email" || field === "phone"
        ? { type: field === "email" ? ("email" as const) : ("tel" as const) }
        : {})}
      {...(suggestions ? { suggestions } : {})}
    />
  );
  return (
    <>
      <div class="desk-columns">
        {TEXTS.map((field) => text(field))}
        {text("delegation", known)}
        {text("function")}
        <Select
          label={t("desk-field", { field: "role" })}
          value={typed.role}
          options={ROLES.map((role) => ({ value: role, text: t("desk-role", { role }) }))}
          onChange={(role) => set("role", role)}
          testid="person-role"
        />
        <Select
          label={t("desk-field", { field: "language" })}
          value={typed.language}
          options={uiLanguages.map((tag) => ({ value: tag, text: endonym(tag), language: tag }))}
          onChange={(language) => set("language", language)}
          testid="person-language"
        />
        {typed.role === "interpreter" && text("booth")}
        {text("rank")}
      </div>
      {conference.form === "hybrid" && (
        <RadioStrip
          legend={t("desk-field", { field: "attendance" })}
          choices={["onSite", "remote"].map((attendance) => ({
            value: attendance,
            text: t("desk-attendance", { attendance }),
          }))}
          value={typed.attendance}
          onChange={(attendance) => set("attendance", attendance)}
          testid="person-attendance"
          itemTestid="person-attendance"
        />
      )}
    </>
  );
}

// --- what the desk does for somebody ---

function Services(props: {
  readonly conference: Conference;
  readonly member: Member;
  readonly onChange: (member: Member) => void;
  readonly onErased: (registrationId: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useCatalog();
  const { client, session, notices } = useDesk();
  const { busy, fault, run } = useTask();
  const [asked, setAsked] = useState<"withdraw" | "access" | "erase" | null>(null);
  const { conference, member, onChange } = props;
  const id = member.registrationId;
  const changing = conference.state !== "final";
  const act = (task: () => Promise<Member>, said: string) =>
    void run(async () => {
      onChange(await task());
      notices.show(said);
    });
  const carryOut = {
    withdraw: () => act(() => client.amend(id, { standing: "cancelled" }), "desk-withdrawn"),
    access: () => act(() => client.renewAccess(id), "desk-access-sent"),
    erase: () =>
      void run(async () => {
        await client.erase(member.personId);
        props.onErased(id);
        props.onClose();
      }),
  };
  const mayHaveCode =
    conference.closedAt !== null && member.attendance === "remote" && member.accreditation === "approved";
  return (
    <section class="desk-services" aria-label={t("desk-services")}>
      <h3>{t("desk-services")}</h3>
      <FaultNote fault={fault} />
      <div class="desk-acts">
        {session.may("unlock") && member.lockedAt !== null && (
          <Button busy={busy} onClick={() => act(() => client.unlock(id), "desk-unlocked")} testid="unlock-person">
            {t("desk-unlock")}
          </Button>
        )}
        {session.may("messages") && mayHaveCode && changing && (
          <Button busy={busy} onClick={() => setAsked("access")} testid="renew-access">
            {t("desk-new-access")}
          </Button>
        )}
        {session.may("accredit") && <Letter member={member} run={run} onChange={onChange} changing={changing} />}
        {session.may("people") && changing && member.standing !== "cancelled" && (
          <Button busy={busy} onClick={() => setAsked("withdraw")} testid="withdraw-person">
            {t("desk-withdraw")}
          </Button>
        )}
        {session.may("people") && changing && member.standing === "cancelled" && (
          <Button
            busy={busy}
            onClick={() => act(() => client.amend(id, { standing: "registered" }), "desk-saved")}
            testid="restore-person"
          >
            {t("desk-restore")}
          </Button>
        )}
        {session.may("privacy") && (
          <Button
            busy={busy}
            onClick={() =>
              void run(async () => saveAs(await client.everythingOf(member.personId), `person-${member.personId}.json`))
            }
            testid="export-person"
          >
            {t("desk-everything")}
          </Button>
        )}
        {session.may("privacy") && (
          <Button variant="danger" busy={busy} onClick={() => setAsked("erase")} testid="erase-person">
            {t("desk-erase")}
          </Button>
        )}
      </div>
      {member.reason && <p class="hint">{t("desk-refused-because", { reason: member.reason })}</p>}
      <Confirm
        open={asked !== null}
        title={nameOf(member)}
        text={asked ? t("desk-person-step", { step: asked }) : ""}
        act={asked === "erase" ? t("desk-erase") : asked === "access" ? t("desk-new-access") : t("desk-withdraw")}
        onConfirm={() => asked && carryOut[asked]()}
        onClose={() => setAsked(null)}
      />
    </section>
  );
}

/** The kinds of letter the server takes. */
export const LETTERS = ".pdf,.doc,.docx,.odt,.txt";

function Letter(props: {
  readonly member: Member;
  readonly run: (task: () => Promise<unknown>) => Promise<boolean>;
  readonly onChange: (member: Member) => void;
  readonly changing: boolean;
}) {
  const { t } = useCatalog();
  const { client } = useDesk();
  const { member, run } = props;
  const attach = (file: File) =>
    void run(async () => props.onChange(await client.attachLetter(member.registrationId, file, file.name)));
  return (
    <>
      {member.letter !== null && <LetterButtons member={member} run={run} />}
      {props.changing && (
        <FileField
          text={t(member.letter ? "desk-letter-other" : "desk-letter-attach")}
          accept={LETTERS}
          onFile={attach}
          testid="attach-letter"
        />
      )}
    </>
  );
}

export function LetterButtons({
  member,
  run,
}: {
  readonly member: Member;
  readonly run: (task: () => Promise<unknown>) => Promise<boolean>;
}) {
  const { t } = useCatalog();
  const { client } = useDesk();
  const name = member.letter ?? "";
  const shown = /\.(pdf|txt)$/i.test(name);
  const read = () => client.letter(member.registrationId);
  return (
    <>
      {shown && (
        <Button
          icon="eye"
          size="small"
          onClick={() => void run(async () => openBeside(await read()))}
          testid="open-letter"
          label={`${t("desk-letter-open")}: ${nameOf(member)}`}
        >
          {t("desk-letter-open")}
        </Button>
      )}
      <Button
        icon="file"
        size="small"
        onClick={() => void run(async () => saveAs(await read(), name))}
        testid="save-letter"
        label={`${t("desk-letter-save")}: ${nameOf(member)}`}
      >
        {t("desk-letter-save")}
      </Button>
    </>
  );
}
