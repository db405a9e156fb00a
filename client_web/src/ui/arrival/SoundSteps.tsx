/** Loudspeaker, microphone and echo: what is heard, and what hears itself. */
import { useEffect, useState } from "preact/hooks";
import type { Side } from "../../media/arrival";
import { adviceOnSound, deviceFinding, type Finding, finding, type SoundFigures } from "../../state/arrival";
import { Button } from "../kit/Button";
import { Meter } from "../kit/Meter";
import { useText } from "../text";
import type { StepProps } from "./step";

const RECORD_MS = 4000;
const NOTHING_SOUNDS: Finding = { outcome: "failed", advice: ["notHeard"] };

export function LoudspeakerStep({ engine, preferences, found }: StepProps) {
  const t = useText();
  const [playing, setPlaying] = useState<Side | null>(null);
  const [heard, setHeard] = useState(false);
  const play = async () => {
    try {
      for (const side of ["left", "right"] as const) {
        setPlaying(side);
        await engine.tone(side, preferences.loudspeaker.value);
      }
      setHeard(true);
    } catch {
      found(NOTHING_SOUNDS);
    }
    setPlaying(null);
  };
  return (
    <>
      <Button variant="primary" icon="sound" busy={playing !== null} onClick={() => void play()} testid="arrival-play">
        {t("arrival-play")}
      </Button>
      <p aria-live="polite">{playing !== null && t("arrival-side", { side: playing })}</p>
      {heard && (
        <fieldset class="arrival-answers">
          <legend>{t("arrival-heard")}</legend>
          <Button onClick={() => found(finding([]))} testid="arrival-heard-both">
            {t("arrival-heard-both")}
          </Button>
          <Button onClick={() => found(finding(["oneSide"]))} testid="arrival-heard-one">
            {t("arrival-heard-one")}
          </Button>
          <Button onClick={() => found(finding(["notHeard"]))} testid="arrival-heard-none">
            {t("arrival-heard-none")}
          </Button>
        </fieldset>
      )}
    </>
  );
}

type Stage = "ready" | "recording" | "playing" | "asking";

export function MicrophoneStep({ engine, preferences, found }: StepProps) {
  const t = useText();
  const [stage, setStage] = useState<Stage>("ready");
  const [track, setTrack] = useState<MediaStreamTrack | null>(null);
  const [sound, setSound] = useState<SoundFigures | null>(null);
  useEffect(() => () => track?.stop(), [track]);
  const speak = async () => {
    try {
      setStage("recording");
      const opened = await engine.devices.microphone("speech", preferences.microphone.value || null);
      setTrack(opened);
      const recording = await engine.record(opened, RECORD_MS);
      setSound(engine.sound(recording));
      setStage("playing");
      const heard = await recording.play(preferences.loudspeaker.value).then(
        () => true,
        () => false,
      );
      setStage(heard ? "asking" : "ready");
      if (!heard) found(NOTHING_SOUNDS);
    } catch (error) {
      setStage("ready");
      found(deviceFinding(error));
    } finally {
      setTrack(null);
    }
  };
  const answer = (heardBack: boolean) => {
    if (!sound) return;
    const advice = adviceOnSound(sound);
    found(finding(heardBack ? advice : ["micNotHeardBack", ...advice]), {
      micDb: sound.levelDb,
      noiseDb: sound.noiseDb,
      clipped: sound.clipped,
    });
  };
  return (
    <>
      <p class="arrival-prompt">{t("arrival-speak-words")}</p>
      <Button
        variant="primary"
        icon="microphone"
        busy={stage === "recording" || stage === "playing"}
        onClick={() => void speak()}
        testid="arrival-record"
      >
        {t("arrival-record")}
      </Button>
      {track && <OpenMeter engine={engine} track={track} />}
      <p aria-live="polite">{(stage === "recording" || stage === "playing") && t("arrival-mic-stage", { stage })}</p>
      {stage === "asking" && (
        <fieldset class="arrival-answers">
          <legend>{t("arrival-heard-yourself")}</legend>
          <Button onClick={() => answer(true)} testid="arrival-heard-back">
            {t("arrival-heard-well")}
          </Button>
          <Button onClick={() => answer(false)} testid="arrival-not-heard-back">
            {t("arrival-heard-badly")}
          </Button>
        </fieldset>
      )}
    </>
  );
}

function OpenMeter({ engine, track }: { engine: StepProps["engine"]; track: MediaStreamTrack }) {
  const t = useText();
  const [meter] = useState(() => engine.makeMeter(track));
  useEffect(() => () => meter.close(), [meter]);
  return <Meter label={t("arrival-level")} read={() => meter.readDb()} testid="arrival-level" />;
}

export function EchoStep({ engine, preferences, found }: StepProps) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const listen = async () => {
    setBusy(true);
    try {
      const delay = await engine.echo(preferences.microphone.value || null, preferences.loudspeaker.value);
      found(finding(delay === null ? [] : ["echoFound"]), { echoMs: delay });
    } catch (error) {
      found(deviceFinding(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="primary" icon="headphones" busy={busy} onClick={() => void listen()} testid="arrival-echo">
      {t("arrival-echo")}
    </Button>
  );
}
