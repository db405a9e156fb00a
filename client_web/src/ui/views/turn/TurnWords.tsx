/** Where one stands, in one sentence, and what to do or to know about it in another. */
import type { Endpoint } from "../../../endpoint/endpoint";
import type { FloorEntry } from "../../../protocol/messages";
import { clockText } from "../../../state/clocks";
import { openKinds, type TurnStep } from "../../../state/turn";
import { useText } from "../../text";

export function TurnWords({ endpoint, step }: { endpoint: Endpoint; step: TurnStep }) {
  const t = useText();
  const mine = endpoint.floor.mine.value;
  const detail = useDetail(endpoint, step);
  return (
    <div class="turn-words">
      <p class="floor-words" data-testid="floor-words">
        {useHeadline(endpoint, step)}
      </p>
      {(detail || (mine && mine.kind !== "statement")) && (
        <p class="turn-detail" data-testid="floor-detail">
          {mine && mine.kind !== "statement" && <span class="tag">{t("request-kind", { kind: mine.kind })}</span>}
          {detail}
        </p>
      )}
    </div>
  );
}

function useHeadline(endpoint: Endpoint, step: TurnStep): string {
  const t = useText();
  const inRoom = endpoint.meeting.me.value?.attending === "room";
  switch (step) {
    case "free":
      return freeWords(endpoint, t);
    case "waiting":
      return t("floor-place", { place: endpoint.floor.place.value ?? 0 });
    case "called":
      return t("floor-called");
    case "ready":
      return t("floor-ready");
    case "granted":
    case "silent":
      return inRoom ? t("floor-granted-room") : step === "silent" ? t("floor-silent") : t("floor-granted");
    case "live":
      return inRoom ? t("floor-live-room") : t("floor-live");
    case "paused":
      return t("floor-paused");
    case "deferred":
      return t("floor-deferred");
  }
}

function freeWords({ floor, meeting }: Endpoint, t: ReturnType<typeof useText>): string {
  if (!meeting.can("requestFloor")) return t("floor-at-will");
  const { sitting, rules } = floor.view.value;
  if (sitting.state !== "open") return t("sitting-words", { state: sitting.state });
  if (rules.mode === "operatorOnly") return t("floor-operator-only");
  if (floor.item.value === null && floor.view.value.agenda.length > 0) return t("floor-no-item");
  const { state } = floor.listView("speakers");
  return state === "open"
    ? t("floor-free")
    : state === "suspended"
      ? t("floor-list-suspended")
      : t("floor-list-closed");
}

function useDetail(endpoint: Endpoint, step: TurnStep): string | null {
  const t = useText();
  const { floor, meeting } = endpoint;
  const mine = floor.mine.value;
  switch (step) {
    case "free":
      return freeDetail(endpoint, t);
    case "called":
    case "ready":
    case "granted": {
      const left =
        step === "called" && mine?.callUntil ? Math.max(0, Math.ceil(mine.callUntil - meeting.now.value)) : null;
      const parts = [
        left === null ? null : t("floor-answer-within", { value: clockText(left) }),
        endpoint.microphone.armed.value ? t("floor-armed") : null,
      ];
      return parts.filter(Boolean).join(" ") || null;
    }
    case "paused":
      return t("floor-paused-for", { reason: pausedFor(endpoint) });
    case "deferred":
      return mine ? t("floor-deferred-for", { reason: deferredFor(mine) }) : null;
    case "waiting":
      return meeting.stage.value.sitting.state === "open" ? null : t("floor-place-kept");
    default:
      return null;
  }
}

function freeDetail(endpoint: Endpoint, t: ReturnType<typeof useText>): string | null {
  const { floor, meeting } = endpoint;
  if (!meeting.can("requestFloor")) return null;
  const kinds = openKinds(floor.view.value, floor.speaking.value, floor.own.value);
  return kinds.length > 0 && !kinds.includes("statement") ? t("floor-other-kinds") : null;
}

/** Why one's own speech stands still. */
function pausedFor({ floor, meeting }: Endpoint): string {
  if (floor.mine.value?.heldUntil != null) return "link";
  if (meeting.stage.value.sitting.state !== "open") return "sitting";
  if (floor.view.value.priority !== null) return "priority";
  const other = meeting.stage.value.speech;
  return other && other.requestId !== floor.mine.value?.requestId ? other.kind : "chair";
}

function deferredFor({ deferredFor: reason }: FloorEntry): string {
  return reason ?? "skipped";
}
