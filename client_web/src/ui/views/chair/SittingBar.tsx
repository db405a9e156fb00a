/** The sitting: opened, suspended, resumed, closed; public or in camera; who is in the chair. */
import { useState } from "preact/hooks";
import type { SittingCommand } from "../../../endpoint/conduct";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { SittingState } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { Confirm } from "../../kit/Confirm";
import { useText } from "../../text";

const OFFERED: Readonly<Record<SittingState, readonly SittingCommand[]>> = {
  scheduled: ["openSitting"],
  open: ["suspendSitting", "closeSitting"],
  suspended: ["resumeSitting", "closeSitting"],
  closed: ["openSitting"],
};

export function SittingBar({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const [closing, setClosing] = useState(false);
  const { conduct, console, floor, meeting } = endpoint;
  const { sitting } = floor.view.value;
  const busy = console.busy("sitting");
  const give = (command: SittingCommand) => (command === "closeSitting" ? setClosing(true) : conduct.sitting(command));
  return (
    <header class="sitting-bar" data-state={sitting.state} data-testid="sitting">
      <p class="sitting-words">
        <strong>{t("sitting-number", { number: String(sitting.number) })}</strong>
        <span class={`tag sitting-${sitting.state}`} data-testid="sitting-state">
          {t("sitting-state", { state: sitting.state })}
        </span>
        <span class={sitting.public ? "tag" : "tag tag-warn"}>
          {t("sitting-access", { access: sitting.public ? "public" : "closed" })}
        </span>
      </p>
      {meeting.can("manageSitting") && (
        <div class="sitting-acts">
          {OFFERED[sitting.state].map((command) => (
            <Button
              key={command}
              size="small"
              variant={command === "openSitting" || command === "resumeSitting" ? "primary" : "secondary"}
              busy={busy}
              testid={command}
              onClick={() => give(command)}
            >
              {t("sitting-command", { command })}
            </Button>
          ))}
          <Button size="small" busy={busy} testid="public" onClick={() => conduct.setPublic(!sitting.public)}>
            {sitting.public ? t("go-in-camera") : t("make-public")}
          </Button>
        </div>
      )}
      <Chair endpoint={endpoint} />
      <Confirm
        open={closing}
        title={t("confirm-close-sitting")}
        text={t("confirm-close-sitting-text")}
        act={t("sitting-command", { command: "closeSitting" })}
        onClose={() => setClosing(false)}
        onConfirm={() => conduct.sitting("closeSitting")}
      />
    </header>
  );
}

function Chair({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { floor, meeting, roster } = endpoint;
  const { presiding } = floor.view.value;
  if (meeting.me.value?.presiding) return null;
  const name = roster.people.value.find(({ id }) => id === presiding)?.name;
  return (
    <div class="sitting-chair">
      <span>{name ? t("in-the-chair", { name }) : t("chair-vacant")}</span>
      <TakeChair endpoint={endpoint} />
    </div>
  );
}

/** For the chair whom a deputy stands in for, and for the deputy. */
export function TakeChair({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { conduct, console, meeting } = endpoint;
  if (!meeting.can("takeChair") || meeting.me.value?.presiding) return null;
  return (
    <Button
      size="small"
      icon="chair"
      testid="take-chair"
      busy={console.busy("chair")}
      onClick={() => conduct.takeChair()}
    >
      {t("take-chair")}
    </Button>
  );
}
