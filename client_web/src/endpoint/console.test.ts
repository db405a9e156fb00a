import { describe, expect, it } from "vitest";
import { RequestError } from "../protocol/session";
import { FakeSignalling, FakeTimers, settle } from "../testing/fakes";
import { floorView, snapshot, stage } from "../testing/samples";
import { played } from "../testing/stage";
import { type Act, Console, RETRY_WITHIN_MS, UNDO_FOR_MS } from "./console";

const words = { id: "act-call", args: { name: "A" } };
const call: Act = { about: "r1", words, message: { type: "callSpeaker", requestId: "r1" } };
const lost = () => new RequestError("connectionLost");

function desk() {
  const wire = new FakeSignalling();
  const timers = new FakeTimers();
  return { wire, timers, console: new Console(wire, timers) };
}

describe("a command of the console", () => {
  it("is sent again when the connection is back, once", async () => {
    const { wire, console } = desk();
    wire.answers.push(lost);
    const done = console.run(call);
    await settle();
    expect([console.held.value, console.busy("r1"), wire.asked.length]).toEqual([true, true, 1]);
    console.rejoined();
    expect(await done).not.toBeNull();
    expect([console.held.value, console.busy("r1"), wire.asked.length]).toEqual([false, false, 2]);
  });

  it("is given up when the connection comes back too late to be meant", async () => {
    const { wire, timers, console } = desk();
    wire.answers.push(lost);
    const done = console.run(call);
    await timers.pass(RETRY_WITHIN_MS);
    expect(await done).toBeNull();
    expect(console.refusal.value?.code).toBe("connectionLost");
    console.rejoined();
    await settle();
    expect(wire.asked).toHaveLength(1);
  });

  it("that would do something else the second time is sent again only if it never left", async () => {
    const { wire, console } = desk();
    const once: Act = { about: "readd", words, message: { type: "readdLast" }, once: true };
    wire.answers.push(lost);
    expect(await console.run(once)).toBeNull();
    wire.answers.push(() => new RequestError("offline"));
    const done = console.run(once);
    await settle();
    console.rejoined();
    expect(await done).not.toBeNull();
    expect(wire.asked).toHaveLength(3);
  });

  it("refused leaves nothing to take back, and the refusal goes when it succeeds", async () => {
    const { wire, console } = desk();
    wire.answers.push(() => new RequestError("wrongState"));
    await console.run({ ...call, undo: () => {} });
    expect([console.refusal.value?.code, console.undo.value]).toEqual(["wrongState", null]);
    console.again();
    await settle();
    expect(console.refusal.value).toBeNull();
  });

  it("can be taken back for twenty seconds, and only the last", async () => {
    const { timers, console } = desk();
    const taken: string[] = [];
    await console.run({ ...call, undo: () => void taken.push("first") });
    await console.run({ ...call, undo: () => void taken.push("second") });
    console.takeBack();
    console.takeBack();
    expect(taken).toEqual(["second"]);
    await console.run({ ...call, undo: () => void taken.push("late") });
    await timers.pass(UNDO_FOR_MS);
    console.takeBack();
    expect(taken).toEqual(["second"]);
  });
});

describe("the sounds", () => {
  const speech = {
    ...{ requestId: "r1", person: snapshot().me.person, kind: "statement" as const, state: "speaking" as const },
    ...{ limitS: 60, spokenS: 0, amberS: 10 },
  };
  const at = (passed: number, fields = {}) =>
    stage({ speech: { ...speech, runningSince: 1_000_000 - passed }, ...fields });
  const withPolicy = (timePolicy: "show" | "bell") =>
    played("delegate", { floor: floorView({ rules: { ...floorView().rules, timePolicy } }), stage: at(50) });

  it.each([
    [true, ["attention"]],
    [false, []],
  ] as const)(
    "are the attention tone where no sound is received: control only %s, %j",
    async (controlOnly, sounded) => {
      const on = played("chair", { stage: stage({ attentionAt: 900 }) }, controlOnly);
      expect(on.chimes).toEqual([]);
      await on.hear({ type: "stage", number: 2, stage: stage({ attentionAt: 900 }) });
      expect(on.chimes).toEqual([]);
      await on.hear({ type: "stage", number: 3, stage: stage({ attentionAt: 1_000 }) });
      expect(on.chimes).toEqual(sounded);
      on.endpoint.dispose();
    },
  );

  it.each([
    ["bell", ["bell"]],
    ["show", []],
  ] as const)("and at the limit, with the rule %s, once: %j", async (policy, sounded) => {
    const on = withPolicy(policy);
    on.endpoint.tick();
    for (const passed of [61, 62]) {
      await on.hear({ type: "stage", number: 1 + passed, stage: at(passed) });
      on.endpoint.tick();
    }
    expect(on.chimes).toEqual(sounded);
    on.endpoint.dispose();
  });

  it("and no bell for a speech that was over when one came in", () => {
    const on = played("delegate", {
      floor: floorView({ rules: { ...floorView().rules, timePolicy: "bell" } }),
      stage: at(70),
    });
    on.endpoint.tick();
    on.endpoint.tick();
    expect(on.chimes).toEqual([]);
    on.endpoint.dispose();
  });
});
