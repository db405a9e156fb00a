/** Statements: one's own to hand in, those one may read with the speaker's first, and recorded ones to play. */
import { useEffect } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { StatementView } from "../../../protocol/messages";
import type { Statement } from "../../../state/statements";
import { useText } from "../../text";
import { PersonLines } from "../Plate";
import { FileButtons } from "./FileButtons";
import { OwnStatement } from "./OwnStatement";
import { Reader } from "./Reader";
import { Recordings } from "./Recordings";

export function Statements({ endpoint }: { endpoint: Endpoint }) {
  const { statements, filing } = endpoint;
  useEffect(() => void filing.refresh(), [filing]);
  const reading = statements.reading.value;
  if (reading) return <Reader endpoint={endpoint} file={reading} />;
  return <Overview endpoint={endpoint} />;
}

/** Whether the panel has anything for this person. */
export function hasStatements({ meeting, statements }: Endpoint): boolean {
  return meeting.can("fileStatement") || meeting.can("readStatements") || statements.all.value.length > 0;
}

function Overview({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { meeting, statements } = endpoint;
  const own = meeting.me.value?.person.id;
  const speaker = meeting.stage.value.speaker?.id ?? null;
  const others = statements.all.value.filter(({ person, kind }) => kind === "text" && person !== own);
  const waiting = inOrder(
    endpoint,
    others.filter(({ delivered }) => !delivered),
  );
  const delivered = others.filter((one) => one.delivered);
  return (
    <div class="statements">
      {meeting.can("requestFloor") && meeting.can("fileStatement") && <OwnStatement endpoint={endpoint} />}
      {meeting.can("readStatements") && (
        <section aria-label={t("statements-waiting")}>
          <h2 class="panel-heading">{t("statements-waiting")}</h2>
          {waiting.length === 0 && <p class="hint">{t("statements-none")}</p>}
          <List endpoint={endpoint} statements={waiting} speaker={speaker} />
        </section>
      )}
      {delivered.length > 0 && (
        <section aria-label={t("statements-delivered")}>
          <h2 class="panel-heading">{t("statements-delivered")}</h2>
          <List endpoint={endpoint} statements={delivered.toReversed()} speaker={speaker} />
        </section>
      )}
      {meeting.can("playRecording") && <Recordings endpoint={endpoint} />}
    </div>
  );
}

/** Of the one who speaks first, then as the list of speakers has them, then as they were handed in. */
function inOrder(endpoint: Endpoint, waiting: readonly Statement[]): readonly Statement[] {
  const speaker = endpoint.meeting.stage.value.speaker?.id;
  const listed = endpoint.floor.list.value.map(({ entry }) => entry.person);
  const place = ({ person }: Statement) => {
    if (person !== null && person === speaker) return -1;
    const found = person === null ? -1 : listed.indexOf(person);
    return found < 0 ? listed.length : found;
  };
  return [...waiting].sort((a, b) => place(a) - place(b) || a.filedAt - b.filedAt);
}

function List(props: { endpoint: Endpoint; statements: readonly Statement[]; speaker: string | null }) {
  const t = useText();
  const { endpoint, statements, speaker } = props;
  return (
    <ul class="statement-list">
      {statements.map((one) => {
        const now = one.person !== null && one.person === speaker;
        return (
          <li key={one.id} class="statement" data-testid="statement" data-person={one.person ?? ""} data-now={now}>
            <PersonLines person={{ name: one.name, delegation: one.delegation, role: "delegate" }} />
            {now && <span class="tag tag-speaking">{t("speaking-now")}</span>}
            <FileButtons endpoint={endpoint} files={one.files} />
          </li>
        );
      })}
    </ul>
  );
}

/** Beside the speaker: their statement, in the languages there are. */
export function SpeakerStatement({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { meeting, statements } = endpoint;
  const speaker = meeting.stage.value.speaker;
  if (!speaker || !meeting.can("readStatements")) return null;
  const files: readonly StatementView[] = statements.waitingOf(speaker.id).flatMap((one) => one.files);
  if (files.length === 0) return null;
  return (
    <section class="speaker-statement card" aria-label={t("statement-of-speaker")} data-testid="speaker-statement">
      <span class="field-label">{t("statement-of-speaker")}</span>
      <FileButtons endpoint={endpoint} files={files} />
    </section>
  );
}
