/** Labelled native controls. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface Labelled {
  readonly label: string;
  /** Keeps the label for screen readers only. */
  readonly hideLabel?: boolean;
  readonly testid?: string;
}

export interface Option {
  readonly value: string;
  readonly text: string;
  /** BCP 47 tag of the text itself, for endonyms. */
  readonly language?: string;
}

export function Select(
  props: Labelled & {
    readonly value: string;
    readonly options: readonly Option[];
    readonly onChange: (value: string) => void;
    readonly disabled?: boolean;
  },
) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={props.hideLabel ? "visually-hidden" : "field-label"}>
        {props.label}
      </label>
      <select
        id={id}
        class="control"
        value={props.value}
        disabled={props.disabled}
        data-testid={props.testid}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        {props.options.map(({ value, text, language }) => (
          <option key={value} value={value} lang={language} selected={value === props.value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

export function TextField(
  props: Labelled & {
    readonly value: string;
    readonly onInput: (value: string) => void;
    readonly maxLength?: number;
    readonly placeholder?: string;
    readonly autocomplete?: string;
    readonly required?: boolean;
  },
) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={props.hideLabel ? "visually-hidden" : "field-label"}>
        {props.label}
      </label>
      <input
        id={id}
        class="control"
        type="text"
        dir="auto"
        value={props.value}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        autocomplete={props.autocomplete}
        required={props.required}
        data-testid={props.testid}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}

/** Several lines.  Enter sends, Shift and Enter begins a new line; an input method keeps its own Enter. */
export function TextArea(
  props: Labelled & {
    readonly value: string;
    readonly onInput: (value: string) => void;
    readonly onEnter: () => void;
    readonly maxLength?: number;
    readonly placeholder?: string;
  },
) {
  const id = useId();
  const lines = Math.min(5, props.value.split("\n").length);
  return (
    <div class="field">
      <label for={id} class={props.hideLabel ? "visually-hidden" : "field-label"}>
        {props.label}
      </label>
      <textarea
        id={id}
        class="control"
        dir="auto"
        rows={lines}
        value={props.value}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        autocomplete="off"
        data-testid={props.testid}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          props.onEnter();
        }}
      />
    </div>
  );
}

/** A native file picker that looks like a button. */
export function FileField(props: {
  readonly text: string;
  readonly accept: string;
  readonly onFile: (file: File) => void;
  readonly disabled?: boolean;
  readonly testid: string;
}) {
  return (
    <label class="file-field button button-secondary button-medium" data-disabled={props.disabled ?? false}>
      <input
        class="visually-hidden"
        type="file"
        accept={props.accept}
        disabled={props.disabled}
        data-testid={props.testid}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) props.onFile(file);
        }}
      />
      {props.text}
    </label>
  );
}

/** 0..1 in steps of a twentieth. */
export function Slider(
  props: Labelled & {
    readonly value: number;
    readonly onInput: (value: number) => void;
    readonly valueText: string;
    readonly icon?: ComponentChildren;
    readonly disabled?: boolean;
  },
) {
  const id = useId();
  return (
    <div class="slider">
      <label for={id} class="field-label">
        {props.icon}
        {props.label}
        <span class="slider-value" aria-hidden="true">
          {props.valueText}
        </span>
      </label>
      <input
        id={id}
        type="range"
        min="0"
        max="1"
        step="0.05"
        value={props.value}
        disabled={props.disabled}
        aria-valuetext={props.valueText}
        data-testid={props.testid}
        onInput={(event) => props.onInput(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

export function Toggle(props: Labelled & { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <div class="toggle">
      <input
        id={id}
        type="checkbox"
        checked={props.on}
        data-testid={props.testid}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <label for={id}>{props.label}</label>
    </div>
  );
}
