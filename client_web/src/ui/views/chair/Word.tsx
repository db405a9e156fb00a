/** What became of the last command: waiting for the connection, refused and why, or done and how to take it back. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { Button } from "../../kit/Button";
import { Icon } from "../../kit/Icon";
import { useCatalog } from "../../text";

export function Word({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useCatalog();
  const { console } = endpoint;
  const refusal = console.refusal.value;
  const undo = console.undo.value;
  return (
    <div class="chair-word">
      <div role="alert">
        {refusal && (
          <p class="word word-refused" data-testid="refusal" data-code={refusal.code}>
            <Icon name="warning" />
            <span>
              {t("not-done", { act: t(refusal.words.id, refusal.words.args) })} <Reason endpoint={endpoint} />
            </span>
            <Button size="small" testid="try-again" onClick={() => console.again()}>
              {t("try-again")}
            </Button>
            <Button variant="quiet" size="small" icon="close" iconOnly onClick={() => console.dismiss()}>
              {t("dismiss")}
            </Button>
          </p>
        )}
      </div>
      <div role="status">
        {console.held.value && (
          <p class="word word-held" data-testid="held">
            <Icon name="warning" />
            <span>{t("command-held")}</span>
          </p>
        )}
        {undo && !refusal && !console.held.value && (
          <p class="word" data-testid="done">
            <span>{t("done", { act: t(undo.words.id, undo.words.args) })}</span>
            <Button size="small" icon="undo" testid="undo" onClick={() => console.takeBack()}>
              {t("undo")}
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}

function Reason({ endpoint }: { endpoint: Endpoint }) {
  const { t, has } = useReasons();
  const refusal = endpoint.console.refusal.value;
  if (!refusal) return null;
  const by = refusal.by && endpoint.roster.people.value.find(({ id }) => id === refusal.by);
  if (refusal.code === "contradicted" && by) return <>{t("contradicted-by", { name: by.name })}</>;
  const id = `error-${refusal.code}`;
  return <>{t(has(id) ? id : "error-unknown")}</>;
}

function useReasons() {
  const catalog = useCatalog();
  return { t: catalog.t, has: (id: string) => catalog.has(id) };
}
