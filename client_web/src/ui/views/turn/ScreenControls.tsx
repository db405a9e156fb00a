/** One's own screen: ask, be allowed, choose a window, stop. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { Button } from "../../kit/Button";
import { useText } from "../../text";

/** `iconOnly`: while nobody waits for the next step. */
export function ScreenControls({ endpoint, iconOnly = false }: { endpoint: Endpoint; iconOnly?: boolean }) {
  const t = useText();
  const { screen } = endpoint;
  switch (screen.step.value) {
    case "none":
      return (
        <Button icon="screen" iconOnly={iconOnly} testid="screen-button" onClick={() => void endpoint.askForScreen()}>
          {t("screen-ask")}
        </Button>
      );
    case "asking":
      return (
        <span class="screen-asking">
          <span class="tag" data-testid="screen-state">
            {t("screen-asked")}
          </span>
          <Button variant="quiet" testid="screen-button" onClick={() => void endpoint.stopScreen()}>
            {t("screen-withdraw")}
          </Button>
        </span>
      );
    case "allowed":
      return (
        <Button
          variant="primary"
          icon="screen"
          busy={screen.busy.value}
          testid="screen-button"
          onClick={() => void endpoint.shareScreen()}
        >
          {t("screen-choose")}
        </Button>
      );
    case "sharing":
      return (
        <Button variant="live" icon="screen" testid="screen-button" onClick={() => void endpoint.stopScreen()}>
          {t("screen-stop")}
        </Button>
      );
  }
}
