import { expect, it } from "vitest";
import { languageOf, lineAt, linesWith, liveTrack } from "./captions";

const LINES = [
  { captionId: "a", text: "L’éducation d’abord", startedAt: 10, endedAt: 12 },
  { captionId: "b", text: "المِيـاه حقّ", startedAt: 20, endedAt: 22 },
  { captionId: "c", text: "Education for all", startedAt: 30, endedAt: 31 },
];

it("reads what was chosen, else what is listened to, else anything there is", () => {
  expect(languageOf(["en", "fr"], "fr", "en")).toBe("fr");
  expect(languageOf(["en", "fr"], "ru", "fr")).toBe("fr");
  expect(languageOf(["en", "fr"], "ru", "floor")).toBe("en");
  expect(languageOf([], "fr", "fr")).toBe("");
});

it("knows the line of a moment", () => {
  expect([9, 10, 25, 90].map((at) => lineAt(LINES, at)?.captionId)).toEqual([undefined, "a", "b", "c"]);
  expect(lineAt(LINES, null)).toBeNull();
});

it("finds words whatever their case, accents and vowel signs", () => {
  const found = (asked: string) => linesWith(LINES, asked).map(({ captionId }) => captionId);
  expect(found("EDUCATION")).toEqual(["a", "c"]);
  expect(found("all educ")).toEqual(["c"]);
  expect(found("المياه")).toEqual(["b"]);
  expect(found("  ")).toEqual(["a", "b", "c"]);
});

it("addresses the whole of what goes on", () => {
  expect(liveTrack("water", "fr").transcript).toBe("/api/webcasts/water/captions/fr.json");
});
