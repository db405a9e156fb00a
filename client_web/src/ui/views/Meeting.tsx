/** Inside a meeting: one frame for delegates, passive participants, the chair, technicians and interpreters. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Endpoint } from "../../endpoint/endpoint";
import { endonym } from "../../i18n/names";
import type { Devices } from "../../media/devices";
import { FLOOR } from "../../state/interpretation";
import type { Preferences } from "../../state/preferences";
import { Button } from "../kit/Button";
import { LiveRegions, NoticeList } from "../kit/LiveRegions";
import { type Tab, Tabs } from "../kit/Tabs";
import { useCatalog } from "../text";
import { Banners } from "./Banners";
import { Booth } from "./booth/Booth";
import { BoothPanels } from "./booth/BoothPanels";
import { CaptionerDesk } from "./captions/CaptionerDesk";
import { CaptionHistory } from "./captions/CaptionHistory";
import { Agenda } from "./chair/Agenda";
import { Console } from "./chair/Console";
import { Rules } from "./chair/Rules";
import { TakeChair } from "./chair/SittingBar";
import { Times } from "./chair/Times";
import { ChatPanel } from "./chat/ChatPanel";
import { FloorControls } from "./FloorControls";
import { Header } from "./Header";
import { Listening } from "./Listening";
import { PreferencesDialog } from "./PreferencesDialog";
import { Participants } from "./people/Participants";
import { OwnQuality } from "./Quality";
import { InCamera } from "./SittingBanner";
import { SpeakersList } from "./SpeakersList";
import { Stage } from "./Stage";
import { SignerDesk } from "./sign/SignerDesk";
import { hasStatements, SpeakerStatement, Statements } from "./statements/Statements";
import { TechnicianDesk } from "./technician/TechnicianDesk";
import { OnAir } from "./webcast/OnAir";
import { useWebcastTab, WebcastPanel } from "./webcast/WebcastPanel";

export interface MeetingProps {
  readonly endpoint: Endpoint;
  readonly preferences: Preferences;
  readonly devices: Devices;
  readonly onLeave: () => void;
}

export function Meeting(props: MeetingProps) {
  const { endpoint, preferences } = props;
  const role = endpoint.meeting.me.value?.person.role ?? "passive";
  if (conducts(endpoint))
    return <Conducting {...props} desk={<Console endpoint={endpoint} preferences={preferences} />} />;
  if (role === "technician")
    return <Conducting {...props} desk={<TechnicianDesk endpoint={endpoint} preferences={preferences} />} />;
  if (role === "interpreter") return <Interpreting {...props} />;
  return (
    <div class={`meeting meeting-${role}`}>
      <MeetingHeader {...props} />
      <Banners endpoint={endpoint} />
      <main class="meeting-main">
        <div class="meeting-stage">
          <Stage endpoint={endpoint} preferences={preferences} />
          <SpeakerStatement endpoint={endpoint} />
          <Desk endpoint={endpoint} preferences={preferences} />
          <Listening endpoint={endpoint} preferences={preferences} />
        </div>
        <aside class="meeting-side card">
          <SidePanel endpoint={endpoint} />
        </aside>
      </main>
      <NoticeList notices={endpoint.notices} />
      <LiveRegions notices={endpoint.notices} />
    </div>
  );
}

/** In a booth the console is before one, the pictures above it, and the panels are those of interpreters. */
function Interpreting(props: MeetingProps) {
  const { endpoint, preferences } = props;
  return (
    <div class="meeting meeting-interpreter">
      <MeetingHeader {...props} />
      <Banners endpoint={endpoint} />
      <main class="meeting-main">
        <div class="meeting-stage">
          <Booth endpoint={endpoint} preferences={preferences} />
        </div>
        <aside class="meeting-side card">
          <BoothPanels endpoint={endpoint} />
        </aside>
      </main>
      <NoticeList notices={endpoint.notices} />
      <LiveRegions notices={endpoint.notices} />
    </div>
  );
}

/** One's own turn, or what one does for the others. */
function Desk({ endpoint, preferences }: Pick<MeetingProps, "endpoint" | "preferences">) {
  const role = endpoint.meeting.me.value?.person.role;
  if (role === "captioner") return <CaptionerDesk endpoint={endpoint} preferences={preferences} />;
  if (role === "signer") return <SignerDesk endpoint={endpoint} />;
  return <FloorControls endpoint={endpoint} />;
}

/** Whoever runs the meeting, or its sound, has their desk before them, the hall and the panels beside it. */
function Conducting(props: MeetingProps & { readonly desk: ComponentChildren }) {
  const { endpoint, preferences, desk } = props;
  return (
    <div class="meeting meeting-conducting" data-control-only={endpoint.controlOnly}>
      <MeetingHeader {...props} />
      <Banners endpoint={endpoint} />
      <main class="meeting-main">
        {desk}
        <div class="meeting-beside">
          {!endpoint.controlOnly && (
            <div class="meeting-hall">
              <Stage endpoint={endpoint} preferences={preferences} />
              <SpeakerStatement endpoint={endpoint} />
              {endpoint.meeting.can("useMicrophone") && <FloorControls endpoint={endpoint} compact />}
              <details class="card listening-fold">
                <summary data-testid="fold-listening">
                  <ListeningWords endpoint={endpoint} />
                </summary>
                <Listening endpoint={endpoint} preferences={preferences} />
              </details>
            </div>
          )}
          <aside class="meeting-side card">
            <SidePanel endpoint={endpoint} />
          </aside>
        </div>
      </main>
      <NoticeList notices={endpoint.notices} />
      <LiveRegions notices={endpoint.notices} />
    </div>
  );
}

function ListeningWords({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useCatalog();
  const channel = endpoint.interpretation.channel.value;
  return (
    <>
      {t("listening")}: {channel === FLOOR ? t("channel-floor") : endonym(channel)}
    </>
  );
}

function conducts(endpoint: Endpoint): boolean {
  return endpoint.meeting.can("grantFloor");
}

export function MeetingHeader(props: MeetingProps & { readonly tools?: ComponentChildren }) {
  const { endpoint, preferences, devices, onLeave } = props;
  const { t, pick } = useCatalogParts();
  const [open, setOpen] = useState(false);
  const { stage } = endpoint.meeting;
  const agendaItem = pick(stage.value.agendaItem);
  return (
    <Header
      heading={
        <>
          <h1 class="meeting-title">
            {pick(stage.value.title)} <InCamera endpoint={endpoint} />
          </h1>
          {agendaItem && <p class="agenda-item">{agendaItem}</p>}
        </>
      }
    >
      <OnAir {...endpoint.meeting.stage.value} />
      {!conducts(endpoint) && <TakeChair endpoint={endpoint} />}
      <OwnQuality endpoint={endpoint} />
      {props.tools}
      <Button variant="quiet" icon="settings" iconOnly testid="open-preferences" onClick={() => setOpen(true)}>
        {t("preferences")}
      </Button>
      <Button icon="leave" testid="leave" onClick={onLeave}>
        {t("leave")}
      </Button>
      <PreferencesDialog
        open={open}
        onClose={() => setOpen(false)}
        preferences={preferences}
        devices={endpoint.meeting.can("publish") ? devices : null}
      />
    </Header>
  );
}

function useCatalogParts() {
  const catalog = useCatalog();
  return { t: catalog.t, pick: (texts: Readonly<Record<string, string>>) => catalog.pick(texts) };
}

type PanelId =
  | "speakers"
  | "agenda"
  | "rules"
  | "times"
  | "chat"
  | "participants"
  | "statements"
  | "captions"
  | "webcast";

function SidePanel({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useCatalog();
  const conducting = conducts(endpoint);
  const chosen = endpoint.panel.value as PanelId;
  const current = conducting && chosen === "speakers" ? "agenda" : chosen;
  const setCurrent = (id: string) => {
    endpoint.panel.value = id;
  };
  const unread = endpoint.chat.unread.value + endpoint.chat.held.value.length;
  const waiting = endpoint.floor.waiting.value.length;
  const asking = endpoint.moderation.view.value.upgrades.filter(({ state }) => state === "waiting").length;
  const webcast = useWebcastTab(endpoint);
  const first: readonly Tab[] = conducting
    ? [
        { id: "agenda", text: t("agenda"), testid: "tab-agenda" },
        { id: "rules", text: t("rules"), testid: "tab-rules" },
        { id: "times", text: t("times"), testid: "tab-times" },
        ...webcast,
      ]
    : [
        {
          id: "speakers",
          text: t("tab-speakers"),
          badge: waiting > 0 ? { text: String(waiting), label: t("waiting-count", { count: waiting }) } : null,
          testid: "tab-speakers",
        },
      ];
  const tabs: readonly Tab[] = [
    ...first,
    {
      id: "chat",
      text: t("tab-chat"),
      badge: unread > 0 ? { text: String(unread), label: t("unread-count", { count: unread }) } : null,
      testid: "tab-chat",
    },
    {
      id: "participants",
      text: t("tab-participants"),
      badge: asking > 0 ? { text: String(asking), label: t("upgrades-count", { count: asking }) } : null,
      testid: "tab-participants",
    },
    ...(hasStatements(endpoint) ? [{ id: "statements", text: t("statements"), testid: "tab-statements" }] : []),
    ...(chosen === "captions" ? [{ id: "captions", text: t("captions"), testid: "tab-captions" }] : []),
  ];
  return (
    <Tabs label={t("panels")} tabs={tabs} current={current} onChange={setCurrent}>
      {current === "speakers" && <SpeakersList endpoint={endpoint} />}
      {current === "agenda" && <Agenda endpoint={endpoint} />}
      {current === "rules" && <Rules endpoint={endpoint} />}
      {current === "times" && <Times endpoint={endpoint} />}
      {current === "webcast" && <WebcastPanel endpoint={endpoint} />}
      {current === "chat" && <ChatPanel endpoint={endpoint} />}
      {current === "participants" && <Participants endpoint={endpoint} onWrite={({ id }) => endpoint.writeTo(id)} />}
      {current === "statements" && <Statements endpoint={endpoint} />}
      {current === "captions" && <CaptionHistory endpoint={endpoint} />}
    </Tabs>
  );
}
