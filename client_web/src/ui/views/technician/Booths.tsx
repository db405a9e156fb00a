/** All booths, each with its channel and its desks. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { languageName } from "../../../i18n/names";
import type { BoothView, ChannelView } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { useCatalog } from "../../text";
import { ChannelHead, PatchSelect } from "./Channel";
import { Desk } from "./Desk";
import { PaperConsent } from "./PaperConsent";

export function Booths({ endpoint }: { endpoint: Endpoint }) {
  const { meeting, interpretation } = endpoint;
  const channels = interpretation.view.value?.channels ?? [];
  const booths = interpretation.booths.value;
  return (
    <div class="tech-booths">
      {meeting.languages.value.map((language) => {
        const channel = channels.find((one) => one.language === language);
        return (
          <Booth
            key={language}
            endpoint={endpoint}
            language={language}
            channel={channel ?? null}
            booth={booths.get(language) ?? null}
          />
        );
      })}
    </div>
  );
}

interface BoothProps {
  readonly endpoint: Endpoint;
  readonly language: string;
  readonly channel: ChannelView | null;
  readonly booth: BoothView | null;
}

function Booth({ endpoint, language, channel, booth }: BoothProps) {
  const { t, language: words } = useCatalog();
  const [open, setOpen] = useState(false);
  const [paper, setPaper] = useState(false);
  const name = languageName(language, words.value);
  const desks = booth?.desks ?? [];
  const monitored = endpoint.engineering.monitored.value === language;
  const alarmed = endpoint.engineering.alarms.value.some((alarm) => alarm.language === language);
  return (
    <section
      class="tech-booth"
      aria-label={t("booth-of", { name })}
      data-testid={`booth-${language}`}
      data-alarm={alarmed}
    >
      {channel && <ChannelHead endpoint={endpoint} channel={channel} />}
      <BoothMarks booth={booth} />
      <ul class="tech-desks">
        {desks.map((desk) => (
          <Desk key={desk.person.id} endpoint={endpoint} desk={desk} booth={language} />
        ))}
      </ul>
      {desks.length === 0 && <p class="hint tech-booth-empty">{t("booth-empty")}</p>}
      <footer class="tech-booth-acts">
        <Button
          size="small"
          variant={monitored ? "primary" : "quiet"}
          icon="headphones"
          pressed={monitored}
          testid={`monitor-${language}`}
          label={t("hear-booth-of", { name })}
          onClick={() => void endpoint.engineering.monitor(monitored ? null : language)}
        >
          {t("hear-booth")}
        </Button>
        <Button
          size="small"
          variant="quiet"
          expanded={open}
          testid={`channel-more-${language}`}
          label={t("patch-of", { name })}
          onClick={() => setOpen(!open)}
        >
          {t("patch")}
        </Button>
        <Button
          size="small"
          variant="quiet"
          expanded={paper}
          testid={`paper-${language}`}
          label={t("paper-consent-of", { name })}
          onClick={() => setPaper(!paper)}
        >
          {t("paper-consent")}
        </Button>
        <span class="hint tech-booth-seats">
          {t("desks-taken", { number: String(desks.length), total: booth?.seats ?? 0 })}
        </span>
      </footer>
      {open && channel && <PatchSelect endpoint={endpoint} channel={channel} />}
      {paper && booth && <PaperConsent endpoint={endpoint} booth={booth} />}
    </section>
  );
}

/** What goes on in the booth as a whole. */
function BoothMarks({ booth }: { booth: BoothView | null }) {
  const { t, language } = useCatalog();
  if (booth === null) return null;
  const { handover, engagedBy, dropped } = booth;
  if (!handover && !engagedBy && !dropped) return null;
  return (
    <p class="tech-booth-marks">
      {handover && <span class="tag tag-warn">{t("handover-state", { state: handover.state })}</span>}
      {engagedBy && (
        <span class="tag tag-warn">{t("engaged-by", { name: languageName(engagedBy, language.value) })}</span>
      )}
      {dropped && <span class="tag tag-poor">{t("desk-dropped", { name: dropped.name })}</span>}
    </p>
  );
}
