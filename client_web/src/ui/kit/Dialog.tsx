/** A modal native dialog: focus is kept inside and given back by the browser. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button } from "./Button";

export function Dialog(props: {
  readonly open: boolean;
  readonly title: string;
  readonly closeText: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly testid?: string;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (props.open && !dialog.open) dialog.showModal();
    if (!props.open && dialog.open) dialog.close();
  }, [props.open]);
  return (
    <dialog ref={ref} class="dialog" aria-labelledby={titleId} onClose={props.onClose} data-testid={props.testid}>
      <header class="dialog-header">
        <h2 id={titleId}>{props.title}</h2>
        <Button variant="quiet" icon="close" iconOnly onClick={props.onClose}>
          {props.closeText}
        </Button>
      </header>
      {props.open && <div class="dialog-body">{props.children}</div>}
    </dialog>
  );
}
