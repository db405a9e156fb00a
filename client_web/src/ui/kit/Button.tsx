import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick?: () => void;
  readonly icon?: IconName;
  readonly variant?: "primary" | "secondary" | "quiet" | "danger" | "live";
  readonly size?: "small" | "medium" | "large";
  /** Shows the icon alone; the children stay the accessible name. */
  readonly iconOnly?: boolean;
  readonly pressed?: boolean;
  /** Of a button that shows more. */
  readonly expanded?: boolean;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly submit?: boolean;
  readonly testid?: string;
  /** Accessible name where the visible words alone say too little; begins with them. */
  readonly label?: string;
}

/** Icons that point the way one reads. */
const DIRECTIONAL: ReadonlySet<IconName> = new Set(["leave", "send", "back"]);

export function Button(props: ButtonProps) {
  const { variant = "secondary", size = "medium", busy = false } = props;
  return (
    <button
      type={props.submit ? "submit" : "button"}
      class={`button button-${variant} button-${size}${props.iconOnly ? " button-icon" : ""}`}
      onClick={busy ? undefined : props.onClick}
      disabled={props.disabled}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-busy={busy || undefined}
      aria-label={props.label}
      title={props.iconOnly && typeof props.children === "string" ? props.children : undefined}
      data-testid={props.testid}
    >
      {props.icon && <Icon name={props.icon} flip={DIRECTIONAL.has(props.icon)} />}
      <span class={props.iconOnly ? "visually-hidden" : "button-text"}>{props.children}</span>
    </button>
  );
}
