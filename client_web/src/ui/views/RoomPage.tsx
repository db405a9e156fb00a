/**
 * The page of the computer in the hall: sends the hall's camera and floor sound, shows the remote speaker, plays the mix
 * without the hall's own sound.
 */
import { useEffect, useState } from "preact/hooks";
import { Button } from "../kit/Button";
import { LiveRegions, NoticeList } from "../kit/LiveRegions";
import { Meter } from "../kit/Meter";
import { useText } from "../text";
import { Banners } from "./Banners";
import { CaptionControls } from "./captions/CaptionControls";
import { CameraButton, MicrophoneButton } from "./FloorControls";
import { ChannelMenu, VolumeSlider } from "./Listening";
import { MeetingHeader, type MeetingProps } from "./Meeting";
import { RoomBoard } from "./RoomBoard";
import { Stage } from "./Stage";

function FullScreen() {
  const t = useText();
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  const turn = () => (full ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  if (!document.fullscreenEnabled) return null;
  return (
    <Button variant="quiet" testid="full-screen" onClick={() => void turn()}>
      {full ? t("leave-full-screen") : t("full-screen")}
    </Button>
  );
}

export function RoomPage(props: MeetingProps) {
  const t = useText();
  const { endpoint, preferences } = props;
  const [controls, setControls] = useState(true);
  const { meeting, interpretation } = endpoint;
  const level = () => meeting.levelDb(interpretation.channel.peek());
  return (
    <div class="meeting meeting-room" data-controls={controls}>
      <MeetingHeader
        {...props}
        tools={
          <>
            <FullScreen />
            <Button variant="quiet" testid="hide-controls" onClick={() => setControls(!controls)}>
              {controls ? t("hide-controls") : t("show-controls")}
            </Button>
          </>
        }
      />
      <Banners endpoint={endpoint} />
      <main class="meeting-main">
        <div class="meeting-stage">
          <Stage endpoint={endpoint} preferences={preferences} plate={false} />
          <RoomBoard endpoint={endpoint} />
          {controls && (
            <section class="room-controls card" aria-label={t("room-controls")}>
              <div class="floor-buttons">
                <MicrophoneButton endpoint={endpoint} />
                <CameraButton endpoint={endpoint} />
              </div>
              <div class="room-sound">
                <VolumeSlider preferences={preferences} />
                <span class="field-label">{t("incoming-level")}</span>
                <Meter label={t("incoming-level")} read={level} testid="incoming-level" />
              </div>
              <ChannelMenu endpoint={endpoint} />
              <CaptionControls endpoint={endpoint} preferences={preferences} />
            </section>
          )}
        </div>
      </main>
      <NoticeList notices={endpoint.notices} />
      <LiveRegions notices={endpoint.notices} />
    </div>
  );
}
