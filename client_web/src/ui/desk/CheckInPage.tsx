/** At the door of the room: a few letters or the number of the badge, Enter, next. */
import { useEffect, useRef, useState } from "preact/hooks";
import { nameOf } from "../../desk/people";
import type { Conference, Member } from "../../desk/records";
import { delegationName } from "../../i18n/names";
import type { RequestError } from "../../protocol/session";
import { Select } from "../kit/Field";
import { useCatalog } from "../text";
import type { SectionProps } from "./ConferencePage";
import { asFault, FaultNote, useDesk, useRead, useTimes } from "./context";
import { Input, Part, Tag } from "./fields";

const PAUSE_MS = 120;
const SHOWN = 8;
const LATEST = 20;

interface Done {
  readonly member: Member;
  readonly at: number;
  readonly again: boolean;
}

/** The sitting that is on, or comes next, or was last. */
function nearest(conference: Conference, now: number): string {
  const sittings = [...conference.sittings].sort((one, other) => one.startsAt - other.startsAt);
  return (sittings.find(({ endsAt }) => endsAt >= now) ?? sittings.at(-1))?.meetingId ?? "";
}

/** Why somebody cannot be checked in, or null. */
function obstacle(member: Member): "accreditation" | "standing" | "attendance" | null {
  if (member.standing !== "registered") return "standing";
  if (member.accreditation !== "approved") return "accreditation";
  return member.attendance === "remote" ? "attendance" : null;
}

export function CheckInPage({ conference }: SectionProps) {
  const catalog = useCatalog();
  const { t } = catalog;
  const { client, now } = useDesk();
  const id = conference.conferenceId;
  const [meeting, setMeeting] = useState(() => nearest(conference, now()));
  const [done, setDone] = useState<readonly Done[]>([]);
  const here = useRead(() => client.checkIns(id, meeting), [client, id, meeting]);
  const meetings = new Map<string, string>();
  for (const one of conference.sittings) {
    const title = catalog.pick(one.title) || one.meetingId;
    const before = meetings.get(one.meetingId);
    meetings.set(one.meetingId, before && before !== title ? `${before} · ${title}` : title);
  }
  if (meetings.size === 0) return <p class="card empty">{t("desk-no-sittings")}</p>;
  const present = new Set(here.value?.map((one) => one.registrationId));
  const checked = (member: Member) => {
    const again = present.has(member.registrationId);
    setDone((before) => [{ member, at: now(), again }, ...before].slice(0, LATEST));
    if (!again)
      here.setValue([...(here.value ?? []), { registrationId: member.registrationId, meetingId: meeting, at: now() }]);
  };
  return (
    <>
      <Part title={t("desk-section", { section: "check-in" })} hint={t("desk-check-in-hint")}>
        <div class="desk-narrow-field">
          <Select
            label={t("desk-sitting-of")}
            value={meeting}
            options={[...meetings].map(([value, text]) => ({ value, text }))}
            onChange={setMeeting}
            testid="check-in-meeting"
          />
        </div>
        <p role="status" data-testid="present" data-count={present.size}>
          {t("desk-present", { count: present.size })}
        </p>
        <Finder key={meeting} conference={id} meeting={meeting} present={present} onDone={checked} />
      </Part>
      {done.length > 0 && <Latest done={done} />}
    </>
  );
}

function Finder(props: {
  readonly conference: string;
  readonly meeting: string;
  readonly present: ReadonlySet<string>;
  readonly onDone: (member: Member) => void;
}) {
  const { t, language } = useCatalog();
  const { client } = useDesk();
  const { conference, meeting, present } = props;
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Member[] | null>(null);
  const [fault, setFault] = useState<RequestError | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector("input")?.focus(), []);
  useEffect(() => {
    setFound(null);
    if (!text.trim()) return;
    let wanted = true;
    const timer = setTimeout(() => {
      client.people(conference, { text: text.trim(), limit: SHOWN }).then(
        (members) => wanted && setFound(sorted(members, text.trim())),
        (error: unknown) => wanted && setFault(asFault(error)),
      );
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text, client, conference]);
  const checkIn = async (member: Member) => {
    setFault(null);
    try {
      await client.checkIn(member.registrationId, meeting);
      props.onDone(member);
      setText("");
      box.current?.querySelector("input")?.focus();
    } catch (error) {
      setFault(asFault(error));
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const [only] = found ?? [];
    const exact = found?.length === 1 || only?.number?.toLowerCase() === text.trim().toLowerCase();
    if (only && exact && obstacle(only) === null) void checkIn(only);
  };
  return (
    <div ref={box}>
      <form class="desk-form" onSubmit={submit}>
        <Input
          label={t("desk-find-badge")}
          hint={t("desk-find-badge-hint")}
          type="search"
          value={text}
          onInput={setText}
          testid="check-in-find"
        />
      </form>
      <FaultNote fault={fault} />
      <p class="visually-hidden" role="status">
        {found ? t("desk-people", { count: found.length }) : ""}
      </p>
      {found?.length === 0 && <p class="empty">{t("desk-nobody")}</p>}
      <ul class="desk-found">
        {found?.map((member) => {
          const against = obstacle(member);
          const isHere = present.has(member.registrationId);
          return (
            <li key={member.registrationId}>
              <button
                type="button"
                class="desk-badge"
                disabled={against !== null}
                onClick={() => void checkIn(member)}
                data-testid="check-in"
                data-number={member.number ?? ""}
              >
                <span class="desk-person-name">
                  <bdi>{nameOf(member)}</bdi>
                  <span class="hint">
                    <bdi>
                      {[
                        member.number,
                        member.delegation && delegationName(member.delegation, language.value),
                        member.function,
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </bdi>
                  </span>
                </span>
                {isHere ? <Tag tone="ok">{t("desk-here")}</Tag> : against ? null : <Tag>{t("desk-check-in")}</Tag>}
                {against && <Tag tone="bad">{t("desk-obstacle", { obstacle: against })}</Tag>}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The badge's number first. */
function sorted(members: readonly Member[], text: string): readonly Member[] {
  const exact = (one: Member) => one.number?.toLowerCase() === text.toLowerCase();
  return [...members.filter(exact), ...members.filter((one) => !exact(one))];
}

function Latest({ done }: { readonly done: readonly Done[] }) {
  const { t, language } = useCatalog();
  const { moment } = useTimes();
  return (
    <Part title={t("desk-latest")}>
      <ol class="desk-lines" aria-live="polite">
        {done.map(({ member, at, again }) => (
          <li key={`${member.registrationId} ${at}`} data-testid="checked-in" data-number={member.number ?? ""}>
            <strong>
              <bdi>{nameOf(member)}</bdi>
            </strong>
            <span>{member.delegation && delegationName(member.delegation, language.value)}</span>
            <Tag tone={again ? "warn" : "ok"}>{t(again ? "desk-here-already" : "desk-here")}</Tag>
            <span class="hint">{moment(at)}</span>
          </li>
        ))}
      </ol>
    </Part>
  );
}
