/** Which of the pages before a meeting is shown. */
import type { Catalog } from "../../i18n/catalog";
import { TextProvider } from "../text";
import { ConferencePage, type ConferencePageProps, useConference } from "./ConferencePage";
import { EnterPage, type EnterPageProps } from "./EnterPage";
import { Fault } from "./faults";
import { Home, type HomeProps } from "./Home";
import { Page } from "./Page";
import { Invited } from "./Registration";

export type DoorPage =
  | ({ readonly at: "home" } & HomeProps)
  | ({ readonly at: "conference" } & ConferencePageProps)
  | ({ readonly at: "invitation"; readonly token: string } & ConferencePageProps)
  | ({ readonly at: "enter" } & EnterPageProps);

export function Door({ catalog, page }: { readonly catalog: Catalog; readonly page: DoorPage }) {
  return (
    <TextProvider value={catalog}>
      <Shown {...page} />
    </TextProvider>
  );
}

function Shown(page: DoorPage) {
  if (page.at === "home") return <Home {...page} />;
  if (page.at === "conference") return <ConferencePage {...page} />;
  if (page.at === "invitation") return <InvitationPage {...page} />;
  return <EnterPage {...page} />;
}

function InvitationPage(props: ConferencePageProps & { readonly token: string }) {
  const { conference, fault } = useConference(props.service, props.conferenceId);
  const { service, ambience, token } = props;
  return (
    <Page ambience={ambience}>
      <main class="entry">
        {fault && <Fault code={fault} />}
        {conference && <Invited {...{ conference, service, token }} preferences={ambience.preferences} />}
      </main>
    </Page>
  );
}
