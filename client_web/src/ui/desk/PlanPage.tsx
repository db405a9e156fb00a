/** What an organiser decides about a conference: one form, saved whole. */
import { useEffect, useRef, useState } from "preact/hooks";
import { emptyPlan, type Faults, formOf, type Merged, merge, type PlanForm, planFrom, planOf } from "../../desk/plan";
import type { Conference, Plan } from "../../desk/records";
import { ownZone } from "../../desk/zoned";
import { Button } from "../kit/Button";
import { useText } from "../text";
import { asFault, FaultNote, type Unsaved, useDesk, useTask } from "./context";
import { MergeDialog } from "./MergeDialog";
import { BasicsPart, DatesPart, PlacesPart, RulesPart } from "./PlanParts";
import { DelegationsPart, DocumentsPart, SittingsPart } from "./PlanRows";

export interface PlanPartProps {
  readonly form: PlanForm;
  /** Null: not founded yet. */
  readonly conference: string | null;
  readonly change: (changed: Partial<PlanForm>) => void;
  /** Why a field cannot be taken, as a sentence. */
  readonly errorOf: (field: string) => string | undefined;
}

interface Meeting {
  readonly merged: Merged;
  readonly theirs: Conference;
  readonly ours: Plan;
}

export function PlanPage(props: {
  readonly conference: Conference | null;
  readonly onSaved?: (conference: Conference) => void;
}) {
  const t = useText();
  const { client, unsaved, notices, go } = useDesk();
  const { conference } = props;
  const id = conference?.conferenceId ?? "";
  const [loaded, setLoaded] = useState<Unsaved>(() => fresh(conference));
  const [faults, setFaults] = useState<Faults>(new Map());
  const [meeting, setMeeting] = useState<Meeting | null>(null);
  const { busy, fault, run, clear } = useTask();
  const sheet = useRef<HTMLFormElement>(null);
  const kept = unsaved.value.get(id);
  const { form, base, version } = kept ?? loaded;
  const keep = (next: Unsaved | null) => {
    const others = [...unsaved.value].filter(([name]) => name !== id);
    unsaved.value = new Map(next ? [...others, [id, next]] : others);
  };
  const change = (changed: Partial<PlanForm>) => {
    keep({ form: { ...form, ...changed }, base, version });
    clear();
  };
  useEffect(() => {
    if (faults.size > 0) sheet.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  const saved = (next: Conference) => {
    keep(null);
    setLoaded(fresh(next));
    notices.show("desk-saved");
    props.onSaved?.(next);
    if (!conference) go({ page: "conference", conference: next.conferenceId, section: "overview" });
  };
  const send = async (plan: Plan) => {
    try {
      saved(conference ? await client.change(id, plan, version) : await client.found(form.conferenceId.trim(), plan));
    } catch (error) {
      const { code, detail } = asFault(error);
      if (code === ("changedMeanwhile" as string) && base) {
        const theirs = await client.conference(id);
        setMeeting({ merged: merge(base, plan, planOf(theirs)), theirs, ours: plan });
        return;
      }
      if (code === ("nameTaken" as string)) setFaults(new Map([["conferenceId", "taken" as const]]));
      if (code === ("fieldInvalid" as string) && detail.field) setFaults(new Map([[detail.field, "refused" as const]]));
      throw error;
    }
  };
  const save = (event: Event) => {
    event.preventDefault();
    const read = planFrom(form, base);
    const wrong = new Map("faults" in read ? read.faults : []);
    if (!conference && !/^[a-z0-9][a-z0-9-]{0,47}$/.test(form.conferenceId.trim())) wrong.set("conferenceId", "notId");
    setFaults(wrong);
    if ("plan" in read && wrong.size === 0) void run(() => send(read.plan));
  };
  const settle = (plan: Plan, theirs: Conference) => {
    setMeeting(null);
    keep({ form: formOf({ ...theirs, ...plan }), base: planOf(theirs), version: theirs.version });
    notices.show("desk-merged");
  };
  const errorOf = (field: string) => {
    const found = faults.get(field);
    return found && t("desk-wrong", { fault: found });
  };
  const parts = { form, change, errorOf, conference: conference?.conferenceId ?? null };
  const isFinal = conference?.state === "final";
  return (
    <form class="desk-plan" ref={sheet} onSubmit={save} noValidate>
      {!conference && <h1>{t("desk-new")}</h1>}
      {isFinal && <p class="banner">{t("desk-state-means", { state: "final" })}</p>}
      <BasicsPart {...parts} isNew={!conference} />
      <DatesPart {...parts} />
      <PlacesPart {...parts} />
      <SittingsPart {...parts} />
      <DocumentsPart {...parts} />
      <RulesPart {...parts} />
      <DelegationsPart {...parts} />
      <div class="desk-save">
        <FaultNote fault={fault} />
        {faults.size > 0 && !fault && (
          <p class="desk-error" role="alert" data-testid="plan-faults">
            {t("desk-faults", { count: faults.size })}
          </p>
        )}
        <div class="desk-acts">
          <Button submit variant="primary" busy={busy} disabled={isFinal} testid="save-plan">
            {t(conference ? "desk-save" : "desk-found")}
          </Button>
          {kept && (
            <Button
              variant="quiet"
              onClick={() => {
                keep(null);
                setFaults(new Map());
                clear();
              }}
              testid="discard-plan"
            >
              {t("desk-discard")}
            </Button>
          )}
          <span class="hint" role="status">
            {kept ? t("desk-unsaved") : ""}
          </span>
        </div>
      </div>
      {meeting && (
        <MergeDialog {...meeting} onClose={() => setMeeting(null)} onSettle={(plan) => settle(plan, meeting.theirs)} />
      )}
    </form>
  );
}

function fresh(conference: Conference | null): Unsaved {
  if (!conference) return { form: emptyPlan(ownZone()), base: null, version: 0 };
  return { form: formOf(conference), base: planOf(conference), version: conference.version };
}
