/** A delegate who has signed in: their sittings, what they may prepare, and what is known of them. */
import type { ComponentChild } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DelegateEntry } from "../../door/entry";
import type { Own, Sitting } from "../../door/records";
import type { Place } from "../../door/service";
import { delegationName, endonym } from "../../i18n/names";
import type { Resources } from "../../protocol/resources";
import { TestMeeting } from "../arrival/TestMeeting";
import { Button } from "../kit/Button";
import { useCatalog, useText } from "../text";
import { Authenticator } from "./Authenticator";
import { Coaching } from "./Coaching";
import { Fault } from "./faults";
import { When } from "./When";

/** The check before a meeting; calls back within the click that ends or skips it. */
export interface CheckProps {
  readonly role: "active" | "passive";
  readonly languages: readonly string[];
  readonly doneLabel: string;
  readonly onDone: () => void;
  readonly onSkip: () => void;
}

export interface InsideActions {
  /** Called within the click, so that sound may play; goes on into the meeting. */
  readonly enter: (meetingId: string, move: boolean) => Promise<void>;
  readonly attend: (place: Place) => Promise<void>;
  /** Called within a click after which sound may come later. */
  readonly unlock: () => void;
  /** This browser was checked, or the check was skipped. */
  readonly checked: () => boolean;
  readonly keepChecked: () => void;
  /** Under which support finds what the check found; empty: none was kept. */
  readonly reference: () => string;
  readonly check: (props: CheckProps) => ComponentChild;
  readonly resources: Pick<Resources, "meeting">;
}

/** Roles that listen. */
const PASSIVE: ReadonlySet<string> = new Set(["passive"]);

export function Inside({ entry, actions }: { readonly entry: DelegateEntry; readonly actions: InsideActions }) {
  const catalog = useCatalog();
  const { t } = catalog;
  const own = entry.own.value;
  const heading = useRef<HTMLHeadingElement>(null);
  /** The meeting one is being checked for; empty: for none in particular. */
  const [checking, setChecking] = useState<string | null>(null);
  useEffect(() => heading.current?.focus(), []);
  if (!own) return null;
  const enter = (meetingId: string) => {
    if (actions.checked()) void actions.enter(meetingId, false);
    else setChecking(meetingId);
  };
  const checkOver = () => {
    actions.keepChecked();
    setChecking(null);
    if (checking) void actions.enter(checking, false);
  };
  if (checking !== null) {
    return actions.check({
      role: PASSIVE.has(own.person.role) ? "passive" : "active",
      languages: own.conference.languages,
      doneLabel: t(checking ? "door-enter-meeting" : "door-check-back"),
      onDone: checkOver,
      onSkip: checkOver,
    });
  }
  const fault = entry.fault.value;
  return (
    <>
      <header class="entry-intro">
        <p class="eyebrow eyebrow-calm">{catalog.pick(own.conference.title)}</p>
        <h1 ref={heading} tabIndex={-1}>
          {t("door-welcome", { name: own.person.name })}
        </h1>
      </header>
      {fault && <Fault code={fault.code} step="inside" />}
      <Sittings {...{ own, entry, actions }} onEnter={enter} />
      <section class="card door-section" aria-labelledby="check-title">
        <h2 id="check-title">{t("door-check-title")}</h2>
        <p>{t(PASSIVE.has(own.person.role) ? "door-check-passive" : "door-check-active")}</p>
        <div>
          <Button onClick={() => setChecking("")} testid="check-now">
            {t("door-check-now")}
          </Button>
        </div>
        <TestMeeting resources={actions.resources} />
      </section>
      {entry.slots.value.length > 0 && <Coaching {...{ entry, actions }} zone={own.conference.timezone} />}
      <OwnData {...{ own, entry }} />
    </>
  );
}

function Sittings(props: {
  readonly own: Own;
  readonly entry: DelegateEntry;
  readonly actions: InsideActions;
  readonly onEnter: (meetingId: string) => void;
}) {
  const t = useText();
  const { own, entry } = props;
  return (
    <section class="own-meetings" aria-labelledby="own-meetings">
      <h2 id="own-meetings" class="section-title">
        {t("door-own-meetings")}
      </h2>
      {own.meetings.length === 0 && <p class="empty">{t("door-no-sittings")}</p>}
      {own.meetings.map(({ meetingId, open }) => {
        const sittings = own.conference.sittings.filter((one) => one.meetingId === meetingId);
        const elsewhere = entry.elsewhere.value === meetingId;
        return <OwnMeeting key={meetingId} {...{ ...props, meetingId, open, sittings, elsewhere }} />;
      })}
    </section>
  );
}

function OwnMeeting(props: {
  readonly own: Own;
  readonly entry: DelegateEntry;
  readonly actions: InsideActions;
  readonly meetingId: string;
  readonly open: boolean;
  readonly sittings: readonly Sitting[];
  readonly elsewhere: boolean;
  readonly onEnter: (meetingId: string) => void;
}) {
  const catalog = useCatalog();
  const { t } = catalog;
  const { meetingId, own, sittings, entry } = props;
  const names = [...new Set(sittings.map((one) => catalog.pick(one.title)))].filter((name) => name !== "");
  const title = (names.length === 1 && names[0]) || catalog.pick(own.conference.title);
  return (
    <article class="card own-meeting" data-testid="own-meeting" data-meeting={meetingId}>
      <div>
        <h3>{title}</h3>
        <ul class="own-sittings">
          {sittings.map((one) => (
            <li key={one.startsAt}>
              {names.length > 1 && <p class="sitting-title">{catalog.pick(one.title)}</p>}
              <When from={one.startsAt} to={one.endsAt} zone={own.conference.timezone} />
            </li>
          ))}
        </ul>
      </div>
      {props.open ? (
        <Button
          variant="primary"
          size="large"
          busy={entry.busy.value}
          label={`${t("door-enter")}: ${title}`}
          onClick={() => props.onEnter(meetingId)}
          testid="enter-meeting"
        >
          {t("door-enter")}
        </Button>
      ) : (
        <p class="hint">{t("door-not-open")}</p>
      )}
      {props.elsewhere && (
        <div class="elsewhere" role="alert" data-testid="elsewhere">
          <p>{t("door-elsewhere")}</p>
          <Button
            variant="primary"
            busy={entry.busy.value}
            onClick={() => void props.actions.enter(meetingId, true)}
            testid="move-here"
          >
            {t("door-move")}
          </Button>
        </div>
      )}
    </article>
  );
}

function OwnData({ own, entry }: { readonly own: Own; readonly entry: DelegateEntry }) {
  const { t, language } = useCatalog();
  const { person } = own;
  const rows = [
    ["your-name", person.name],
    ["delegation", delegationName(person.delegation, language.value)],
    ["door-function", person.function],
    ["door-own-role", t("role", { role: person.role })],
    ["door-language", endonym(person.language)],
  ] as const;
  return (
    <section class="card door-section" aria-labelledby="own-data">
      <h2 id="own-data">{t("door-own-data")}</h2>
      <dl class="facts" data-testid="own-data">
        {rows
          .filter(([, value]) => value !== "")
          .map(([id, value]) => (
            <div key={id}>
              <dt>{t(id)}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
      <p class="hint">{t("door-own-data-wrong")}</p>
      <Authenticator entry={entry} enrolled={person.authenticator} />
      <div>
        <Button icon="leave" onClick={() => void entry.signOut()} testid="sign-out">
          {t("door-sign-out")}
        </Button>
      </div>
    </section>
  );
}
