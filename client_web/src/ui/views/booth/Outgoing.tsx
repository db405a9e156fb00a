/** Outgoing: A is the booth's language, B one it may also put out to; chosen beforehand, or moved while on air. */
import { useId } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym, languageName } from "../../../i18n/names";
import { Select } from "../../kit/Field";
import { Meter } from "../../kit/Meter";
import { useCatalog, useText } from "../../text";
import { outgoingB } from "./acts";
import type { BoothProps } from "./Booth";
import { Key, KeyGroup } from "./Key";

export function Outgoing({ endpoint, preferences }: BoothProps) {
  const t = useText();
  const id = useId();
  const { booth, interpretation, meeting, desk } = endpoint;
  const [own = "", ...permitted] = interpretation.permitted.value;
  const second = outgoingB(endpoint, preferences);
  const current = interpretation.outgoing.value;
  const live = desk.mode.value !== "off";
  const tone = (channel: string | null) => (live && current === channel ? "live" : undefined);
  return (
    <section class="console-part" aria-labelledby={id}>
      <h2 id={id}>{t("outgoing")}</h2>
      <KeyGroup class="console-ab" label={t("outgoing-channel")}>
        <Key
          act="outgoingA"
          pressed={current === own}
          tone={tone(own)}
          detail={<Engaged endpoint={endpoint} channel={own} />}
          lang={own || undefined}
          testid="outgoing-a"
          onPress={() => booth.selectA()}
        >
          A {own && endonym(own)}
        </Key>
        <Key
          act="outgoingB"
          pressed={second !== null && current === second}
          disabled={second === null}
          tone={tone(second)}
          detail={second && <Engaged endpoint={endpoint} channel={second} />}
          lang={second ?? undefined}
          testid="outgoing-b"
          onPress={() => booth.selectB(second)}
        >
          B {second && endonym(second)}
        </Key>
      </KeyGroup>
      {permitted.length > 1 && (
        <Select
          label={t("outgoing-b-choice")}
          hideLabel
          value={second ?? ""}
          options={permitted.map((tag) => ({ value: tag, text: `B: ${endonym(tag)}`, language: tag }))}
          onChange={(channel) => {
            preferences.booth.outgoingB.value = channel;
            if (current !== own) booth.selectB(channel);
          }}
          testid="outgoing-b-choice"
        />
      )}
      <Meter label={t("outgoing-level")} read={() => meeting.levelDb(current)} testid="outgoing-level" />
    </section>
  );
}

/** The lamp: another booth puts out to the channel. */
function Engaged({ endpoint, channel }: { endpoint: Endpoint; channel: string }) {
  const { t, language } = useCatalog();
  const { interpretation } = endpoint;
  const own = interpretation.booth.value;
  const other = channel === own?.language ? own.engagedBy : interpretation.channelView(channel).booth;
  if (!other || other === own?.language) return null;
  return (
    <span class="console-engaged" data-testid="engaged" data-booth={other}>
      {t("engaged-here", { name: languageName(other, language.value) })}
    </span>
  );
}
