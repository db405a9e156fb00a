/** One conference: its head, and the page one is on. */
import { useEffect, useRef } from "preact/hooks";
import type { Section } from "../../desk/address";
import type { Conference } from "../../desk/records";
import { useCatalog } from "../text";
import { AccreditationPage } from "./AccreditationPage";
import { AuditLog } from "./AuditPage";
import { CheckInPage } from "./CheckInPage";
import { CoachingPage } from "./CoachingPage";
import { STATE_TONES } from "./ConferencesPage";
import { FaultNote, Link, useDesk, useRead } from "./context";
import { Tag } from "./fields";
import { ImportPage } from "./ImportPage";
import { ListPage } from "./ListPage";
import { LockedPage } from "./LockedPage";
import { OutboxPage } from "./OutboxPage";
import { OverviewPage } from "./OverviewPage";
import { PeoplePage } from "./PeoplePage";
import { PlanPage } from "./PlanPage";

export interface SectionProps {
  readonly conference: Conference;
  readonly onChange: (conference: Conference) => void;
}

const PAGES: readonly {
  readonly section: Section;
  readonly duty: string;
  readonly view: (props: SectionProps) => preact.VNode;
}[] = [
  { section: "overview", duty: "read", view: (props) => <OverviewPage {...props} /> },
  {
    section: "plan",
    duty: "conferences",
    view: ({ conference, onChange }) => <PlanPage conference={conference} onSaved={onChange} />,
  },
  { section: "people", duty: "people", view: (props) => <PeoplePage {...props} /> },
  { section: "import", duty: "import", view: (props) => <ImportPage {...props} /> },
  { section: "accreditation", duty: "accredit", view: (props) => <AccreditationPage {...props} /> },
  { section: "check-in", duty: "checkIn", view: (props) => <CheckInPage {...props} /> },
  { section: "messages", duty: "messages", view: (props) => <OutboxPage {...props} /> },
  { section: "list", duty: "list", view: (props) => <ListPage {...props} /> },
  { section: "coaching", duty: "coaching", view: (props) => <CoachingPage {...props} /> },
  { section: "locked", duty: "unlock", view: (props) => <LockedPage {...props} /> },
  { section: "log", duty: "audit", view: ({ conference }) => <AuditLog conference={conference.conferenceId} /> },
];

export function ConferencePage({ id, section }: { readonly id: string; readonly section: Section }) {
  const catalog = useCatalog();
  const { t } = catalog;
  const { client, session } = useDesk();
  const { value: conference, setValue, fault } = useRead(() => client.conference(id), [client, id]);
  const pages = PAGES.filter(({ duty }) => session.may(duty));
  const open = pages.find((page) => page.section === section) ?? pages[0];
  const sections = useRef<HTMLElement>(null);
  // On a phone the pages are one line that scrolls.
  useEffect(() => {
    sections.current?.querySelector("[aria-current]")?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, [open, conference === null]);
  if (!conference) return fault ? <FaultNote fault={fault} /> : <p class="empty">{t("desk-loading")}</p>;
  return (
    <>
      <header class="desk-head desk-conference-head">
        <h1>{catalog.pick(conference.title)}</h1>
        <Tag tone={STATE_TONES[conference.state]} testid="conference-state" state={conference.state}>
          {t("desk-state", { state: conference.state })}
        </Tag>
      </header>
      <div class="desk-sides">
        <nav class="desk-sections" ref={sections} aria-label={t("desk-sections")}>
          {pages.map((page) => (
            <Link
              key={page.section}
              to={{ page: "conference", conference: id, section: page.section }}
              current={page === open}
              testid={`section-${page.section}`}
            >
              {t("desk-section", { section: page.section })}
            </Link>
          ))}
        </nav>
        <div class="desk-section">{open?.view({ conference, onChange: setValue })}</div>
      </div>
    </>
  );
}
