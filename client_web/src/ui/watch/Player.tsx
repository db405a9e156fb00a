/** Picture, captions and controls.  The language menu stands beside play, as captions do (EN 301 549, 7.3). */
import { type ReadonlySignal, useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { endonym } from "../../i18n/names";
import { momentAt } from "../../media/moments";
import type { Playback, PlaybackState } from "../../media/playback";
import { connectSystem, tellSystem } from "../../media/system_controls";
import type { Preferences } from "../../state/preferences";
import type { Line } from "../../watch/records";
import { clock, linesAt } from "../../watch/timing";
import { Button } from "../kit/Button";
import { Select } from "../kit/Field";
import { useCatalog, useText } from "../text";
import { SignWindow } from "./SignWindow";

const STEP_S = 10;
const SPEEDS = [0.75, 1, 1.25, 1.5, 2];
/** Behind the live edge by less than this is live. */
const LIVE_S = 8;

export interface PlayerProps {
  readonly playback: Playback;
  readonly preferences: Preferences;
  /** Whose picture it is, for screen readers. */
  readonly title: string;
  /** Who speaks, for the system's controls. */
  readonly speaker: string;
  readonly lines: ReadonlySignal<readonly Line[]>;
  /** Languages there are captions of. */
  readonly captioned: readonly string[];
  /** Empty: none are shown. */
  readonly captionLanguage: ReadonlySignal<string>;
  /** Shown when they are switched on. */
  readonly captionsWanted: string;
  readonly onCaptions: (language: string) => void;
  /** Back to the beginning of what is live; absent where it cannot be. */
  readonly onFromStart?: (() => void) | undefined;
  readonly onLive?: (() => void) | undefined;
  /** Whether the sign-language picture is a stream of its own. */
  readonly sign: boolean;
}

export function Player(props: PlayerProps) {
  const { playback } = props;
  const frame = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const t = useText();
  const soundOnly = playback.soundOnly.value;
  const signed = props.sign && props.preferences.signPicture.value && !soundOnly;
  useEffect(() => connectSystem(navigator.mediaSession, playback), [playback]);
  useEffect(() => tellSystem(navigator.mediaSession, props.title, props.speaker), [props.title, props.speaker]);
  useEffect(() => {
    playback.video.setAttribute("aria-label", props.title);
    place.current?.append(playback.video);
  }, [playback, props.title]);
  const toggle = () => (goesOn(playback.state.peek()) ? playback.pause() : playback.play());
  const keys = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (
      /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) ||
      (event.key === " " && target.tagName === "BUTTON") ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey
    )
      return;
    const act = {
      " ": toggle,
      k: toggle,
      ArrowLeft: () => playback.seek(playback.position.peek() - STEP_S),
      ArrowRight: () => playback.seek(playback.position.peek() + STEP_S),
      m: () => {
        playback.video.muted = !playback.video.muted;
      },
      f: () => void fullScreen(frame.current),
      l: () => props.onLive?.(),
      c: () => props.onCaptions(props.captionLanguage.peek() ? "" : props.captionsWanted),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <section
      ref={frame}
      class="watch-player"
      aria-label={t("watch-player")}
      onKeyDown={keys}
      data-sound-only={soundOnly || undefined}
      data-testid="player"
    >
      <div
        class="watch-picture"
        ref={place}
        data-signed={signed || undefined}
        style={signed ? { "--sign-size": `${props.preferences.signShare.value * 100}%` } : undefined}
      >
        {soundOnly && <p class="watch-sound">{t("watch-sound-only")}</p>}
        <Captions {...props} />
        <Waiting playback={playback} />
        {signed && <SignWindow playback={playback} preferences={props.preferences} />}
      </div>
      <Seek playback={playback} />
      <div class="watch-controls">
        <Play playback={playback} onToggle={toggle} />
        <LanguageMenu playback={playback} preferences={props.preferences} />
        <CaptionMenu {...props} />
        <LiveButton {...props} />
        <div class="watch-controls-end">
          <Volume playback={playback} />
          {props.sign && !soundOnly && (
            <Button
              size="small"
              variant={signed ? "primary" : "secondary"}
              pressed={signed}
              testid="sign-language"
              onClick={() => {
                props.preferences.signPicture.value = !signed;
              }}
            >
              {t("watch-sign")}
            </Button>
          )}
          {!soundOnly && <Quality playback={playback} />}
          <Speed playback={playback} />
          <Button
            size="small"
            variant={soundOnly ? "primary" : "secondary"}
            icon="headphones"
            iconOnly
            pressed={soundOnly}
            testid="sound-only"
            onClick={() => {
              props.preferences.soundOnly.value = !soundOnly;
              playback.setSoundOnly(!soundOnly);
            }}
          >
            {t("watch-sound-only")}
          </Button>
          {!soundOnly && (
            <Button
              size="small"
              icon="screen"
              iconOnly
              testid="picture-in-picture"
              onClick={() => void inPicture(playback.video)}
            >
              {t("watch-in-picture")}
            </Button>
          )}
          <Button
            size="small"
            icon="expand"
            iconOnly
            testid="full-screen"
            onClick={() => void fullScreen(frame.current)}
          >
            {t("full-screen")}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** Plays, or would if there were something. */
function goesOn(state: PlaybackState): boolean {
  return state === "playing" || state === "waiting";
}

function Play({ playback, onToggle }: { playback: Playback; onToggle: () => void }) {
  const t = useText();
  const playing = goesOn(playback.state.value);
  return (
    <Button variant="primary" icon={playing ? "pause" : "resume"} iconOnly testid="play" onClick={onToggle}>
      {t(playing ? "watch-pause" : "watch-play")}
    </Button>
  );
}

function Waiting({ playback }: { playback: Playback }) {
  const t = useText();
  const state = playback.state.value;
  if (state !== "waiting" && state !== "failed") return null;
  return (
    <p class="watch-waiting" role="status">
      {t(state === "failed" ? "watch-interrupted" : "loading")}
    </p>
  );
}

function Captions({ playback, lines, captionLanguage, preferences }: PlayerProps) {
  const shown = useComputed(() => linesAt(lines.value, momentAt(playback.stretches.value, playback.position.value)));
  const language = captionLanguage.value;
  if (!language || !shown.value.length) return null;
  return (
    <div
      class="watch-captions"
      data-size={preferences.captionSize.value}
      lang={language}
      dir="auto"
      data-testid="captions"
    >
      {shown.value.map(({ captionId, text }) => (
        <p key={captionId}>
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}

function Seek({ playback }: { playback: Playback }) {
  const t = useText();
  const { start, end } = playback.range.value;
  const position = playback.position.value;
  const live = playback.live.value;
  const words = live && end - position < LIVE_S ? t("watch-live") : clock(live ? end - position : position - start);
  return (
    <div class="watch-seek" dir="ltr">
      <input
        type="range"
        class="watch-bar"
        min={start}
        max={Math.max(end, start + 1)}
        step={1}
        value={position}
        aria-label={t("watch-position")}
        aria-valuetext={live && words !== t("watch-live") ? t("watch-behind", { value: words }) : words}
        data-testid="position"
        onInput={(event) => playback.seek(Number(event.currentTarget.value))}
      />
      <span class="watch-time">
        {live && words !== t("watch-live") ? "−" : ""}
        {words}
        {live ? "" : ` / ${clock(end - start)}`}
      </span>
    </div>
  );
}

function LanguageMenu({ playback, preferences }: { playback: Playback; preferences: Preferences }) {
  const t = useText();
  const options = playback.channels.value.map((channel) =>
    channel === "floor"
      ? { value: channel, text: t("watch-original") }
      : { value: channel, text: endonym(channel), language: channel },
  );
  return (
    <Select
      label={t("watch-language")}
      hideLabel
      value={playback.channel.value}
      options={options}
      testid="language"
      onChange={(channel) => {
        playback.choose(channel);
        preferences.remember("webcast", channel);
      }}
    />
  );
}

function CaptionMenu({ captioned, captionLanguage, onCaptions }: PlayerProps) {
  const t = useText();
  if (!captioned.length) return null;
  return (
    <Select
      label={t("captions")}
      hideLabel
      value={captionLanguage.value}
      options={[
        { value: "", text: t("watch-no-captions") },
        ...captioned.map((tag) => ({
          value: tag,
          text: t("watch-captions-in", { language: endonym(tag) }),
          language: tag,
        })),
      ]}
      testid="caption-menu"
      onChange={onCaptions}
    />
  );
}

function LiveButton({ playback, onLive, onFromStart }: PlayerProps) {
  const t = useText();
  const behind = playback.behind.value;
  return (
    <>
      {onLive && (
        <Button
          size="small"
          variant={behind !== null && behind < LIVE_S ? "live" : "secondary"}
          pressed={behind !== null && behind < LIVE_S}
          testid="go-live"
          onClick={onLive}
        >
          {t("watch-live")}
        </Button>
      )}
      {onFromStart && (
        <Button size="small" testid="from-start" onClick={onFromStart}>
          {t("watch-from-start")}
        </Button>
      )}
    </>
  );
}

function Volume({ playback }: { playback: Playback }) {
  const t = useText();
  return (
    <label class="watch-volume">
      <span class="visually-hidden">{t("volume")}</span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={playback.video.volume}
        data-testid="volume"
        onInput={(event) => {
          playback.video.volume = Number(event.currentTarget.value);
          playback.video.muted = false;
        }}
      />
    </label>
  );
}

function Quality({ playback }: { playback: Playback }) {
  const t = useText();
  if (playback.qualities.value.length < 2) return null;
  return (
    <Select
      label={t("watch-quality")}
      hideLabel
      value={String(playback.quality.value)}
      options={[
        { value: "-1", text: t("watch-quality-auto") },
        ...playback.qualities.value.map(({ id, height }) => ({ value: String(id), text: `${height}p` })),
      ]}
      testid="quality"
      onChange={(id) => playback.setQuality(Number(id))}
    />
  );
}

function Speed({ playback }: { playback: Playback }) {
  const t = useText();
  const { language } = useCatalog();
  if (playback.live.value) return null;
  const number = new Intl.NumberFormat(language.value);
  return (
    <Select
      label={t("watch-speed")}
      hideLabel
      value={String(playback.video.playbackRate)}
      options={SPEEDS.map((speed) => ({ value: String(speed), text: `${number.format(speed)}×` }))}
      testid="speed"
      onChange={(speed) => {
        playback.video.playbackRate = Number(speed);
      }}
    />
  );
}

async function fullScreen(frame: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await frame?.requestFullscreen();
}

async function inPicture(video: HTMLVideoElement): Promise<void> {
  if (document.pictureInPictureElement) await document.exitPictureInPicture();
  else await video.requestPictureInPicture?.().catch(() => undefined);
}
