/** Everyone in the meeting, by delegation; for those who moderate, what is to be decided stands above. */
import { useMemo, useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { delegationName } from "../../../i18n/names";
import type { Person } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { Icon } from "../../kit/Icon";
import { VirtualList } from "../../kit/VirtualList";
import { useCatalog } from "../../text";
import { QualityMark } from "../Quality";
import { Admission } from "./Admission";
import { PeopleOrder } from "./order";
import { PersonDialog } from "./PersonDialog";
import { mayActOn, mayWriteTo } from "./rights";

const ROW_REM = 3.5;

export interface ParticipantsProps {
  readonly endpoint: Endpoint;
  /** Shows the private thread with a person. */
  readonly onWrite: (person: Person) => void;
}

export function Participants({ endpoint, onWrite }: ParticipantsProps) {
  const { t, language } = useCatalog();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const order = useMemo(() => new PeopleOrder(language.value), [language.value]);
  const people = endpoint.roster.people.value;
  const found = useMemo(() => {
    order.update(people);
    return order.find(query);
  }, [order, people, query]);
  const { counts } = endpoint.meeting;
  const { connected, participants } = counts.value;
  return (
    <div class="participants">
      <div class="participants-head">
        <p class="hint" data-testid="counts">
          {t("counts", { connected, participants })}
        </p>
        {endpoint.meeting.can("moderateChat") && <Admission endpoint={endpoint} />}
        <TextField
          label={t("find-participant")}
          value={query}
          onInput={setQuery}
          autocomplete="off"
          testid="find-participant"
        />
      </div>
      {found.length === 0 ? (
        <p class="empty">{endpoint.roster.loading.value ? t("loading") : t("nobody-found")}</p>
      ) : (
        <VirtualList
          label={t("participants")}
          items={found}
          keyOf={({ id }) => id}
          rowRem={ROW_REM}
          testid="participant"
          dataOf={({ id, connected: here }) => ({ "data-person": id, "data-connected": here })}
          row={(person) => (
            <Row endpoint={endpoint} person={person} onWrite={onWrite} onOpen={() => setChosen(person.id)} />
          )}
        />
      )}
      <PersonDialog
        endpoint={endpoint}
        person={chosen === null ? null : endpoint.roster.person(chosen)}
        onClose={() => setChosen(null)}
        onWrite={onWrite}
      />
    </div>
  );
}

interface RowProps extends ParticipantsProps {
  readonly person: Person;
  readonly onOpen: () => void;
}

function Row({ endpoint, person, onWrite, onOpen }: RowProps) {
  const { t, language } = useCatalog();
  const delegation = delegationName(person.delegation, language.value);
  const own = person.id === endpoint.meeting.me.value?.person.id;
  const role = person.role === "delegate" ? null : t("role", { role: person.role });
  return (
    <div class="person-row">
      <span class="person">
        <bdi class="person-delegation">{delegation || person.name}</bdi>
        <span class="person-name">
          {delegation && <bdi>{person.name}</bdi>}
          {delegation && role && " · "}
          {role}
        </span>
      </span>
      <span class="person-marks">
        {own && <span class="tag">{t("you")}</span>}
        {person.attending === "room" ? (
          <span class="tag">
            <Icon name="hall" />
            {t("attending", { attending: person.attending })}
          </span>
        ) : (
          !person.connected && <span class="tag tag-warn">{t("not-connected")}</span>
        )}
        <QualityMark endpoint={endpoint} person={person} />
        {person.cameraMuted && (
          <span class="tag tag-warn">
            <Icon name="cameraOff" />
            <span class="visually-hidden">{t("camera-muted")}</span>
          </span>
        )}
        {person.microphone && (
          <span class="tag tag-speaking">
            <Icon name="microphone" />
            <span class="visually-hidden">{t("microphone-open")}</span>
          </span>
        )}
      </span>
      {mayActOn(endpoint, person) ? (
        <Button variant="quiet" size="small" icon="more" iconOnly testid="person-more" onClick={onOpen}>
          {t("person-more", { name: person.name })}
        </Button>
      ) : (
        mayWriteTo(endpoint, person) && (
          <Button
            variant="quiet"
            size="small"
            icon="chat"
            iconOnly
            testid="person-write"
            onClick={() => onWrite(person)}
          >
            {t("person-write-to", { name: person.name })}
          </Button>
        )
      )}
    </div>
  );
}
