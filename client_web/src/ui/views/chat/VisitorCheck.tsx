/** What came of the check of somebody who writes to support before the meeting: what is wrong first, so that one need not ask. */
import { useEffect, useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { CheckView } from "../../../protocol/resources";
import { referenceIn, type Thread } from "../../../state/chat";
import { useCatalog } from "../../text";

const WRONG: ReadonlySet<string> = new Set(["warning", "failed"]);

export function VisitorCheck({ endpoint, thread }: { endpoint: Endpoint; thread: Thread }) {
  const { t } = useCatalog();
  const reference = referenceIn(thread);
  const [check, setCheck] = useState<CheckView | null>(null);
  useEffect(() => {
    let wanted = true;
    setCheck(null);
    if (reference !== null)
      void endpoint.correspondence.check(reference).then((found) => {
        if (wanted) setCheck(found);
      });
    return () => {
      wanted = false;
    };
  }, [endpoint, reference]);
  if (check === null) return null;
  return (
    <details class="chat-check" data-testid="visitor-check" data-verdict={check.verdict}>
      <summary>
        {t("support-check", { verdict: check.verdict })} <bdi>{check.reference}</bdi>
      </summary>
      <Findings check={check} />
    </details>
  );
}

function Findings({ check }: { check: CheckView }) {
  const { t, language } = useCatalog();
  const { steps, network } = check;
  const rate = (bps: number | null | undefined) =>
    bps == null ? "–" : new Intl.NumberFormat(language.value, { maximumFractionDigits: 1 }).format(bps / 1e6);
  const wrongFirst = Object.entries(steps).sort(
    ([, a], [, b]) => Number(WRONG.has(b.outcome)) - Number(WRONG.has(a.outcome)),
  );
  return (
    <ul>
      {wrongFirst.map(([step, { outcome, advice }]) => (
        <li key={step}>
          {t("support-check-step", { step })}: {t("support-check-outcome", { outcome })}
          {advice.length > 0 && <code dir="ltr"> {advice.join(", ")}</code>}
        </li>
      ))}
      {network && <li>{t("support-check-network", { down: rate(network.downBps), up: rate(network.upBps) })}</li>}
      {check.browser && (
        <li>
          <bdi>{check.browser}</bdi>
        </li>
      )}
    </ul>
  );
}
