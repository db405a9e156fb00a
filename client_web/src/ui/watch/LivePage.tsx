/** A meeting's webcast while it is on: the picture, who speaks, the index, the transcript, what to pass on. */
import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Playback } from "../../media/playback";
import type { Preferences } from "../../state/preferences";
import type { Feed } from "../../watch/feed";
import type { Line, Mark, WebcastView } from "../../watch/records";
import { markAt, momentAt } from "../../watch/timing";
import { useCatalog, useText } from "../text";
import { Frame } from "./Frame";
import { Index, Speaker } from "./Index";
import { Player } from "./Player";
import { Share } from "./Share";

export interface LivePageProps {
  readonly playback: Playback;
  readonly feed: Feed;
  readonly preferences: Preferences;
  /** The page inside another's. */
  readonly embedded: boolean;
  /** Scheme, host and port of this page. */
  readonly site: string;
  /** Channel of the address, or what was chosen the last time. */
  readonly channel: string;
  /** What the address asks to begin at, Unix seconds. */
  readonly at: number | null;
}

export function LivePage(props: LivePageProps) {
  const { feed, preferences } = props;
  const view = feed.view.value;
  const captions = useSignal("");
  useEffect(() => {
    feed.follow(captions.value);
  }, [feed, captions.value, feed.generation.value]);
  if (props.embedded) return <Stage {...props} view={view} captions={captions} />;
  return (
    <Frame preferences={preferences}>
      <Stage {...props} view={view} captions={captions} />
    </Frame>
  );
}

type StageProps = LivePageProps & { readonly view: WebcastView | null; readonly captions: Signal<string> };

function Stage(props: StageProps) {
  const t = useText();
  const { pick } = useCatalog();
  const { view, playback } = props;
  const playlist = view?.playlist ?? null;
  const on = view !== null && view.webcast.mode !== "off" && playlist !== null;
  useEffect(() => {
    if (!on || playlist === null) return;
    const early = props.at !== null && view !== null ? view.startPlaylist : null;
    playback.open({ url: early ?? playlist, live: true, channel: props.channel, at: props.at });
    return () => playback.close();
  }, [on, playlist]);
  if (!view) return <p class="empty">{t("loading")}</p>;
  return (
    <main class="watch" data-mode={view.webcast.mode} data-embedded={props.embedded || undefined} data-testid="watch">
      <h1 class={props.embedded ? "visually-hidden" : ""}>{pick(view.webcast.title)}</h1>
      {on ? <OnAir {...props} view={view} /> : <OffAir view={view} />}
    </main>
  );
}

function OffAir({ view }: { readonly view: WebcastView }) {
  const t = useText();
  return (
    <div class="card watch-off" data-testid="off-air">
      <p>{t("watch-off", { reason: view.webcast.reason || "none" })}</p>
      {view.lastRecording && <a href={`/recordings/${encodeURIComponent(view.lastRecording)}`}>{t("watch-last")}</a>}
    </div>
  );
}

function OnAir(props: StageProps & { readonly view: WebcastView }) {
  const { view, playback, feed, preferences, captions } = props;
  const t = useText();
  const { pick, language } = useCatalog();
  const moment = useComputed(() => momentAt(playback.stretches.value, playback.position.value));
  const now = useComputed(() => markAt(feed.marks.value, moment.value));
  const open = (url: string | null, at: number | null) => {
    if (url) playback.open({ url, live: true, channel: playback.channel.peek(), at });
  };
  const go = (mark: Mark) => {
    const first = playback.stretches.peek()[0];
    if (first && mark.startsAt >= first.at) playback.seek(first.position + (mark.startsAt - first.at));
    else open(view.startPlaylist, mark.startsAt);
  };
  const begins = view.webcast.startedAt ?? 0;
  const title = pick(view.webcast.title);
  return (
    <div class="watch-columns">
      <div class="watch-main">
        <Player
          {...{ playback, preferences, title }}
          lines={feed.lines}
          captioned={view.webcast.captionLanguages}
          captionLanguage={captions}
          onCaptions={(tag) => {
            captions.value = tag;
          }}
          onLive={() =>
            playback.range.peek().start > 1 || view.startPlaylist === null
              ? playback.toLive()
              : open(view.playlist, null)
          }
          onFromStart={view.startPlaylist ? () => open(view.startPlaylist, begins) : undefined}
        />
        <p class={props.embedded ? "visually-hidden" : "watch-now"} aria-live="polite" data-testid="now">
          {now.value?.kind === "statement" ? (
            <Speaker mark={now.value} inLanguage={language.value} />
          ) : (
            pick(view.webcast.agendaItem)
          )}
        </p>
        <p class="watch-authentic">{t("watch-authentic")}</p>
        {!props.embedded && <Share site={props.site} page={location.pathname} embed={view.embed} title={title} />}
      </div>
      {!props.embedded && (
        <aside class="watch-side" aria-label={t("watch-index")}>
          <h2>{t("watch-index")}</h2>
          <Index marks={feed.marks.value} now={now.value} begins={begins} channel={playback.channel.value} onGo={go} />
          <Transcript lines={feed.lines.value} language={captions.value} onGo={(at) => open(view.startPlaylist, at)} />
        </aside>
      )}
    </div>
  );
}

export function Transcript(props: {
  readonly lines: readonly Line[];
  readonly language: string;
  readonly onGo: (at: number) => void;
}) {
  const t = useText();
  if (!props.lines.length) return null;
  return (
    <>
      <h2>{t("watch-transcript")}</h2>
      <ol class="watch-transcript" lang={props.language} data-testid="transcript">
        {props.lines.map(({ captionId, text, startedAt }) => (
          <li key={captionId}>
            <button type="button" dir="auto" onClick={() => props.onGo(startedAt)}>
              {text}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
