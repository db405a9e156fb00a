/** How many watch, how late, and how the worker fares. */
import type { ComponentChildren } from "preact";
import type { WebcastView } from "../../../protocol/messages";
import { useCatalog } from "../../text";

export function Figures({ view }: { view: WebcastView }) {
  const { t, language } = useCatalog();
  const whole = new Intl.NumberFormat(language.value, { maximumFractionDigits: 0 });
  const { pictures, lagMs, frames, droppedFrames, disk, storage } = view;
  return (
    <dl class="webcast-figures">
      <Figure name={t("webcast-viewers")} testid="webcast-viewers">
        {whole.format(view.viewers)}
      </Figure>
      <Figure name={t("webcast-lag")} testid="webcast-lag">
        {lagMs === null ? "–" : t("webcast-ms", { value: whole.format(lagMs) })}
      </Figure>
      <Figure name={t("webcast-frames")} testid="webcast-frames">
        {t("webcast-dropped", { frames: whole.format(frames), dropped: whole.format(droppedFrames) })}
      </Figure>
      <Figure name={t("webcast-disk")} testid="webcast-disk" alarm={disk !== "ok"}>
        {t("webcast-disk-state", { state: disk })}
      </Figure>
      {storage !== "off" && (
        <Figure name={t("webcast-copies")} testid="webcast-copies" alarm={storage !== "ok"}>
          {storage === "failing"
            ? t("webcast-copies-failing", { reason: view.storageReason ?? "refused" })
            : t("webcast-copies-state", { state: storage })}
          {storage !== "ok" && ` · ${t("webcast-copies-waiting", { count: whole.format(view.storageBehind) })}`}
        </Figure>
      )}
      <Figure name={t("webcast-pictures")} testid="webcast-pictures">
        {pictures.length === 0
          ? t("webcast-no-picture")
          : pictures.map((slot) => t("webcast-picture", { slot })).join(" · ")}
      </Figure>
    </dl>
  );
}

function Figure(props: {
  readonly name: string;
  readonly testid: string;
  readonly alarm?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div data-testid={props.testid} data-alarm={props.alarm || undefined}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
