/** The interpreter's page: pictures and speaker above, the console in the middle, panels beside (words of ISO 20109). */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { Preferences } from "../../../state/preferences";
import { useText } from "../../text";
import { Stage } from "../Stage";
import { Acts } from "./Acts";
import { AlarmStrip } from "./AlarmStrip";
import { boothActs } from "./acts";
import { ConsoleDialog } from "./ConsoleDialog";
import { HandoverPanel } from "./HandoverPanel";
import { Incoming } from "./Incoming";
import { useBoothKeys } from "./keys";
import { Mates } from "./Mates";
import { MicrophoneColumn } from "./Microphone";
import { NowSpeaking } from "./NowSpeaking";
import { Outgoing } from "./Outgoing";

export interface BoothProps {
  readonly endpoint: Endpoint;
  readonly preferences: Preferences;
}

export function Booth({ endpoint, preferences }: BoothProps) {
  const t = useText();
  const [takingOver, setTakingOver] = useState(false);
  const [settings, setSettings] = useState(false);
  const takeOver = () => {
    if (!endpoint.booth.mayTakeOver) return;
    if (endpoint.booth.emergency) void endpoint.booth.takeOver();
    else setTakingOver(true);
  };
  useBoothKeys(boothActs(endpoint, preferences, takeOver), preferences.shortcuts.value);
  return (
    <>
      <div class="console-hall">
        <Stage endpoint={endpoint} preferences={preferences} plate={false} />
        <NowSpeaking endpoint={endpoint} />
      </div>
      <section class="console card" aria-label={t("console")} data-mode={endpoint.desk.mode.value}>
        <AlarmStrip endpoint={endpoint} onSettings={() => setSettings(true)} />
        <div class="console-columns">
          <Incoming endpoint={endpoint} preferences={preferences} />
          <MicrophoneColumn endpoint={endpoint} />
          <div class="console-column">
            <Outgoing endpoint={endpoint} preferences={preferences} />
            <HandoverPanel
              endpoint={endpoint}
              takingOver={takingOver}
              onTakeOver={takeOver}
              onClose={() => setTakingOver(false)}
            />
          </div>
          <Mates endpoint={endpoint} preferences={preferences} />
        </div>
        <Acts endpoint={endpoint} />
      </section>
      <ConsoleDialog endpoint={endpoint} preferences={preferences} open={settings} onClose={() => setSettings(false)} />
    </>
  );
}
