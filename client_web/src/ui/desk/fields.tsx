/** Labelled native controls that say what is wrong with what was typed, beside it. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { TextsForm } from "../../desk/plan";
import { endonym } from "../../i18n/names";
import { uiLanguages } from "../../state/preferences";
import { useCatalog } from "../text";

interface Common {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong, as a sentence. */
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly testid?: string;
}

function useNotes({ hint, error }: Pick<Common, "hint" | "error">) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const notes = (
    <>
      {hint && (
        <p class="desk-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="desk-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
  return { id, described, notes };
}

export function Input(
  props: Common & {
    readonly value: string;
    readonly onInput: (value: string) => void;
    readonly type?: "text" | "password" | "email" | "tel" | "search" | "datetime-local" | "url";
    readonly inputMode?: "numeric";
    readonly autocomplete?: string;
    readonly maxLength?: number;
    readonly hideLabel?: boolean;
    readonly lang?: string;
    readonly dir?: "ltr" | "auto";
    readonly suggestions?: readonly string[];
    readonly placeholder?: string;
  },
) {
  const { id, described, notes } = useNotes(props);
  return (
    <div class="field">
      <label for={id} class={props.hideLabel ? "visually-hidden" : "field-label"}>
        {props.label}
      </label>
      <input
        id={id}
        class="control"
        type={(props.type ?? "text") as "text"}
        inputMode={props.inputMode}
        dir={props.dir ?? (props.type === undefined || props.type === "search" ? "auto" : "ltr")}
        lang={props.lang}
        value={props.value}
        required={props.required}
        disabled={props.disabled}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        autocomplete={props.autocomplete ?? "off"}
        aria-invalid={props.error ? "true" : undefined}
        aria-describedby={described}
        list={props.suggestions ? `${id}-list` : undefined}
        data-testid={props.testid}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {props.suggestions && (
        <datalist id={`${id}-list`}>
          {props.suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {notes}
    </div>
  );
}

export function Lines(
  props: Common & {
    readonly value: string;
    readonly onInput: (value: string) => void;
    readonly maxLength?: number;
    readonly lang?: string;
  },
) {
  const { id, described, notes } = useNotes(props);
  return (
    <div class="field">
      <label for={id} class="field-label">
        {props.label}
      </label>
      <textarea
        id={id}
        class="control"
        dir="auto"
        rows={4}
        lang={props.lang}
        value={props.value}
        maxLength={props.maxLength}
        required={props.required}
        aria-invalid={props.error ? "true" : undefined}
        aria-describedby={described}
        data-testid={props.testid}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {notes}
    </div>
  );
}

export function Check(props: Common & { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const { id, described, notes } = useNotes(props);
  return (
    <div class="desk-check">
      <div class="toggle">
        <input
          id={id}
          type="checkbox"
          checked={props.on}
          disabled={props.disabled}
          aria-describedby={described}
          data-testid={props.testid}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <label for={id}>{props.label}</label>
      </div>
      {notes}
    </div>
  );
}

/** One text in six languages: the reader's first, the others beneath when wanted. */
export function TextsInput(
  props: Common & {
    readonly value: TextsForm;
    readonly onInput: (value: TextsForm) => void;
    readonly lines?: boolean;
    readonly maxLength?: number;
    readonly links?: boolean;
  },
) {
  const { t, language } = useCatalog();
  const { value, label } = props;
  const [first, ...others] = [language.value, ...uiLanguages.filter((tag) => tag !== language.value)];
  const filled = others.filter((tag) => value[tag].trim()).length;
  const field = (tag: (typeof uiLanguages)[number], main: boolean) => {
    const common = {
      label: main ? t("desk-text-in", { label, language: endonym(tag) }) : endonym(tag),
      value: value[tag],
      onInput: (text: string) => props.onInput({ ...value, [tag]: text }),
      ...(main ? { hint: props.hint, error: props.error } : {}),
      ...(props.maxLength ? { maxLength: props.maxLength } : {}),
      ...(props.testid ? { testid: `${props.testid}-${tag}` } : {}),
    };
    if (props.lines) return <Lines key={tag} {...common} lang={tag} />;
    return <Input key={tag} {...common} {...(props.links ? { type: "url" as const } : { lang: tag })} />;
  };
  return (
    <fieldset class="desk-texts">
      <legend class="visually-hidden">{label}</legend>
      {first && field(first, true)}
      <details class="desk-more">
        <summary data-testid={props.testid && `${props.testid}-more`}>
          {t("desk-other-languages", { filled, all: others.length })}
        </summary>
        <div class="desk-columns">{others.map((tag) => field(tag, false))}</div>
      </details>
    </fieldset>
  );
}

export function Part(props: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
  readonly acts?: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="card desk-part" aria-labelledby={id}>
      <header class="desk-part-head">
        <h2 id={id}>{props.title}</h2>
        {props.acts}
      </header>
      {props.hint && <p class="hint">{props.hint}</p>}
      {props.children}
    </section>
  );
}

export type Tone = "calm" | "ok" | "warn" | "bad";
const TAGS: Readonly<Record<Tone, string>> = {
  calm: "tag",
  ok: "tag tag-granted",
  warn: "tag tag-warn",
  bad: "tag tag-poor",
};

export function Tag({
  tone = "calm",
  children,
  testid,
  state,
}: {
  readonly tone?: Tone;
  readonly children: ComponentChildren;
  readonly testid?: string;
  readonly state?: string;
}) {
  return (
    <span class={TAGS[tone]} data-testid={testid} data-state={state}>
      {children}
    </span>
  );
}
