/** The first page: what is coming and running, and the meetings one may walk into. */
import { useEffect, useState } from "preact/hooks";
import type { PublishedConference } from "../../door/records";
import type { DoorService } from "../../door/service";
import type { EntryForm, Resources } from "../../protocol/resources";
import { RequestError } from "../../protocol/session";
import { TestMeeting } from "../arrival/TestMeeting";
import { useText } from "../text";
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
  const webcasts = useWebcasts(props.service);
  const { resources, onEnter, ambience } = props;
  return (
    <Page ambience={ambience}>
      <main class="entry">
        <EntryIntro />
        {fault && <Fault code={fault} />}
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

/** Meetings with a webcast; none where none are offered. */
export function useWebcasts(service: DoorService): ReadonlySet<string> {
  const [webcasts, setWebcasts] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    service.webcasts().then(
      (meetings) => setWebcasts(new Set(meetings)),
      () => {},
    );
  }, [service]);
  return webcasts;
}

export function codeOf(error: unknown): string {
  return error instanceof RequestError ? error.code : "unknown";
}
