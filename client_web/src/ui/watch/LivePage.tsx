/** A meeting's webcast while it is on: the picture, who speaks, the index, the transcript, what to pass on. */
import { type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { momentAt } from "../../media/moments";
import type { Playback } from "../../media/playback";
import type { Preferences } from "../../state/preferences";
import { languageOf, liveTrack } from "../../watch/captions";
import type { Feed } from "../../watch/feed";
import type { Mark, WebcastView } from "../../watch/records";
import type { WatchService } from "../../watch/service";
import { markAt } from "../../watch/timing";
import { useCatalog, useText } from "../text";
import { Frame } from "./Frame";
import { Index, Speaker } from "./Index";
import { Player } from "./Player";
import { Share } from "./Share";
import { Transcript } from "./Transcript";

export interface LivePageProps {
  readonly playback: Playback;
  readonly feed: Feed;
  readonly service: WatchService;
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
  const { feed, preferences, playback, service } = props;
  const view = feed.view.value;
  const meeting = view?.webcast.meeting ?? "";
  const reading = useSignal(false);
  const language = useComputed(() => {
    const available = feed.view.value?.webcast.captionLanguages ?? [];
    return languageOf(available, preferences.captionLanguage.value, playback.channel.value);
  });
  const captions = useComputed(() => (preferences.captions.value ? language.value : ""));
  const followed = reading.value ? language.value : captions.value;
  useEffect(() => {
    feed.follow(followed);
    if (!followed) return;
    let wanted = true;
    void service.transcript(liveTrack(meeting, followed).transcript).then(
      (lines) => wanted && feed.add(lines),
      () => undefined, // those of the stream remain
    );
    return () => {
      wanted = false;
    };
  }, [feed, followed, feed.generation.value]);
  const stage = <Stage {...{ ...props, view, captions, language, reading }} />;
  return props.embedded ? stage : <Frame preferences={preferences}>{stage}</Frame>;
}

type StageProps = LivePageProps & {
  readonly view: WebcastView | null;
  /** On the picture; empty: none. */
  readonly captions: ReadonlySignal<string>;
  /** Of the transcript, and of captions once they are wanted. */
  readonly language: ReadonlySignal<string>;
  /** Whether the transcript is open. */
  readonly reading: Signal<boolean>;
};

function Stage(props: StageProps) {
  const t = useText();
  const { pick } = useCatalog();
  const { view, playback } = props;
  const playlist = view?.playlist ?? null;
  const on = view !== null && view.webcast.mode !== "off" && playlist !== null;
  useEffect(() => {
    if (!on || playlist === null) return;
    const early = props.at !== null && view !== null ? view.startPlaylist : null;
    playback.soundOnly.value = props.preferences.soundOnly.peek();
    playback.open({
      url: early ?? playlist,
      live: true,
      channel: props.channel,
      channels: channelsOf(view),
      at: props.at,
    });
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

function channelsOf(view: WebcastView | null): readonly string[] {
  return view?.webcast.languages.map(({ channel }) => channel) ?? [];
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
  const { view, playback, feed, preferences, captions, language: read, reading } = props;
  const t = useText();
  const { pick, language } = useCatalog();
  const moment = useComputed(() => momentAt(playback.stretches.value, playback.position.value));
  const now = useComputed(() => markAt(feed.marks.value, moment.value));
  const open = (url: string | null, at: number | null) => {
    if (url) playback.open({ url, live: true, channel: playback.channel.peek(), channels: channelsOf(view), at });
  };
  const go = (at: number) => {
    const first = playback.stretches.peek()[0];
    if (first && at >= first.at) playback.seek(first.position + (at - first.at));
    else open(view.startPlaylist, at);
  };
  const choose = (tag: string) => {
    preferences.captions.value = tag !== "";
    if (tag) preferences.captionLanguage.value = tag;
  };
  const captioned = view.webcast.captionLanguages;
  const begins = view.webcast.startedAt ?? 0;
  const title = pick(view.webcast.title);
  return (
    <div class="watch-columns">
      <div class="watch-main">
        <Player
          {...{ playback, preferences, title }}
          lines={feed.lines}
          speaker={now.value?.kind === "statement" ? now.value.plate : ""}
          sign={view.webcast.sign}
          captioned={captioned}
          captionLanguage={captions}
          captionsWanted={read.value}
          onCaptions={choose}
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
          <Index
            marks={feed.marks.value}
            now={now.value}
            begins={begins}
            channel={playback.channel.value}
            onGo={(mark: Mark) => go(mark.startsAt)}
          />
          <Transcript
            tracks={captioned.map((tag) => liveTrack(view.webcast.meeting, tag))}
            lines={feed.lines}
            language={read.value}
            {...{ moment, begins }}
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
  );
}
