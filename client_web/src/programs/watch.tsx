/** The webcast and what is recorded of it: `/webcast/<meeting>/`, `/m/<meeting>/s/<statement>`, `/recordings`, `/embed/<meeting>`. */
import { computed, effect } from "@preact/signals";
import { render } from "preact";
import { Playback } from "../media/playback";
import type { Shell } from "../shell";
import { TextProvider } from "../ui/text";
import { LivePage } from "../ui/watch/LivePage";
import { RecordingPage, StatementPage } from "../ui/watch/RecordingPage";
import { RecordingsPage } from "../ui/watch/RecordingsPage";
import { Feed } from "../watch/feed";
import { WatchService } from "../watch/service";
import { countViewer } from "./counting";
import "../styles/watch.css";

export function start({ catalog, preferences, root }: Shell): void {
  const service = new WatchService((path, init) => fetch(path, init));
  const query = new URLSearchParams(location.search);
  const [, kind = "", first = "", , last = ""] = location.pathname.split("/").map(decodeURIComponent);
  const at = Number(query.get("at"));
  const around = {
    ...{ service, preferences },
    embedded: kind === "embed",
    site: location.origin,
    channel: query.get("lang") ?? preferences.channels.peek().webcast ?? "floor",
    at: query.has("at") && Number.isFinite(at) ? at : null,
  };
  render(<TextProvider value={catalog}>{page()}</TextProvider>, root);

  function page() {
    if (kind === "recordings" && !first) return <RecordingsPage {...{ service, preferences }} />;
    const playback = new Playback(newVideo());
    const statement = kind === "m" ? last : query.get("s");
    if (statement) return <StatementPage {...around} playback={playback} meeting={first} statement={statement} />;
    const recording = kind === "recordings" ? first : query.get("r");
    if (recording) return <RecordingPage {...around} playback={playback} recording={recording} />;
    const playing = computed(() => playback.state.value === "playing");
    countViewer(playing, () => service.watching(first));
    return <LivePage {...around} playback={playback} feed={follow(first)} />;
  }

  function follow(meeting: string): Feed {
    const feed = new Feed((path) => new EventSource(path), `/api/webcasts/${encodeURIComponent(meeting)}/events`);
    effect(() => {
      const title = feed.view.value?.webcast.title;
      if (title) document.title = `${catalog.pick(title)} · Hemicycle`;
    });
    return feed;
  }
}

function newVideo(): HTMLVideoElement {
  const video = document.createElement("video");
  video.playsInline = true;
  // The keys of the player work where it has the focus.
  video.tabIndex = 0;
  video.dataset.testid = "video";
  return video;
}
