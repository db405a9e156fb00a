/** What the whole check came to, and the number support opens it by. */
import type { ComponentChild } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ArrivalEngine } from "../../media/arrival";
import type { ArrivalReport } from "../../protocol/arrival";
import type { Arrival, ArrivalResult, StepName } from "../../state/arrival";
import { Button } from "../kit/Button";
import { useText } from "../text";
import { AdviceList, OutcomeTag } from "./Findings";
import { NetworkTable } from "./NetworkStep";

interface Props {
  readonly arrival: Arrival;
  readonly engine: ArrivalEngine;
  readonly copy: (text: string) => Promise<void>;
  readonly print: () => void;
  readonly onDone: (result: ArrivalResult) => void;
  readonly doneLabel: string;
  /** Where one may go with the result, beside `onDone`. */
  readonly onward?: ((result: ArrivalResult) => ComponentChild) | undefined;
}

function reportOf(arrival: Arrival, browser: string): ArrivalReport {
  const { role, findings, devices, language } = arrival.result(null);
  return { role, browser, steps: findings, devices: { ...devices }, language };
}

export function Summary({ arrival, engine, copy, print, onDone, doneLabel, onward }: Props) {
  const t = useText();
  const [reference, setReference] = useState<string | null>(null);
  const [fault, setFault] = useState(false);
  const [copied, setCopied] = useState(false);
  const browser = engine.browser();
  useEffect(() => {
    let wanted = true;
    engine.network.report(reportOf(arrival, engine.browser().name)).then(
      (kept) => wanted && setReference(kept.reference),
      () => wanted && setFault(true),
    );
    return () => {
      wanted = false;
    };
  }, [arrival, engine]);
  const result = arrival.result(reference);
  const { verdict, findings, network } = result;
  const line = (step: StepName) => findings[step] ?? { outcome: "skipped" as const, advice: [] };
  const words = () =>
    [
      t("arrival-verdict", { verdict }),
      reference ? `${t("arrival-reference")} ${spaced(reference)}` : "",
      ...arrival.steps.map((step) => {
        const { outcome, advice } = line(step);
        const said = advice.map((one) => t("arrival-advice", { advice: one }));
        return [`${t("arrival-title", { step })}: ${t("arrival-outcome", { outcome })}`, ...said].join("\n  ");
      }),
    ]
      .filter((one) => one !== "")
      .join("\n")
      .replace(/[\u2066-\u2069]/g, "");
  return (
    <section class="card arrival-card arrival-summary" data-testid="arrival-summary" data-verdict={verdict}>
      <h2 tabIndex={-1} ref={focusOnce}>
        {t("arrival-verdict", { verdict })}
      </h2>
      <p>{t("arrival-verdict-words", { verdict })}</p>
      {reference && (
        <p class="arrival-reference">
          {t("arrival-reference")}{" "}
          <output dir="ltr" data-testid="arrival-reference">
            {spaced(reference)}
          </output>
        </p>
      )}
      {fault && <p class="hint">{t("arrival-no-reference")}</p>}
      <ul class="arrival-results">
        {arrival.steps.map((step) => (
          <li key={step} data-testid={`arrival-result-${step}`}>
            <div class="arrival-result">
              <strong>{t("arrival-title", { step })}</strong>
              <OutcomeTag finding={line(step)} />
              <Button
                size="small"
                variant="quiet"
                onClick={() => arrival.repeat(step)}
                label={t("arrival-repeat-step", { step: t("arrival-title", { step }) })}
                testid={`arrival-repeat-${step}`}
              >
                {t("arrival-repeat")}
              </Button>
            </div>
            <AdviceList finding={line(step)} browser={browser.kind} />
          </li>
        ))}
      </ul>
      {network && <NetworkTable figures={network} />}
      <div class="arrival-buttons">
        <Button variant="primary" onClick={() => onDone(result)} testid="arrival-done">
          {doneLabel}
        </Button>
        <Button onClick={() => void copy(words()).then(() => setCopied(true))} testid="arrival-copy">
          {t("arrival-copy")}
        </Button>
        <Button onClick={print} testid="arrival-print">
          {t("arrival-print")}
        </Button>
        <span role="status">{copied && t("arrival-copied")}</span>
      </div>
      {onward?.(result)}
    </section>
  );
}

function focusOnce(heading: HTMLElement | null): void {
  heading?.focus();
}

/** Told over the telephone in two halves. */
function spaced(reference: string): string {
  return `${reference.slice(0, 4)} ${reference.slice(4)}`;
}
