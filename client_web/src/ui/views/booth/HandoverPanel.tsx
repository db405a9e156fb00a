/** The handover: offer, ask, accept, decline, take over; whose turn it is, how long still, and both open in red. */
import { useId, useState } from "preact/hooks";
import { HANDOVER_MINUTES } from "../../../endpoint/booth";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { HandoverView } from "../../../protocol/messages";
import { clockText } from "../../../state/clocks";
import { Button } from "../../kit/Button";
import { Confirm } from "../../kit/Confirm";
import { Select } from "../../kit/Field";
import { useText } from "../../text";
import { Key, KeyGroup } from "./Key";

export function HandoverPanel(props: {
  readonly endpoint: Endpoint;
  /** The question before a take-over is open. */
  readonly takingOver: boolean;
  readonly onTakeOver: () => void;
  readonly onClose: () => void;
}) {
  const t = useText();
  const id = useId();
  const { endpoint } = props;
  const { handover, mateOnAir } = endpoint.interpretation;
  const state = handover.value?.state ?? "idle";
  const mate = mateOnAir.value;
  // Whoever is offered the microphone accepts it.
  const offered = state === "offered" && endpoint.interpretation.handoverPart.value === "passive";
  return (
    <section class="console-handover" aria-labelledby={id} data-state={state} data-testid="handover">
      <div class="console-handover-head">
        <h2 id={id}>{t("handover")}</h2>
        {handover.value && <Countdown endpoint={endpoint} handover={handover.value} />}
      </div>
      {handover.value ? <UnderWay endpoint={endpoint} handover={handover.value} /> : <Idle endpoint={endpoint} />}
      <div class="console-answers">
        {handover.value && <Answers endpoint={endpoint} handover={handover.value} />}
        {endpoint.booth.mayTakeOver && !offered && (
          <Key act="takeOver" tone="warn" testid="take-over" onPress={props.onTakeOver}>
            {t("take-over")}
          </Key>
        )}
      </div>
      <Confirm
        open={props.takingOver}
        title={t("take-over")}
        text={t("take-over-sure", { name: mate?.person.name ?? "" })}
        act={t("take-over")}
        onConfirm={() => void endpoint.booth.takeOver()}
        onClose={props.onClose}
      />
    </section>
  );
}

function Idle({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { interpretation, booth } = endpoint;
  const present = interpretation.boothmates.value.filter(({ person }) => person.connected);
  const [to, setTo] = useState("");
  if (present.length === 0) return <p class="hint">{t("no-boothmate")}</p>;
  const onAir = interpretation.deskMode.value !== "off";
  if (!onAir && !interpretation.mateOnAir.value) return <p class="hint">{t("handover-nobody")}</p>;
  const chosen = present.some(({ person }) => person.id === to) ? to : null;
  const begin = (minutes: number) => void (onAir ? booth.offer(minutes, chosen) : booth.askFor(minutes));
  return (
    <>
      {onAir && present.length > 1 && (
        <Select
          label={t("handover-to")}
          hideLabel
          value={chosen ?? ""}
          options={[
            { value: "", text: t("handover-next") },
            ...present.map(({ person }) => ({ value: person.id, text: person.name })),
          ]}
          onChange={setTo}
          testid="handover-to"
        />
      )}
      <Key act={onAir ? "offer" : "ask"} testid={onAir ? "offer" : "ask"} onPress={() => begin(0)}>
        {t(onAir ? "handover-offer" : "handover-ask")}
      </Key>
      <KeyGroup class="console-later" label={t(onAir ? "handover-offer" : "handover-ask")}>
        {HANDOVER_MINUTES.filter((minutes) => minutes > 0).map((minutes) => (
          <Button key={minutes} size="small" testid={`in-${minutes}`} onClick={() => begin(minutes)}>
            {t("in-minutes", { number: String(minutes) })}
          </Button>
        ))}
      </KeyGroup>
    </>
  );
}

function UnderWay({ endpoint, handover }: { endpoint: Endpoint; handover: HandoverView }) {
  const t = useText();
  const { interpretation } = endpoint;
  const { state, active, passive } = handover;
  const part = interpretation.handoverPart.value;
  const name = interpretation.mate(part === "active" ? passive : active)?.person.name ?? "";
  const to = interpretation.mate(passive)?.person.name ?? "";
  return (
    <p class="console-handover-words" data-testid="handover-words">
      {part === "witness"
        ? t("handover-witness", { name: to })
        : t("handover-words", { state: `${state}-${part}`, name })}
    </p>
  );
}

/** Until it is due; while both are open, until the one who hands over is switched off. */
function Countdown({ endpoint, handover: { state, due, until } }: { endpoint: Endpoint; handover: HandoverView }) {
  const t = useText();
  const left = Math.ceil((state === "overlap" ? until : due) - endpoint.meeting.now.value);
  return (
    <span class="console-countdown" data-testid="handover-countdown">
      {left > 0 || state === "overlap" ? <bdi>{clockText(Math.max(0, left))}</bdi> : t("handover-now")}
    </span>
  );
}

/** Who was asked answers; who began takes it back; an accepted one either may. */
function Answers({ endpoint, handover: { state } }: { endpoint: Endpoint; handover: HandoverView }) {
  const t = useText();
  const { booth, interpretation } = endpoint;
  const part = interpretation.handoverPart.value;
  if (part === "witness" || state === "overlap") return null;
  const answers = booth.asked;
  return (
    <>
      {answers && (
        <Key act="accept" tone="primary" testid="handover-accept" onPress={() => void booth.answer(true)}>
          {t("accept")}
        </Key>
      )}
      {answers ? (
        <Key act="decline" testid="handover-decline" onPress={() => void booth.answer(false)}>
          {t("decline")}
        </Key>
      ) : (
        <Key act="cancel" testid="handover-cancel" onPress={() => void booth.cancel()}>
          {t("cancel")}
        </Key>
      )}
    </>
  );
}
