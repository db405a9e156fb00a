/** The camera: one sees oneself, and the light is looked at for two seconds. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { PictureProbe } from "../../media/arrival";
import { adviceOnLight, deviceFinding, finding } from "../../state/arrival";
import { Button } from "../kit/Button";
import { useText } from "../text";
import type { StepProps } from "./step";

const LOOKS = 8;
const LOOK_MS = 250;

export function CameraStep({ engine, preferences, found }: StepProps) {
  const t = useText();
  const [probe, setProbe] = useState<PictureProbe | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const report = useRef(found);
  report.current = found;
  useEffect(() => () => probe?.close(), [probe]);
  useEffect(() => {
    if (!probe) return;
    probe.element.setAttribute("aria-label", t("arrival-own-picture"));
    place.current?.replaceChildren(probe.element);
    const lights: NonNullable<ReturnType<PictureProbe["read"]>>[] = [];
    let looks = 0;
    const timer = setInterval(() => {
      const light = probe.read();
      if (light) lights.push(light);
      looks += 1;
      if (looks < LOOKS) return;
      clearInterval(timer);
      const last = lights.at(-1);
      const figures = { light: last?.mean ?? null, contrast: last?.contrast ?? null };
      report.current(finding(adviceOnLight(lights)), figures);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [probe, t]);
  const open = async () => {
    try {
      const track = await engine.devices.camera(preferences.camera.value || null);
      setProbe(engine.look(track));
    } catch (error) {
      found(deviceFinding(error));
    }
  };
  return (
    <>
      <div class="arrival-picture" ref={place} />
      <Button variant="primary" icon="camera" onClick={() => void open()} testid="arrival-camera">
        {t("arrival-camera")}
      </Button>
    </>
  );
}
