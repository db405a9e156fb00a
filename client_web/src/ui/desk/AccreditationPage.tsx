/** Who waits for accreditation, with their letters. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { nameOf, People } from "../../desk/people";
import { ACCREDITATIONS, type Accreditation, type Member } from "../../desk/records";
import { delegationName } from "../../i18n/names";
import { Button } from "../kit/Button";
import { Dialog } from "../kit/Dialog";
import { RadioStrip } from "../kit/RadioStrip";
import { VirtualList } from "../kit/VirtualList";
import { useCatalog } from "../text";
import type { SectionProps } from "./ConferencePage";
import { FaultNote, useDesk, useTask } from "./context";
import { Lines } from "./fields";
import { PersonTags } from "./PeoplePage";
import { LetterButtons, PersonDialog } from "./PersonDialog";

export function AccreditationPage({ conference }: SectionProps) {
  const { t } = useCatalog();
  const { client, notices } = useDesk();
  const id = conference.conferenceId;
  const [shown, setShown] = useState<Accreditation>("pending");
  const people = useMemo(
    () => new People(client, id, { accreditation: shown, standing: "registered" }),
    [client, id, shown],
  );
  const [refused, setRefused] = useState<Member | null>(null);
  const [open, setOpen] = useState<Member | null>(null);
  const { fault, run } = useTask();
  useEffect(() => void people.load(), [people]);
  const decide = (member: Member, decision: Accreditation, reason = "") =>
    run(async () => {
      await client.accredit(member.registrationId, decision, reason);
      people.drop(member.registrationId);
      notices.show("desk-decided", { decision, name: nameOf(member) });
    });
  const members = people.members.value;
  const changing = conference.state !== "final";
  return (
    <>
      <RadioStrip
        legend={t("desk-section", { section: "accreditation" })}
        hideLegend
        choices={ACCREDITATIONS.map((one) => ({ value: one, text: t("desk-accreditation", { accreditation: one }) }))}
        value={shown}
        onChange={(one) => setShown(one as Accreditation)}
        testid="accreditation-shown"
        itemTestid="accreditation-shown"
      />
      <FaultNote fault={people.fault.value ?? fault} />
      <p class="hint" role="status" data-testid="accreditation-count">
        {people.loading.value ? t("desk-searching") : t("desk-people", { count: members.length })}
      </p>
      <div class="card desk-people">
        <VirtualList
          label={t("desk-section", { section: "accreditation" })}
          items={members}
          keyOf={(one) => one.registrationId}
          rowRem={6}
          row={(one) => (
            <Candidate
              member={one}
              run={run}
              changing={changing}
              onOpen={() => setOpen(one)}
              onApprove={() => void decide(one, "approved")}
              onRefuse={() => setRefused(one)}
            />
          )}
          testid="candidate"
          dataOf={(one) => ({ "data-number": one.number ?? "" })}
        />
      </div>
      {refused && (
        <RefuseDialog
          member={refused}
          onClose={() => setRefused(null)}
          onRefuse={(reason) => {
            setRefused(null);
            void decide(refused, "refused", reason);
          }}
        />
      )}
      {open && (
        <PersonDialog
          conference={conference}
          member={open}
          onChange={(next) => (next.accreditation === shown ? people.put(next) : people.drop(next.registrationId))}
          onErased={(registrationId) => people.drop(registrationId)}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function Candidate(props: {
  readonly member: Member;
  readonly run: (task: () => Promise<unknown>) => Promise<boolean>;
  readonly changing: boolean;
  readonly onOpen: () => void;
  readonly onApprove: () => void;
  readonly onRefuse: () => void;
}) {
  const { t, language } = useCatalog();
  const { member } = props;
  const where = member.delegation ? delegationName(member.delegation, language.value) : "";
  return (
    <div class="desk-candidate">
      <button type="button" class="desk-person" onClick={props.onOpen}>
        <span class="desk-person-name">
          <bdi>{nameOf(member)}</bdi>
          <span class="hint">
            <bdi>{[where, member.function, t("desk-role", { role: member.role })].filter(Boolean).join(" · ")}</bdi>
          </span>
        </span>
        <PersonTags member={member} />
      </button>
      <div class="desk-acts">
        {member.letter !== null ? (
          <LetterButtons member={member} run={props.run} />
        ) : (
          <span class="hint">{t("desk-no-letter")}</span>
        )}
        {props.changing && member.accreditation !== "approved" && (
          <Button
            variant="primary"
            size="small"
            onClick={props.onApprove}
            testid="approve"
            label={`${t("desk-approve")}: ${nameOf(member)}`}
          >
            {t("desk-approve")}
          </Button>
        )}
        {props.changing && member.accreditation !== "refused" && (
          <Button
            size="small"
            onClick={props.onRefuse}
            testid="refuse"
            label={`${t("desk-refuse")}: ${nameOf(member)}`}
          >
            {t("desk-refuse")}
          </Button>
        )}
      </div>
    </div>
  );
}

function RefuseDialog(props: {
  readonly member: Member;
  readonly onRefuse: (reason: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useCatalog();
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const missing = asked && !reason.trim();
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (reason.trim()) props.onRefuse(reason.trim());
  };
  return (
    <Dialog open title={nameOf(props.member)} closeText={t("cancel")} onClose={props.onClose} testid="refuse-dialog">
      <form class="desk-form" onSubmit={submit} noValidate>
        <Lines
          label={t("desk-reason")}
          hint={t("desk-reason-hint")}
          value={reason}
          onInput={setReason}
          error={missing ? t("desk-wrong", { fault: "needed" }) : undefined}
          maxLength={500}
          testid="refuse-reason"
        />
        <div class="dialog-acts">
          <Button submit variant="danger" testid="refuse-sure">
            {t("desk-refuse")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
