/** Booths that do not interpret just now, because the speaker's sound is too poor: to who runs the meeting, and who listens. */
import type { Endpoint } from "../../endpoint/endpoint";
import { languageName } from "../../i18n/names";
import { Icon } from "../kit/Icon";
import { useCatalog } from "../text";

export function Suspended({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const { meeting, interpretation } = endpoint;
  const watching = meeting.can("seeFitness") && !meeting.can("useDesk");
  const tags = meeting.stage.value.unfit.filter((tag) => watching || tag === interpretation.channel.value);
  // Whoever it is about has been told more.
  if (tags.length === 0 || endpoint.notesToSpeaker.sound.value !== null) return null;
  const names = new Intl.ListFormat(language.value).format(tags.map((tag) => languageName(tag, language.value)));
  return (
    <p class="banner banner-warn" role="status" data-testid="suspended">
      <Icon name="warning" />
      <span>{t("suspended", { text: names })}</span>
    </p>
  );
}
