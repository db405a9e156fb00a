/** How full a conference is: numbers first, a bar beside them. */
import type { MeterReadings } from "../../desk/records";
import { useText } from "../text";
import { useTimes } from "./context";

export function Meters({ readings }: { readonly readings: MeterReadings }) {
  const t = useText();
  const { number } = useTimes();
  const shares = [
    ["registered", readings.registered, readings.participantsLimit],
    ["active", readings.active, readings.activeLimit],
    ["onSite", readings.onSite, readings.onSiteLimit],
  ] as const;
  const counts = [
    ["waiting", readings.standing.waiting ?? 0],
    ["invited", readings.standing.invited ?? 0],
    ["pending", readings.accreditation.pending ?? 0],
  ] as const;
  return (
    <dl class="desk-meters" data-testid="meters">
      {shares.map(([what, taken, limit]) => (
        <div key={what} class="desk-meter" data-testid={`meter-${what}`} data-taken={taken}>
          <dt>{t("desk-meter", { what })}</dt>
          <dd>
            {limit === null ? number(taken) : t("desk-of", { taken: number(taken), limit: number(limit) })}
            {limit !== null && (
              <meter
                min={0}
                max={Math.max(1, limit)}
                high={limit * 0.9}
                value={taken}
                aria-label={t("desk-meter", { what })}
              />
            )}
          </dd>
        </div>
      ))}
      {counts.map(([what, taken]) =>
        taken > 0 ? (
          <div key={what} class="desk-meter" data-testid={`meter-${what}`} data-taken={taken}>
            <dt>{t("desk-meter", { what })}</dt>
            <dd>{number(taken)}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
