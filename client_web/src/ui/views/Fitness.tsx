/** How fit for interpretation somebody's sound is, and why not. */
import type { SpeakerFitness } from "../../protocol/messages";
import { useText } from "../text";

const TAGS = { good: "tag-granted", poor: "tag-fair", unfit: "tag-poor" } as const;

export function FitnessTag({ fitness }: { fitness: SpeakerFitness | null }) {
  const t = useText();
  if (fitness === null) return null;
  const { step, reasons } = fitness;
  return (
    <span class={`tag ${TAGS[step]} fitness`} data-testid="fitness" data-step={step}>
      {t("fitness", { step })}
      {reasons.length > 0 && (
        <span class="fitness-reasons">{reasons.map((reason) => t("fitness-reason", { reason })).join(" · ")}</span>
      )}
    </span>
  );
}
