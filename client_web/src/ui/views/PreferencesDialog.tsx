/** Language of the pages, appearance, devices. */
import { useEffect, useState } from "preact/hooks";
import { endonym } from "../../i18n/names";
import type { Device, Devices } from "../../media/devices";
import { type Preferences, type Theme, uiLanguages } from "../../state/preferences";
import { Dialog } from "../kit/Dialog";
import { Select, Toggle } from "../kit/Field";
import { useText } from "../text";

export function LanguageSelect({ preferences, hideLabel }: { preferences: Preferences; hideLabel?: boolean }) {
  const t = useText();
  return (
    <Select
      label={t("page-language")}
      hideLabel={hideLabel}
      value={preferences.language.value}
      options={uiLanguages.map((tag) => ({ value: tag, text: endonym(tag), language: tag }))}
      onChange={(tag) => {
        const language = uiLanguages.find((known) => known === tag);
        if (language) preferences.language.value = language;
      }}
      testid="page-language"
    />
  );
}

function ThemeSelect({ preferences, hideLabel }: { preferences: Preferences; hideLabel?: boolean }) {
  const t = useText();
  const themes: readonly Theme[] = ["auto", "light", "dark"];
  return (
    <Select
      label={t("appearance")}
      hideLabel={hideLabel}
      value={preferences.theme.value}
      options={themes.map((theme) => ({ value: theme, text: t("theme", { theme }) }))}
      onChange={(theme) => {
        preferences.theme.value = theme as Theme;
      }}
      testid="theme"
    />
  );
}

export function PreferencesDialog(props: {
  open: boolean;
  onClose: () => void;
  preferences: Preferences;
  /** Null for those who are never asked for devices. */
  devices: Devices | null;
}) {
  const t = useText();
  const { preferences } = props;
  return (
    <Dialog
      open={props.open}
      title={t("preferences")}
      closeText={t("close")}
      onClose={props.onClose}
      testid="preferences"
    >
      <LanguageSelect preferences={preferences} />
      <ThemeSelect preferences={preferences} />
      {props.devices && <DeviceChoices devices={props.devices} preferences={preferences} />}
      {props.devices && (
        <Toggle
          label={t("camera-with-microphone")}
          on={preferences.cameraWithMicrophone.value}
          onChange={(on) => {
            preferences.cameraWithMicrophone.value = on;
          }}
        />
      )}
      {props.devices && (
        <Toggle
          label={t("own-bell")}
          on={preferences.ownBell.value}
          onChange={(on) => {
            preferences.ownBell.value = on;
          }}
        />
      )}
      <Toggle
        label={t("use-shortcuts")}
        on={preferences.shortcuts.value}
        onChange={(on) => {
          preferences.shortcuts.value = on;
        }}
      />
    </Dialog>
  );
}

const KINDS = [
  ["audioinput", "microphone", "device-microphone"],
  ["videoinput", "camera", "device-camera"],
  ["audiooutput", "loudspeaker", "device-loudspeaker"],
] as const;

export function DeviceChoices({ devices, preferences }: { devices: Devices; preferences: Preferences }) {
  const t = useText();
  const [found, setFound] = useState<readonly Device[]>([]);
  useEffect(() => {
    let wanted = true;
    void devices.list().then((list) => wanted && setFound(list));
    return () => {
      wanted = false;
    };
  }, [devices]);
  return (
    <>
      {KINDS.map(([kind, preference, label]) => {
        const named = found.filter((device) => device.kind === kind && device.id !== "" && device.id !== "default");
        return (
          <Select
            key={kind}
            label={t(label)}
            value={preferences[preference].value}
            options={[
              { value: "", text: t("device-default") },
              ...named.map(({ id, label: text }, index) => ({ value: id, text: text || `${t(label)} ${index + 1}` })),
            ]}
            onChange={(id) => {
              preferences[preference].value = id;
            }}
            testid={`device-${preference}`}
          />
        );
      })}
    </>
  );
}
