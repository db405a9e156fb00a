/** The floor, as the booths get it: who speaks, in which language, how loud and how fit to be interpreted. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { FLOOR } from "../../../state/interpretation";
import { Meter } from "../../kit/Meter";
import { useText } from "../../text";
import { FloorLanguage } from "../chair/FloorNow";
import { FitnessTag } from "../Fitness";
import { Plate } from "../Plate";
import { ListenButton } from "./Channel";

export function FloorStrip({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { meeting, fitness } = endpoint;
  const speaker = meeting.heard.value;
  return (
    <div class="floor-strip" data-testid="floor-strip">
      <strong>{t("channel-floor")}</strong>
      <ListenButton endpoint={endpoint} channel={FLOOR} name={t("channel-floor")} />
      <Meter label={t("level-of", { name: t("channel-floor") })} read={() => meeting.levelDb(FLOOR)} />
      <span class="floor-strip-speaker">
        {speaker ? <Plate person={speaker} /> : <span class="hint">{t("nobody-speaks")}</span>}
      </span>
      <FloorLanguage endpoint={endpoint} />
      {speaker && <FitnessTag fitness={fitness.of(speaker.id)} />}
    </div>
  );
}
