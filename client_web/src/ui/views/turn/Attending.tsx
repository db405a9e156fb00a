/** In the room or remote: one at a time, changed at any time. */
import type { Endpoint } from "../../../endpoint/endpoint";
import type { Attending as Place } from "../../../protocol/messages";
import { Select } from "../../kit/Field";
import { useText } from "../../text";

const PLACES: readonly Place[] = ["remote", "room"];

export function Attending({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const me = endpoint.meeting.me.value;
  if (me === null) return null;
  return (
    <div class="attending">
      <Select
        label={t("own-attending")}
        hideLabel
        value={me.attending}
        options={PLACES.map((place) => ({ value: place, text: t("attending", { attending: place }) }))}
        onChange={(place) => void endpoint.turn.attend(place as Place)}
        testid="attending"
      />
      {me.attending === "room" && me.seat !== null && <span class="hint">{t("own-seat", { value: me.seat })}</span>}
    </div>
  );
}
