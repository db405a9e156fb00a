import { expect, it } from "vitest";
import { Feed, type Stream } from "./feed";
import type { WebcastView } from "./records";

class Told implements Stream {
  readonly #acts = new Map<string, (event: { data: string }) => void>();
  closed = false;
  constructor(readonly path: string) {}
  addEventListener(name: string, act: (event: { data: string }) => void): void {
    this.#acts.set(name, act);
  }
  close(): void {
    this.closed = true;
  }
  tell(name: string, told: unknown): void {
    this.#acts.get(name)?.({ data: JSON.stringify(told) });
  }
}

function followed(language = ""): [Feed, Told[]] {
  const streams: Told[] = [];
  const feed = new Feed((path) => {
    streams.push(new Told(path));
    return streams.at(-1) as Told;
  }, "/events");
  feed.follow(language);
  return [feed, streams];
}

const VIEW = { webcast: { mode: "slate", webcastId: "w" }, playlist: "p", marks: [] } as unknown as WebcastView;

it("keeps what it was told whole and changes it by what comes", () => {
  const [feed, [stream]] = followed();
  stream?.tell("view", VIEW);
  stream?.tell("webcast", { ...VIEW.webcast, mode: "onAir" });
  stream?.tell("mark", { markId: "a", startsAt: 5, endsAt: null, level: 1 });
  stream?.tell("mark", { markId: "a", startsAt: 5, endsAt: 9, level: 1 });
  expect(feed.view.value?.webcast.mode).toBe("onAir");
  expect(feed.marks.value.map(({ endsAt }) => endsAt)).toEqual([9]);
});

it("asks for another stream when another language is followed, and forgets the lines of the first", () => {
  const [feed, streams] = followed("fr");
  streams[0]?.tell("caption", { captionId: "c", text: "Merci", startedAt: 1, writtenAt: 2 });
  expect(feed.lines.value.map(({ text, endedAt }) => [text, endedAt])).toEqual([["Merci", 2]]);
  feed.follow("zh");
  expect(streams.map(({ path, closed }) => [path, closed])).toEqual([
    ["/events?captions=fr", true],
    ["/events?captions=zh", false],
  ]);
  expect(feed.lines.value).toEqual([]);
});

it("has a webcast looked up anew when another one begins", () => {
  const [feed, [stream]] = followed();
  stream?.tell("view", VIEW);
  stream?.tell("webcast", { ...VIEW.webcast, webcastId: "next" });
  expect(feed.view.value?.playlist).toBeNull();
  expect(feed.generation.value).toBe(1);
});

it("takes lines from before it followed in among those it was told", () => {
  const [feed, [stream]] = followed("fr");
  const caption = { captionId: "b", language: "fr", text: "nouveau", startedAt: 20, writtenAt: 22, final: true };
  stream?.tell("caption", caption);
  const earlier = { captionId: "a", text: "avant", startedAt: 10, endedAt: 12 };
  feed.add([earlier, { captionId: "b", text: "ancien", startedAt: 20, endedAt: 21 }]);
  expect(feed.lines.value.map(({ text }) => text)).toEqual(["avant", "nouveau"]);
});
