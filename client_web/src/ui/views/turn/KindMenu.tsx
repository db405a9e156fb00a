/** What else than a statement one may ask for: only what the meeting takes now. */
import { useRef } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { Motion, RequestKind } from "../../../protocol/messages";
import { motions, openKinds } from "../../../state/turn";
import { Icon } from "../../kit/Icon";
import { useText } from "../../text";

export function KindMenu({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { floor } = endpoint;
  const menu = useRef<HTMLDetailsElement>(null);
  const kinds = openKinds(floor.view.value, floor.speaking.value, floor.own.value).filter(
    (kind) => kind !== "statement",
  );
  if (kinds.length === 0) return null;
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  const ask = (kind: RequestKind, motion?: Motion) => {
    close();
    menu.current?.querySelector("summary")?.focus();
    void endpoint.requestFloor(kind, motion);
  };
  return (
    <details
      class="kind-menu"
      ref={menu}
      data-testid="kind-menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !menu.current?.open) return;
        event.stopPropagation();
        close();
        menu.current.querySelector("summary")?.focus();
      }}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node) || !menu.current?.contains(event.relatedTarget)) close();
      }}
    >
      <summary class="button button-secondary button-medium" data-testid="kind-menu-button">
        <Icon name="speakers" />
        <span class="button-text">{t("other-requests")}</span>
      </summary>
      <ul class="kind-list card">
        {kinds.map((kind) =>
          kind === "motion" ? (
            motions.map((motion) => (
              <li key={motion}>
                <Choice
                  title={t("motion", { motion })}
                  testid={`motion-${motion}`}
                  onChoose={() => ask(kind, motion)}
                />
              </li>
            ))
          ) : (
            <li key={kind}>
              <Choice
                title={t("request-kind", { kind })}
                words={t("kind-words", { kind })}
                testid={`kind-${kind}`}
                onChoose={() => ask(kind)}
              />
            </li>
          ),
        )}
      </ul>
    </details>
  );
}

function Choice(props: {
  readonly title: string;
  readonly words?: string;
  readonly testid: string;
  readonly onChoose: () => void;
}) {
  return (
    <button type="button" class="kind-choice" data-testid={props.testid} onClick={props.onChoose}>
      <span class="kind-title">{props.title}</span>
      {props.words && <span class="kind-detail">{props.words}</span>}
    </button>
  );
}
