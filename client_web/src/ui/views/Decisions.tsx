/** What waits for a decision of who moderates, counted above everything else; a press brings them there. */
import { useEffect, useRef } from "preact/hooks";
import type { Endpoint, Queue } from "../../endpoint/endpoint";
import { Button } from "../kit/Button";
import { Icon } from "../kit/Icon";
import { useText } from "../text";

export function Decisions({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { chat, meeting, moderation } = endpoint;
  if (!meeting.can("moderateChat")) return null;
  const held = chat.held.value.length;
  const asking = moderation.view.value.upgrades.filter(({ state }) => state === "waiting").length;
  return (
    <div role="status">
      {held + asking > 0 && (
        <p class="banner banner-decide" data-testid="decisions">
          <Icon name="warning" />
          <span>{t("decisions")}</span>
          {held > 0 && (
            <Button size="small" icon="chat" testid="go-held" onClick={() => endpoint.bringTo("held")}>
              {t("chat-held", { count: held })}
            </Button>
          )}
          {asking > 0 && (
            <Button size="small" icon="people" testid="go-upgrades" onClick={() => endpoint.bringTo("upgrades")}>
              {t("upgrades-count", { count: asking })}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

/** For the element that stands for a queue: focused, and so brought into view, when it is asked for. */
export function useQueue<T extends HTMLElement>(endpoint: Endpoint, queue: Queue) {
  const place = useRef<T>(null);
  const wanted = endpoint.wanted.value === queue;
  useEffect(() => {
    if (!wanted) return;
    endpoint.wanted.value = null;
    place.current?.focus();
  }, [endpoint, wanted]);
  return place;
}
