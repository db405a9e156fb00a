/** One's own turn: one button that says what it does now, one's place, microphone, camera, screen. */
import type { Endpoint } from "../../endpoint/endpoint";
import { hasFloor } from "../../state/floor";
import { openKinds, stepOf, type TurnStep } from "../../state/turn";
import { Button } from "../kit/Button";
import { Meter } from "../kit/Meter";
import { SelfView } from "../media";
import { useText } from "../text";
import { OwnClock } from "./Clock";
import { Attending } from "./turn/Attending";
import { KindMenu } from "./turn/KindMenu";
import { OtherRequests } from "./turn/OtherRequests";
import { ScreenControls } from "./turn/ScreenControls";
import { TurnWords } from "./turn/TurnWords";
import { Upgrade } from "./turn/Upgrade";

/** `compact`: beside the console, where camera and screen are icons. */
export function FloorControls({ endpoint, compact = false }: { endpoint: Endpoint; compact?: boolean }) {
  const { meeting, camera } = endpoint;
  const t = useText();
  const track = camera.track.value;
  const onStage = meeting.stage.value.slots.speaker === meeting.me.value?.person.id;
  if (!meeting.can("publish")) return <Upgrade endpoint={endpoint} />;
  const inRoom = meeting.me.value?.attending === "room";
  const step = turnOf(endpoint);
  return (
    <section
      class="floor-controls card"
      aria-label={t("own-floor")}
      data-phase={step}
      data-at-will={!meeting.can("requestFloor")}
    >
      <div class="turn">
        {track && !onStage && <SelfView track={track} label={t("self-view")} />}
        <TurnWords endpoint={endpoint} step={step} />
        {(step === "live" || step === "silent" || step === "paused") && <OwnClock endpoint={endpoint} />}
        <div class="floor-buttons">
          {meeting.can("requestFloor") && <FloorButton endpoint={endpoint} step={step} />}
          {!inRoom && <MicrophoneButton endpoint={endpoint} />}
          {endpoint.microphone.armed.value && <ArmedMeter endpoint={endpoint} />}
        </div>
      </div>
      <OtherRequests endpoint={endpoint} />
      <div class="turn-tools">
        {meeting.can("requestFloor") && <KindMenu endpoint={endpoint} />}
        {!inRoom && <CameraButton endpoint={endpoint} iconOnly={compact} />}
        {meeting.can("requestScreen") && <ScreenControls endpoint={endpoint} iconOnly={compact} />}
        {meeting.can("requestFloor") && <Attending endpoint={endpoint} />}
      </div>
    </section>
  );
}

/** In the room a unit of the room is open while one's clock runs. */
function turnOf(endpoint: Endpoint): TurnStep {
  const me = endpoint.meeting.me.value;
  const open = me?.attending === "room" ? me.person.microphone : endpoint.microphone.on.value;
  return stepOf(endpoint.floor.mine.value, open);
}

function FloorButton({ endpoint, step }: { endpoint: Endpoint; step: TurnStep }) {
  const t = useText();
  const { floor } = endpoint;
  const mine = floor.mine.value;
  if (mine === null) return <AskButton endpoint={endpoint} />;
  const { requestId } = mine;
  if (hasFloor(mine.state)) {
    return (
      <Button size="large" testid="floor-button" onClick={() => void endpoint.ask({ type: "endSpeech", requestId })}>
        {t("give-up-floor")}
      </Button>
    );
  }
  const withdraw = () => void endpoint.ask({ type: "withdrawFloor", requestId });
  if (step === "called" || step === "deferred") {
    return (
      <>
        <Button
          variant="primary"
          size="large"
          testid="floor-button"
          onClick={() => void endpoint.turn.answer(requestId)}
        >
          {step === "called" ? t("i-am-ready") : t("come-back")}
        </Button>
        <Button variant="quiet" testid="withdraw" onClick={withdraw}>
          {t("withdraw-request")}
        </Button>
      </>
    );
  }
  return (
    <Button size="large" testid="floor-button" onClick={withdraw}>
      {t("withdraw-request")}
    </Button>
  );
}

function AskButton({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { floor } = endpoint;
  if (!openKinds(floor.view.value, floor.speaking.value, floor.own.value).includes("statement")) return null;
  return (
    <Button
      variant="primary"
      size="large"
      icon="request"
      testid="floor-button"
      onClick={() => void endpoint.requestFloor()}
    >
      {t("request-floor")}
    </Button>
  );
}

function ArmedMeter({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  return <Meter label={t("own-level")} read={() => endpoint.microphone.local.readDb()} testid="own-level" />;
}

/** There while the floor lets one speak; who may at will always has it. */
export function MicrophoneButton({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { microphone, meeting } = endpoint;
  const on = microphone.on.value;
  if (!on && !meeting.me.value?.mayOpenMicrophone) return null;
  return (
    <span class="microphone">
      <Button
        variant={on ? "live" : "primary"}
        size="large"
        icon={on ? "microphoneOff" : "microphone"}
        busy={microphone.busy.value}
        testid="mic-button"
        onClick={() => void endpoint.toggleMicrophone()}
      >
        {on ? t("turn-off-microphone") : t("turn-on-microphone")}
      </Button>
      {on && <Meter label={t("own-level")} read={() => microphone.local.readDb()} testid="own-level" />}
    </span>
  );
}

export function CameraButton({ endpoint, iconOnly = false }: { endpoint: Endpoint; iconOnly?: boolean }) {
  const t = useText();
  const on = endpoint.camera.track.value !== null;
  return (
    <Button
      icon={on ? "cameraOff" : "camera"}
      iconOnly={iconOnly}
      busy={endpoint.camera.busy.value}
      testid="camera-button"
      onClick={() => void endpoint.toggleCamera()}
    >
      {on ? t("turn-off-camera") : t("turn-on-camera")}
    </Button>
  );
}
