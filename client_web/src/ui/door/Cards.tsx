/** Conferences as the first page lists them. */

import type { PublishedConference } from "../../door/records";
import { range, sameClock, zoneName } from "../../door/times";
import { useCatalog } from "../text";
import { At } from "./When";

export interface CardProps {
  readonly conference: PublishedConference;
  /** Unix seconds, to tell what is running. */
  readonly now: number;
  /** Meetings with a webcast. */
  readonly webcasts: ReadonlySet<string>;
}

export function ConferenceCard({ conference, now, webcasts }: CardProps) {
  const catalog = useCatalog();
  const { t } = catalog;
  const { conferenceId, state } = conference;
  const running = conference.startsAt <= now;
  const place = `/conferences/${encodeURIComponent(conferenceId)}`;
  const seen = webcastOf(conference, webcasts);
  return (
    <article class="card conference-card" data-testid="conference-card" data-conference={conferenceId}>
      <header class="conference-head">
        <p class={running ? "eyebrow" : "eyebrow eyebrow-calm"}>
          {running ? t("door-running") : t("door-state", { state })}
        </p>
        <h2>
          <a href={place}>{catalog.pick(conference.title)}</a>
        </h2>
      </header>
      <ConferenceFacts conference={conference} />
      <nav class="conference-acts" aria-label={catalog.pick(conference.title)}>
        {conference.form !== "physical" && (
          <a
            class="button button-primary button-medium"
            href={`/enter/${encodeURIComponent(conferenceId)}`}
            data-testid="conference-enter"
          >
            {t("door-enter")}
          </a>
        )}
        {conference.ownForm && state === "open" && (
          <a
            class="button button-secondary button-medium"
            href={`${place}#registration`}
            data-testid="conference-register"
          >
            {t("door-register")}
          </a>
        )}
        {seen && (
          <a class="button button-secondary button-medium" href={seen} data-testid="conference-webcast">
            {t("door-webcast")}
          </a>
        )}
        <a class="button button-quiet button-medium" href={place} data-testid="conference-details">
          {t("door-details")}
        </a>
      </nav>
    </article>
  );
}

/** The address of the first of its meetings that is webcast. */
export function webcastOf(conference: PublishedConference, webcasts: ReadonlySet<string>): string | null {
  const found = conference.sittings.find((one) => one.public && webcasts.has(one.meetingId));
  return found ? `/webcast/${encodeURIComponent(found.meetingId)}/` : null;
}

export function ConferenceFacts({ conference }: { readonly conference: PublishedConference }) {
  const catalog = useCatalog();
  const { t, language } = catalog;
  const { startsAt, endsAt, timezone, deadlineAt, state, form } = conference;
  const venue = catalog.pick(conference.venue);
  return (
    <dl class="facts">
      <div>
        <dt>{t("door-dates")}</dt>
        <dd>
          {range("day", startsAt, endsAt, language.value, timezone)}
          {!sameClock(startsAt, timezone) && (
            <span class="hint">{t("door-zone", { zone: zoneName(startsAt, language.value, timezone) })}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t("door-form")}</dt>
        <dd>{t("door-form-words", { form })}</dd>
      </div>
      {venue && (
        <div>
          <dt>{t("door-venue")}</dt>
          <dd>{venue}</dd>
        </div>
      )}
      {deadlineAt !== null && (state === "open" || state === "planned") && (
        <div>
          <dt>{t("door-deadline")}</dt>
          <dd>
            <At at={deadlineAt} zone={timezone} />
          </dd>
        </div>
      )}
    </dl>
  );
}
