import { expect, it } from "vitest";
import { soundOf } from "./playlists";

it.each([
  ["https://o/webcast/demo/5f/index.m3u8", "https://o/webcast/demo/5f/fr.m3u8"],
  ["https://o/webcast/demo/5f/start.m3u8", "https://o/webcast/demo/5f/start/fr.m3u8"],
  ["https://o/webcast/demo/5f/vod/index.m3u8?from=1&to=2", "https://o/webcast/demo/5f/vod/fr.m3u8?from=1&to=2"],
  ["https://o/webcast/index/5f/start.m3u8?a=index.m3u8x", "https://o/webcast/index/5f/start/fr.m3u8?a=index.m3u8x"],
])("finds the sound of %s", (all, sound) => {
  expect(soundOf(all, "fr")).toBe(sound);
});
