/** What belongs to a moment of a webcast. */
import type { Line, Mark } from "./records";

/** A caption leaves the picture so long after it was last written. */
export const SHOWN_S = 12;

/** The innermost chapter of a moment. */
export function markAt(marks: readonly Mark[], moment: number | null): Mark | null {
  if (moment === null) return null;
  const inside = marks.filter(({ startsAt, endsAt }) => startsAt <= moment && (endsAt === null || moment < endsAt));
  return inside.reduce<Mark | null>((best, one) => (best && best.level > one.level ? best : one), null);
}

/** In the order of time, the outer chapter first. */
export function inOrder(marks: readonly Mark[]): readonly Mark[] {
  return [...marks].sort((a, b) => a.startsAt - b.startsAt || a.level - b.level);
}

/** The last two lines that belong under the picture of a moment. */
export function linesAt(lines: readonly Line[], moment: number | null): readonly Line[] {
  if (moment === null) return [];
  return lines.filter(({ startedAt, endedAt }) => startedAt <= moment && moment < endedAt + SHOWN_S).slice(-2);
}

/** The same line again replaces it. */
export function withLine(lines: readonly Line[], line: Line, kept: number): readonly Line[] {
  const others = lines.filter(({ captionId }) => captionId !== line.captionId);
  return [...others, line].sort((a, b) => a.startedAt - b.startedAt).slice(-kept);
}

export function withMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  return inOrder([...marks.filter(({ markId }) => markId !== mark.markId), mark]);
}

/** `1:02:03`, or `2:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const tail = String(rest).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}
