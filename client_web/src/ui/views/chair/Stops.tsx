/** The stops, from the mildest to the hardest, and priority; what cannot be taken back is asked about first. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { ListName } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { Confirm } from "../../kit/Confirm";
import { useText } from "../../text";

type Question = "clear-list" | "end-all" | "clear-priority";

export function Stops({ endpoint, list }: { endpoint: Endpoint; list: ListName }) {
  const t = useText();
  const [question, setQuestion] = useState<Question | null>(null);
  const { conduct, console, floor, listing, meeting } = endpoint;
  const held = floor.view.value.priority !== null;
  const acts: Readonly<Record<Question, () => void>> = {
    "clear-list": () => listing.clear(list),
    "end-all": () => listing.clearFloor(),
    "clear-priority": () => conduct.clearPriority(),
  };
  return (
    <footer class="stops">
      {meeting.can("clearFloor") && (
        <fieldset class="stops-group">
          <legend class="visually-hidden">{t("stops")}</legend>
          <Button
            size="small"
            icon="microphoneOff"
            testid="mute-all"
            busy={console.busy("floor")}
            onClick={() => listing.muteAll()}
          >
            {t("mute-all")}
          </Button>
          <Button size="small" testid="clear-list" onClick={() => setQuestion("clear-list")}>
            {t("clear-list")}…
          </Button>
          <Button size="small" testid="end-all" onClick={() => setQuestion("end-all")}>
            {t("end-all")}…
          </Button>
        </fieldset>
      )}
      {meeting.can("usePriority") && (
        <fieldset class="stops-group">
          <legend class="visually-hidden">{t("priority")}</legend>
          <Button
            size="small"
            variant={held ? "live" : "secondary"}
            pressed={held}
            testid="hold-priority"
            busy={console.busy("priority")}
            onClick={() => (held ? conduct.releasePriority() : conduct.holdPriority())}
          >
            {t(held ? "release-priority" : "hold-priority")}
          </Button>
          <Button size="small" testid="clear-priority" onClick={() => setQuestion("clear-priority")}>
            {t("clear-priority")}…
          </Button>
        </fieldset>
      )}
      <Confirm
        open={question !== null}
        title={question ? t(question) : ""}
        text={question ? t("confirm-stop", { stop: question }) : ""}
        act={question ? t(question) : ""}
        onClose={() => setQuestion(null)}
        onConfirm={() => question && acts[question]()}
      />
    </footer>
  );
}
