/** The keys of the console: pressed ones and held ones, each with its letter on the keyboard. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type BoothAct, keyOf, shortcutOf } from "./keys";

interface KeyProps {
  readonly act: BoothAct;
  readonly children: ComponentChildren;
  /** A second, quieter line. */
  readonly detail?: ComponentChildren;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly tone?: "live" | "warn" | "primary";
  readonly size?: "large";
  readonly testid?: string;
  readonly lang?: string;
}

export function Key(props: KeyProps & { readonly onPress: () => void }) {
  return (
    <button
      type="button"
      class={faceClass(props)}
      aria-pressed={props.pressed}
      aria-keyshortcuts={shortcutOf(props.act)}
      aria-busy={props.busy || undefined}
      disabled={props.disabled}
      data-tone={props.tone}
      data-testid={props.testid ?? `key-${props.act}`}
      onClick={props.busy ? undefined : props.onPress}
    >
      <Face {...props} />
    </button>
  );
}

/** Acts while held, by pointer or keyboard, and lets go whatever happens to the pointer, the focus or the page. */
export function HeldKey(props: KeyProps & { readonly onHold: (held: boolean) => void }) {
  const holding = useRef(false);
  const onHold = useRef(props.onHold);
  onHold.current = props.onHold;
  const hold = (held: boolean) => {
    if (held === holding.current) return;
    holding.current = held;
    onHold.current(held);
  };
  useEffect(() => () => hold(false), []);
  const release = () => hold(false);
  return (
    <button
      type="button"
      class={`${faceClass(props)} console-key-held`}
      aria-pressed={props.pressed ?? false}
      aria-keyshortcuts={shortcutOf(props.act)}
      disabled={props.disabled}
      data-tone={props.tone}
      data-testid={props.testid ?? `key-${props.act}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture?.(event.pointerId);
        hold(true);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
      onKeyDown={(event) => {
        if (event.key !== " " && event.key !== "Enter") return;
        event.preventDefault();
        if (!event.repeat) hold(true);
      }}
      onKeyUp={release}
      onBlur={release}
    >
      <Face {...props} />
    </button>
  );
}

function faceClass({ size }: KeyProps): string {
  return size ? "console-key console-key-large" : "console-key";
}

function Face({ act, children, detail, lang }: KeyProps) {
  return (
    <>
      <span class="console-key-face">
        <span class="console-key-text" lang={lang}>
          {children}
        </span>
        {detail && <span class="console-key-detail">{detail}</span>}
      </span>
      <KeyCap act={act} />
    </>
  );
}

/** Keys that belong together. */
export function KeyGroup(props: {
  readonly class: string;
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  return (
    <fieldset class={`console-group ${props.class}`}>
      <legend class="visually-hidden">{props.label}</legend>
      {props.children}
    </fieldset>
  );
}

/** For sighted readers; the control itself tells assistive technology. */
export function KeyCap({ act }: { act: BoothAct }) {
  const { key, shift } = keyOf(act);
  return (
    <span class="console-cap" aria-hidden="true">
      {shift ? `⇧${key}` : key}
    </span>
  );
}
