/** The first page: what is coming and running, and the meetings one may walk into. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { PublishedConference } from "../../door/records";
import type { DoorService, WebcastCard } from "../../door/service";
import type { EntryForm, Resources } from "../../protocol/resources";
import { RequestError } from "../../protocol/session";
import { TestMeeting } from "../arrival/TestMeeting";
import { useCatalog, useText } from "../text";
import { EntryIntro, MeetingEntries } from "../views/Entry";
import { ConferenceCard } from "./Cards";
import { Fault } from "./faults";
import { type Ambience, Page } from "./Page";

export interface HomeProps {
  readonly ambience: Ambience;
  readonly service: DoorService;
  readonly resources: Resources;
  /** Unix seconds. */
  readonly now: number;
  readonly onEnter: (meetingId: string, form: EntryForm, controlOnly?: boolean) => Promise<void>;
}

export function Home(props: HomeProps) {
  const t = useText();
  const { conferences, fault } = useConferences(props.service);
  const cards = useWebcastCards(props.service);
  const webcasts = useMemo(() => meetingsOf(cards), [cards]);
  const { resources, onEnter, ambience } = props;
  return (
    <Page ambience={ambience}>
      <main class="entry">
        <EntryIntro />
        {fault && <Fault code={fault} />}
        <OnAirNow cards={cards.filter(({ mode }) => mode !== "off")} />
        {conferences.length > 0 && (
          <section class="conferences" aria-labelledby="conferences">
            <h2 id="conferences" class="section-title">
              {t("door-conferences")}
            </h2>
            {conferences.map((conference) => (
              <ConferenceCard key={conference.conferenceId} {...{ conference, webcasts }} now={props.now} />
            ))}
          </section>
        )}
        <MeetingEntries
          {...{ resources, onEnter }}
          preferences={ambience.preferences}
          meetingId={null}
          onlyOpen={conferences.length > 0}
        />
        <p>
          <a href="/recordings" data-testid="recordings">
            {t("door-recordings")}
          </a>
        </p>
        <TestMeeting resources={resources} />
      </main>
    </Page>
  );
}

function useConferences(service: DoorService) {
  const [conferences, setConferences] = useState<readonly PublishedConference[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    service.conferences().then(setConferences, (error: unknown) => setFault(codeOf(error)));
  }, [service]);
  return { conferences, fault };
}

/** Of all meetings, those of no conference among them. */
function OnAirNow({ cards }: { readonly cards: readonly WebcastCard[] }) {
  const { t, pick } = useCatalog();
  if (cards.length === 0) return null;
  return (
    <section class="on-air-now" aria-labelledby="on-air-now" data-testid="on-air-now">
      <h2 id="on-air-now" class="section-title">
        {t("door-on-air")}
      </h2>
      <ul>
        {cards.map(({ meeting, title, mode }) => (
          <li key={meeting}>
            <span class="tag on-air" data-mode={mode}>
              <span class="on-air-mark" aria-hidden="true" />
              {t("webcast-mode", { mode })}
            </span>{" "}
            <a href={`/webcast/${encodeURIComponent(meeting)}/`}>{t("door-watch", { name: pick(title) || meeting })}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Meetings with a webcast; none where none are offered. */
export function useWebcasts(service: DoorService): ReadonlySet<string> {
  const cards = useWebcastCards(service);
  return useMemo(() => meetingsOf(cards), [cards]);
}

function meetingsOf(cards: readonly WebcastCard[]): ReadonlySet<string> {
  return new Set(cards.map(({ meeting }) => meeting));
}

function useWebcastCards(service: DoorService): readonly WebcastCard[] {
  const [cards, setCards] = useState<readonly WebcastCard[]>([]);
  useEffect(() => {
    service.webcasts().then(setCards, () => {});
  }, [service]);
  return cards;
}

export function codeOf(error: unknown): string {
  return error instanceof RequestError ? error.code : "unknown";
}
