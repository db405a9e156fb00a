/** How the floor is given and for how long. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import {
  type FloorMode,
  type FloorRules,
  floorModeValues,
  type ItemChange,
  itemChangeValues,
  requestKindValues,
  type TimePolicy,
  timePolicyValues,
} from "../../../protocol/messages";
import { clockText, secondsOf } from "../../../state/clocks";
import { Select } from "../../kit/Field";
import { useText } from "../../text";

export function Rules({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { conduct, floor } = endpoint;
  const rules = floor.rules.value;
  const { precedence } = floor.view.value;
  const set = (patch: Partial<FloorRules>) => conduct.setRules(patch);
  return (
    <div class="chair-panel rules-panel">
      <h2 class="visually-hidden">{t("rules")}</h2>
      <Select
        label={t("floor-mode-label")}
        value={rules.mode}
        options={floorModeValues.map((mode) => ({ value: mode, text: t("floor-mode", { mode }) }))}
        onChange={(mode) => set({ mode: mode as FloorMode })}
        testid="floor-mode"
      />
      <div class="rules-row">
        <NumberField
          label={t("speakers-limit")}
          value={rules.speakersLimit}
          onChange={(speakersLimit) => set({ speakersLimit })}
          least={1}
          testid="speakers-limit"
        />
        <Select
          label={t("item-change-label")}
          value={rules.itemChange}
          options={itemChangeValues.map((change) => ({ value: change, text: t("item-change", { change }) }))}
          onChange={(itemChange) => set({ itemChange: itemChange as ItemChange })}
          testid="rules-item-change"
        />
      </div>
      <Select
        label={t("time-policy-label")}
        value={rules.timePolicy}
        options={timePolicyValues.map((policy) => ({ value: policy, text: t("time-policy", { policy }) }))}
        onChange={(timePolicy) => set({ timePolicy: timePolicy as TimePolicy })}
        testid="time-policy"
      />
      <div class="rules-row">
        <TimeField label={t("amber")} value={rules.amberS} onChange={(amberS) => set({ amberS })} testid="amber" />
        <TimeField label={t("grace")} value={rules.graceS} onChange={(graceS) => set({ graceS })} testid="grace" />
      </div>
      <table class="limits">
        <caption>{t("time-limits")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("kind")}</th>
            <th scope="col">{t("class-all")}</th>
            {precedence.map((name) => (
              <th key={name} scope="col">
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {requestKindValues.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t("request-kind", { kind })}</th>
              {["", ...precedence].map((group) => {
                const key = group ? `${group}/${kind}` : kind;
                return (
                  <td key={key}>
                    <TimeField
                      hideLabel
                      label={`${t("request-kind", { kind })} ${group || t("class-all")}`}
                      value={rules.timeLimitsS[key] ?? 0}
                      onChange={(seconds) => set({ timeLimitsS: { [key]: seconds } })}
                      testid={`limit-${key}`}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">{t("time-limits-hint")}</p>
    </div>
  );
}

interface TimedField {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly testid: string;
}

/** Minutes and seconds; what is no time goes back to what it was. */
function TimeField({ label, hideLabel = false, value, onChange, testid }: TimedField) {
  const [, setTries] = useState(0);
  const change = (input: HTMLInputElement) => {
    const seconds = input.value.trim() === "" ? 0 : secondsOf(input.value);
    if (seconds === null || seconds === value) input.value = textOf(value);
    else onChange(seconds);
    setTries((tries) => tries + 1);
  };
  return (
    <label class="field">
      <span class={hideLabel ? "visually-hidden" : "field-label"}>{label}</span>
      <input
        class="control time-control"
        inputMode="numeric"
        dir="ltr"
        value={textOf(value)}
        placeholder="–"
        data-testid={testid}
        onChange={(event) => change(event.currentTarget)}
      />
    </label>
  );
}

const textOf = (seconds: number) => (seconds > 0 ? clockText(Math.round(seconds)) : "");

function NumberField({ label, value, onChange, least, testid }: TimedField & { readonly least: number }) {
  const change = (input: HTMLInputElement) => {
    const wanted = input.valueAsNumber;
    if (Number.isInteger(wanted) && wanted >= least && wanted !== value) onChange(wanted);
    else input.value = String(value);
  };
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <input
        class="control"
        type="number"
        min={least}
        value={value}
        data-testid={testid}
        onChange={(event) => change(event.currentTarget)}
      />
    </label>
  );
}
