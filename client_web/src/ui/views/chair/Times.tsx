/** Who has spoken how often and for how long, by delegation, and who has not spoken yet. */
import { useMemo, useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { delegationName } from "../../../i18n/names";
import type { DelegationTotal, Person } from "../../../protocol/messages";
import { clockText } from "../../../state/clocks";
import { Toggle } from "../../kit/Field";
import { useCatalog } from "../../text";

export type Column = "delegation" | "speeches" | "spokenS";
const COLUMNS: readonly Column[] = ["delegation", "speeches", "spokenS"];

export interface Sorting {
  readonly column: Column;
  readonly falling: boolean;
}

export function Times({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const [sorting, setSorting] = useState<Sorting>({ column: "spokenS", falling: true });
  const [silentOnly, setSilentOnly] = useState(false);
  const people = endpoint.roster.people.value;
  const totals = endpoint.totals.all.value;
  const tag = language.value;
  const rows = useMemo(() => {
    const all = withSilent(totals, people).filter(({ speeches }) => !silentOnly || speeches === 0);
    return sortTotals(all, sorting, tag);
  }, [totals, people, sorting, silentOnly, tag]);
  const turn = (column: Column) =>
    setSorting({ column, falling: sorting.column === column ? !sorting.falling : column !== "delegation" });
  return (
    <div class="chair-panel times-panel">
      <h2 class="visually-hidden">{t("times")}</h2>
      <Toggle label={t("only-silent")} on={silentOnly} onChange={setSilentOnly} testid="only-silent" />
      <table class="times">
        <caption class="visually-hidden">{t("times")}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" aria-sort={sortOf(column, sorting)}>
                <button type="button" class="sort" data-testid={`sort-${column}`} onClick={() => turn(column)}>
                  {t("times-column", { column })}
                  <span class="sort-arrow" aria-hidden="true" data-sort={sortOf(column, sorting)} />
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ delegation, speeches, spokenS }) => (
            <tr key={delegation} data-testid="total" data-delegation={delegation} data-silent={speeches === 0}>
              <th scope="row">
                <bdi>{delegationName(delegation, tag)}</bdi>
              </th>
              {speeches === 0 ? (
                <td colSpan={2}>{t("not-spoken")}</td>
              ) : (
                <>
                  <td>{speeches}</td>
                  <td>
                    <bdi dir="ltr">{clockText(Math.round(spokenS))}</bdi>
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="hint">{t("nobody-found")}</p>}
    </div>
  );
}

/** Every delegation with somebody who may speak, also before it has. */
export function withSilent(totals: readonly DelegationTotal[], people: readonly Person[]): DelegationTotal[] {
  const spoken = new Set(totals.map(({ delegation }) => delegation));
  const present = people
    .filter(({ role }) => role === "delegate" || role === "deputy")
    .map(({ delegation }) => delegation);
  const silent = [...new Set(present)].filter((delegation) => delegation !== "" && !spoken.has(delegation));
  return [...totals, ...silent.map((delegation) => ({ delegation, speeches: 0, spokenS: 0 }))];
}

export function sortTotals(rows: readonly DelegationTotal[], { column, falling }: Sorting, language: string) {
  const collator = new Intl.Collator(language);
  const byName = (a: DelegationTotal, b: DelegationTotal) =>
    collator.compare(delegationName(a.delegation, language), delegationName(b.delegation, language));
  const sign = falling ? -1 : 1;
  return [...rows].sort((a, b) =>
    column === "delegation" ? sign * byName(a, b) : sign * (a[column] - b[column]) || byName(a, b),
  );
}

function sortOf(column: Column, sorting: Sorting): "ascending" | "descending" | "none" {
  if (sorting.column !== column) return "none";
  return sorting.falling ? "descending" : "ascending";
}
