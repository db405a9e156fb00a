/** For everyone: whether the public sees and hears this, and whether it is recorded. */
import type { WebcastState } from "../../../protocol/messages";
import { useText } from "../../text";

interface OnAirProps {
  readonly webcast: WebcastState;
  /** What is webcast is recorded. */
  readonly recorded: boolean;
}

export function OnAir({ webcast, recorded }: OnAirProps) {
  const t = useText();
  if (webcast === "off") return null;
  return (
    <>
      <span class="tag on-air" data-testid="on-air" data-mode={webcast} title={t("webcast-public", { mode: webcast })}>
        <span class="on-air-mark" aria-hidden="true" />
        {t("webcast-mode", { mode: webcast })}
        <span class="visually-hidden">. {t("webcast-public", { mode: webcast })}</span>
      </span>
      {recorded && (
        <span class="tag on-record" data-testid="on-record" title={t("webcast-on-record-why")}>
          {t("webcast-on-record")}
          <span class="visually-hidden">. {t("webcast-on-record-why")}</span>
        </span>
      )}
    </>
  );
}
