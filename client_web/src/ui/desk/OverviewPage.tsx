/** Where a conference stands, how full it is, and the next step. */
import { useState } from "preact/hooks";
import { type Forecast, forecast } from "../../desk/closing";
import type { Conference } from "../../desk/records";
import { Button } from "../kit/Button";
import { Dialog } from "../kit/Dialog";
import { useCatalog, useText } from "../text";
import type { SectionProps } from "./ConferencePage";
import { FaultNote, useDesk, useRead, useTask, useTimes } from "./context";
import { Part } from "./fields";
import { Meters } from "./Meters";

const STEPS = ["draft", "open", "closed", "final"] as const;

export function OverviewPage(props: SectionProps) {
  const { t } = useCatalog();
  const { session } = useDesk();
  const { conference } = props;
  const reached = conference.state === "planned" ? "open" : conference.state;
  return (
    <>
      <Part title={t("desk-where")}>
        <ol class="desk-steps">
          {STEPS.map((step, index) => (
            <li
              key={step}
              aria-current={step === reached ? "step" : undefined}
              data-done={index < STEPS.indexOf(reached)}
            >
              {t("desk-state", {
                state: step === "open" ? (conference.state === "planned" ? "planned" : "open") : step,
              })}
            </li>
          ))}
        </ol>
        <NextStep {...props} />
      </Part>
      {session.may("people") && <Places conference={conference} />}
      <Facts conference={conference} />
    </>
  );
}

function Places({ conference }: { readonly conference: Conference }) {
  const t = useText();
  const { client } = useDesk();
  const { value } = useRead(() => client.meters(conference.conferenceId), [client, conference.version]);
  return <Part title={t("desk-places")}>{value && <Meters readings={value} />}</Part>;
}

function Facts({ conference }: { readonly conference: Conference }) {
  const catalog = useCatalog();
  const { t } = catalog;
  const { moment } = useTimes();
  const { timezone, startsAt, endsAt, opensAt, deadlineAt } = conference;
  const time = (at: number | null) => (at === null ? "" : moment(at, timezone));
  const facts: readonly [string, string][] = [
    ["form", t("desk-form", { form: conference.form })],
    ["venue", catalog.pick(conference.venue)],
    ["startsAt", time(startsAt)],
    ["endsAt", time(endsAt)],
    ["opensAt", time(opensAt)],
    ["deadlineAt", time(deadlineAt)],
    ["timezone", timezone],
  ];
  return (
    <Part title={t("desk-facts")}>
      <dl class="desk-facts">
        {facts.map(([field, text]) =>
          text ? (
            <div key={field}>
              <dt>{t("desk-plan-field", { field })}</dt>
              <dd>{text}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {conference.sittings.length > 0 && (
        <>
          <h3>{t("desk-plan-field", { field: "sittings" })}</h3>
          <ul class="desk-lines">
            {conference.sittings.map((one) => (
              <li key={`${one.meetingId} ${one.startsAt}`}>
                <strong>{catalog.pick(one.title) || one.meetingId}</strong>
                <span>
                  {time(one.startsAt)} – {time(one.endsAt)}
                </span>
                <a href={`/meeting/${encodeURIComponent(one.meetingId)}`}>{one.meetingId}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

// --- the next step ---

type Step = "invite" | "publish" | "remove" | "close" | "reopen" | "final";

const STEPS_FROM: Readonly<Record<Conference["state"], readonly (readonly [Step, string])[]>> = {
  draft: [
    ["publish", "conferences"],
    ["remove", "conferences"],
  ],
  planned: [
    ["close", "close"],
    ["invite", "close"],
  ],
  open: [
    ["close", "close"],
    ["invite", "close"],
  ],
  closed: [
    ["final", "close"],
    ["reopen", "close"],
  ],
  final: [],
};

function NextStep({ conference, onChange }: SectionProps) {
  const t = useText();
  const { client, session, notices, go } = useDesk();
  const { busy, fault, run } = useTask();
  const [asked, setAsked] = useState<Step | null>(null);
  const id = conference.conferenceId;
  const carryOut: Readonly<Record<Step, () => Promise<void>>> = {
    publish: async () => onChange(await client.publish(id)),
    invite: async () => {
      const sent = await client.invite(id);
      notices.show("desk-messages", { count: sent.messages });
      onChange(sent.conference);
    },
    remove: async () => {
      await client.remove(id);
      go({ page: "conferences" });
    },
    close: async () => {
      const closed = await client.close(id);
      notices.show("desk-closed", { count: closed.messages });
      onChange(closed.conference);
    },
    reopen: async () => onChange(await client.reopen(id)),
    final: async () => onChange(await client.finalise(id)),
  };
  const steps = STEPS_FROM[conference.state].filter(([, duty]) => session.may(duty));
  return (
    <>
      <p class="hint">{t("desk-state-means", { state: conference.state })}</p>
      <FaultNote fault={fault} />
      {steps.length > 0 && (
        <div class="desk-acts">
          {steps.map(([step], index) => (
            <Button
              key={step}
              variant={index === 0 ? "primary" : "secondary"}
              busy={busy}
              onClick={() => setAsked(step)}
              testid={`step-${step}`}
            >
              {t("desk-step", { step })}
            </Button>
          ))}
        </div>
      )}
      <Dialog
        open={asked !== null}
        title={asked ? t("desk-step", { step: asked }) : ""}
        closeText={t("cancel")}
        onClose={() => setAsked(null)}
        testid="confirm-step"
      >
        {asked && (
          <>
            <p>{t("desk-step-means", { step: asked })}</p>
            {asked === "close" && <WhatIsSent conference={conference} />}
            <div class="dialog-acts">
              <Button onClick={() => setAsked(null)} testid="confirm-no">
                {t("cancel")}
              </Button>
              <Button
                variant={asked === "publish" || asked === "reopen" || asked === "invite" ? "primary" : "danger"}
                onClick={() => {
                  setAsked(null);
                  void run(carryOut[asked]);
                }}
                testid="confirm-yes"
              >
                {t("desk-step", { step: asked })}
              </Button>
            </div>
          </>
        )}
      </Dialog>
    </>
  );
}

/** How many get what, counted now; whoever may not see people is told in general. */
function WhatIsSent({ conference }: { readonly conference: Conference }) {
  const t = useText();
  const { client } = useDesk();
  const { value, fault } = useRead<Forecast>(
    () => forecast(client, conference.conferenceId),
    [client, conference.version],
  );
  if (!value) return fault ? <FaultNote fault={fault} /> : <p role="status">{t("desk-counting")}</p>;
  return (
    <ul class="desk-sent" data-testid="what-is-sent" data-access={value.access} data-on-site={value.onSite}>
      <li>{t("desk-sent-access", { count: value.access })}</li>
      {value.onSite > 0 && <li>{t("desk-sent-on-site", { count: value.onSite })}</li>}
      {value.pending > 0 && <li>{t("desk-sent-pending", { count: value.pending })}</li>}
      {value.withoutAddress > 0 && <li>{t("desk-sent-without", { count: value.withoutAddress })}</li>}
    </ul>
  );
}
