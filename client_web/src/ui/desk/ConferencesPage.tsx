/** Every conference, the latest first. */
import type { Conference, ConferenceState } from "../../desk/records";
import { Icon } from "../kit/Icon";
import { useCatalog } from "../text";
import { FaultNote, Link, useDesk, useRead, useTimes } from "./context";
import { Tag, type Tone } from "./fields";

export const STATE_TONES: Readonly<Record<ConferenceState, Tone>> = {
  ...{ draft: "calm", planned: "warn", open: "ok", closed: "warn", final: "calm" },
};

export function ConferencesPage() {
  const { t } = useCatalog();
  const { client, session, unsaved } = useDesk();
  const { value: conferences, fault } = useRead(() => client.conferences(), [client, session.stage.value]);
  return (
    <>
      <header class="desk-head">
        <h1>{t("desk-page", { page: "conferences" })}</h1>
        {session.may("conferences") && (
          <Link to={{ page: "new" }} class="button button-primary button-medium" testid="new-conference">
            <Icon name="plus" />
            {t(unsaved.value.has("") ? "desk-new-go-on" : "desk-new")}
          </Link>
        )}
      </header>
      <FaultNote fault={fault} />
      {conferences?.length === 0 && <p class="card empty">{t("desk-no-conferences")}</p>}
      <ul class="desk-cards">
        {conferences?.map((one) => (
          <li key={one.conferenceId}>
            <ConferenceCard conference={one} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ConferenceCard({ conference }: { readonly conference: Conference }) {
  const catalog = useCatalog();
  const { t } = catalog;
  const { day, moment } = useTimes();
  const { conferenceId, state, form, startsAt, endsAt, timezone, deadlineAt } = conference;
  const [first, last] = [day(startsAt, timezone), day(endsAt, timezone)];
  return (
    <article class="card desk-card" data-testid="conference-card" data-conference={conferenceId}>
      <p class="desk-tags">
        <Tag tone={STATE_TONES[state]} state={state}>
          {t("desk-state", { state })}
        </Tag>
        <Tag>{t("desk-form", { form })}</Tag>
      </p>
      <h2>
        <Link to={{ page: "conference", conference: conferenceId, section: "overview" }}>
          {catalog.pick(conference.title)}
        </Link>
      </h2>
      <p>{first === last ? first : `${first} – ${last}`}</p>
      {catalog.pick(conference.venue) && <p class="hint">{catalog.pick(conference.venue)}</p>}
      {deadlineAt !== null && (state === "open" || state === "planned") && (
        <p class="hint">{t("desk-closes-at", { time: moment(deadlineAt, timezone) })}</p>
      )}
    </article>
  );
}
