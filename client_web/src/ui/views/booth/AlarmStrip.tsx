/** What must be noticed at once, in a place of its own that is always there: nothing moves when an alarm comes. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { languageName } from "../../../i18n/names";
import type { Alarm } from "../../../state/booth_alarms";
import { Button } from "../../kit/Button";
import { Icon } from "../../kit/Icon";
import { useCatalog, useText } from "../../text";
import { KeyCap } from "./Key";
import { shortcutOf } from "./keys";

const LANGUAGES: ReadonlySet<string> = new Set(["silent", "bothMuted", "lost"]);

export function AlarmStrip({ endpoint, onSettings }: { endpoint: Endpoint; onSettings: () => void }) {
  const t = useText();
  const { alarms } = endpoint.booth;
  const all = alarms.all.value;
  return (
    <header class="console-strip" data-testid="booth-alarms" data-alarms={all.length}>
      {all.length === 0 && <span class="hint">{t("booth-calm")}</span>}
      <ul class="console-alarms">
        {all.map((alarm) => (
          <AlarmLine key={alarm.key} alarm={alarm} flashing={!alarms.acknowledged(alarm)} />
        ))}
      </ul>
      <SoundCheckHint endpoint={endpoint} />
      {alarms.ringing.value.length > 0 && (
        <button
          type="button"
          class="button button-danger button-small"
          aria-keyshortcuts={shortcutOf("acknowledge")}
          data-testid="acknowledge"
          onClick={() => alarms.acknowledge()}
        >
          {t("acknowledge")} <KeyCap act="acknowledge" />
        </button>
      )}
      <Button variant="quiet" size="small" icon="settings" testid="console-settings" onClick={onSettings}>
        {t("console-settings")}
      </Button>
    </header>
  );
}

function AlarmLine({ alarm, flashing }: { alarm: Alarm; flashing: boolean }) {
  const { t, language } = useCatalog();
  const { kind, about } = alarm;
  const name = LANGUAGES.has(kind) && about !== "floor" ? languageName(about, language.value) : about;
  return (
    <li class="console-alarm" data-kind={kind} data-flashing={flashing} data-testid="booth-alarm">
      <Icon name="warning" />
      <span>{t("booth-alarm", { kind, name })}</span>
    </li>
  );
}

function SoundCheckHint({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  if (!endpoint.interpretation.view.value?.soundCheck) return null;
  const open = () => {
    endpoint.panel.value = "desk";
  };
  return (
    <Button size="small" variant="primary" testid="own-sound-check" onClick={open}>
      {t("own-sound-check")}
    </Button>
  );
}
