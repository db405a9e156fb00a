/** The state of the connection, said once and calmly, above everything else. */
import type { Endpoint } from "../../endpoint/endpoint";
import { Button } from "../kit/Button";
import { Icon } from "../kit/Icon";
import { useScreen } from "../media";
import { useText } from "../text";
import { Decisions } from "./Decisions";
import { ScreenRequests, SittingBanner } from "./SittingBanner";
import { Suspended } from "./Suspended";
import { Calls } from "./technician/Alarms";
import { SpeakerNotes } from "./turn/SpeakerNotes";

export function Banners({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const screen = useScreen();
  const status = endpoint.status.value;
  const offline = endpoint.entered.value && status !== "joined" && status !== "ended";
  const media = endpoint.subscriber.link.status.value;
  const interrupted = media === "interrupted" && status === "joined";
  const poor = endpoint.meeting.me.value?.quality === "poor";
  const paused = endpoint.pictures.paused.value && status === "joined";
  const words = offline
    ? "banner-offline"
    : interrupted
      ? "banner-media"
      : paused
        ? "banner-paused"
        : poor
          ? "banner-poor"
          : null;
  return (
    <div class="banners">
      <div role="status" data-testid="connection-banner">
        {words && (
          <p class="banner banner-warn">
            <Icon name="warning" />
            <span>{t(words)}</span>
            {offline && (
              <Button size="small" onClick={() => endpoint.nudge()}>
                {t("try-now")}
              </Button>
            )}
          </p>
        )}
      </div>
      <SpeakerNotes endpoint={endpoint} />
      <Suspended endpoint={endpoint} />
      {endpoint.meeting.can("grantFloor") && <Calls endpoint={endpoint} chair />}
      <SittingBanner endpoint={endpoint} />
      <ScreenRequests endpoint={endpoint} />
      <Decisions endpoint={endpoint} />
      {screen.silenced.value && (
        <p class="banner">
          <Icon name="sound" />
          <span>{t("sound-blocked")}</span>
          <Button variant="primary" size="small" testid="play-sound" onClick={() => screen.play()}>
            {t("play-sound")}
          </Button>
        </p>
      )}
    </div>
  );
}
