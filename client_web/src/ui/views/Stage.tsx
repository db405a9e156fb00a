/** What the audience sees: the speaker large, the room beside, screen and sign language when there are any. */
import type { Endpoint } from "../../endpoint/endpoint";
import { endonym } from "../../i18n/names";
import { SLOTS, type Slot } from "../../media/ports";
import type { Preferences } from "../../state/preferences";
import { Icon } from "../kit/Icon";
import { SlotPicture } from "../media";
import { useText } from "../text";
import { SpeechClock } from "./Clock";
import { CaptionPicture } from "./captions/CaptionPicture";
import { Plate } from "./Plate";
import { SignEdge } from "./sign/SignEdge";

interface Layout {
  readonly large: Slot | null;
  readonly small: readonly Slot[];
  /** Sign language has a part of the stage to itself. */
  readonly sign: boolean;
}

/** The screen is large while shared; else the speaker; else the room. Sign language is always beside, covering nothing. */
export function layoutOf(filled: ReadonlySet<Slot>, moving: ReadonlySet<string>): Layout {
  const order: readonly Slot[] = ["screen", "speaker", "room"];
  const large = order.find((slot) => filled.has(slot) && (slot === "speaker" || moving.has(slot))) ?? null;
  const small = SLOTS.filter((slot) => slot !== large && slot !== "sign" && filled.has(slot) && moving.has(slot));
  return { large, small, sign: filled.has("sign") && moving.has("sign") };
}

export function Stage(props: { endpoint: Endpoint; preferences: Preferences; plate?: boolean }) {
  const { endpoint, preferences, plate = true } = props;
  const t = useText();
  const { meeting, pictures } = endpoint;
  const moving = pictures.live.value;
  const filled = new Set(SLOTS.filter((slot) => meeting.stage.value.slots[slot]));
  const speaker = meeting.heard.value;
  if (speaker) filled.add("speaker");
  else if (!moving.has("speaker")) filled.delete("speaker");
  const { large, small, sign } = layoutOf(filled, moving);
  const placeOf = (slot: Slot) =>
    slot === large ? "large" : slot === "sign" && sign ? "sign" : small.includes(slot) ? "small" : "hidden";
  // The plate names whoever is seen; the speaker while there is no picture of anybody.
  const seen = large && large !== "screen" && moving.has(large) ? meeting.shownIn(large) : null;
  const shown = seen ?? speaker;
  return (
    <section class="stage" aria-label={t("stage")}>
      <div
        class="stage-screen"
        data-small={small.length}
        style={sign ? { "--sign-size": `${preferences.signShare.value * 100}%` } : undefined}
      >
        {SLOTS.map((slot) => (
          <figure key={slot} class={`tile tile-${placeOf(slot)} tile-of-${slot}`} data-moving={moving.has(slot)}>
            <SlotPicture slot={slot} label={t("slot", { slot })} />
            {slot === "room" && placeOf(slot) === "small" && (
              <figcaption class="tile-label">{t("slot", { slot })}</figcaption>
            )}
          </figure>
        ))}
        {sign && <SignEdge preferences={preferences} />}
        {large === null && <p class="stage-empty">{t("stage-empty")}</p>}
        {large === "speaker" && !moving.has("speaker") && (
          <div class="stage-portrait" aria-hidden="true">
            <Icon name="microphone" />
            <span>{speaker?.microphone ? t("stage-sound-only") : t("stage-waiting")}</span>
          </div>
        )}
        <CaptionPicture endpoint={endpoint} preferences={preferences} place="over" />
      </div>
      <CaptionPicture endpoint={endpoint} preferences={preferences} place="under" />
      {shown && plate && (
        <div class="stage-plate" data-testid="name-plate">
          <Plate person={shown} />
          {shown.id === speaker?.id && <SpeechFacts endpoint={endpoint} />}
        </div>
      )}
    </section>
  );
}

function SpeechFacts({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { stage } = endpoint.meeting;
  const language = stage.value.floorLanguage;
  return (
    <span class="stage-facts">
      {language && (
        <span>
          <span class="visually-hidden">{t("floor-language")}: </span>
          <span lang={language}>{endonym(language)}</span>
        </span>
      )}
      <SpeechClock endpoint={endpoint} />
    </span>
  );
}
