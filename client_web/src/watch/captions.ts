/** Which captions are read, and finding words in them. */
import type { CaptionTrack, Line } from "./records";

/** What was chosen, else the language listened to, else any; empty: there are none. */
export function languageOf(available: readonly string[], chosen: string, channel: string): string {
  return [chosen, channel].find((tag) => available.includes(tag)) ?? available[0] ?? "";
}

/** Of a webcast that goes on. */
export function liveTrack(meeting: string, language: string): CaptionTrack {
  const path = `/api/webcasts/${encodeURIComponent(meeting)}/captions/${encodeURIComponent(language)}`;
  return { language, vtt: `${path}.vtt`, transcript: `${path}.json` };
}

/** The line of a moment: the last that has begun; null before the first. */
export function lineAt(lines: readonly Line[], moment: number | null): Line | null {
  if (moment === null) return null;
  return lines.findLast(({ startedAt }) => startedAt <= moment) ?? null;
}

/** Lines that hold every word asked for, in any case and without regard to accents and vowel signs. */
export function linesWith(lines: readonly Line[], asked: string): readonly Line[] {
  const words = folded(asked).split(/\s+/).filter(Boolean);
  return words.length ? lines.filter(({ text }) => words.every((word) => folded(text).includes(word))) : lines;
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .toLowerCase();
}
