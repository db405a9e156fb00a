/** In the head of the page, for everyone: whether the public sees and hears this. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { useText } from "../../text";

export function OnAir({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { webcast } = endpoint.meeting.stage.value;
  if (webcast === "off") return null;
  return (
    <span class="tag on-air" data-testid="on-air" data-mode={webcast} title={t("webcast-public", { mode: webcast })}>
      <span class="on-air-mark" aria-hidden="true" />
      {t("webcast-mode", { mode: webcast })}
      <span class="visually-hidden">. {t("webcast-public", { mode: webcast })}</span>
    </span>
  );
}
