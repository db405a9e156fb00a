/** The place in the meeting is gone, and why. */
import { Button } from "../kit/Button";
import { useCatalog } from "../text";
import { Header } from "./Header";

/** Ends after which one's place is still there to be taken up again. */
const RESUMABLE: ReadonlySet<string> = new Set(["replaced", "tooManyErrors"]);

/** Put out: one may ask whether one was let in again, by oneself; nothing asks without a press. */
const ASKING: ReadonlySet<string> = new Set(["removed", "entryRefused"]);

export function Ended(props: { code: string; onResume: () => void; onHome: () => void }) {
  const catalog = useCatalog();
  const { t } = catalog;
  const id = `ended-${props.code}`;
  return (
    <div class="page">
      <Header>{null}</Header>
      <main class="narrow">
        <section class="card ended" data-testid="ended">
          <h1>{t("ended-title")}</h1>
          <p>{t(catalog.has(id) ? id : "error-unknown")}</p>
          <div class="floor-buttons">
            {ASKING.has(props.code) && (
              <Button testid="ask-again" onClick={props.onResume}>
                {t("ask-again")}
              </Button>
            )}
            {RESUMABLE.has(props.code) && (
              <Button variant="primary" testid="resume" onClick={props.onResume}>
                {t("use-here")}
              </Button>
            )}
            <Button variant={RESUMABLE.has(props.code) ? "secondary" : "primary"} testid="home" onClick={props.onHome}>
              {t("to-entry")}
            </Button>
          </div>
        </section>
      </main>
    </div>
  );
}
