import { signal } from "@preact/signals-core";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import type { Playback, Source } from "../../media/playback";
import { Preferences, type UiLanguage } from "../../state/preferences";
import { MemoryStore, settle } from "../../testing/fakes";
import { catalogIn, click, faults, find, show } from "../../testing/stage";
import { Feed, type Stream } from "../../watch/feed";
import type { Mark, WebcastView } from "../../watch/records";
import { WatchService } from "../../watch/service";
import { LivePage } from "./LivePage";
import { RecordingPage, StatementPage } from "./RecordingPage";
import { RecordingsPage } from "./RecordingsPage";

const mark = (fields: Partial<Mark>): Mark => ({
  ...{ markId: "s1", kind: "statement", level: 2, startsAt: 1_100, endsAt: null, title: {}, speaker: "Amara Diallo" },
  ...{ delegation: "SN", plate: "SENEGAL – Amara Diallo", language: "fr", page: "/m/water/s/s1", ...fields },
});
const MARKS = [
  mark({
    markId: "i",
    kind: "agendaItem",
    level: 1,
    startsAt: 1_000,
    title: { en: "Item 4", ar: "البند 4" },
    page: null,
  }),
  mark({}),
];
const LANGUAGES = [
  { channel: "floor", name: "Floor" },
  { channel: "fr", name: "français" },
];
const VIEW: WebcastView = {
  webcast: {
    ...{
      meeting: "water",
      title: { en: "Committee on Water" },
      mode: "onAir",
      reason: "",
      webcastId: "w1",
      startedAt: 1_000,
    },
    ...{
      recorded: true,
      languages: LANGUAGES,
      captionLanguages: ["en", "fr"],
      sign: false,
      agendaItem: { en: "Item 4" },
    },
  },
  ...{ playlist: "http://o/w1/index.m3u8", startPlaylist: "http://o/w1/start.m3u8", dvrS: 300, marks: MARKS },
  ...{ events: "/e", embed: "/embed/water", lastRecording: "r0" },
};
const CARD = {
  ...{ recordingId: "r1", meeting: "water", title: { en: "Committee on Water" }, startedAt: 1_000, endedAt: 4_600 },
  ...{ durationS: 3_600, ready: true, languages: [], page: "/recordings/r1", found: [] },
};

const LINES = [
  { captionId: "b", text: "Thank you", startedAt: 1_103, endedAt: 1_106 },
  { captionId: "a", text: "Water is life", startedAt: 1_010, endedAt: 1_012 },
];

/** Takes the place of hls.js. */
class Played {
  readonly opened: Source[] = [];
  readonly sought: number[] = [];
  readonly state = signal("playing");
  readonly position = signal(105);
  readonly range = signal({ start: 0, end: 108 });
  readonly stretches = signal([{ at: 1_000, position: 0, duration: 108 }]);
  readonly channels = signal(["floor", "fr", "ar"]);
  readonly channel = signal("floor");
  readonly qualities = signal([
    { id: 0, height: 360 },
    { id: 1, height: 720 },
  ]);
  readonly quality = signal(-1);
  readonly live = signal(true);
  readonly behind = signal(3);
  readonly soundOnly = signal(false);
  readonly source = signal<Source | null>(null);
  readonly video = document.createElement("video");
  open(source: Source): void {
    this.opened.push(source);
  }
  seek(position: number): void {
    this.sought.push(position);
  }
  choose(channel: string): void {
    this.channel.value = channel;
  }
  close(): void {}
  play(): void {}
  pause(): void {}
  toLive(): void {}
  setQuality(): void {}
  setSoundOnly(on: boolean): void {
    this.soundOnly.value = on;
  }
}

let playback: Played;
let preferences: Preferences;
beforeEach(() => {
  playback = new Played();
  preferences = new Preferences(new MemoryStore(), ["en"]);
});

const around = () => ({
  ...{ preferences, embedded: false, site: "https://meet.example", channel: "fr", at: null },
  playback: playback as unknown as Playback,
});

async function page(content: preact.JSX.Element, language: UiLanguage = "en"): Promise<HTMLElement> {
  const root = await show(content, await catalogIn(language, "watch"));
  for (let reads = 0; reads < 2; reads++) await act(settle);
  return root;
}

async function open(root: HTMLElement): Promise<void> {
  const panel = find(root, "transcript-panel") as HTMLDetailsElement;
  await act(() => {
    panel.open = true;
    panel.dispatchEvent(new Event("toggle"));
  });
  for (let reads = 0; reads < 3; reads++) await act(settle);
}

function fed(view: WebcastView): Feed {
  const stream: Stream = {
    addEventListener: (name, act) => {
      if (name === "view") act({ data: JSON.stringify(view) });
    },
    close: () => {},
  };
  return new Feed(() => stream, "/e");
}

function answering(answers: Record<string, unknown>): WatchService {
  return new WatchService(async (path) => {
    const answer = answers[path];
    return new Response(JSON.stringify(answer ?? { code: "unknownRecording" }), { status: answer ? 200 : 404 });
  });
}

describe("a webcast that is on", () => {
  it.each(["en", "ar"] as const)("has no fault for assistive technology in %s", async (language) => {
    const service = answering({ "/api/webcasts/water/captions/en.json": { lines: LINES } });
    const root = await page(<LivePage {...around()} service={service} feed={fed(VIEW)} />, language);
    await open(root);
    expect(await faults(root)).toEqual([]);
  });

  it("is opened in the language wanted, and says who speaks", async () => {
    const root = await page(<LivePage {...around()} service={answering({})} feed={fed(VIEW)} />);
    expect(playback.opened).toEqual([
      { url: VIEW.playlist, live: true, channel: "fr", channels: ["floor", "fr"], at: null },
    ]);
    expect(find(root, "now").textContent).toContain("Senegal");
    expect(root.querySelectorAll('[data-testid="mark"][data-here]')).toHaveLength(1);
  });

  it("goes to a speaker within what is at hand, and opens it from the start for one before", async () => {
    const root = await page(<LivePage {...around()} service={answering({})} feed={fed(VIEW)} />);
    root.querySelectorAll<HTMLElement>('[data-testid="mark"] button')[1]?.click();
    expect(playback.sought).toEqual([100]);
    playback.stretches.value = [{ at: 1_150, position: 0, duration: 100 }];
    root.querySelectorAll<HTMLElement>('[data-testid="mark"] button')[1]?.click();
    expect(playback.opened.at(-1)).toMatchObject({ url: VIEW.startPlaylist, at: 1_100 });
  });

  it("lets a language be chosen and remembers it", async () => {
    const root = await page(<LivePage {...around()} service={answering({})} feed={fed(VIEW)} />);
    const menu = find(root, "language") as unknown as HTMLSelectElement;
    menu.value = "ar";
    menu.dispatchEvent(new Event("change"));
    expect([playback.channel.value, preferences.channels.value.webcast]).toEqual(["ar", "ar"]);
  });

  it("plays the sound alone for thin connections, and the picture again", async () => {
    const root = await page(<LivePage {...around()} service={answering({})} feed={fed(VIEW)} />);
    await click(root, "sound-only");
    expect(playback.soundOnly.value).toBe(true);
    expect(find(root, "sound-only").getAttribute("aria-pressed")).toBe("true");
    expect(root.querySelector('[data-testid="quality"], [data-testid="picture-in-picture"]')).toBeNull();
    expect(await faults(root)).toEqual([]);
    expect(preferences.soundOnly.value).toBe(true);
    await click(root, "sound-only");
    expect([playback.soundOnly.value, find(root, "quality").tagName]).toEqual([false, "SELECT"]);
  });

  it("begins with the sound alone where that was chosen the last time", async () => {
    preferences.soundOnly.value = true;
    await page(<LivePage {...around()} service={answering({})} feed={fed(VIEW)} />);
    expect([playback.soundOnly.value, playback.opened[0]?.channels]).toEqual([true, ["floor", "fr"]]);
  });

  it("shows the sign-language picture beside the stage's where it has a stream, and not when it is not wanted", async () => {
    const webcast = { ...VIEW.webcast, sign: true };
    const root = await page(<LivePage {...around()} service={answering({})} feed={fed({ ...VIEW, webcast })} />);
    expect(find(root, "sign").querySelector("video")?.muted).toBe(true);
    find(root, "sign-edge").dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
    expect(preferences.signShare.value).toBeCloseTo(0.6);
    expect(await faults(root)).toEqual([]);
    await click(root, "sign-language");
    expect([root.querySelector('[data-testid="sign"]'), preferences.signPicture.value]).toEqual([null, false]);
  });

  it("shows captions on the key c, in the language listened to, and remembers it", async () => {
    const service = answering({ "/api/webcasts/water/captions/en.json": { lines: LINES } });
    const root = await page(<LivePage {...around()} service={service} feed={fed(VIEW)} />);
    expect(root.querySelector('[data-testid="captions"]')).toBeNull();
    const key = async (name: string) => {
      await act(
        () => void find(root, "player").dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true })),
      );
      for (let reads = 0; reads < 3; reads++) await act(settle);
    };
    await key("c");
    expect([find(root, "captions").textContent, preferences.captions.value]).toEqual(["Thank you", true]);
    expect(find(root, "captions").getAttribute("lang")).toBe("en");
    await key("c");
    expect([root.querySelector('[data-testid="captions"]'), preferences.captions.value]).toEqual([null, false]);
  });

  it("has the whole transcript, which follows the picture, is searched, and leads to a moment", async () => {
    const service = answering({ "/api/webcasts/water/captions/en.json": { lines: LINES } });
    const root = await page(<LivePage {...around()} service={service} feed={fed(VIEW)} />);
    expect(root.querySelector('[data-testid="transcript"]')).toBeNull();
    await open(root);
    const texts = () => [...root.querySelectorAll('[data-testid="transcript"] li')].map((row) => row.textContent);
    expect(texts()).toEqual(["0:10Water is life", "1:43Thank you"]);
    expect(find(root, "transcript").querySelector('[aria-current="true"]')?.textContent).toContain("Thank you");
    await act(() => {
      playback.position.value = 20;
    });
    expect(find(root, "transcript").querySelector('[aria-current="true"]')?.textContent).toContain("Water is life");
    const search = find(root, "transcript-search") as HTMLInputElement;
    await act(() => {
      search.value = "THANK";
      search.dispatchEvent(new Event("input", { bubbles: true }));
    });
    expect(texts()).toEqual(["1:43Thank you"]);
    find(root, "transcript").querySelector("button")?.click();
    expect(playback.sought).toEqual([103]);
    expect(find(root, "transcript-download").getAttribute("href")).toBe("/api/webcasts/water/captions/en.vtt");
  });

  it("lets who scrolls through the transcript read on, until they follow again", async () => {
    const service = answering({ "/api/webcasts/water/captions/en.json": { lines: LINES } });
    const root = await page(<LivePage {...around()} service={service} feed={fed(VIEW)} />);
    await open(root);
    expect(root.querySelector('[data-testid="transcript-follow"]')).toBeNull();
    await act(() => {
      find(root, "transcript").dispatchEvent(new Event("wheel"));
    });
    await click(root, "transcript-follow");
    expect(root.querySelector('[data-testid="transcript-follow"]')).toBeNull();
  });

  it("has no transcript and no menu of captions where nobody captions", async () => {
    const webcast = { ...VIEW.webcast, captionLanguages: [] };
    const root = await page(<LivePage {...around()} service={answering({})} feed={fed({ ...VIEW, webcast })} />);
    expect(root.querySelector('[data-testid="caption-menu"], [data-testid="transcript-panel"]')).toBeNull();
  });

  it("offers to pause while it waits for the network", async () => {
    const root = await page(<LivePage {...around()} service={answering({})} feed={fed(VIEW)} />);
    await act(() => {
      playback.state.value = "waiting";
    });
    expect(find(root, "play").textContent).toBe("Pause");
  });

  it("is the player alone inside another page", async () => {
    const root = await page(<LivePage {...around()} service={answering({})} embedded={true} feed={fed(VIEW)} />);
    expect([find(root, "watch").dataset.embedded, root.querySelector("header, aside")]).toEqual(["true", null]);
    expect(root.querySelector("h1")?.className).toBe("visually-hidden");
    expect(await faults(root)).toEqual([]);
  });

  it("passes on a title that would end its frame's attribute as text", async () => {
    const title = { en: '"><script>alert(1)</script>' };
    const root = await page(
      <LivePage {...around()} service={answering({})} feed={fed({ ...VIEW, webcast: { ...VIEW.webcast, title } })} />,
    );
    const code = (find(root, "embed-code") as HTMLTextAreaElement).value;
    expect(code).toContain('title="&quot;>&lt;script>alert(1)&lt;/script>"');
    expect(root.querySelector("script")).toBeNull();
  });
});

it("says why there is nothing to see, and offers the last recording", async () => {
  const off = { ...VIEW.webcast, mode: "off", reason: "inCamera", webcastId: null } as const;
  const root = await page(
    <LivePage {...around()} service={answering({})} feed={fed({ ...VIEW, webcast: off, playlist: null })} />,
  );
  expect(find(root, "off-air").textContent).toContain("The sitting is not public.");
  expect(find(root, "off-air").querySelector("a")?.getAttribute("href")).toBe("/recordings/r0");
  expect([playback.opened, await faults(root)]).toEqual([[], []]);
});

it("shows a recording with its chapters, transcript and downloads", async () => {
  const recording = {
    ...{ recording: CARD, playlist: "http://o/vod", marks: MARKS },
    captions: [{ language: "fr", name: "", vtt: "/v", transcript: "/t" }],
    sign: false,
    downloads: [{ kind: "mp4", language: "fr", url: "http://o/fr.mp4" }],
  };
  const lines = { lines: [{ captionId: "c", text: "Merci", startedAt: 1_103, endedAt: 1_106 }] };
  const service = answering({ "/api/recordings/r1": recording, "/t": lines });
  const root = await page(<RecordingPage {...around()} service={service} recording="r1" />);
  expect(playback.opened[0]).toMatchObject({ url: "http://o/vod", live: false });
  const menu = find(root, "caption-menu") as unknown as HTMLSelectElement;
  menu.value = "fr";
  menu.dispatchEvent(new Event("change"));
  await settle();
  expect([find(root, "captions").textContent, find(root, "transcript").textContent]).toEqual(["Merci", "1:43Merci"]);
  expect(find(root, "transcript-download").getAttribute("href")).toBe("/v");
  expect(find(root, "downloads").querySelector("a")?.getAttribute("href")).toBe("http://o/fr.mp4");
  expect(await faults(root)).toEqual([]);
});

it("shows a statement alone, with the way to the whole", async () => {
  const statement = {
    ...{ meeting: "water", mark: mark({ endsAt: 1_200 }), recordingId: "r1", live: false, title: { en: "Water" } },
    ...{
      playlist: "http://o/vod?from=1100",
      languages: [],
      recordingPage: "/recordings/r1",
      captions: [],
      sign: false,
    },
  };
  const service = answering({ "/api/webcasts/water/statements/s1": statement });
  const root = await page(<StatementPage {...around()} service={service} meeting="water" statement="s1" />);
  expect(root.querySelector("h1")?.textContent).toContain("Amara Diallo");
  expect(find(root, "whole").getAttribute("href")).toBe("/recordings/r1");
});

it("says so when there is nothing at an address", async () => {
  const root = await page(<RecordingPage {...around()} service={answering({})} recording="gone" />);
  expect(find(root, "watch-fault").textContent).not.toBe("");
});

it("searches, and leads to the moment a word was said", async () => {
  const hit = { kind: "caption", mark: null, language: "fr", text: "L’eau", startsAt: 1_234.5, page: "/recordings/r1" };
  const service = answering({
    "/api/recordings?": { recordings: [CARD], next: null },
    "/api/recordings?q=eau": { recordings: [{ ...CARD, found: [hit] }], next: null },
  });
  const root = await page(<RecordingsPage service={service} preferences={preferences} />);
  expect(root.querySelectorAll('[data-testid="recording"]')).toHaveLength(1);
  const words = find(root, "search-words") as unknown as HTMLInputElement;
  words.value = "eau";
  words.dispatchEvent(new Event("input", { bubbles: true }));
  await click(root, "search");
  await settle();
  expect(find(root, "hit").getAttribute("href")).toBe("/recordings/r1?at=1234.5&lang=fr");
  expect(await faults(root)).toEqual([]);
});
