/** What the whole meeting should know: the sitting does not go on, it is in camera, a screen is asked for or shared. */
import type { Endpoint } from "../../endpoint/endpoint";
import { Button } from "../kit/Button";
import { Icon } from "../kit/Icon";
import { useText } from "../text";

export function SittingBanner({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { sitting } = endpoint.meeting.stage.value;
  if (sitting.state === "open") return null;
  return (
    <p class="banner banner-calm" data-testid="sitting-banner" data-state={sitting.state}>
      <Icon name="hall" />
      <span>{t("sitting-words", { state: sitting.state })}</span>
    </p>
  );
}

/** Beside the title. */
export function InCamera({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  if (endpoint.meeting.stage.value.sitting.public) return null;
  return (
    <span class="tag tag-warn" data-testid="in-camera">
      {t("in-camera")}
    </span>
  );
}

/** To whoever decides: who asks to share their screen, and who does. */
export function ScreenRequests({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { meeting, floor, roster } = endpoint;
  const { sharer, asking } = floor.view.value.screen;
  const own = meeting.me.value?.person.id;
  const nameOf = (id: string) => roster.people.value.find((person) => person.id === id)?.plate || id;
  const stop = (person: string) => void endpoint.ask({ type: "stopScreen", person });
  return (
    <>
      {meeting.can("allowScreen") &&
        asking.map((person) => (
          <p key={person} class="banner" data-testid="screen-request" data-person={person}>
            <Icon name="screen" />
            <span>{t("screen-request", { name: nameOf(person) })}</span>
            <Button
              variant="primary"
              size="small"
              testid="allow-screen"
              onClick={() => void endpoint.ask({ type: "allowScreen", person })}
            >
              {t("screen-allow")}
            </Button>
            <Button variant="quiet" size="small" testid="refuse-screen" onClick={() => stop(person)}>
              {t("screen-refuse")}
            </Button>
          </p>
        ))}
      {meeting.can("stopScreen") && sharer !== null && sharer !== own && (
        <p class="banner banner-calm" data-testid="screen-shared" data-person={sharer}>
          <Icon name="screen" />
          <span>{t("screen-shared-by", { name: nameOf(sharer) })}</span>
          <Button size="small" testid="stop-screen" onClick={() => stop(sharer)}>
            {t("screen-end")}
          </Button>
        </p>
      )}
    </>
  );
}
