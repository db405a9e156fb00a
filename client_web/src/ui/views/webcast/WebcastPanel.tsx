/** The webcast, for its operator: what goes out, what is wrong, how it is made, how it sounds. */
import { useState } from "preact/hooks";
import { LONGEST_DELAY_S } from "../../../endpoint/broadcasting";
import type { Endpoint } from "../../../endpoint/endpoint";
import { type WebcastLayout, type WebcastView, webcastLayoutValues } from "../../../protocol/messages";
import { clockText } from "../../../state/clocks";
import { Button } from "../../kit/Button";
import { Confirm } from "../../kit/Confirm";
import { Select, Toggle } from "../../kit/Field";
import { Icon } from "../../kit/Icon";
import type { Tab } from "../../kit/Tabs";
import { useText } from "../../text";
import { Figures } from "./Figures";
import { Loudness } from "./Loudness";
import { Pushes } from "./Pushes";

/** For who may care for the webcast; none for others. */
export function useWebcastTab(endpoint: Endpoint): readonly Tab[] {
  const t = useText();
  if (!endpoint.broadcasting.view.value) return [];
  const count = endpoint.broadcasting.alarms.value.length;
  const badge = count > 0 ? { text: String(count), label: t("webcast-alarms-count", { count }) } : null;
  return [{ id: "webcast", text: t("webcast"), badge, testid: "tab-webcast" }];
}

export function WebcastPanel({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const view = endpoint.broadcasting.view.value;
  if (!view) return null;
  return (
    <div class="webcast-panel" data-testid="webcast-panel">
      <h2 class="visually-hidden">{t("webcast")}</h2>
      <GoingOut endpoint={endpoint} view={view} />
      <Alarms endpoint={endpoint} />
      <Making endpoint={endpoint} view={view} />
      {view.mode !== "off" && <Loudness endpoint={endpoint} view={view} />}
      {view.mode !== "off" && <Figures view={view} />}
      <Pushes endpoint={endpoint} view={view} />
      <Addresses endpoint={endpoint} view={view} />
    </div>
  );
}

interface Shown {
  readonly endpoint: Endpoint;
  readonly view: WebcastView;
}

/** On the air, slate or off; what viewers get of it, and why perhaps nothing. */
function GoingOut({ endpoint, view }: Shown) {
  const t = useText();
  const { broadcasting, meeting } = endpoint;
  const obstacle = broadcasting.obstacle.value;
  const held = view.mode === "onAir" && view.showing === "slate";
  return (
    <section class="webcast-going-out" data-mode={view.mode} data-testid="webcast-mode">
      <p class="webcast-state">
        <strong class="tag on-air" data-mode={view.mode}>
          {view.mode !== "off" && <span class="on-air-mark" aria-hidden="true" />}
          {t("webcast-mode", { mode: view.mode })}
        </strong>
        {view.mode !== "off" && view.since !== null && (
          <bdi class="clock">{clockText(Math.floor(Math.max(0, meeting.now.value - view.since)))}</bdi>
        )}
      </p>
      <p data-testid="webcast-showing" data-showing={view.showing}>
        {held ? t("webcast-held") : t("webcast-showing", { mode: view.showing })}
      </p>
      {view.mode === "off" && (obstacle || !view.connected) && (
        <p class="webcast-obstacle" data-testid="webcast-obstacle" data-reason={obstacle ?? "worker"}>
          <Icon name="warning" />
          {t("webcast-obstacle", { reason: obstacle ?? "worker" })}
        </p>
      )}
      <Acts endpoint={endpoint} view={view} />
    </section>
  );
}

function Acts({ endpoint, view }: Shown) {
  const t = useText();
  const [ending, setEnding] = useState(false);
  const { broadcasting } = endpoint;
  const barred = broadcasting.obstacle.value !== null;
  return (
    <div class="webcast-acts">
      {view.mode !== "onAir" && (
        <Button
          size="small"
          variant="live"
          disabled={barred}
          testid="webcast-on-air"
          onClick={() => void broadcasting.goOnAir()}
        >
          {t("webcast-go-on-air")}
        </Button>
      )}
      {view.mode === "off" && (
        <Button
          size="small"
          disabled={barred}
          testid="webcast-begin-slate"
          onClick={() => void broadcasting.beginWithSlate()}
        >
          {t("webcast-begin-slate")}
        </Button>
      )}
      {view.mode === "onAir" && (
        <Button size="small" testid="webcast-slate" onClick={() => void broadcasting.showSlate()}>
          {t("webcast-show-slate")}
        </Button>
      )}
      {view.mode !== "off" && (
        <Button size="small" testid="webcast-end" onClick={() => setEnding(true)}>
          {t("webcast-end")}
        </Button>
      )}
      <Confirm
        open={ending}
        title={t("webcast-end-sure")}
        text={t("webcast-end-text")}
        act={t("webcast-end")}
        onClose={() => setEnding(false)}
        onConfirm={() => void broadcasting.end()}
      />
    </div>
  );
}

function Alarms({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  return (
    <ul class="webcast-alarms" aria-label={t("webcast-alarms")} aria-live="assertive" aria-relevant="additions">
      {endpoint.broadcasting.alarms.value.map(({ kind, rendition }) => (
        <li
          key={`${kind} ${rendition?.channel}`}
          class="webcast-alarm"
          data-testid="webcast-alarm"
          data-kind={kind}
          data-channel={rendition?.channel}
        >
          <Icon name="warning" />
          {rendition && <strong lang={tagOf(rendition.channel)}>{rendition.name}</strong>}
          <span>{t("webcast-alarm", { kind })}</span>
        </li>
      ))}
    </ul>
  );
}

/** Settings: while it is off they are those of the configuration. */
function Making({ endpoint, view }: Shown) {
  const t = useText();
  const { broadcasting } = endpoint;
  const off = view.mode === "off";
  return (
    <fieldset class="webcast-making" disabled={off}>
      <legend class="visually-hidden">{t("webcast-settings")}</legend>
      <Select
        label={t("webcast-layout")}
        value={view.layout}
        options={webcastLayoutValues.map((layout) => ({ value: layout, text: t("webcast-layout-name", { layout }) }))}
        testid="webcast-layout"
        onChange={(layout) => void broadcasting.setLayout(layout as WebcastLayout)}
      />
      <Delay value={view.delayS} onChange={(delayS) => void broadcasting.setDelay(delayS)} />
      <Toggle
        label={t("webcast-recorded")}
        on={view.recorded}
        testid="webcast-recorded"
        onChange={(recorded) => void broadcasting.setRecorded(recorded)}
      />
    </fieldset>
  );
}

/** Whole seconds; what is no delay goes back to what it was. */
function Delay({ value, onChange }: { readonly value: number; readonly onChange: (delayS: number) => void }) {
  const t = useText();
  const change = (input: HTMLInputElement) => {
    const wanted = input.valueAsNumber;
    if (Number.isFinite(wanted) && wanted >= 0 && wanted <= LONGEST_DELAY_S && wanted !== value) onChange(wanted);
    else input.value = String(value);
  };
  return (
    <label class="field">
      <span class="field-label">{t("webcast-delay")}</span>
      <input
        class="control"
        type="number"
        min={0}
        max={LONGEST_DELAY_S}
        value={value}
        data-testid="webcast-delay"
        onChange={(event) => change(event.currentTarget)}
      />
    </label>
  );
}

function Addresses({ endpoint, view }: Shown) {
  const t = useText();
  const id = encodeURIComponent(endpoint.meetingId);
  return (
    <p class="webcast-addresses">
      <a href={`/webcast/${id}/`} target="_blank" rel="noopener" data-testid="webcast-player">
        {t("webcast-player")}
      </a>
      {view.webcastId && view.recorded ? (
        <a
          href={`/recordings/${encodeURIComponent(view.webcastId)}`}
          target="_blank"
          rel="noopener"
          data-testid="webcast-recording"
        >
          {t("webcast-recording")}
        </a>
      ) : (
        <a href={`/recordings?meeting=${id}`} target="_blank" rel="noopener" data-testid="webcast-recordings">
          {t("webcast-recordings")}
        </a>
      )}
    </p>
  );
}

function tagOf(channel: string): string | undefined {
  return channel === "floor" ? undefined : channel;
}
