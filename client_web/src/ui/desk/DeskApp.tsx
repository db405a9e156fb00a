/** The registration desk: who is signed in, which page is open. */
import { useEffect, useRef } from "preact/hooks";
import type { Place } from "../../desk/address";
import type { Catalog } from "../../i18n/catalog";
import { Button } from "../kit/Button";
import { Dialog } from "../kit/Dialog";
import { LiveRegions, NoticeList } from "../kit/LiveRegions";
import { TextProvider, useText } from "../text";
import { Header } from "../views/Header";
import { LanguageSelect } from "../views/PreferencesDialog";
import { AuditPage } from "./AuditPage";
import { ConferencePage } from "./ConferencePage";
import { ConferencesPage } from "./ConferencesPage";
import { type Desk, DeskProvider, Link, useDesk } from "./context";
import { HelpPage } from "./HelpPage";
import { KeysPage } from "./KeysPage";
import { PlanPage } from "./PlanPage";
import { SignInForm, SignInPage } from "./SignIn";
import { StaffPage } from "./StaffPage";

export function DeskApp({ catalog, desk }: { readonly catalog: Catalog; readonly desk: Desk }) {
  return (
    <TextProvider value={catalog}>
      <DeskProvider value={desk}>
        <Shown />
        <LiveRegions notices={desk.notices} />
        <NoticeList notices={desk.notices} />
      </DeskProvider>
    </TextProvider>
  );
}

function Shown() {
  const t = useText();
  const { session, preferences } = useDesk();
  const stage = session.stage.value;
  const title = t("desk-title");
  useEffect(() => {
    document.title = `${title} · Hemicycle`;
  }, [title]);
  if (stage === "looking") {
    return (
      <main class="narrow">
        <p class="empty" role="status">
          {t("desk-loading")}
        </p>
      </main>
    );
  }
  const name = session.account.value?.name ?? "";
  return (
    <div class="page desk">
      <Header heading={<p class="desk-heading">{title}</p>}>
        <LanguageSelect preferences={preferences} hideLabel />
        {stage !== "out" && (
          <Button icon="leave" size="small" onClick={() => void session.signOut().catch(() => {})} testid="sign-out">
            {t("desk-sign-out", { name })}
          </Button>
        )}
      </Header>
      {stage === "out" ? <SignInPage /> : <Inside />}
      <Dialog
        open={stage === "lost"}
        title={t("desk-session-over")}
        closeText={t("desk-leave")}
        onClose={() => session.stage.value === "lost" && void session.signOut().catch(() => {})}
        testid="session-lost"
      >
        <p>{t("desk-session-over-text")}</p>
        <SignInForm key={name} name={name} />
      </Dialog>
    </div>
  );
}

function Inside() {
  const t = useText();
  const { place, session } = useDesk();
  const at = place.value;
  const main = useRef<HTMLElement>(null);
  const key = at.page === "conference" ? `${at.page}/${at.conference}/${at.section}` : at.page;
  const first = useRef(key);
  useEffect(() => {
    // A page that begins with a field to type in has the focus there.
    if (first.current !== key && !main.current?.contains(document.activeElement)) main.current?.focus();
    first.current = key;
    scrollTo({ top: 0 });
  }, [key]);
  const links: readonly [Place["page"], boolean][] = [
    ["conferences", session.may("read")],
    ["staff", session.may("staff")],
    ["keys", session.may("staff")],
    ["audit", session.may("audit")],
    ["help", true],
  ];
  const open = at.page === "conference" || at.page === "new" ? "conferences" : at.page;
  return (
    <>
      <nav class="desk-nav" aria-label={t("desk-pages")}>
        {links
          .filter(([, shown]) => shown)
          .map(([page]) => (
            <Link key={page} to={{ page } as Place} current={page === open} testid={`nav-${page}`}>
              {t("desk-page", { page })}
            </Link>
          ))}
      </nav>
      <main class="desk-main" ref={main} tabIndex={-1}>
        <Page place={at} />
      </main>
    </>
  );
}

function Page({ place }: { readonly place: Place }) {
  const { session } = useDesk();
  switch (place.page) {
    case "conference":
      return <ConferencePage key={place.conference} id={place.conference} section={place.section} />;
    case "new":
      return session.may("conferences") ? <PlanPage conference={null} /> : <ConferencesPage />;
    case "staff":
      return session.may("staff") ? <StaffPage /> : <ConferencesPage />;
    case "keys":
      return session.may("staff") ? <KeysPage /> : <ConferencesPage />;
    case "audit":
      return session.may("audit") ? <AuditPage /> : <ConferencesPage />;
    case "help":
      return <HelpPage />;
    default:
      return <ConferencesPage />;
  }
}
