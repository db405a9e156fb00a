/** Which of the pages before a meeting is shown. */
import type { Catalog } from "../../i18n/catalog";
import { TextProvider } from "../text";
import { ConferencePage, type ConferencePageProps } from "./ConferencePage";
import { EnterPage, type EnterPageProps } from "./EnterPage";
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

function InvitationPage({ ambience, ...props }: ConferencePageProps & { readonly token: string }) {
  return (
    <Page ambience={ambience}>
      <main class="entry">
        <Invited {...props} preferences={ambience.preferences} />
      </main>
    </Page>
  );
}
