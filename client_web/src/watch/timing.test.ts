import { describe, expect, it } from "vitest";
import type { Mark } from "./records";
import { clock, inOrder, linesAt, markAt, SHOWN_S, withLine, withMark } from "./timing";

const mark = (markId: string, level: number, startsAt: number, endsAt: number | null): Mark => ({
  ...{ markId, level, startsAt, endsAt, title: {}, speaker: "", delegation: "", plate: "", language: "", page: null },
  kind: level === 1 ? "agendaItem" : "statement",
});
describe("chapters", () => {
  const marks = [mark("s2", 2, 120, null), mark("item", 1, 100, null), mark("s1", 2, 100, 110)];

  it("are told in time, the item before its first speaker", () => {
    expect(inOrder(marks).map(({ markId }) => markId)).toEqual(["item", "s1", "s2"]);
  });

  it("name the speaker of a moment, else the item", () => {
    const at = (moment: number | null) => markAt(marks, moment)?.markId;
    expect([99, 105, 110, 130, null].map(at)).toEqual([undefined, "s1", "item", "s2", undefined]);
  });

  it("are replaced by what is known better", () => {
    const ended = withMark(marks, mark("s2", 2, 121, 140));
    expect(ended.filter(({ markId }) => markId === "s2")).toEqual([mark("s2", 2, 121, 140)]);
  });
});

describe("captions", () => {
  const line = (captionId: string, startedAt: number, endedAt: number) => ({
    captionId,
    text: captionId,
    startedAt,
    endedAt,
  });

  it("come with the moment they were written in and leave some time after", () => {
    const lines = [line("a", 10, 12), line("b", 12, 14), line("c", 14, 15)];
    const shown = (moment: number) => linesAt(lines, moment).map(({ captionId }) => captionId);
    expect([9, 10, 13, 14.5, 15 + SHOWN_S].map(shown)).toEqual([[], ["a"], ["a", "b"], ["b", "c"], []]);
  });

  it("are corrected in place, and only so many are kept", () => {
    const lines = withLine([line("a", 1, 2), line("b", 3, 4)], { ...line("a", 1, 5), text: "better" }, 2);
    expect(lines.map(({ text }) => text)).toEqual(["better", "b"]);
    expect(withLine(lines, line("c", 6, 7), 2).map(({ captionId }) => captionId)).toEqual(["b", "c"]);
  });
});

it("tells time as people read it", () => {
  expect([-1, 0, 65, 3600, 3725.9].map(clock)).toEqual(["0:00", "0:00", "1:05", "1:00:00", "1:02:05"]);
});
