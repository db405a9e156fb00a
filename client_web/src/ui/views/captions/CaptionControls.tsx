/** Captions on and off, and how they look. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import { type CaptionPlace, type CaptionSize, captionSizes, type Preferences } from "../../../state/preferences";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Select, Toggle } from "../../kit/Field";
import { useText } from "../../text";

interface CaptionProps {
  readonly endpoint: Endpoint;
  readonly preferences: Preferences;
}

export function CaptionControls({ endpoint, preferences }: CaptionProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const on = preferences.captions.value;
  return (
    <div class="caption-controls">
      <Button
        size="small"
        pressed={on}
        variant={on ? "primary" : "secondary"}
        icon="captions"
        testid="captions-button"
        onClick={() => void endpoint.captionReader.show(!on)}
      >
        {t("captions")}
      </Button>
      {on && (
        <>
          <LanguageSelect endpoint={endpoint} />
          <Button size="small" icon="settings" iconOnly testid="caption-settings" onClick={() => setOpen(true)}>
            {t("caption-settings")}
          </Button>
          <Settings endpoint={endpoint} preferences={preferences} open={open} onClose={() => setOpen(false)} />
        </>
      )}
    </div>
  );
}

function LanguageSelect({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  return (
    <Select
      label={t("caption-language")}
      hideLabel
      value={endpoint.captions.language.value ?? ""}
      options={endpoint.meeting.languages.value.map((tag) => ({ value: tag, text: endonym(tag), language: tag }))}
      onChange={(tag) => void endpoint.captionReader.choose(tag)}
      testid="caption-language"
    />
  );
}

function Settings({ endpoint, preferences, open, onClose }: CaptionProps & { open: boolean; onClose: () => void }) {
  const t = useText();
  const { captionSize, captionPlace, captionsAloud } = preferences;
  const history = () => {
    endpoint.panel.value = "captions";
    onClose();
  };
  return (
    <Dialog open={open} title={t("captions")} closeText={t("close")} onClose={onClose} testid="caption-dialog">
      <Select
        label={t("caption-size")}
        value={captionSize.value}
        options={captionSizes.map((size) => ({ value: size, text: t("caption-size-of", { kind: size }) }))}
        onChange={(size) => {
          captionSize.value = size as CaptionSize;
        }}
        testid="caption-size"
      />
      <Select
        label={t("caption-place")}
        value={captionPlace.value}
        options={["under", "over"].map((place) => ({ value: place, text: t("caption-place-of", { kind: place }) }))}
        onChange={(place) => {
          captionPlace.value = place as CaptionPlace;
        }}
        testid="caption-place"
      />
      <Toggle
        label={t("captions-aloud")}
        on={captionsAloud.value}
        onChange={(aloud) => {
          captionsAloud.value = aloud;
        }}
        testid="captions-aloud-toggle"
      />
      <Button testid="caption-history" onClick={history}>
        {t("caption-history")}
      </Button>
    </Dialog>
  );
}
