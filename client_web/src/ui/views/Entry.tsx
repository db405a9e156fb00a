/** The meetings one may walk into, one click for each role. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { delegationName, endonym, languageName } from "../../i18n/names";
import type { Role } from "../../protocol/messages";
import type { EntryForm, MeetingCard, Resources } from "../../protocol/resources";
import { RequestError } from "../../protocol/session";
import { delegations } from "../../state/delegations";
import type { Preferences } from "../../state/preferences";
import { Button } from "../kit/Button";
import { Select, TextField, Toggle } from "../kit/Field";
import { Icon, type IconName } from "../kit/Icon";
import { useCatalog } from "../text";
import { Header } from "./Header";
import { LanguageSelect } from "./PreferencesDialog";

export interface EntryProps {
  readonly resources: Resources;
  readonly preferences: Preferences;
  /** Only this meeting; null lists all. */
  readonly meetingId: string | null;
  /** Called within the click, before anything is awaited, so that sound may play. Rejects with `RequestError`. */
  readonly onEnter: (meetingId: string, form: EntryForm, controlOnly?: boolean) => Promise<void>;
}

/** The page of one meeting's address, for whoever has no place there. */
export function Entry(props: EntryProps) {
  const { t } = useCatalog();
  return (
    <div class="page">
      <Header>
        <LanguageSelect preferences={props.preferences} hideLabel />
      </Header>
      <main class="entry">
        <EntryIntro />
        <MeetingEntries {...props} />
      </main>
      <footer class="page-footer">{t("footer")}</footer>
    </div>
  );
}

export function EntryIntro() {
  const { t } = useCatalog();
  return (
    <header class="entry-intro">
      <h1>{t("entry-title")}</h1>
      <p>{t("entry-lead")}</p>
    </header>
  );
}

/** `onlyOpen`: those that need no invitation; none at all is no fault then. */
export function MeetingEntries(props: EntryProps & { readonly onlyOpen?: boolean }) {
  const { t } = useCatalog();
  const { meetings, fault } = useMeetings(props.resources, props.meetingId);
  const shown = props.onlyOpen ? meetings?.filter(({ openEntry }) => openEntry) : meetings;
  return (
    <>
      {fault && (
        <p class="banner banner-warn" role="alert">
          {t(fault)}
        </p>
      )}
      {shown?.length === 0 && !fault && !props.onlyOpen && <p class="empty">{t("no-meetings")}</p>}
      {shown?.map((meeting) => (
        <MeetingEntry key={meeting.id} meeting={meeting} {...props} />
      ))}
    </>
  );
}

function useMeetings(resources: Resources, meetingId: string | null) {
  const [meetings, setMeetings] = useState<readonly MeetingCard[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    const read = meetingId ? resources.meeting(meetingId).then((one) => [one]) : resources.meetings();
    read.then(
      (list) => wanted && setMeetings(list),
      (error: unknown) => wanted && setFault(faultId(error)),
    );
    return () => {
      wanted = false;
    };
  }, [resources, meetingId]);
  return { meetings, fault };
}

function faultId(error: unknown): string {
  return `error-${error instanceof RequestError ? error.code : "unknown"}`;
}

const WAYS: readonly { readonly role: Role; readonly icon: IconName }[] = [
  { role: "delegate", icon: "request" },
  { role: "passive", icon: "headphones" },
  { role: "chair", icon: "chair" },
  { role: "interpreter", icon: "microphone" },
  { role: "technician", icon: "settings" },
];

/** Who may have the console. */
const OFFICES: readonly Role[] = ["chair", "deputy", "moderator"];
/** Who serves the meeting from behind. */
const TEAM: readonly Role[] = ["technician", "captioner", "signer"];
/** Who speaks for no delegation. */
const WITHOUT_DELEGATION: ReadonlySet<Role> = new Set([...TEAM, "interpreter", "room"]);

function MeetingEntry({ meeting, preferences, onEnter }: { meeting: MeetingCard } & EntryProps) {
  const catalog = useCatalog();
  const { t, language } = catalog;
  const [office, setOffice] = useState<Role>("chair");
  const [post, setPost] = useState<Role>("technician");
  const [controlOnly, setControlOnly] = useState(false);
  const [booth, setBooth] = useState(() => firstOf(meeting.languages, preferences.language.value));
  const [entering, setEntering] = useState<Role | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const guest = useMemo(() => Math.floor(Math.random() * 900) + 100, []);
  const name = preferences.name.value || plain(t("guest-name", { number: String(guest) }));
  const enter = async (role: Role) => {
    setEntering(role);
    setFault(null);
    try {
      const without = role === "chair" && controlOnly;
      const chosen = role === "chair" ? office : role === "technician" ? post : role;
      await onEnter(meeting.id, formFor(chosen, name.trim(), booth, preferences), without);
    } catch (error) {
      setFault(faultId(error));
      setEntering(null);
    }
  };
  const { counts } = meeting;
  const agendaItem = catalog.pick(meeting.agendaItem);
  return (
    <article class="card meeting-card" data-testid="meeting-card" data-meeting={meeting.id}>
      <header class="meeting-card-header">
        <p class="eyebrow">{t("in-session")}</p>
        <h2>{catalog.pick(meeting.title)}</h2>
        {agendaItem && <p class="agenda-item">{agendaItem}</p>}
        <ul class="language-row" aria-label={t("meeting-languages")}>
          {meeting.languages.map((tag) => (
            <li key={tag} lang={tag}>
              {endonym(tag)}
            </li>
          ))}
        </ul>
        <p class="hint">{t("counts", { connected: counts.connected, participants: counts.participants })}</p>
      </header>
      {meeting.openEntry ? (
        <>
          <fieldset class="entry-self">
            <legend>{t("entry-self")}</legend>
            <TextField
              label={t("your-name")}
              value={name}
              maxLength={80}
              autocomplete="name"
              onInput={(value) => {
                preferences.name.value = value;
              }}
              testid="entry-name"
            />
            <DelegationSelect preferences={preferences} />
            <Select
              label={t("language-spoken")}
              value={preferences.spokenLanguage.value}
              options={meeting.languages.map((tag) => ({ value: tag, text: languageName(tag, language.value) }))}
              onChange={(tag) => {
                preferences.spokenLanguage.value = tag;
              }}
              testid="entry-language"
            />
          </fieldset>
          {fault && (
            <p class="banner banner-warn" role="alert" data-testid="entry-fault">
              {t(catalog.has(fault) ? fault : "error-unknown")}
            </p>
          )}
          <ul class="ways">
            {WAYS.filter(({ role }) => meeting.openRoles.includes(role)).map(({ role, icon }) => (
              <li key={role} class={`way way-${role}`}>
                <Icon name={icon} />
                <div class="way-words">
                  <h3>{t("way-title", { role })}</h3>
                  <p>{t("way-text", { role })}</p>
                </div>
                {role === "interpreter" && (
                  <Select
                    label={t("booth")}
                    hideLabel
                    value={booth}
                    options={meeting.languages.map((tag) => ({ value: tag, text: languageName(tag, language.value) }))}
                    onChange={setBooth}
                    testid="entry-booth"
                  />
                )}
                {role === "technician" && (
                  <Select
                    label={t("office")}
                    hideLabel
                    value={post}
                    options={TEAM.map((one) => ({ value: one, text: t("role", { role: one }) }))}
                    onChange={(one) => setPost(one as Role)}
                    testid="entry-post"
                  />
                )}
                {role === "chair" && (
                  <>
                    <Select
                      label={t("office")}
                      hideLabel
                      value={office}
                      options={OFFICES.map((one) => ({ value: one, text: t("role", { role: one }) }))}
                      onChange={(one) => setOffice(one as Role)}
                      testid="entry-office"
                    />
                    <Toggle
                      label={t("control-only")}
                      on={controlOnly}
                      onChange={setControlOnly}
                      testid="entry-control-only"
                    />
                  </>
                )}
                <Button
                  variant={role === "delegate" ? "primary" : "secondary"}
                  testid={`entry-${role}`}
                  busy={entering === role}
                  disabled={entering !== null && entering !== role}
                  label={t("way-button", { role })}
                  onClick={() => void enter(role)}
                >
                  {t("join")}
                </Button>
              </li>
            ))}
          </ul>
          {meeting.openRoles.includes("room") && (
            <footer class="room-way">
              <Icon name="hall" />
              <p>{t("way-text", { role: "room" })}</p>
              <Button size="small" testid="entry-room" busy={entering === "room"} onClick={() => void enter("room")}>
                {t("way-button", { role: "room" })}
              </Button>
            </footer>
          )}
        </>
      ) : (
        <p class="hint">{t("closed-entry")}</p>
      )}
    </article>
  );
}

function DelegationSelect({ preferences }: { preferences: Preferences }) {
  const { t, language } = useCatalog();
  const tag = language.value;
  const options = useMemo(() => {
    const collator = new Intl.Collator(tag);
    return delegations
      .map((code) => ({ value: code, text: delegationName(code, tag) }))
      .sort((a, b) => collator.compare(a.text, b.text));
  }, [tag]);
  return (
    <Select
      label={t("delegation")}
      value={preferences.delegation.value}
      options={options}
      onChange={(code) => {
        preferences.delegation.value = code;
      }}
      testid="entry-delegation"
    />
  );
}

function firstOf(languages: readonly string[], preferred: string): string {
  return languages.find((tag) => tag === preferred) ?? languages[0] ?? "en";
}

function formFor(role: Role, name: string, booth: string, preferences: Preferences): EntryForm {
  const delegation = WITHOUT_DELEGATION.has(role) ? "" : preferences.delegation.value;
  if (role === "interpreter") return { name, delegation, role, language: booth, booth };
  return { name, delegation, role, language: preferences.spokenLanguage.value };
}

/** Without the invisible marks that keep the directions of a sentence's parts apart: a name is data. */
function plain(text: string): string {
  return text.replace(/[\u2066-\u2069]/g, "");
}
