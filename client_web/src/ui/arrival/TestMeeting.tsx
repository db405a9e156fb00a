/** The way into the test meeting, where there is one. */
import { useEffect, useState } from "preact/hooks";
import type { Resources } from "../../protocol/resources";
import { useText } from "../text";

const TEST_MEETING = "test";

interface Props {
  readonly resources: Pick<Resources, "meeting">;
  /** Called before the page is left for it. */
  readonly onGo?: () => void;
}

export function TestMeeting({ resources, onGo }: Props) {
  const t = useText();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    let wanted = true;
    resources.meeting(TEST_MEETING).then(
      (meeting) => wanted && setOpen(meeting.openEntry),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [resources]);
  if (!open) return null;
  return (
    <p class="test-meeting" data-testid="test-meeting">
      <a href={`/meeting/${TEST_MEETING}`} onClick={() => onGo?.()}>
        {t("test-meeting")}
      </a>{" "}
      {t("test-meeting-words")}
    </p>
  );
}
