/** The sign-language interpreter's desk: on duty or not, and what the others see. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { Button } from "../../kit/Button";
import { SelfView } from "../../media";
import { useText } from "../../text";

export function SignerDesk({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { signing, camera, meeting } = endpoint;
  const on = signing.on.value;
  const track = camera.track.value;
  const shown = meeting.shownIn("sign");
  const other = shown && shown.id !== meeting.me.value?.person.id ? shown.name : null;
  return (
    <section class="signer card" aria-label={t("signer-desk")} data-on={on}>
      {track && <SelfView track={track} label={t("self-view")} />}
      <div class="signer-acts">
        <p class="signer-words" role="status" data-testid="signing-state">
          {on ? t("signing-on") : other ? t("signing-other", { name: other }) : t("signing-off")}
        </p>
        <div class="act-row">
          <Button
            size="large"
            variant={on ? "live" : "primary"}
            icon={on ? "cameraOff" : "camera"}
            busy={signing.busy.value}
            testid="signing-button"
            onClick={() => void signing.set(!on)}
          >
            {t(on ? "signing-stop" : other ? "signing-take-over" : "signing-start")}
          </Button>
          <Button
            icon={track ? "cameraOff" : "camera"}
            disabled={on}
            busy={camera.busy.value}
            testid="camera-button"
            onClick={() => void endpoint.toggleCamera()}
          >
            {track ? t("turn-off-camera") : t("turn-on-camera")}
          </Button>
        </div>
      </div>
    </section>
  );
}
