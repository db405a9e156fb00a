/** The guided check before a meeting: one step after the other, each repeated or skipped at will; it never blocks. */
import type { ComponentChild } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { languageName } from "../../i18n/names";
import type { ArrivalEngine } from "../../media/arrival";
import type { ArrivalRole } from "../../protocol/arrival";
import { Arrival, type ArrivalResult, browserAdvice, finding, type StepName } from "../../state/arrival";
import type { Preferences } from "../../state/preferences";
import { Button } from "../kit/Button";
import { Select } from "../kit/Field";
import { useCatalog, useText } from "../text";
import { DeviceChoices } from "../views/PreferencesDialog";
import { CameraStep } from "./CameraStep";
import { AdviceList, OutcomeTag } from "./Findings";
import { NetworkStep, NetworkTable } from "./NetworkStep";
import { EchoStep, LoudspeakerStep, MicrophoneStep } from "./SoundSteps";
import { Summary } from "./Summary";
import type { StepProps } from "./step";

export interface ArrivalCheckProps {
  /** `passive`: loudspeaker and network alone; no device is ever asked for. */
  readonly role: ArrivalRole;
  /** Made by the program: `browserArrival()` of `media/arrival_browser`. */
  readonly engine: ArrivalEngine;
  readonly preferences: Preferences;
  /** Languages of interpretation one may choose; empty: the step is left out. */
  readonly languages: readonly string[];
  /** The check is over and its result was shown; `onDone` is the way on into the meeting. */
  readonly onDone: (result: ArrivalResult) => void;
  /** The whole check is skipped; absent: there is nowhere to skip to. */
  readonly onSkip?: () => void;
  /** Words of the button that calls `onDone`; default: go on. */
  readonly doneLabel?: string;
  /** Shown below the result: where else one may go with it. */
  readonly onward?: (result: ArrivalResult) => ComponentChild;
}

export function ArrivalCheck(props: ArrivalCheckProps) {
  const t = useText();
  const { role, engine, onDone, onSkip } = props;
  const key = props.languages.join(" ");
  const arrival = useMemo(() => new Arrival(role, key ? key.split(" ") : []), [role, key]);
  useEffect(() => () => engine.network.cancel(), [engine]);
  const step = arrival.step;
  return (
    <div class="arrival" data-testid="arrival-check" data-role={role}>
      {step !== null ? (
        <Step key={step} step={step} arrival={arrival} {...props} />
      ) : (
        <Summary
          arrival={arrival}
          engine={engine}
          copy={engine.copy}
          print={engine.print}
          onDone={onDone}
          doneLabel={props.doneLabel ?? t("arrival-go-on")}
          onward={props.onward}
        />
      )}
      {onSkip && step !== null && (
        <p class="arrival-skip-all">
          <Button variant="quiet" onClick={onSkip} testid="arrival-skip-all">
            {t("arrival-skip-all")}
          </Button>
        </p>
      )}
    </div>
  );
}

function Step({
  step,
  arrival,
  engine,
  preferences,
  languages,
}: ArrivalCheckProps & { step: StepName; arrival: Arrival }) {
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const result = arrival.findings.value[step] ?? null;
  const browser = engine.browser();
  const parts: StepProps = { engine, preferences, found: (what, figures) => arrival.found(step, what, figures) };
  const last = arrival.position === arrival.steps.length;
  const network = step === "network" ? arrival.result(null).network : null;
  return (
    <section class="card arrival-card" data-testid="arrival-step" data-step={step} aria-labelledby="arrival-heading">
      <p class="hint">{t("arrival-step", { position: arrival.position, steps: arrival.steps.length })}</p>
      <h2 id="arrival-heading" tabIndex={-1} ref={heading}>
        {t("arrival-title", { step })}
      </h2>
      <p>{t("arrival-lead", { step })}</p>
      <Body step={step} arrival={arrival} parts={parts} languages={languages} />
      <div role="status" class="arrival-found">
        {result && <OutcomeTag finding={result} />}
        {result && <AdviceList finding={result} browser={browser.kind} />}
      </div>
      {network && <NetworkTable figures={network} />}
      {(step === "microphone" || step === "camera") && (
        <DeviceChoices devices={engine.devices} preferences={preferences} />
      )}
      <div class="arrival-buttons">
        <Button
          variant={result ? "primary" : "secondary"}
          onClick={() => arrival.next()}
          testid={result ? "arrival-next" : "arrival-skip"}
        >
          {t(result ? (last ? "arrival-finish" : "arrival-next") : "arrival-skip")}
        </Button>
        {arrival.position > 1 && (
          <Button variant="quiet" icon="back" onClick={() => arrival.back()} testid="arrival-back">
            {t("arrival-back")}
          </Button>
        )}
      </div>
    </section>
  );
}

interface BodyProps {
  readonly step: StepName;
  readonly arrival: Arrival;
  readonly parts: StepProps;
  readonly languages: readonly string[];
}

function Body({ step, arrival, parts, languages }: BodyProps) {
  switch (step) {
    case "browser":
      return <BrowserStep {...parts} />;
    case "loudspeaker":
      return <LoudspeakerStep {...parts} />;
    case "microphone":
      return <MicrophoneStep {...parts} />;
    case "echo":
      return <EchoStep {...parts} />;
    case "camera":
      return <CameraStep {...parts} />;
    case "network":
      return <NetworkStep {...parts} arrival={arrival} />;
    case "language":
      return <LanguageStep {...parts} arrival={arrival} languages={languages} />;
  }
}

/** Looked at without asking. */
function BrowserStep({ engine, found }: StepProps) {
  const report = useRef(found);
  useEffect(() => report.current(finding(browserAdvice(engine.browser()))), [engine]);
  return (
    <p dir="ltr" class="arrival-browser">
      {engine.browser().name}
    </p>
  );
}

function LanguageStep({ arrival, languages, found }: StepProps & { arrival: Arrival; languages: readonly string[] }) {
  const { t, language } = useCatalog();
  const choose = (tag: string) => {
    arrival.language.value = tag;
    found(finding([]));
  };
  return (
    <Select
      label={t("arrival-language")}
      value={arrival.language.value ?? ""}
      options={[
        { value: "", text: t("arrival-choose") },
        { value: "floor", text: t("arrival-floor") },
        ...languages.map((tag) => ({ value: tag, text: languageName(tag, language.value) })),
      ]}
      onChange={(tag) => tag !== "" && choose(tag)}
      testid="arrival-language"
    />
  );
}
