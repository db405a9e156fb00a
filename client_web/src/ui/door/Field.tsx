/** Form fields of the pages before a meeting. */
import { useId } from "preact/hooks";

export function FormField(props: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: "text" | "email" | "tel";
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly hint?: string;
  readonly maxLength?: number;
  readonly testid?: string;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class="field-label">
        {props.label}
      </label>
      <input
        id={id}
        class="control"
        type={(props.type ?? "text") as "text"}
        dir={props.type ? "ltr" : "auto"}
        value={props.value}
        maxLength={props.maxLength ?? 200}
        autocomplete={props.autocomplete}
        required={props.required}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        data-testid={props.testid}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {props.hint && (
        <span id={`${id}-hint`} class="hint">
          {props.hint}
        </span>
      )}
    </div>
  );
}

/** Codes read from left to right in every language. */
export function CodeField(props: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** `oneTime`: the telephone offers what has just arrived. */
  readonly kind: "access" | "oneTime";
  readonly invalid?: boolean;
  readonly testid: string;
}) {
  const id = useId();
  const oneTime = props.kind === "oneTime";
  return (
    <div class="field">
      <label for={id} class="field-label">
        {props.label}
      </label>
      <input
        id={id}
        class={`control code-control code-${props.kind}`}
        type="text"
        dir="ltr"
        inputMode={oneTime ? "numeric" : "text"}
        autocomplete={oneTime ? "one-time-code" : "off"}
        autocapitalize={oneTime ? "off" : "characters"}
        spellcheck={false}
        required
        value={props.value}
        aria-invalid={props.invalid || undefined}
        data-testid={props.testid}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}
