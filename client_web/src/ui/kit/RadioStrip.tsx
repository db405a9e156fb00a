/** A row of mutually exclusive choices, all visible: native radio buttons dressed as a strip. */
import { useId } from "preact/hooks";

export interface StripChoice {
  readonly value: string;
  readonly text: string;
  readonly language?: string;
  /** A second, quieter line: why this choice sounds as it does. */
  readonly detail?: string;
  readonly tone?: "ok" | "calm" | "warn" | "off";
}

export function RadioStrip(props: {
  readonly legend: string;
  readonly hideLegend?: boolean;
  readonly choices: readonly StripChoice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly testid: string;
  /** Prefix of the choices' test ids. */
  readonly itemTestid: string;
}) {
  const name = useId();
  return (
    <fieldset class="strip" data-testid={props.testid}>
      <legend class={props.hideLegend ? "visually-hidden" : "strip-legend"}>{props.legend}</legend>
      <div class="strip-row">
        {props.choices.map((choice) => (
          <label key={choice.value} class="strip-choice" data-testid={`${props.itemTestid}-${choice.value}`}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === props.value}
              onChange={() => props.onChange(choice.value)}
            />
            <span class="strip-face">
              <span class="strip-text" lang={choice.language}>
                {choice.text}
              </span>
              {choice.detail && <span class={`strip-detail tone-${choice.tone ?? "calm"}`}>{choice.detail}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
