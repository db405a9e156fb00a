/** WAI-ARIA tabs with roving focus; arrow keys follow the reading direction. */
import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

export interface Tab {
  readonly id: string;
  readonly text: string;
  /** A count beside the text, with its words for screen readers. */
  readonly badge?: { readonly text: string; readonly label: string } | null;
  readonly testid?: string;
}

export function Tabs(props: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly current: string;
  readonly onChange: (id: string) => void;
  readonly children: ComponentChildren;
}) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const forward = getComputedStyle(event.currentTarget as Element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    if (event.key !== forward && event.key !== backward) return;
    event.preventDefault();
    const index = props.tabs.findIndex(({ id }) => id === props.current);
    const count = props.tabs.length;
    const next = props.tabs[(index + (event.key === forward ? 1 : count - 1)) % count];
    if (!next) return;
    props.onChange(next.id);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${base}-${next.id}`)}`)?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-list" role="tablist" aria-label={props.label} ref={list} onKeyDown={move}>
        {props.tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            class="tab"
            aria-selected={tab.id === props.current}
            aria-controls={`${base}-panel`}
            tabIndex={tab.id === props.current ? 0 : -1}
            data-testid={tab.testid}
            onClick={() => props.onChange(tab.id)}
          >
            {tab.text}
            {tab.badge && (
              <span class="badge">
                <span aria-hidden="true">{tab.badge.text}</span>
                <span class="visually-hidden">{tab.badge.label}</span>
              </span>
            )}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${props.current}`}>
        {props.children}
      </div>
    </div>
  );
}
