/** What a step found, in words: an outcome, and what to do about it. */
import type { BrowserFacts } from "../../media/arrival";
import type { Finding } from "../../state/arrival";
import { Icon, type IconName } from "../kit/Icon";
import { useText } from "../text";

const ICONS: Readonly<Record<Finding["outcome"], IconName>> = {
  good: "check",
  warning: "warning",
  failed: "warning",
  skipped: "more",
};
const TONES: Readonly<Record<Finding["outcome"], string>> = {
  good: "granted",
  warning: "warn",
  failed: "warn",
  skipped: "skipped",
};

export function OutcomeTag({ finding }: { finding: Finding }) {
  const t = useText();
  return (
    <span class={`tag tag-${TONES[finding.outcome]}`} data-testid="arrival-outcome" data-outcome={finding.outcome}>
      <Icon name={ICONS[finding.outcome]} />
      {t("arrival-outcome", { outcome: finding.outcome })}
    </span>
  );
}

export function AdviceList({ finding, browser }: { finding: Finding; browser: BrowserFacts["kind"] }) {
  const t = useText();
  if (finding.advice.length === 0) return null;
  return (
    <ul class="arrival-advice">
      {finding.advice.map((advice) => (
        <li key={advice} data-testid="arrival-advice" data-advice={advice}>
          {t("arrival-advice", { advice })}
          {advice === "deviceDenied" && ` ${t("arrival-allow", { browser })}`}
        </li>
      ))}
    </ul>
  );
}
