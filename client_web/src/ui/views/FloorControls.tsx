/** One's own turn: ask for the floor, see one's place, switch the microphone and camera on. */
import type { Endpoint } from "../../endpoint/endpoint";
import { hasFloor } from "../../state/floor";
import { Button } from "../kit/Button";
import { Meter } from "../kit/Meter";
import { SelfView } from "../media";
import { useText } from "../text";

export function FloorControls({ endpoint }: { endpoint: Endpoint }) {
  const { meeting, camera } = endpoint;
  const t = useText();
  const track = camera.track.value;
  const onStage = meeting.stage.value.slots.speaker === meeting.me.value?.person.id;
  if (!meeting.can("publish")) return <PassiveNote />;
  return (
    <section class="floor-controls card" aria-label={t("own-floor")} data-phase={phaseOf(endpoint)}>
      {track && !onStage && <SelfView track={track} label={t("self-view")} />}
      <p class="floor-words" data-testid="floor-words">
        <FloorWords endpoint={endpoint} />
      </p>
      <div class="floor-buttons">
        {meeting.can("requestFloor") && <FloorButton endpoint={endpoint} />}
        <MicrophoneButton endpoint={endpoint} />
        <CameraButton endpoint={endpoint} />
      </div>
    </section>
  );
}

function PassiveNote() {
  const t = useText();
  return (
    <section class="floor-controls card" aria-label={t("own-floor")} data-phase="none">
      <p class="floor-words">{t("passive-note")}</p>
    </section>
  );
}

function phaseOf(endpoint: Endpoint): string {
  if (endpoint.microphone.on.value) return "live";
  return endpoint.floor.phase.value;
}

function FloorWords({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { floor, meeting, microphone } = endpoint;
  const phase = floor.phase.value;
  if (microphone.on.value) return <>{t("floor-live")}</>;
  if (hasFloor(phase as never)) {
    return <>{meeting.me.value?.mayOpenMicrophone ? t("floor-granted") : t("floor-interrupted")}</>;
  }
  if (phase === "called") return <>{t("floor-called")}</>;
  if (phase === "queued") return <>{t("floor-place", { place: floor.place.value ?? 0 })}</>;
  if (!meeting.can("requestFloor")) return <>{t("floor-at-will")}</>;
  return <>{meeting.stage.value.listOpen ? t("floor-free") : t("floor-list-closed")}</>;
}

function FloorButton({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { floor, meeting } = endpoint;
  const mine = floor.mine.value;
  const phase = floor.phase.value;
  if (mine && hasFloor(mine.state)) {
    return (
      <Button
        size="large"
        testid="floor-button"
        onClick={() => void endpoint.ask({ type: "endSpeech", requestId: mine.requestId })}
      >
        {t("give-up-floor")}
      </Button>
    );
  }
  if (phase !== "none") {
    return (
      <Button size="large" testid="floor-button" onClick={() => void endpoint.ask({ type: "withdrawFloor" })}>
        {t("withdraw-request")}
      </Button>
    );
  }
  return (
    <Button
      variant="primary"
      size="large"
      icon="request"
      testid="floor-button"
      disabled={!meeting.stage.value.listOpen}
      onClick={() => void endpoint.requestFloor()}
    >
      {t("request-floor")}
    </Button>
  );
}

export function MicrophoneButton({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { microphone, meeting } = endpoint;
  const on = microphone.on.value;
  const may = meeting.me.value?.mayOpenMicrophone ?? false;
  return (
    <span class="microphone">
      <Button
        variant={on ? "live" : may ? "primary" : "secondary"}
        size="large"
        icon={on ? "microphoneOff" : "microphone"}
        busy={microphone.busy.value}
        disabled={!may && !on}
        testid="mic-button"
        onClick={() => void endpoint.toggleMicrophone()}
      >
        {on ? t("turn-off-microphone") : t("turn-on-microphone")}
      </Button>
      {on && <Meter label={t("own-level")} read={() => microphone.local.readDb()} testid="own-level" />}
    </span>
  );
}

export function CameraButton({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const on = endpoint.camera.track.value !== null;
  return (
    <Button
      size="large"
      icon={on ? "cameraOff" : "camera"}
      busy={endpoint.camera.busy.value}
      testid="camera-button"
      onClick={() => void endpoint.toggleCamera()}
    >
      {on ? t("turn-off-camera") : t("turn-on-camera")}
    </Button>
  );
}
