/** The page's two live regions and its visible notices. */
import { useEffect } from "preact/hooks";
import type { Notice, Notices } from "../../state/notices";
import { useCatalog, useText } from "../text";
import { Button } from "./Button";

const SHOWN_MS = 8_000;

export function LiveRegions({ notices }: { notices: Notices }) {
  const { polite, assertive } = notices.spoken.value;
  return (
    <>
      <div class="visually-hidden" role="status" aria-live="polite" data-testid="live-polite">
        {polite && <Sentence key={polite.key} notice={polite} />}
      </div>
      <div class="visually-hidden" role="alert" aria-live="assertive" data-testid="live-assertive">
        {assertive && <Sentence key={assertive.key} notice={assertive} />}
      </div>
    </>
  );
}

export function NoticeList({ notices }: { notices: Notices }) {
  return (
    <div class="notices">
      {notices.shown.value.map((notice) => (
        <VisibleNotice key={notice.key} notice={notice} onClose={() => notices.dismiss(notice.key)} />
      ))}
    </div>
  );
}

function VisibleNotice({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const t = useText();
  useEffect(() => {
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice.key]);
  return (
    <div class={`notice notice-${notice.urgency}`} data-testid="notice">
      <Sentence notice={notice} />
      <Button variant="quiet" size="small" icon="close" iconOnly onClick={onClose}>
        {t("dismiss")}
      </Button>
    </div>
  );
}

function Sentence({ notice }: { notice: Notice }) {
  const { t, has } = useCatalogParts();
  return <span>{t(has(notice.id) ? notice.id : "error-unknown", { ...notice.args })}</span>;
}

function useCatalogParts() {
  const catalog = useCatalog();
  return { t: catalog.t, has: (id: string) => catalog.has(id) };
}
