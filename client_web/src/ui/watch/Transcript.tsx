/** The captions as a text that follows the picture: searched, gone through, taken along. */
import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { endonym } from "../../i18n/names";
import { lineAt, linesWith } from "../../watch/captions";
import type { CaptionTrack, Line } from "../../watch/records";
import { clock } from "../../watch/timing";
import { Button } from "../kit/Button";
import { Select } from "../kit/Field";
import { useText } from "../text";

export interface TranscriptProps {
  readonly tracks: readonly CaptionTrack[];
  readonly lines: ReadonlySignal<readonly Line[]>;
  readonly language: string;
  readonly moment: ReadonlySignal<number | null>;
  /** Unix seconds: times are told from it. */
  readonly begins: number;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onLanguage: (language: string) => void;
  readonly onGo: (at: number) => void;
}

export function Transcript(props: TranscriptProps) {
  const t = useText();
  if (!props.tracks.length) return null;
  return (
    <details
      class="watch-transcript"
      open={props.open}
      onToggle={(event) => props.onOpen(event.currentTarget.open)}
      data-testid="transcript-panel"
    >
      <summary>
        <h2>{t("watch-transcript")}</h2>
      </summary>
      {props.open && <Text {...props} />}
    </details>
  );
}

function Text(props: TranscriptProps) {
  const t = useText();
  const asked = useSignal("");
  const following = useSignal(true);
  const found = useComputed(() => linesWith(props.lines.value, asked.value));
  const track = props.tracks.find(({ language }) => language === props.language);
  return (
    <>
      <div class="watch-transcript-tools">
        {props.tracks.length > 1 && (
          <Select
            label={t("watch-transcript-language")}
            hideLabel
            value={props.language}
            options={props.tracks.map(({ language }) => ({ value: language, text: endonym(language), language }))}
            testid="transcript-language"
            onChange={props.onLanguage}
          />
        )}
        <input
          class="control"
          type="search"
          dir="auto"
          aria-label={t("watch-transcript-search")}
          placeholder={t("watch-transcript-search")}
          value={asked.value}
          data-testid="transcript-search"
          onInput={(event) => {
            asked.value = event.currentTarget.value;
          }}
        />
        {track && (
          <a href={track.vtt} download data-testid="transcript-download">
            {t("watch-download", { kind: "vtt" })}
          </a>
        )}
      </div>
      <p class={asked.value ? "watch-of" : "visually-hidden"} role="status">
        {asked.value && t("watch-transcript-found", { count: found.value.length })}
      </p>
      {props.lines.value.length === 0 && <p class="empty">{t("watch-transcript-empty")}</p>}
      <Lines {...props} found={found} following={following} />
      {!following.value && (
        <Button
          size="small"
          testid="transcript-follow"
          onClick={() => {
            following.value = true;
          }}
        >
          {t("watch-transcript-follow")}
        </Button>
      )}
    </>
  );
}

function Lines(
  props: TranscriptProps & {
    readonly found: ReadonlySignal<readonly Line[]>;
    readonly following: { value: boolean };
  },
) {
  const list = useRef<HTMLOListElement>(null);
  const { found, following, begins } = props;
  const current = useComputed(() => lineAt(props.lines.value, props.moment.value)?.captionId ?? "");
  const here = current.value;
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    const box = list.current;
    if (following.value && box && row) box.scrollTop = row.offsetTop - box.clientHeight / 2;
  }, [here, following.value, found.value.length]);
  // Whoever scrolls, or walks through the lines, reads at a pace of their own.
  const leave = () => {
    following.value = false;
  };
  return (
    <ol
      ref={list}
      class="watch-lines"
      lang={props.language}
      dir="auto"
      data-testid="transcript"
      onWheel={leave}
      onTouchMove={leave}
      onKeyDown={leave}
    >
      {found.value.map(({ captionId, text, startedAt }) => (
        <li key={captionId}>
          <button
            type="button"
            aria-current={captionId === here ? "true" : undefined}
            onClick={() => {
              following.value = true;
              props.onGo(startedAt);
            }}
          >
            <span class="watch-mark-time" dir="ltr">
              {clock(startedAt - begins)}
            </span>
            <span dir="auto">{text}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
