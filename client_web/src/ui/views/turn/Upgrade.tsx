/** A passive participant's panel: no floor, no devices; the way to an active place where the meeting has one. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { clockText } from "../../../state/clocks";
import { Button } from "../../kit/Button";
import { useText } from "../../text";

export function Upgrade({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { meeting } = endpoint;
  const me = meeting.me.value;
  const state = meeting.can("requestUpgrade") ? (me?.upgrade ?? "none") : null;
  return (
    <section
      class="floor-controls card"
      aria-label={t("own-floor")}
      data-phase={state === "offered" ? "called" : "free"}
    >
      <div class="turn">
        <div class="turn-words">
          <p class="floor-words" data-testid="floor-words">
            {state === "offered" ? t("upgrade-offered") : t("passive-note")}
          </p>
          <UpgradeDetail endpoint={endpoint} />
        </div>
        {state !== null && <UpgradeButtons endpoint={endpoint} state={state} />}
      </div>
    </section>
  );
}

function UpgradeDetail({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { meeting } = endpoint;
  const me = meeting.me.value;
  const words = () => {
    switch (me?.upgrade) {
      case "waiting":
        return t("upgrade-waiting", { place: me.upgradePlace ?? 0 });
      case "accepted":
        return t("upgrade-accepted");
      case "offered":
        return t("upgrade-until", {
          value: clockText(Math.max(0, Math.ceil((me.upgradeUntil ?? 0) - meeting.now.value))),
        });
      default:
        return null;
    }
  };
  const said = words();
  return said ? (
    <p class="turn-detail" data-testid="upgrade-state">
      {said}
    </p>
  ) : null;
}

function UpgradeButtons({ endpoint, state }: { endpoint: Endpoint; state: string }) {
  const t = useText();
  return (
    <div class="floor-buttons">
      {state === "none" && (
        <Button testid="upgrade-button" onClick={() => void endpoint.turn.upgrade("requestUpgrade")}>
          {t("upgrade-ask")}
        </Button>
      )}
      {state === "offered" && (
        <Button
          variant="primary"
          size="large"
          testid="upgrade-button"
          onClick={() => void endpoint.turn.upgrade("takeUpgrade")}
        >
          {t("upgrade-take")}
        </Button>
      )}
      {state !== "none" && (
        <Button variant="quiet" testid="upgrade-withdraw" onClick={() => void endpoint.turn.upgrade("withdrawUpgrade")}>
          {state === "offered" ? t("upgrade-decline") : t("upgrade-withdraw")}
        </Button>
      )}
    </div>
  );
}
