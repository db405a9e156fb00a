/** The people of a conference: found, filtered, opened, changed. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { nameOf, People } from "../../desk/people";
import { ACCREDITATIONS, type Member, ROLES, STANDINGS } from "../../desk/records";
import { delegationName } from "../../i18n/names";
import { Button } from "../kit/Button";
import { Select } from "../kit/Field";
import { Icon } from "../kit/Icon";
import { VirtualList } from "../kit/VirtualList";
import { useCatalog } from "../text";
import { saveAs } from "../views/saving";
import type { SectionProps } from "./ConferencePage";
import { FaultNote, Link, useDesk, useRead, useTask } from "./context";
import { Input, Tag, type Tone } from "./fields";
import { Meters } from "./Meters";
import { PersonDialog } from "./PersonDialog";

/** Milliseconds after the last letter. */
const PAUSE_MS = 250;

export function PeoplePage({ conference }: SectionProps) {
  const catalog = useCatalog();
  const { t } = catalog;
  const { client, session } = useDesk();
  const id = conference.conferenceId;
  const people = useMemo(() => new People(client, id), [client, id]);
  const [open, setOpen] = useState<Member | "new" | null>(null);
  const meters = useRead(() => client.meters(id), [client, id]);
  const exported = useTask();
  useEffect(() => void people.load(), [people]);
  const members = people.members.value;
  const closed = (changed: Member | null) => {
    if (changed) people.put(changed);
    if (changed) meters.reload();
  };
  return (
    <>
      {meters.value && <Meters readings={meters.value} />}
      <div class="desk-acts">
        {conference.state !== "final" && (
          <Button variant="primary" icon="plus" onClick={() => setOpen("new")} testid="add-person">
            {t("desk-add-person")}
          </Button>
        )}
        {session.may("import") && conference.state !== "final" && (
          <Link
            to={{ page: "conference", conference: id, section: "import" }}
            class="button button-secondary button-medium"
          >
            {t("desk-section", { section: "import" })}
          </Link>
        )}
        <Button
          icon="file"
          busy={exported.busy}
          onClick={() =>
            void exported.run(async () => saveAs(await client.exportPeople(id), `${id}-registrations.csv`))
          }
          testid="export-people"
        >
          {t("desk-export")}
        </Button>
      </div>
      <FaultNote fault={exported.fault} />
      <Search people={people} />
      <FaultNote fault={people.fault.value} />
      <p class="hint" role="status" data-testid="people-count">
        {people.loading.value ? t("desk-searching") : t("desk-people", { count: members.length })}
      </p>
      <div class="card desk-people">
        <VirtualList
          label={t("desk-section", { section: "people" })}
          items={members}
          keyOf={(one) => one.registrationId}
          rowRem={4.75}
          row={(one) => <PersonRow member={one} onOpen={() => setOpen(one)} />}
          testid="person"
          dataOf={(one) => ({ "data-standing": one.standing, "data-number": one.number ?? "" })}
        />
      </div>
      {open && (
        <PersonDialog
          conference={conference}
          member={open === "new" ? null : open}
          onChange={closed}
          onErased={(registrationId) => people.drop(registrationId)}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function Search({ people }: { readonly people: People }) {
  const catalog = useCatalog();
  const { t, language } = catalog;
  const filters = people.filters.value;
  const [text, setText] = useState(filters.text);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const members = people.members.value;
  useEffect(() => {
    setSeen((before) => {
      const all = new Set([...before, ...members.map((one) => one.delegation)]);
      all.delete("");
      return all.size === before.size ? before : all;
    });
  }, [members]);
  useEffect(() => {
    if (text === people.filters.peek().text) return;
    const timer = setTimeout(() => void people.filter({ text }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, people]);
  const collator = new Intl.Collator(language.value);
  const delegations = [...seen]
    .map((code) => ({ value: code, text: delegationName(code, language.value) }))
    .sort((one, other) => collator.compare(one.text, other.text));
  const choice = (filter: "role" | "attendance" | "accreditation" | "standing", values: readonly string[]) => (
    <Select
      label={t("desk-field", { field: filter })}
      value={filters[filter]}
      options={[
        { value: "", text: t("desk-any") },
        ...values.map((value) => ({ value, text: wordFor(t, filter, value) })),
      ]}
      onChange={(value) => void people.filter({ [filter]: value })}
      testid={`filter-${filter}`}
    />
  );
  return (
    <search class="desk-search">
      <Input label={t("desk-find")} type="search" value={text} onInput={setText} testid="find-person" />
      <Select
        label={t("desk-field", { field: "delegation" })}
        value={filters.delegation}
        options={[{ value: "", text: t("desk-any") }, ...delegations]}
        onChange={(delegation) => void people.filter({ delegation })}
        testid="filter-delegation"
      />
      {choice("role", ROLES)}
      {choice("attendance", ["onSite", "remote"])}
      {choice("accreditation", ACCREDITATIONS)}
      {choice("standing", STANDINGS)}
    </search>
  );
}

function wordFor(t: ReturnType<typeof useCatalog>["t"], field: string, value: string): string {
  if (field === "role") return t("desk-role", { role: value });
  if (field === "attendance") return t("desk-attendance", { attendance: value });
  if (field === "accreditation") return t("desk-accreditation", { accreditation: value });
  return t("desk-standing", { standing: value });
}

const ACCREDITATION_TONES: Readonly<Record<Member["accreditation"], Tone>> = {
  pending: "warn",
  approved: "ok",
  refused: "bad",
};

export function PersonTags({ member }: { readonly member: Member }) {
  const { t } = useCatalog();
  return (
    <span class="desk-tags">
      {member.standing !== "registered" && (
        <Tag tone={member.standing === "cancelled" ? "bad" : "warn"}>
          {t("desk-standing", { standing: member.standing })}
        </Tag>
      )}
      <Tag>{t("desk-attendance", { attendance: member.attendance })}</Tag>
      <Tag tone={ACCREDITATION_TONES[member.accreditation]}>
        {t("desk-accreditation", { accreditation: member.accreditation })}
      </Tag>
      {member.lockedAt !== null && (
        <Tag tone="bad">
          <Icon name="warning" />
          {t("desk-locked")}
        </Tag>
      )}
    </span>
  );
}

function PersonRow({ member, onOpen }: { readonly member: Member; readonly onOpen: () => void }) {
  const { t, language } = useCatalog();
  const where = member.delegation ? delegationName(member.delegation, language.value) : "";
  return (
    <button type="button" class="desk-person" onClick={onOpen} data-testid="open-person">
      <span class="desk-person-name">
        <bdi>{nameOf(member)}</bdi>
        <span class="hint">
          <bdi>{[member.number, where, t("desk-role", { role: member.role })].filter(Boolean).join(" · ")}</bdi>
        </span>
      </span>
      <PersonTags member={member} />
    </button>
  );
}
