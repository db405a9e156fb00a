import { beforeEach, describe, expect, it } from "vitest";
import { frame, nothingMade, settle } from "../testing/fakes";
import { me, openChat, snapshot, stage } from "../testing/samples";
import type { ServerMessage } from "./messages";
import { type HeldPeers, Session, type SessionOutput } from "./session";

class Wire implements SessionOutput {
  readonly sent: Record<string, unknown>[] = [];
  readonly delivered: ServerMessage[] = [];
  readonly statuses: string[] = [];
  hungUp = 0;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  deliver(message: ServerMessage): void {
    this.delivered.push(message);
  }

  statusChanged(status: string, code: string | null): void {
    this.statuses.push(code ? `${status} ${code}` : status);
  }

  hangUp(): void {
    this.hungUp += 1;
  }

  get last(): Record<string, unknown> {
    return this.sent.at(-1) ?? {};
  }
}

let wire: Wire;
let held: HeldPeers;
let session: Session;

const stageDelta = (number: number): ServerMessage => ({ type: "stage", number, stage: stage() });
const replyTo = (id: unknown) =>
  frame({
    type: "reply",
    id: Number(id),
    ...nothingMade,
  });
const refusalOf = (id: unknown, code: string) => frame({ type: "refused", id: Number(id), code, detail: {} });

function connect(nowMs = 0): void {
  session.dialled(nowMs);
  session.opened(nowMs);
}

function join(nowMs = 0): void {
  connect(nowMs);
  session.received(replyTo(wire.last.id), nowMs);
  session.received(frame(snapshot()), nowMs);
}

beforeEach(() => {
  wire = new Wire();
  held = { subscriber: null, publisher: null };
  session = new Session({ token: "secret", held: () => held, random: () => 0.5 }, wire);
});

describe("joining", () => {
  it("sends the token first and is joined with the snapshot", () => {
    join();
    expect(wire.sent).toEqual([
      { type: "join", id: 1, token: "secret", protocol: 1, subscriber: null, publisher: null },
    ]);
    expect(session.status).toBe("joined");
    expect(wire.delivered.map(({ type }) => type)).toEqual(["snapshot"]);
  });

  it("names the peers it still holds when it comes back", () => {
    join();
    held = { subscriber: "s1", publisher: "p1" };
    session.closed(100);
    connect(500);
    expect(wire.last).toMatchObject({ type: "join", subscriber: "s1", publisher: "p1" });
  });

  it("gives up when the token is unknown", () => {
    connect();
    session.received(refusalOf(wire.last.id, "tokenUnknown"), 0);
    expect(wire.statuses.at(-1)).toBe("ended tokenUnknown");
    expect(session.dialAtMs).toBeNull();
  });

  it("tries again when the join is refused for now", () => {
    connect();
    session.received(refusalOf(wire.last.id, "mediaUnavailable"), 0);
    expect(wire.hungUp).toBe(1);
    expect(session.status).not.toBe("ended");
  });
});

describe("requests", () => {
  it("resolve with their own reply, whatever the order", async () => {
    join();
    const first = session.request({ type: "withdrawFloor" }, 0);
    const second = session.request({ type: "openSubscriber" }, 0);
    session.received(
      frame({
        type: "reply",
        id: Number(wire.sent[2]?.id),
        ...nothingMade,
        sdp: "v=0",
        peer: "s1",
      }),
      0,
    );
    session.received(replyTo(wire.sent[1]?.id), 0);
    expect((await second).sdp).toBe("v=0");
    expect((await first).sdp).toBeNull();
  });

  it("reject with the server's code", async () => {
    join();
    const asked = session.request({ type: "requestFloor" }, 0);
    session.received(refusalOf(wire.last.id, "listClosed"), 0);
    await expect(asked).rejects.toMatchObject({ code: "listClosed" });
  });

  it("are refused at once while there is no connection", async () => {
    await expect(session.request({ type: "requestFloor" }, 0)).rejects.toMatchObject({ code: "offline" });
    expect(wire.sent).toEqual([]);
  });

  it("are lost with the connection", async () => {
    join();
    const asked = session.request({ type: "requestFloor" }, 0);
    session.closed(10);
    await expect(asked).rejects.toMatchObject({ code: "connectionLost" });
  });

  it("that are not answered in ten seconds end the connection", async () => {
    join();
    const asked = session.request({ type: "requestFloor" }, 1000);
    expect(session.deadline()).toBe(11_000);
    session.tick(10_999);
    expect(wire.hungUp).toBe(0);
    session.tick(11_000);
    await expect(asked).rejects.toMatchObject({ code: "timeout" });
    expect(wire.hungUp).toBe(1);
  });
});

describe("deltas", () => {
  it("are delivered in order", () => {
    join();
    session.received(frame(stageDelta(2)), 0);
    session.received(frame(stageDelta(3)), 0);
    session.received(frame({ type: "me", number: 1, me: me() }), 0);
    expect(wire.delivered.map(({ type }) => type)).toEqual(["snapshot", "stage", "stage", "me"]);
  });

  it("that the snapshot already holds are left out", () => {
    join();
    session.received(frame(stageDelta(1)), 0);
    expect(wire.delivered).toHaveLength(1);
  });

  it("after a gap are held back until the new snapshot has come", () => {
    join();
    session.received(frame(stageDelta(4)), 0);
    session.received(frame(stageDelta(5)), 0);
    expect(wire.sent.filter(({ type }) => type === "resync")).toEqual([{ type: "resync", id: 2, topics: ["stage"] }]);
    expect(wire.delivered).toHaveLength(1);
    session.received(replyTo(2), 0);
    session.received(frame(snapshot({ numbers: { stage: 5 } })), 0);
    session.received(frame(stageDelta(6)), 0);
    expect(wire.delivered.map(({ type }) => type)).toEqual(["snapshot", "snapshot", "stage"]);
  });

  it("of other topics go on meanwhile", () => {
    join();
    session.received(frame(stageDelta(4)), 0);
    session.received(frame({ type: "eventChat", number: 2, messages: [], settings: openChat }), 0);
    expect(wire.delivered.at(-1)?.type).toBe("eventChat");
  });

  it("ask again at the next gap when the resync was refused", async () => {
    join();
    session.received(frame(stageDelta(4)), 0);
    session.received(refusalOf(wire.last.id, "tooFast"), 0);
    await settle();
    session.received(frame(stageDelta(5)), 0);
    expect(wire.sent.filter(({ type }) => type === "resync")).toHaveLength(2);
  });
});

describe("a connection nothing is heard from", () => {
  it("is asked whether it lives, and ended when it does not answer", () => {
    join();
    expect(session.deadline()).toBe(25_000);
    session.tick(24_999);
    expect(wire.last.type).toBe("join");
    session.tick(25_000);
    expect(wire.last).toMatchObject({ type: "ping" });
    expect(session.deadline()).toBe(29_000);
    session.tick(29_000);
    expect(wire.hungUp).toBe(1);
  });

  it("is left alone while it is heard", () => {
    join();
    session.received(frame(stageDelta(2)), 20_000);
    session.tick(25_000);
    expect(wire.sent).toHaveLength(1);
    session.tick(45_000);
    session.received(replyTo(wire.last.id), 45_100);
    session.tick(60_000);
    expect(wire.hungUp).toBe(0);
    expect(session.deadline()).toBe(70_100);
  });

  it("is asked at once when the network may be another", () => {
    join();
    session.nudge(3_000);
    session.nudge(3_001);
    expect(wire.sent.filter(({ type }) => type === "ping")).toHaveLength(1);
  });

  it("is not asked before it has joined", () => {
    connect();
    session.nudge(30_000);
    expect(wire.sent).toHaveLength(1);
  });
});

describe("coming back", () => {
  it("waits longer each time, within limits, and anew after a success", () => {
    const waits: number[] = [];
    for (let round = 0; round < 8; round++) {
      connect();
      session.closed(0);
      waits.push(session.dialAtMs ?? -1);
    }
    expect(waits).toEqual([375, 750, 1500, 3000, 6000, 11_250, 11_250, 11_250]);
    join();
    session.closed(0);
    expect(session.dialAtMs).toBe(375);
  });

  it("gives a dial up that nobody answers, and dials again", () => {
    session.dialled(1_000);
    expect(session.deadline()).toBe(9_000);
    session.tick(8_999);
    expect(wire.hungUp).toBe(0);
    session.tick(9_000);
    expect(wire.hungUp).toBe(1);
    session.closed(9_000);
    expect(session.dialAtMs).toBe(9_375);
    connect(9_375);
    expect(session.deadline()).toBe(19_375);
  });

  it("spreads those who were cut off together", () => {
    const dials = [0, 0.5, 0.99].map((random) => {
      const other = new Session({ token: "secret", held: () => held, random: () => random }, wire);
      other.dialled(0);
      other.closed(0);
      return other.dialAtMs;
    });
    expect(dials).toEqual([250, 375, 497.5]);
  });

  it("does not wait when the network is back", () => {
    connect();
    session.closed(0);
    session.nudge(20);
    expect(session.dialAtMs).toBe(20);
  });

  it("leaves room for others when the server stops", () => {
    join();
    session.received(frame({ type: "evicted", code: "serverStopping" }), 0);
    session.closed(0);
    expect(session.dialAtMs).toBe(3000);
    expect(session.status).toBe("waiting");
  });

  it.each(["replaced", "removed", "left", "tooManyErrors"])("is over when evicted as %s", (code) => {
    join();
    session.received(frame({ type: "evicted", code }), 0);
    session.closed(0);
    expect(wire.statuses.at(-1)).toBe(`ended ${code}`);
    expect(session.dialAtMs).toBeNull();
  });

  it("drops a connection that talks nonsense", () => {
    join();
    session.received("{", 0);
    expect(wire.hungUp).toBe(1);
  });
});
