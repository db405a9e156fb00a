/** Which page is shown. */
import type { ReadonlySignal } from "@preact/signals";
import type { Endpoint } from "../endpoint/endpoint";
import type { Catalog } from "../i18n/catalog";
import type { Devices } from "../media/devices";
import type { EntryForm, Resources } from "../protocol/resources";
import type { Preferences } from "../state/preferences";
import { type Screen, ScreenProvider } from "./media";
import { TextProvider, useText } from "./text";
import { Ended } from "./views/Ended";
import { Entry } from "./views/Entry";
import { Meeting } from "./views/Meeting";
import { RoomPage } from "./views/RoomPage";

export interface AppProps {
  readonly catalog: Catalog;
  readonly screen: Screen;
  readonly preferences: Preferences;
  readonly resources: Resources;
  readonly devices: Devices;
  /** The meeting of the address; null on the entry page. */
  readonly meetingId: ReadonlySignal<string | null>;
  /** The place one has in it; null while one has none. */
  readonly endpoint: ReadonlySignal<Endpoint | null>;
  readonly enter: (meetingId: string, form: EntryForm, controlOnly?: boolean) => Promise<void>;
  readonly leave: () => Promise<void>;
  readonly resume: () => void;
  readonly home: () => void;
}

export function App(props: AppProps) {
  return (
    <TextProvider value={props.catalog}>
      <ScreenProvider value={props.screen}>
        <Page {...props} />
      </ScreenProvider>
    </TextProvider>
  );
}

function Page(props: AppProps) {
  const endpoint = props.endpoint.value;
  if (endpoint === null) {
    return (
      <Entry
        resources={props.resources}
        preferences={props.preferences}
        meetingId={props.meetingId.value}
        onEnter={props.enter}
      />
    );
  }
  const ended = endpoint.endedBy.value;
  if (ended !== null) return <Ended code={ended} onResume={props.resume} onHome={props.home} />;
  if (!endpoint.entered.value) return <Entering />;
  const { preferences, devices } = props;
  const inside = { endpoint, preferences, devices, onLeave: () => void props.leave() };
  return endpoint.meeting.me.value?.person.role === "room" ? <RoomPage {...inside} /> : <Meeting {...inside} />;
}

function Entering() {
  const t = useText();
  return (
    <main class="narrow">
      <p class="empty" role="status">
        {t("entering")}
      </p>
    </main>
  );
}
