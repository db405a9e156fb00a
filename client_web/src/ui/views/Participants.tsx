/** Everyone in the meeting, by delegation, a page at a time. */
import { useMemo, useState } from "preact/hooks";
import type { Endpoint } from "../../endpoint/endpoint";
import { delegationName } from "../../i18n/names";
import type { Person } from "../../protocol/messages";
import { Button } from "../kit/Button";
import { TextField } from "../kit/Field";
import { Icon } from "../kit/Icon";
import { useCatalog } from "../text";
import { QualityBadge } from "./Quality";

const PAGE = 50;

export function Participants({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState(PAGE);
  const people = endpoint.roster.people.value;
  const tag = language.value;
  const sorted = useMemo(() => sortPeople(people, tag), [people, tag]);
  const found = useMemo(() => sorted.filter((person) => matches(person, query, tag)), [sorted, query, tag]);
  const { counts } = endpoint.meeting;
  return (
    <div class="participants">
      <p class="hint" data-testid="counts">
        {t("counts", { connected: counts.value.connected, participants: counts.value.participants })}
      </p>
      <TextField
        label={t("find-participant")}
        value={query}
        onInput={setQuery}
        autocomplete="off"
        testid="find-participant"
      />
      <ul class="people" aria-label={t("participants")}>
        {found.slice(0, shown).map((person) => (
          <Row
            key={person.id}
            endpoint={endpoint}
            person={person}
            own={person.id === endpoint.meeting.me.value?.person.id}
          />
        ))}
      </ul>
      {found.length === 0 && <p class="empty">{endpoint.roster.loading.value ? t("loading") : t("nobody-found")}</p>}
      {found.length > shown && (
        <Button onClick={() => setShown(shown + PAGE)}>{t("show-more", { count: found.length - shown })}</Button>
      )}
    </div>
  );
}

function Row({ endpoint, person, own }: { endpoint: Endpoint; person: Person; own: boolean }) {
  const { t, language } = useCatalog();
  const delegation = delegationName(person.delegation, language.value);
  return (
    <li class="person-row" data-testid="participant" data-connected={person.connected} data-person={person.id}>
      <span class="person">
        <bdi class="person-delegation">{delegation || person.name}</bdi>
        {delegation && <bdi class="person-name">{person.name}</bdi>}
      </span>
      <span class="person-marks">
        {own && <span class="tag">{t("you")}</span>}
        {person.role !== "delegate" && <span class="tag">{t("role", { role: person.role })}</span>}
        {!person.connected && <span class="tag tag-warn">{t("not-connected")}</span>}
        <QualityBadge endpoint={endpoint} person={person} />
        {person.microphone && (
          <span class="tag tag-speaking">
            <Icon name="microphone" />
            <span class="visually-hidden">{t("microphone-open")}</span>
          </span>
        )}
      </span>
    </li>
  );
}

export function sortPeople(people: readonly Person[], language: string): readonly Person[] {
  const collator = new Intl.Collator(language);
  const key = (person: Person) => delegationName(person.delegation, language) || person.name;
  const keyed = people.map((person) => ({ person, key: key(person) }));
  keyed.sort((a, b) => collator.compare(a.key, b.key) || collator.compare(a.person.name, b.person.name));
  return keyed.map(({ person }) => person);
}

function matches(person: Person, query: string, language: string): boolean {
  const wanted = query.trim().toLocaleLowerCase(language);
  if (wanted === "") return true;
  const text = `${person.name} ${delegationName(person.delegation, language)}`;
  return text.toLocaleLowerCase(language).includes(wanted);
}
