/** Who spent all one-time codes: technicians too let them try again, and see nothing else of them. */
import type { LockedPerson } from "../../desk/records";
import { delegationName } from "../../i18n/names";
import { Button } from "../kit/Button";
import { useCatalog } from "../text";
import type { SectionProps } from "./ConferencePage";
import { FaultNote, useDesk, useRead, useTask, useTimes } from "./context";
import { Part } from "./fields";

export function LockedPage({ conference }: SectionProps) {
  const { t, language } = useCatalog();
  const { client, notices } = useDesk();
  const { moment } = useTimes();
  const id = conference.conferenceId;
  const { value, fault, reload } = useRead(() => client.locked(id), [client, id]);
  const task = useTask();
  const unlock = (one: LockedPerson) =>
    void task
      .run(async () => {
        await client.unlock(one.registrationId);
        notices.show("desk-unlocked");
      })
      .then(reload);
  return (
    <Part
      title={t("desk-section", { section: "locked" })}
      hint={t("desk-locked-hint")}
      acts={
        <Button size="small" onClick={reload} testid="look-again">
          {t("desk-look-again")}
        </Button>
      }
    >
      <FaultNote fault={fault ?? task.fault} />
      {value?.length === 0 && <p role="status">{t("desk-nobody-locked")}</p>}
      <ul class="desk-lines">
        {value?.map((one) => (
          <li key={one.registrationId} data-testid="locked">
            <strong>
              <bdi>{one.name}</bdi>
            </strong>
            <span>{one.delegation && delegationName(one.delegation, language.value)}</span>
            <span class="hint">{moment(one.lockedAt)}</span>
            <Button
              size="small"
              variant="primary"
              busy={task.busy}
              onClick={() => unlock(one)}
              label={`${t("desk-unlock")}: ${one.name}`}
              testid="unlock-locked"
            >
              {t("desk-unlock")}
            </Button>
          </li>
        ))}
      </ul>
    </Part>
  );
}
