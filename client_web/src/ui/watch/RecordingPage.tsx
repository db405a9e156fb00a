/** A recording, or one statement of it: the picture with its chapters, the transcript, downloads. */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { endonym } from "../../i18n/names";
import { momentAt, positionOf } from "../../media/moments";
import type { Playback } from "../../media/playback";
import type { Preferences } from "../../state/preferences";
import { languageOf } from "../../watch/captions";
import type { CorrectionService } from "../../watch/corrections";
import type { CaptionTrack, Download, Line, Mark, RecordingView, StatementView } from "../../watch/records";
import type { WatchService } from "../../watch/service";
import { inOrder, markAt } from "../../watch/timing";
import { useCatalog, useText } from "../text";
import { Corrections } from "./Corrections";
import { Fault, Frame } from "./Frame";
import { Index, Speaker } from "./Index";
import { Player } from "./Player";
import { Share } from "./Share";
import { Transcript } from "./Transcript";

interface Around {
  readonly playback: Playback;
  readonly preferences: Preferences;
  readonly service: WatchService;
  readonly embedded: boolean;
  readonly site: string;
  readonly channel: string;
  readonly at: number | null;
}

interface Shown {
  readonly title: string;
  readonly playlist: string;
  /** While it is still made. */
  readonly live: boolean;
  readonly begins: number;
  readonly channels: readonly string[];
  readonly sign: boolean;
  readonly marks: readonly Mark[];
  readonly captions: readonly CaptionTrack[];
  readonly downloads: readonly Download[];
  readonly embed: string;
  /** Null: nothing of it can be corrected here. */
  readonly corrections: CorrectionService | null;
}

export function RecordingPage(props: Around & { readonly recording: string }) {
  const view = useSignal<RecordingView | null>(null);
  const fault = useSignal("");
  const { pick } = useCatalog();
  const corrections = useMemo(() => props.service.corrections(props.recording), [props.recording]);
  useEffect(() => {
    props.service.recording(props.recording).then(
      (found) => {
        view.value = found;
      },
      (error: { code?: string }) => {
        fault.value = error.code ?? "unknown";
      },
    );
  }, [props.recording]);
  const found = view.value;
  const card = found?.recording;
  const shown: Shown | null =
    found && card
      ? {
          title: pick(card.title),
          playlist: found.playlist,
          live: false,
          begins: card.startedAt,
          sign: found.sign,
          channels: card.languages.map(({ channel }) => channel),
          marks: inOrder(found.marks),
          captions: found.captions,
          downloads: found.downloads,
          embed: `/embed/${encodeURIComponent(card.meeting)}?r=${encodeURIComponent(card.recordingId)}`,
          corrections: card.ready ? corrections : null,
        }
      : null;
  return <OnDemand {...props} shown={shown} fault={fault.value} heading={null} whole={null} />;
}

export function StatementPage(props: Around & { readonly meeting: string; readonly statement: string }) {
  const view = useSignal<StatementView | null>(null);
  const fault = useSignal("");
  const { pick } = useCatalog();
  useEffect(() => {
    props.service.statement(props.meeting, props.statement).then(
      (found) => {
        view.value = found;
      },
      (error: { code?: string }) => {
        fault.value = error.code ?? "unknown";
      },
    );
  }, [props.meeting, props.statement]);
  const found = view.value;
  const shown: Shown | null = found && {
    title: pick(found.title),
    playlist: found.playlist,
    live: found.live && found.mark.endsAt === null,
    begins: found.mark.startsAt,
    sign: found.sign,
    channels: found.languages.map(({ channel }) => channel),
    marks: [found.mark],
    captions: found.captions,
    downloads: [],
    embed: `/embed/${encodeURIComponent(found.meeting)}?s=${encodeURIComponent(found.mark.markId)}`,
    corrections: null,
  };
  return (
    <OnDemand
      {...props}
      shown={shown}
      fault={fault.value}
      heading={found?.mark ?? null}
      whole={found?.recordingPage ?? null}
    />
  );
}

interface OnDemandProps extends Around {
  readonly shown: Shown | null;
  readonly fault: string;
  /** The statement the page is about. */
  readonly heading: Mark | null;
  /** Address of the whole recording. */
  readonly whole: string | null;
}

function OnDemand(props: OnDemandProps) {
  const t = useText();
  const body = props.shown ? (
    <Body {...props} shown={props.shown} />
  ) : props.fault ? null : (
    <p class="empty">{t("loading")}</p>
  );
  const content = (
    <main class="watch" data-embedded={props.embedded || undefined} data-testid="watch">
      {props.fault && <Fault code={props.fault} />}
      {body}
    </main>
  );
  return props.embedded ? content : <Frame preferences={props.preferences}>{content}</Frame>;
}

function Body(props: OnDemandProps & { readonly shown: Shown }) {
  const { playback, preferences, shown, service, embedded } = props;
  const t = useText();
  const { language } = useCatalog();
  const lines = useSignal<readonly Line[]>([]);
  const reading = useSignal(true);
  const captioned = shown.captions.map((track) => track.language);
  const read = languageOf(captioned, preferences.captionLanguage.value, playback.channel.value);
  const captions = useComputed(() =>
    preferences.captions.value ? languageOf(captioned, preferences.captionLanguage.value, playback.channel.value) : "",
  );
  useEffect(() => {
    const { playlist: url, live, channels } = shown;
    playback.soundOnly.value = preferences.soundOnly.peek();
    playback.open({ url, live, channel: props.channel, channels, at: props.at });
    return () => playback.close();
  }, [shown.playlist]);
  const needed = (reading.value && !embedded) || preferences.captions.value ? read : "";
  useEffect(() => {
    const track = shown.captions.find((one) => one.language === needed);
    lines.value = [];
    let wanted = true;
    if (track)
      void service.transcript(track.transcript).then(
        (found) => {
          if (wanted) lines.value = found;
        },
        () => undefined, // the picture goes on without
      );
    return () => {
      wanted = false;
    };
  }, [needed]);
  const moment = useComputed(() => momentAt(playback.stretches.value, playback.position.value));
  const now = markAt(shown.marks, moment.value);
  const go = (at: number) => {
    const position = positionOf(playback.stretches.peek(), at);
    if (position !== null) playback.seek(position);
  };
  return (
    <>
      <h1 class={embedded ? "visually-hidden" : ""}>
        {props.heading ? <Speaker mark={props.heading} inLanguage={language.value} /> : shown.title}
      </h1>
      {props.heading && !embedded && <p class="watch-of">{shown.title}</p>}
      <div class="watch-columns">
        <div class="watch-main">
          <Player
            {...{ playback, preferences, lines }}
            title={shown.title}
            speaker={now?.kind === "statement" ? now.plate : ""}
            sign={shown.sign}
            captioned={captioned}
            captionLanguage={captions}
            captionsWanted={read}
            onCaptions={(tag) => {
              preferences.captions.value = tag !== "";
              if (tag) preferences.captionLanguage.value = tag;
            }}
          />
          <p class="watch-authentic">{t("watch-authentic")}</p>
          {props.whole && !embedded && (
            <a href={props.whole} data-testid="whole">
              {t("watch-whole")}
            </a>
          )}
          {!embedded && <Share site={props.site} page={location.pathname} embed={shown.embed} title={shown.title} />}
          {!embedded && shown.downloads.length > 0 && <Downloads downloads={shown.downloads} />}
          {!embedded && shown.corrections && (
            <Corrections service={shown.corrections} {...{ moment }} {...corrected(shown)} />
          )}
        </div>
        {!embedded && (
          <aside class="watch-side" aria-label={t("watch-index")}>
            <h2>{t("watch-index")}</h2>
            <Index
              marks={shown.marks}
              now={now}
              begins={shown.begins}
              channel={playback.channel.value}
              onGo={(mark) => go(mark.startsAt)}
            />
            <Transcript
              tracks={shown.captions}
              language={read}
              {...{ lines, moment }}
              begins={shown.begins}
              open={reading.value}
              onOpen={(open) => {
                reading.value = open;
              }}
              onLanguage={(tag) => {
                preferences.captionLanguage.value = tag;
              }}
              onGo={go}
            />
          </aside>
        )}
      </div>
    </>
  );
}

function corrected({ channels, marks, begins }: Shown) {
  return { channels, marks, begins };
}

function Downloads({ downloads }: { readonly downloads: readonly Download[] }) {
  const t = useText();
  const words = (language: string | null) =>
    language === null ? t("watch-all-languages") : language === "floor" ? t("watch-original") : endonym(language);
  return (
    <details class="watch-share" data-testid="downloads">
      <summary>{t("watch-downloads")}</summary>
      <ul>
        {downloads.map(({ kind, language, url }) => (
          <li key={url}>
            <a href={url} download>
              {t("watch-download", { kind })}
              {kind === "chapters" || kind === "manifest" ? "" : ` · ${words(language)}`}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
