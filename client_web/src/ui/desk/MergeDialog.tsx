/** Somebody else saved the same conference: what they changed, and whose words stand where both changed. */
import { useState } from "preact/hooks";
import type { Merged } from "../../desk/plan";
import type { Conference, Plan } from "../../desk/records";
import { Button } from "../kit/Button";
import { Dialog } from "../kit/Dialog";
import { RadioStrip } from "../kit/RadioStrip";
import { useCatalog } from "../text";
import { useTimes } from "./context";

export function MergeDialog(props: {
  readonly merged: Merged;
  readonly theirs: Conference;
  readonly ours: Plan;
  readonly onClose: () => void;
  readonly onSettle: (plan: Plan) => void;
}) {
  const { t } = useCatalog();
  const describe = useDescription();
  const { merged, theirs, ours } = props;
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const names = (fields: readonly string[]) => fields.map((field) => t("desk-plan-field", { field })).join(" · ");
  const settle = () => {
    const other = theirs as unknown as Readonly<Record<string, unknown>>;
    const taken = merged.disputed.filter((field) => chosen[field] === "theirs");
    props.onSettle({ ...merged.plan, ...Object.fromEntries(taken.map((field) => [field, other[field]])) });
  };
  return (
    <Dialog open title={t("desk-meanwhile")} closeText={t("close")} onClose={props.onClose} testid="merge">
      <p>{t("desk-meanwhile-text")}</p>
      {merged.taken.length > 0 && <p>{t("desk-meanwhile-taken", { fields: names(merged.taken) })}</p>}
      {merged.disputed.map((field) => (
        <RadioStrip
          key={field}
          legend={t("desk-plan-field", { field })}
          choices={[
            { value: "ours", text: t("desk-ours"), detail: describe(field, ours) },
            { value: "theirs", text: t("desk-theirs"), detail: describe(field, theirs) },
          ]}
          value={chosen[field] ?? "ours"}
          onChange={(side) => setChosen({ ...chosen, [field]: side })}
          testid={`dispute-${field}`}
          itemTestid={`dispute-${field}`}
        />
      ))}
      <div class="dialog-acts">
        <Button variant="primary" onClick={settle} testid="merge-go-on">
          {t("desk-merge")}
        </Button>
      </div>
    </Dialog>
  );
}

/** A value in few words. */
function useDescription() {
  const catalog = useCatalog();
  const { moment, number } = useTimes();
  return (field: string, plan: Plan): string => {
    const value = (plan as unknown as Readonly<Record<string, unknown>>)[field];
    if (value === null || value === undefined || value === "") return "–";
    if (typeof value === "boolean") return catalog.t("desk-yes-no", { is: String(value) });
    if (typeof value === "number") return field.endsWith("At") ? moment(value, plan.timezone) : number(value);
    if (field === "form") return catalog.t("desk-form", { form: plan.form });
    if (typeof value === "string") return value;
    if (field === "title" || field === "venue" || field === "invitation") {
      return catalog.pick(value as Record<string, string>) || "–";
    }
    return number(Array.isArray(value) ? value.length : Object.keys(value).length);
  };
}
