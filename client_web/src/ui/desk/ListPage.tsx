/** The official list of participants, and who declared to have followed by webcast. */
import { useState } from "preact/hooks";
import type { Conference, Declaration, OfficialList } from "../../desk/records";
import { endonym } from "../../i18n/names";
import { uiLanguages } from "../../state/preferences";
import { Button } from "../kit/Button";
import { Confirm } from "../kit/Confirm";
import { Select } from "../kit/Field";
import { useCatalog } from "../text";
import { saveAs } from "../views/saving";
import type { SectionProps } from "./ConferencePage";
import { asFault, FaultNote, useDesk, useRead, useTask, useTimes } from "./context";
import { Part, Tag } from "./fields";

const EDITIONS = ["provisional", "final"] as const;

export function ListPage({ conference, onChange }: SectionProps) {
  const { t, language } = useCatalog();
  const { client, session } = useDesk();
  const { moment, number } = useTimes();
  const id = conference.conferenceId;
  const [tag, setTag] = useState<string>(language.value);
  const [edition, setEdition] = useState<string>(conference.finalAt === null ? "provisional" : "final");
  const made = useRead(() => client.editions(id), [client, id]);
  const [chosen, setChosen] = useState(0);
  const version = edition === "final" ? chosen : 0;
  const { value, fault, reload } = useRead(
    () => client.list(id, tag, edition, version),
    [client, id, tag, edition, version],
  );
  const task = useTask();
  const save = (format: "csv" | "pdf") =>
    void task.run(async () =>
      saveAs(
        await client.listFile(id, format, tag, edition, version),
        `${id}-${edition}${version ? `-${version}` : ""}-${tag}.${format}`,
      ),
    );
  return (
    <>
      <Part title={t("desk-section", { section: "list" })} hint={t("desk-edition-means", { edition })}>
        <div class="desk-columns">
          <Select
            label={t("desk-list-language")}
            value={tag}
            options={uiLanguages.map((one) => ({ value: one, text: endonym(one), language: one }))}
            onChange={setTag}
            testid="list-language"
          />
          <Select
            label={t("desk-edition-label")}
            value={edition}
            options={EDITIONS.map((one) => ({ value: one, text: t("desk-edition", { edition: one }) }))}
            onChange={setEdition}
            testid="list-edition"
          />
          {edition === "final" && made.value && made.value.length > 1 && (
            <Select
              label={t("desk-version-label")}
              value={String(chosen)}
              options={[
                { value: "0", text: t("desk-version-newest") },
                ...[...made.value].reverse().map((one) => ({
                  value: String(one.version),
                  text: t("desk-version", { number: number(one.version), time: moment(one.at, conference.timezone) }),
                })),
              ]}
              onChange={(one) => setChosen(Number(one))}
              testid="list-version"
            />
          )}
        </div>
        <div class="desk-acts">
          <Button icon="file" onClick={() => save("pdf")} busy={task.busy} testid="list-pdf">
            PDF
          </Button>
          <Button icon="file" onClick={() => save("csv")} busy={task.busy} testid="list-csv">
            CSV
          </Button>
          {value && (
            <span class="hint" role="status" data-testid="list-total" data-count={value.total}>
              {t("desk-people", { count: value.total })}
            </span>
          )}
        </div>
        <FaultNote fault={fault ?? made.fault ?? task.fault} />
        {conference.state === "final" && session.may("close") && (
          <NewEdition
            conference={id}
            onMade={(next) => {
              setChosen(0);
              onChange(next);
              made.reload();
              reload();
            }}
          />
        )}
      </Part>
      {conference.webcastDeclarations && <Declarations conference={conference} />}
      {value && <Listing list={value} conference={conference} />}
    </>
  );
}

/** Declarations may be decided after the list was final: the server makes its next version if that changed it. */
function NewEdition(props: { readonly conference: string; readonly onMade: (conference: Conference) => void }) {
  const { t } = useCatalog();
  const { client, notices } = useDesk();
  const { busy, fault, run } = useTask();
  const [asked, setAsked] = useState(false);
  const [same, setSame] = useState(false);
  const make = () =>
    void run(async () => {
      setSame(false);
      try {
        props.onMade(await client.finalise(props.conference));
        notices.show("desk-saved");
      } catch (error) {
        if (asFault(error).code !== ("wrongState" as string)) throw error;
        setSame(true);
      }
    });
  return (
    <>
      <div class="desk-acts">
        <Button busy={busy} onClick={() => setAsked(true)} testid="new-edition">
          {t("desk-new-edition")}
        </Button>
        <span class="hint" role="status" data-testid="edition-same">
          {same ? t("desk-edition-same") : ""}
        </span>
      </div>
      <FaultNote fault={fault} />
      <Confirm
        open={asked}
        title={t("desk-new-edition")}
        text={t("desk-new-edition-text")}
        act={t("desk-new-edition")}
        onConfirm={make}
        onClose={() => setAsked(false)}
      />
    </>
  );
}

function Listing({ list, conference }: { readonly list: OfficialList; readonly conference: Conference }) {
  const { t } = useCatalog();
  const { moment } = useTimes();
  return (
    <div lang={list.language} dir={list.language === "ar" ? "rtl" : "ltr"} class="desk-list">
      {list.groups.map((group) => (
        <section key={group.name} class="card desk-part">
          <h2>{group.title || "–"}</h2>
          {group.delegations.map((delegation) => (
            <section key={delegation.code} class="desk-delegation">
              <h3>{delegation.name || "–"}</h3>
              <ul class="desk-lines">
                {delegation.people.map((one, index) => (
                  <li key={`${index} ${one.familyName}`} data-testid="listed">
                    <strong>
                      <bdi>{[one.honorific, one.givenName, one.familyName].filter(Boolean).join(" ")}</bdi>
                    </strong>
                    <span>
                      <bdi>{one.function}</bdi>
                    </span>
                    <Tag>{t("desk-attendance", { attendance: one.attendance })}</Tag>
                    {one.checkedInAt !== null && (
                      <span class="hint">{moment(one.checkedInAt, conference.timezone)}</span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </section>
      ))}
    </div>
  );
}

function Declarations({ conference }: { readonly conference: Conference }) {
  const { t } = useCatalog();
  const { client, session } = useDesk();
  const { moment } = useTimes();
  const { value, setValue, fault } = useRead(
    () => client.declarations(conference.conferenceId),
    [client, conference.conferenceId],
  );
  const task = useTask();
  const decide = (one: Declaration, decision: "approved" | "refused") =>
    void task.run(async () => {
      const decided = await client.decide(one.declarationId, decision);
      setValue((value ?? []).map((other) => (other.declarationId === one.declarationId ? decided : other)));
    });
  return (
    <Part title={t("desk-declarations")} hint={t("desk-declarations-hint")}>
      <FaultNote fault={fault ?? task.fault} />
      {value?.length === 0 && <p class="hint">{t("desk-no-declarations")}</p>}
      <ul class="desk-lines">
        {value?.map((one) => (
          <li key={one.declarationId} data-testid="declaration" data-state={one.state}>
            <strong>
              <bdi>{one.name}</bdi>
            </strong>
            <span>
              <bdi>{[one.delegation, one.function, one.email].filter(Boolean).join(" · ")}</bdi>
            </span>
            <span class="hint">{moment(one.at)}</span>
            <Tag tone={one.state === "approved" ? "ok" : one.state === "refused" ? "bad" : "warn"}>
              {t("desk-accreditation", { accreditation: one.state })}
            </Tag>
            {session.may("accredit") && (
              <span class="desk-acts">
                {one.state !== "approved" && (
                  <Button
                    size="small"
                    variant="primary"
                    onClick={() => decide(one, "approved")}
                    testid="approve-declaration"
                    label={`${t("desk-approve")}: ${one.name}`}
                  >
                    {t("desk-approve")}
                  </Button>
                )}
                {one.state !== "refused" && (
                  <Button
                    size="small"
                    onClick={() => decide(one, "refused")}
                    testid="refuse-declaration"
                    label={`${t("desk-refuse")}: ${one.name}`}
                  >
                    {t("desk-refuse")}
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}
