/** People by table: what it would change is shown first, row by row where it cannot be taken. */
import { useState } from "preact/hooks";
import { ENCODINGS, FIELDS, type TableReport } from "../../desk/records";
import { RequestError } from "../../protocol/session";
import { Button } from "../kit/Button";
import { FileField, Select } from "../kit/Field";
import { useCatalog } from "../text";
import type { SectionProps } from "./ConferencePage";
import { FaultNote, Link, useDesk, useSentence, useTask, useTimes } from "./context";
import { Check, Part, Tag, type Tone } from "./fields";

const TONES = { added: "ok", changed: "ok", unchanged: "calm", refused: "bad" } as const satisfies Record<string, Tone>;

interface Choices {
  readonly mapping: Readonly<Record<string, string>> | null;
  readonly encoding: string;
  readonly invited: boolean;
}

const GUESSED: Choices = { mapping: null, encoding: "", invited: false };

export function ImportPage({ conference }: SectionProps) {
  const { t } = useCatalog();
  const { client } = useDesk();
  const [file, setFile] = useState<File | null>(null);
  const [choices, setChoices] = useState<Choices>(GUESSED);
  const [report, setReport] = useState<TableReport | null>(null);
  const { busy, fault, run } = useTask();
  const id = conference.conferenceId;
  const look = (table: File, chosen: Choices, apply = false) => {
    setChoices(chosen);
    return run(async () => {
      if (!apply) setReport((before) => (before?.applied ? null : before));
      setReport(await client.takeTable(id, table, chosen, apply));
    });
  };
  const take = (table: File) => {
    setFile(table);
    setReport(null);
    // Columns are found anew; what was said of the encoding and of invitations holds for the mended file too.
    void look(table, { ...choices, mapping: null });
  };
  const again = (changed: Partial<Choices>) => {
    if (file) void look(file, { ...choices, ...changed });
  };
  if (conference.state === "final") return <p class="card empty">{t("desk-state-means", { state: "final" })}</p>;
  return (
    <>
      <Part title={t("desk-section", { section: "import" })} hint={t("desk-import-hint")}>
        <div class="desk-acts">
          <FileField
            text={t(file ? "desk-file-other" : "desk-file")}
            accept=".csv,.xlsx,.txt,text/csv"
            onFile={take}
            disabled={busy}
            testid="table-file"
          />
          {file && <bdi data-testid="table-name">{file.name}</bdi>}
          {file && (
            <Button onClick={() => again({})} busy={busy} testid="look-again">
              {t("desk-look-again")}
            </Button>
          )}
        </div>
        <FaultNote fault={fault} />
        {busy && <p role="status">{t("desk-reading")}</p>}
        {file && !report?.applied && report?.format !== "xlsx" && (
          <Encoding report={report} chosen={choices.encoding} onChange={(encoding) => again({ encoding })} />
        )}
        {file && conference.invitation !== undefined && !report?.applied && (
          <Check
            label={t("desk-as-invited")}
            on={choices.invited}
            onChange={(invited) => again({ invited })}
            testid="as-invited"
          />
        )}
      </Part>
      {report && <Outcome report={report} conference={id} />}
      {report && !report.applied && (
        <>
          <div class="desk-acts">
            <Button
              variant="primary"
              busy={busy}
              disabled={!report.certain || report.counts.added + report.counts.changed === 0}
              onClick={() => file && void look(file, choices, true)}
              testid="apply-table"
            >
              {t("desk-apply", { count: report.counts.added + report.counts.changed })}
            </Button>
            {!report.certain && <p class="desk-error">{t("desk-name-encoding")}</p>}
          </div>
          <Columns report={report} onChange={(mapping) => again({ mapping })} />
        </>
      )}
    </>
  );
}

function Encoding(props: {
  readonly report: TableReport | null;
  readonly chosen: string;
  readonly onChange: (encoding: string) => void;
}) {
  const { t } = useCatalog();
  const { report, chosen } = props;
  return (
    <div class="desk-narrow-field">
      <Select
        label={t("desk-encoding")}
        value={chosen}
        options={[
          {
            value: "",
            text: report ? t("desk-encoding-found", { encoding: report.encoding }) : t("desk-encoding-any"),
          },
          ...ENCODINGS.map((encoding) => ({ value: encoding, text: encoding })),
        ]}
        onChange={props.onChange}
        testid="encoding"
      />
    </div>
  );
}

function Outcome({ report, conference }: { readonly report: TableReport; readonly conference: string }) {
  const { t } = useCatalog();
  const sentence = useSentence();
  const { number } = useTimes();
  const counts = Object.entries(report.counts) as [keyof typeof TONES, number][];
  const reason = (code: string, field: string, other: number) => {
    if (other > 0) return t("desk-row-twice", { line: number(other) });
    if (code === "fieldInvalid")
      return t("desk-row-fields", {
        fields: field
          .split(",")
          .map((one) => t("desk-field", { field: one }))
          .join(" · "),
      });
    return sentence(new RequestError(code as RequestError["code"]));
  };
  return (
    <Part title={t(report.applied ? "desk-applied" : "desk-preview")}>
      <p class="desk-tags" role="status" data-testid={report.applied ? "table-applied" : "table-preview"}>
        {counts.map(([outcome, count]) => (
          <Tag
            key={outcome}
            tone={count > 0 ? TONES[outcome] : "calm"}
            testid={`count-${outcome}`}
            state={String(count)}
          >
            {t("desk-outcome", { outcome, number: number(count) })}
          </Tag>
        ))}
      </p>
      {report.refusals.length > 0 && (
        <>
          <h3>{t("desk-refusals")}</h3>
          {!report.applied && <p class="hint">{t("desk-refusals-hint")}</p>}
          <ol class="desk-refusals">
            {report.refusals.map((one) => (
              <li key={one.line} data-testid="row-refusal" data-line={one.line} data-code={one.code}>
                <strong>{t("desk-row", { line: number(one.line) })}</strong> {reason(one.code, one.field, one.other)}
              </li>
            ))}
          </ol>
        </>
      )}
      {report.missingCount > 0 && <p class="hint">{t("desk-missing", { count: report.missingCount })}</p>}
      {report.applied && (
        <p>
          <Link to={{ page: "conference", conference, section: "people" }} testid="to-people">
            {t("desk-see-people")}
          </Link>
        </p>
      )}
    </Part>
  );
}

function Columns({
  report,
  onChange,
}: {
  readonly report: TableReport;
  readonly onChange: (mapping: Readonly<Record<string, string>>) => void;
}) {
  const { t } = useCatalog();
  const set = (field: string, column: string) => {
    const others = Object.entries(report.mapping).filter(([name]) => name !== field);
    onChange(Object.fromEntries(column ? [...others, [field, column]] : others));
  };
  const columns = [
    { value: "", text: t("desk-no-column") },
    ...report.header.map((title) => ({ value: title, text: title })),
  ];
  return (
    <>
      <Part title={t("desk-columns")} hint={t("desk-columns-hint")}>
        <div class="desk-columns">
          {FIELDS.map((field) => (
            <Select
              key={field}
              label={t("desk-field", { field })}
              value={report.mapping[field] ?? ""}
              options={columns}
              onChange={(column) => set(field, column)}
              testid={`column-${field}`}
            />
          ))}
        </div>
      </Part>
      <Part title={t("desk-first-rows")}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <div class="desk-table" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {report.header.map((title, index) => (
                  <th key={`${index} ${title}`} scope="col">
                    <bdi>{title}</bdi>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {report.sample.map((cells, row) => (
                <tr key={`${row} ${cells[0]}`}>
                  {cells.map((cell, index) => (
                    <td key={`${index} ${cell}`}>
                      <bdi>{cell}</bdi>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Part>
    </>
  );
}
