/** The phone page of a seat: one button, the place in the list, the clock. No sound: the seat's unit carries that. */
import { useEffect, useState } from "preact/hooks";
import type { RequestKind } from "../../protocol/messages";
import type { SeatView } from "../../protocol/seat";
import { clockOf } from "../../state/clocks";
import { Button } from "../kit/Button";
import { Select } from "../kit/Field";
import { useText } from "../text";
import { ClockFace } from "./Clock";
import { OnAir } from "./webcast/OnAir";

const KINDS: readonly RequestKind[] = ["statement", "pointOfOrder", "rightOfReply", "motion", "reply"];
const AMBER_S = 30;

export interface SeatPageProps {
  readonly seat: SeatView | null;
  /** Why nothing can be done, or what was refused: a code of the server. */
  readonly fault: string | null;
  readonly lost: boolean;
  /** The server's clock, Unix seconds. */
  readonly now: () => number;
  readonly press: (kind: RequestKind) => void;
  readonly release: () => void;
  readonly answer: () => void;
}

export function SeatPage(props: SeatPageProps) {
  const t = useText();
  const { seat, fault, lost } = props;
  return (
    <main class="seat-page" data-state={seat?.state ?? "free"}>
      <h1>{seat ? t("seat-title", { value: seat.seat }) : "Hemicycle"}</h1>
      {seat && <p class="seat-plate">{seat.plate}</p>}
      {seat && (
        <p class="seat-air">
          <OnAir webcast={seat.webcast} recorded={seat.recorded} />
        </p>
      )}
      <p class="floor-words" role="status" data-testid="floor-words">
        {seat ? seatWords(seat, t) : fault ? "" : t("seat-wait")}
      </p>
      {seat && seat.attending === "room" && <SeatControls {...props} seat={seat} />}
      {lost && <p class="hint">{t("seat-lost")}</p>}
      {fault && (
        <p class="seat-fault" role="alert" data-testid="seat-fault">
          {t(`error-${fault}`)}
        </p>
      )}
    </main>
  );
}

function seatWords(seat: SeatView, t: ReturnType<typeof useText>): string {
  if (seat.attending === "remote") return t("error-attendsRemotely");
  switch (seat.state) {
    case null:
      return t("floor-free");
    case "queued":
      return t("floor-place", { place: seat.place ?? 0 });
    case "called":
      return t("floor-called");
    case "deferred":
      return t("floor-deferred");
    case "paused":
      return t("floor-paused");
    default:
      return t(seat.state === "granted" ? "floor-granted-room" : "seat-speaking");
  }
}

function SeatControls(props: SeatPageProps & { readonly seat: SeatView }) {
  const t = useText();
  const [kind, setKind] = useState<RequestKind>("statement");
  const { seat } = props;
  if (seat.state === null) {
    return (
      <>
        <Select
          label={t("other-requests")}
          hideLabel
          value={kind}
          options={KINDS.map((value) => ({ value, text: t("request-kind", { kind: value }) }))}
          onChange={(value) => setKind(value as RequestKind)}
          testid="seat-kind"
        />
        <Button variant="primary" size="large" testid="floor-button" onClick={() => props.press(kind)}>
          {t("request-floor")}
        </Button>
      </>
    );
  }
  const holds = seat.state === "granted" || seat.state === "speaking" || seat.state === "paused";
  const answers = seat.state === "called" || seat.state === "deferred";
  return (
    <>
      {holds && <SeatClock seat={seat} now={props.now} />}
      {answers && (
        <Button variant="primary" size="large" testid="answer" onClick={props.answer}>
          {seat.state === "called" ? t("i-am-ready") : t("come-back")}
        </Button>
      )}
      <Button size="large" testid="floor-button" onClick={props.release}>
        {holds ? t("give-up-floor") : t("withdraw-request")}
      </Button>
    </>
  );
}

function SeatClock({ seat, now }: { seat: SeatView; now: () => number }) {
  const t = useText();
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), 500);
    return () => clearInterval(timer);
  }, []);
  return <ClockFace clock={clockOf(seat, AMBER_S, now())} label={t("own-clock")} testid="own-clock" words />;
}
