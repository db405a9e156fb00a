/** Coaching sessions and tests: booked here, and attended from here when it is time. */
import { useEffect, useState } from "preact/hooks";
import type { DelegateEntry } from "../../door/entry";
import type { Slot } from "../../door/records";
import { countdown } from "../../door/times";
import { endonym } from "../../i18n/names";
import { Button } from "../kit/Button";
import { useCatalog } from "../text";
import type { InsideActions } from "./Inside";
import { When } from "./When";

export function Coaching(props: {
  readonly entry: DelegateEntry;
  readonly actions: InsideActions;
  readonly zone: string;
}) {
  const { t } = useCatalog();
  return (
    <section class="card door-section" aria-labelledby="coaching">
      <h2 id="coaching">{t("door-coaching")}</h2>
      <p>{t("door-coaching-text")}</p>
      <ul class="slots">
        {props.entry.slots.value.map((slot) => (
          <li key={slot.slotId} data-testid="slot" data-booked={slot.booked}>
            <SlotLine {...{ ...props, slot }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SlotLine(props: { slot: Slot; entry: DelegateEntry; actions: InsideActions; zone: string }) {
  const { t } = useCatalog();
  const { slot, entry, zone, actions } = props;
  const [opensIn, setOpensIn] = useState<number | null>(null);
  const attend = async () => {
    const session = await entry.attendSlot(slot);
    if (session === null) return;
    if (session.waiting) setOpensIn(session.inSeconds);
    else await actions.attend(session);
  };
  useEffect(() => {
    if (opensIn === null) return;
    const next = () => (opensIn > 1 ? setOpensIn(opensIn - 1) : void attend());
    const timer = setTimeout(next, 1_000);
    return () => clearTimeout(timer);
  }, [opensIn]);
  return (
    <div class="slot">
      <div>
        <p class="sitting-title">{t("door-slot-kind", { kind: slot.kind })}</p>
        <When from={slot.startsAt} to={slot.endsAt} zone={zone} />
        <p class="hint">
          {endonym(slot.language)} · {t("door-slot-free", { count: slot.free })}
        </p>
      </div>
      <div class="conference-acts">
        {slot.booked && opensIn === null && (
          <Button
            variant="primary"
            busy={entry.busy.value}
            onClick={() => {
              actions.unlock();
              void attend();
            }}
            testid="slot-attend"
          >
            {t("door-slot-attend")}
          </Button>
        )}
        {(slot.booked || slot.free > 0) && opensIn === null && (
          <Button busy={entry.busy.value} onClick={() => void entry.book(slot)} testid="slot-book">
            {t(slot.booked ? "door-slot-give-back" : "door-slot-book")}
          </Button>
        )}
        {opensIn !== null && (
          <p role="status" data-testid="slot-waiting">
            {t("door-slot-waiting", { time: countdown(opensIn) })}
          </p>
        )}
      </div>
    </div>
  );
}
