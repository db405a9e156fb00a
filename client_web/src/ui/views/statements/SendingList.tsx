/** Files on their way, and those that were refused, with the reason. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { Button } from "../../kit/Button";
import { useCatalog } from "../../text";

export function SendingList({ endpoint }: { endpoint: Endpoint }) {
  const catalog = useCatalog();
  const { t } = catalog;
  return (
    <ul class="sending" aria-live="polite">
      {endpoint.filing.sending.value.map(({ key, fileName, share, code }) => (
        <li key={key} class="statement" data-testid="sending" data-code={code ?? ""}>
          <bdi class="file-name">{fileName}</bdi>
          {code === null ? (
            <progress value={share} max={1} aria-label={t("statement-sending", { name: fileName })} />
          ) : (
            <>
              <span class="fault">{t(catalog.has(`error-${code}`) ? `error-${code}` : "error-unknown")}</span>
              <Button variant="quiet" size="small" icon="close" iconOnly onClick={() => endpoint.filing.dismiss(key)}>
                {t("dismiss")}
              </Button>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
