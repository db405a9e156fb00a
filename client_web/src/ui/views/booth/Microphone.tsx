/** The microphone: on and off, muted while held, armed for a handover, and the private link to the boothmates. */
import { useId } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { Meter } from "../../kit/Meter";
import { useText } from "../../text";
import { toggleDesk } from "./acts";
import { HeldKey, Key } from "./Key";

export function MicrophoneColumn({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const id = useId();
  const { desk } = endpoint;
  const mode = desk.mode.value;
  const armed = desk.armed.value;
  const alone = endpoint.interpretation.boothmates.value.length === 0;
  return (
    <section class="console-column console-microphone" aria-labelledby={id} data-armed={armed}>
      <h2 id={id}>{t("microphone")}</h2>
      <Key
        act="microphone"
        size="large"
        pressed={mode !== "off"}
        tone={mode === "off" ? "primary" : "live"}
        busy={desk.busy.value}
        testid="desk-button"
        onPress={() => void toggleDesk(endpoint)}
      >
        {mode === "off" ? t("go-on-air") : t("go-off-air")}
      </Key>
      <p class="console-state" data-testid="desk-state" data-mode={mode}>
        {armed ? t("desk-armed") : t("desk-mode", { mode })}
      </p>
      <Meter label={t("own-level")} read={() => desk.local.readDb()} testid="own-level" />
      <HeldKey
        act="mute"
        size="large"
        pressed={mode === "pushToMute"}
        disabled={mode === "off"}
        tone="warn"
        testid="push-to-mute"
        onHold={(held) => void desk.pushToMute(held)}
      >
        {mode === "pushToMute" ? t("muted-while-held") : t("push-to-mute")}
      </HeldKey>
      <HeldKey
        act="talk"
        pressed={desk.talking.value}
        disabled={alone}
        detail={desk.talking.value && mode === "on" ? t("talk-on-air") : undefined}
        onHold={(held) => void desk.talk(held)}
      >
        {desk.talking.value ? t("talking-while-held") : t("hold-to-talk")}
      </HeldKey>
    </section>
  );
}
