/** Who did what, newest first; people are named by id alone. */
import { useEffect, useState } from "preact/hooks";
import type { Act } from "../../desk/records";
import { Button } from "../kit/Button";
import { useCatalog, useText } from "../text";
import { FaultNote, useDesk, useRead, useTask, useTimes } from "./context";
import { Tag } from "./fields";

const PAGE = 500;
/** Rows added at a time. */
const STEP = 100;

export function AuditPage() {
  const t = useText();
  return (
    <>
      <header class="desk-head">
        <h1>{t("desk-page", { page: "audit" })}</h1>
      </header>
      <AuditLog />
    </>
  );
}

export function AuditLog({ conference = "" }: { readonly conference?: string }) {
  const { t } = useCatalog();
  const { client, session } = useDesk();
  const { moment, number } = useTimes();
  const first = useRead(() => client.acts({ conference }), [client, conference]);
  const staff = useRead(() => (session.may("staff") ? client.staff() : Promise.resolve([])), [client]);
  const [older, setOlder] = useState<readonly Act[]>([]);
  const [shown, setShown] = useState(STEP);
  const [whole, setWhole] = useState(false);
  const task = useTask();
  useEffect(() => setOlder([]), [first.value]);
  const acts = [...(first.value ?? []), ...older];
  const own = session.account.value;
  const names = new Map([...(staff.value ?? []), ...(own ? [own] : [])].map((one) => [one.staffId, one.name]));
  const who = (id: string) => {
    const [kind = "", rest = ""] = id.split(":");
    return names.get(id) ?? t("desk-who", { who: kind, id: rest || id });
  };
  const more = async () => {
    setShown(shown + STEP);
    if (shown + STEP <= acts.length) return;
    await task.run(async () => {
      const before = acts.at(-1)?.number;
      const page = await client.acts({ conference, before });
      setOlder([...older, ...page]);
      setWhole(page.length < PAGE);
    });
  };
  const some = acts.length > shown || (!whole && acts.length >= PAGE);
  return (
    <>
      <FaultNote fault={first.fault ?? task.fault} />
      <ol class="card desk-log">
        {acts.slice(0, shown).map((act) => (
          <li key={act.number} data-testid="act" data-act={act.act}>
            <time class="hint" dateTime={new Date(act.at * 1000).toISOString()}>
              {moment(act.at)}
            </time>
            <span>
              <strong>{who(act.who)}</strong>{" "}
              <bdi>{t("desk-act", { act: act.act.replaceAll(".", "-"), name: act.act })}</bdi>
            </span>
            <span class="desk-tags">
              {!conference && act.conferenceId && <Tag>{act.conferenceId}</Tag>}
              {act.subject && <code>{act.subject}</code>}
              {Object.entries(act.detail).map(([name, value]) => (
                <code key={name}>
                  {name}:{" "}
                  {typeof value === "number"
                    ? number(value)
                    : typeof value === "string"
                      ? value
                      : JSON.stringify(value)}
                </code>
              ))}
            </span>
          </li>
        ))}
      </ol>
      {some && (
        <Button onClick={() => void more()} busy={task.busy} testid="older-acts">
          {t("desk-more")}
        </Button>
      )}
    </>
  );
}
