/** What is set once: the relay keys, auto-relay, single-key shortcuts, and the list of all keys. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import { RELAY_KEYS } from "../../../state/booth_preferences";
import type { Preferences } from "../../../state/preferences";
import { Dialog } from "../../kit/Dialog";
import { Select, Toggle } from "../../kit/Field";
import { useText } from "../../text";
import { KeyGroup } from "./Key";
import { BOOTH_KEYS, type BoothKey } from "./keys";

export function ConsoleDialog(props: {
  readonly endpoint: Endpoint;
  readonly preferences: Preferences;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const t = useText();
  const { endpoint, preferences } = props;
  return (
    <Dialog
      open={props.open}
      title={t("console-settings")}
      closeText={t("close")}
      onClose={props.onClose}
      testid="console-dialog"
    >
      <RelayKeys endpoint={endpoint} preferences={preferences} />
      <Toggle
        label={t("auto-relay-how")}
        on={endpoint.interpretation.myDesk.value?.autoRelay ?? true}
        onChange={(on) => void endpoint.booth.setAutoRelay(on)}
        testid="auto-relay"
      />
      <Toggle
        label={t("use-shortcuts")}
        on={preferences.shortcuts.value}
        onChange={(on) => {
          preferences.shortcuts.value = on;
        }}
      />
      <KeyList />
    </Dialog>
  );
}

function RelayKeys({ endpoint, preferences }: { endpoint: Endpoint; preferences: Preferences }) {
  const t = useText();
  const { booth, meeting, interpretation } = endpoint;
  const keys = booth.relayKeys();
  const own = interpretation.booth.value?.language;
  const languages = meeting.languages.value.filter((language) => language !== own);
  return (
    <KeyGroup class="console-relay-set" label={t("relay-keys")}>
      {Array.from({ length: RELAY_KEYS }, (_, index) => (
        <Select
          key={index}
          label={t("relay-key", { number: String(index + 1) })}
          value={keys[index] ?? ""}
          options={languages.map((tag) => ({ value: tag, text: endonym(tag), language: tag }))}
          onChange={(channel) => preferences.booth.setRelayKey(index, channel)}
          testid={`relay-key-${index + 1}`}
        />
      ))}
    </KeyGroup>
  );
}

function KeyList() {
  const t = useText();
  return (
    <dl class="console-keys" aria-label={t("shortcuts")}>
      {BOOTH_KEYS.map(({ act, key, shift }: BoothKey) => (
        <div key={act}>
          <dt>
            <kbd>{shift ? `⇧ ${key}` : key}</kbd>
          </dt>
          <dd>{t("booth-key", { act })}</dd>
        </div>
      ))}
    </dl>
  );
}
