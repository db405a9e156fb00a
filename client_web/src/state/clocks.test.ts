import { describe, expect, it } from "vitest";
import { snapshot } from "../testing/samples";
import { clockOf, clockText, secondsOf, TotalsState } from "./clocks";

const speech = { limitS: 120, spokenS: 30, runningSince: 1_000 };

describe("the clock of a speech", () => {
  it("adds what passed since it last started to what was spoken before", () => {
    expect(clockOf(speech, 30, 1_010.9)).toMatchObject({ spokenS: 40, leftS: 80, running: true });
  });

  it("stands while nothing runs", () => {
    expect(clockOf({ ...speech, runningSince: null }, 30, 9_999)).toEqual({
      ...{ spokenS: 30, leftS: 90, limitS: 120, tone: "within", running: false },
    });
  });

  it("turns amber exactly when so much is left, and red exactly at the limit", () => {
    const toneAt = (passed: number) => clockOf(speech, 30, 1_000 + passed).tone;
    expect([59, 59.5, 60, 89.9, 90, 200].map(toneAt)).toEqual(["within", "within", "ending", "ending", "over", "over"]);
  });

  it("says how far beyond the limit it is", () => {
    expect(clockOf(speech, 30, 1_105).leftS).toBe(-15);
  });

  it("counts up alone where there is no limit", () => {
    for (const limitS of [null, 0])
      expect(clockOf({ ...speech, limitS }, 30, 1_100)).toMatchObject({ leftS: null, tone: "open" });
  });

  it("never goes back when our clock runs behind the server's", () => {
    expect(clockOf(speech, 30, 990).spokenS).toBe(30);
  });
});

it("writes minutes and seconds", () => {
  expect([0, 59, 60, 605].map(clockText)).toEqual(["0:00", "0:59", "1:00", "10:05"]);
});

it("reads a time as people write it", () => {
  expect(["2:30", " 3 ", "0:05", "90", "1:75", "two", ""].map(secondsOf)).toEqual([
    150,
    180,
    5,
    5400,
    null,
    null,
    null,
  ]);
});

it("keeps the totals of delegations, changed ones replaced", () => {
  const totals = new TotalsState();
  totals.apply(snapshot({ totals: [{ delegation: "SN", speeches: 1, spokenS: 60 }] }));
  totals.apply({
    ...{ type: "totals", number: 1 },
    put: [
      { delegation: "SN", speeches: 2, spokenS: 100 },
      { delegation: "NO", speeches: 1, spokenS: 20 },
    ],
  });
  expect(totals.all.value.map(({ delegation, speeches }) => `${delegation} ${speeches}`)).toEqual(["SN 2", "NO 1"]);
});
