import { expect, it } from "vitest";
import { RequestError } from "../protocol/session";
import { RosterState } from "../state/roster";
import { person } from "../testing/samples";
import { type Pages, Records } from "./records";

type Answer = readonly [version: number, pages: number, ids: readonly string[]];

function recordsOf(answers: readonly Answer[]) {
  const asked: string[] = [];
  const pages: Pages = {
    async roster(_meeting, _token, page, version) {
      const answer = answers[asked.length];
      asked.push(`${page}@${version}`);
      if (!answer) throw new RequestError("offline");
      return { version: answer[0], page, pages: answer[1], people: answer[2].map((id) => person(id)) };
    },
  };
  return { asked, records: new Records(pages, "demo", "secret") };
}

const ids = (roster: RosterState) => roster.people.value.map(({ id }) => id);

it("reads all pages of one version", async () => {
  const roster = new RosterState();
  const { asked, records } = recordsOf([
    [7, 2, ["a", "b"]],
    [7, 2, ["c"]],
  ]);
  await records.readRoster(roster);
  expect(asked).toEqual(["0@null", "1@7"]);
  expect(ids(roster)).toEqual(["a", "b", "c"]);
  expect(roster.loading.value).toBe(false);
});

it("begins again when the version is gone", async () => {
  const roster = new RosterState();
  const { asked, records } = recordsOf([
    [7, 2, ["a"]],
    [9, 2, ["c"]],
    [9, 2, ["a", "b"]],
    [9, 2, ["c"]],
  ]);
  await records.readRoster(roster);
  expect(asked).toEqual(["0@null", "1@7", "0@9", "1@9"]);
  expect(ids(roster).sort()).toEqual(["a", "b", "c"]);
});

it("gives way to a newer reading", async () => {
  const roster = new RosterState();
  const { records } = recordsOf([
    [1, 1, ["old"]],
    [2, 1, ["new"]],
  ]);
  await Promise.all([records.readRoster(roster), records.readRoster(roster)]);
  expect(ids(roster)).toEqual(["new"]);
});

it("leaves the deltas to fill what could not be read", async () => {
  const roster = new RosterState();
  const { records } = recordsOf([]);
  await records.readRoster(roster);
  expect(roster.loading.value).toBe(false);
});
