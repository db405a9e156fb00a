/** One's own requests beside the one the button speaks of. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { Button } from "../../kit/Button";
import { useText } from "../../text";

export function OtherRequests({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const first = endpoint.floor.mine.value?.requestId;
  const others = endpoint.floor.own.value.filter(({ requestId }) => requestId !== first);
  if (others.length === 0) return null;
  return (
    <ul class="other-requests" aria-label={t("also-asked")}>
      {others.map(({ requestId, kind, state }) => (
        <li key={requestId} data-testid="other-request">
          <span>{t("request-kind", { kind })}</span>
          <span class={`tag tag-${state}`}>{t("request-state", { state })}</span>
          <Button
            variant="quiet"
            size="small"
            label={`${t("withdraw-request")}: ${t("request-kind", { kind })}`}
            onClick={() => void endpoint.ask({ type: "withdrawFloor", requestId })}
          >
            {t("withdraw-request")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
