/** The technician's desk: what is wrong, every booth and channel at a glance, the sound check, the setup. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { Preferences } from "../../../state/preferences";
import { Slider } from "../../kit/Field";
import { Tabs } from "../../kit/Tabs";
import { useText } from "../../text";
import { percent, SecondSlider, VolumeSlider } from "../Listening";
import { useWebcastTab, WebcastPanel } from "../webcast/WebcastPanel";
import { Alarms, Calls } from "./Alarms";
import { Booths } from "./Booths";
import { FloorStrip } from "./FloorStrip";
import { Setup } from "./Setup";
import { SoundCheck } from "./SoundCheck";

type Part = "booths" | "soundCheck" | "webcast" | "setup";

export function TechnicianDesk({ endpoint, preferences }: { endpoint: Endpoint; preferences: Preferences }) {
  const t = useText();
  const [part, setPart] = useState<Part>("booths");
  const checking = endpoint.interpretation.view.value?.soundCheck ?? false;
  const tabs = [
    { id: "booths", text: t("booths"), testid: "tab-booths" },
    {
      id: "soundCheck",
      text: t("sound-check"),
      badge: checking ? { text: "●", label: t("sound-check-open") } : null,
      testid: "tab-sound-check",
    },
    ...useWebcastTab(endpoint),
    { id: "setup", text: t("setup"), testid: "tab-setup" },
  ];
  return (
    <section class="technician card" aria-label={t("technician-desk")}>
      <Alarms endpoint={endpoint} />
      <Calls endpoint={endpoint} />
      <FloorStrip endpoint={endpoint} />
      <Tabs label={t("technician-desk")} tabs={tabs} current={part} onChange={(id) => setPart(id as Part)}>
        {part === "booths" && <Booths endpoint={endpoint} />}
        {part === "soundCheck" && <SoundCheck endpoint={endpoint} />}
        {part === "webcast" && <WebcastPanel endpoint={endpoint} />}
        {part === "setup" && <Setup endpoint={endpoint} />}
      </Tabs>
      <Monitoring endpoint={endpoint} preferences={preferences} />
    </section>
  );
}

/** What one listens to: a channel, and beside it a booth's own voices. */
function Monitoring({ endpoint, preferences }: { endpoint: Endpoint; preferences: Preferences }) {
  const t = useText();
  const booth = endpoint.engineering.monitored.value;
  return (
    <div class="technician-hearing">
      <VolumeSlider preferences={preferences} />
      {booth === null ? (
        <Slider label={t("booth-volume")} value={0} valueText={percent(0)} onInput={() => {}} disabled />
      ) : (
        <SecondSlider endpoint={endpoint} preferences={preferences} label={t("booth-volume")} />
      )}
    </div>
  );
}
