import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RequestState } from "../../protocol/messages";
import type { SeatView } from "../../protocol/seat";
import { uiLanguages } from "../../state/preferences";
import { catalogIn, click, faults, find, show } from "../../testing/stage";
import { SeatPage, type SeatPageProps } from "./SeatPage";

const free: SeatView = {
  ...{ version: 1, now: 1_000, seat: "A12", plate: "SENEGAL – Amara Diallo", attending: "room" },
  ...{ kind: null, state: null, place: null, limitS: null, spokenS: 0, runningSince: null },
  ...{ webcast: "off", recorded: false },
};
const asking = (state: RequestState, fields: Partial<SeatView> = {}): SeatView => ({
  ...free,
  ...{ kind: "statement", state, place: 3, limitS: 120 },
  ...fields,
});

let now = 1_000;
let done: string[];
beforeEach(() => {
  now = 1_000;
  done = [];
});
afterEach(() => vi.useRealTimers());

async function open(fields: Partial<SeatPageProps>, language: (typeof uiLanguages)[number] = "en") {
  const props: SeatPageProps = {
    ...{ seat: free, fault: null, lost: false, now: () => now },
    press: (kind) => void done.push(`press ${kind}`),
    release: () => void done.push("release"),
    answer: () => void done.push("answer"),
    ...fields,
  };
  return show(<SeatPage {...props} />, await catalogIn(language));
}

const words = (root: HTMLElement, testid = "floor-words") =>
  (find(root, testid).textContent ?? "").replace(/[\u2066-\u2069]/g, "");

describe("whoever sits there", () => {
  it("is told that the public watches, and that it is recorded", async () => {
    const root = await open({ seat: { ...free, webcast: "onAir", recorded: true } });
    expect(words(root, "on-air")).toContain("The public sees and hears this meeting.");
    expect(words(root, "on-record")).toContain("What is webcast is recorded.");
    expect(await faults(root)).toEqual([]);
    expect((await open({})).querySelector("[data-testid='on-air']")).toBeNull();
  });
});

describe("the button", () => {
  it("asks for the floor, for what is chosen", async () => {
    const root = await open({});
    await click(root, "floor-button");
    await act(() => {
      const kind = find(root, "seat-kind") as HTMLSelectElement;
      kind.value = "pointOfOrder";
      kind.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await click(root, "floor-button");
    expect(done).toEqual(["press statement", "press pointOfOrder"]);
  });

  it("withdraws while one waits, and says the place", async () => {
    const root = await open({ seat: asking("queued") });
    expect(words(root)).toContain("3");
    expect(words(root, "floor-button")).toBe("Withdraw request");
    await click(root, "floor-button");
    expect(done).toEqual(["release"]);
  });

  it.each([
    ["called", "I am ready"],
    ["deferred", "Come back"],
  ] as const)("answers when one is %s", async (state, text) => {
    const root = await open({ seat: asking(state) });
    expect(words(root, "answer")).toBe(text);
    await click(root, "answer");
    expect(done).toEqual(["answer"]);
  });

  it.each(["granted", "speaking", "paused"] as const)("ends the speech of whoever is %s", async (state) => {
    const root = await open({ seat: asking(state) });
    expect(root.querySelector("[data-testid=answer]")).toBeNull();
    await click(root, "floor-button");
    expect(done).toEqual(["release"]);
  });

  it("is not there for whoever takes part remotely", async () => {
    const root = await open({ seat: { ...free, attending: "remote" } });
    expect(root.querySelector("[data-testid=floor-button]")).toBeNull();
    expect(words(root)).toContain("remotely");
  });
});

describe("the clock", () => {
  it("runs by the server's time, and turns amber and red", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const root = await open({ seat: asking("speaking", { runningSince: 1_000 }) });
    expect([words(root, "own-clock"), find(root, "own-clock").dataset.tone]).toEqual(["2:00 left", "within"]);
    for (const [at, text, tone] of [
      [1_095, "0:25", "ending"],
      [1_130, "0:10", "over"],
    ] as const) {
      now = at;
      await act(() => {
        vi.advanceTimersByTime(500);
      });
      expect(words(root, "own-clock")).toContain(text);
      expect(find(root, "own-clock").dataset.tone).toBe(tone);
    }
  });

  it("is there only with the floor", async () => {
    const root = await open({ seat: asking("queued") });
    expect(root.querySelector("[data-testid=own-clock]")).toBeNull();
  });
});

it("says what was refused, and that the connection is lost", async () => {
  const root = await open({ fault: "listClosed", lost: true });
  expect(words(root, "seat-fault")).toMatch(/closed/i);
  expect(root.textContent).toContain("No connection. Trying again…");
});

it("shows nothing to press for a code that is not valid", async () => {
  const root = await open({ seat: null, fault: "codeUnknown" });
  expect(words(root, "seat-fault")).toContain("not valid");
  expect(root.querySelector("button")).toBeNull();
});

describe.each(uiLanguages)("in %s", (language) => {
  it.each([null, "queued", "called", "granted", "speaking", "paused", "deferred"] as const)(
    "has no fault for assistive technology and all its words: %s",
    async (state) => {
      const root = await open({ seat: state === null ? free : asking(state), fault: "tooFast", lost: true }, language);
      expect(root.textContent).not.toMatch(/\b(floor|seat|error|clock)-[a-z]/);
      expect(await faults(root)).toEqual([]);
    },
  );
});
