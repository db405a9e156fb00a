/** What anyone may read of a conference: programme, documents, place, and how one registers. */
import { useEffect, useState } from "preact/hooks";
import type { PaperFile, PublishedConference, Sitting } from "../../door/records";
import type { DoorService } from "../../door/service";
import { dayKey, moment } from "../../door/times";
import { endonym } from "../../i18n/names";
import { fileKind, fileSize } from "../../i18n/sizes";
import { uiLanguages } from "../../state/preferences";
import { useCatalog } from "../text";
import { ConferenceFacts, webcastOf } from "./Cards";
import { Declaration } from "./Declaration";
import { Fault } from "./faults";
import { codeOf, useWebcasts } from "./Home";
import { type Ambience, Page } from "./Page";
import { OwnRegistration } from "./Registration";
import { When } from "./When";

export interface ConferencePageProps {
  readonly ambience: Ambience;
  readonly service: DoorService;
  readonly conferenceId: string;
  /** Unix seconds. */
  readonly now: number;
}

export function ConferencePage(props: ConferencePageProps) {
  const { service, conferenceId } = props;
  const { conference, fault } = useConference(service, conferenceId);
  return (
    <Page ambience={props.ambience}>
      <main class="entry conference-page" data-testid="conference-page">
        {fault && <Fault code={fault} />}
        {conference && <Shown conference={conference} {...props} />}
      </main>
    </Page>
  );
}

function useConference(service: DoorService, id: string) {
  const [conference, setConference] = useState<PublishedConference | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    service.conference(id).then(setConference, (error: unknown) => setFault(codeOf(error)));
  }, [service, id]);
  return { conference, fault };
}

function Shown({ conference, service, ambience, now }: { conference: PublishedConference } & ConferencePageProps) {
  const catalog = useCatalog();
  const { t } = catalog;
  const seen = webcastOf(conference, useWebcasts(service));
  const over = conference.endsAt <= now;
  const { conferenceId, form, state, documents, ownForm } = conference;
  return (
    <>
      <header class="entry-intro">
        <p class="eyebrow eyebrow-calm">{t("door-state", { state })}</p>
        <h1>{catalog.pick(conference.title)}</h1>
        <ConferenceFacts conference={conference} />
        <div class="conference-acts">
          {form !== "physical" && !over && (
            <a
              class="button button-primary button-medium"
              href={`/enter/${encodeURIComponent(conferenceId)}`}
              data-testid="conference-enter"
            >
              {t("door-enter")}
            </a>
          )}
          {seen && (
            <a class="button button-secondary button-medium" href={seen} data-testid="conference-webcast">
              {t("door-webcast")}
            </a>
          )}
        </div>
      </header>
      <Programme conference={conference} />
      {documents.length > 0 && <Documents conference={conference} />}
      {ownForm && state === "open" && (
        <OwnRegistration {...{ conference, service }} preferences={ambience.preferences} />
      )}
      {conference.webcastDeclarations && state !== "final" && (
        <Declaration {...{ conference, service }} preferences={ambience.preferences} />
      )}
    </>
  );
}

function Programme({ conference }: { readonly conference: PublishedConference }) {
  const { t, language } = useCatalog();
  const days = byDay(conference.sittings, conference.timezone);
  return (
    <section class="card door-section" aria-labelledby="programme">
      <h2 id="programme">{t("door-programme")}</h2>
      {days.length === 0 && <p class="empty">{t("door-no-sittings")}</p>}
      {days.map(([day, sittings]) => (
        <section key={day} class="day" aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`}>
            {moment("weekday", sittings[0]?.startsAt ?? 0, language.value, conference.timezone)}
          </h3>
          <ol class="sittings">
            {sittings.map((sitting) => (
              <li key={`${sitting.meetingId}-${sitting.startsAt}`}>
                <SittingLine {...{ sitting, conference }} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

function SittingLine({ sitting, conference }: { sitting: Sitting; conference: PublishedConference }) {
  const catalog = useCatalog();
  const agenda = sitting.agenda ?? [];
  return (
    <div class="sitting" data-testid="sitting">
      <When from={sitting.startsAt} to={sitting.endsAt} zone={conference.timezone} />
      <div>
        <p class="sitting-title">
          {catalog.pick(sitting.title) || catalog.pick(conference.title)}
          {!sitting.public && <span class="tag">{catalog.t("door-closed-sitting")}</span>}
        </p>
        {agenda.length > 0 && (
          <ol class="agenda" aria-label={catalog.t("door-agenda")}>
            {agenda.map((item, index) => (
              <li key={item.itemId}>
                <span class="agenda-number">{index + 1}.</span> {catalog.pick(item.title)}
              </li>
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

/** In the order of time, by the venue's days. */
function byDay(sittings: readonly Sitting[], zone: string): readonly (readonly [string, readonly Sitting[]])[] {
  const days = new Map<string, Sitting[]>();
  for (const sitting of [...sittings].sort((one, other) => one.startsAt - other.startsAt)) {
    const key = dayKey(sitting.startsAt, zone);
    days.set(key, [...(days.get(key) ?? []), sitting]);
  }
  return [...days];
}

function Documents({ conference }: { readonly conference: PublishedConference }) {
  const catalog = useCatalog();
  return (
    <section class="card door-section" aria-labelledby="documents">
      <h2 id="documents">{catalog.t("door-documents")}</h2>
      <ul class="papers">
        {conference.documents.map((paper) => {
          const title = catalog.pick(paper.title);
          return (
            <li key={`${paper.symbol} ${title}`} data-testid="paper">
              <p class="paper-title">
                {paper.symbol && (
                  <span class="paper-symbol" dir="ltr">
                    {paper.symbol}
                  </span>
                )}
                <span>{title}</span>
              </p>
              <ul class="paper-languages" aria-label={title}>
                {uiLanguages
                  .filter((tag) => paper.links[tag])
                  .map((tag) => (
                    <li key={tag}>
                      <a href={paper.links[tag]} lang={tag} hreflang={tag} rel="noreferrer">
                        {endonym(tag)}
                      </a>
                      <FileNote file={conference.files?.[paper.links[tag] ?? ""]} />
                    </li>
                  ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What one is about to fetch. */
function FileNote({ file }: { readonly file: PaperFile | undefined }) {
  const { language } = useCatalog();
  if (!file) return null;
  return (
    <span class="hint" data-testid="paper-file">
      {" "}
      {fileKind(file.mediaType)} · {fileSize(file.size, language.value)}
    </span>
  );
}
