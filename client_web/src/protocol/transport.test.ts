import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { frame } from "../testing/fakes";
import { snapshot } from "../testing/samples";
import type { ServerMessage } from "./messages";
import { WebSocketTransport } from "./transport";

class FakeSocket {
  static readonly made: FakeSocket[] = [];
  readyState: number = WebSocket.CONNECTING;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: string[] = [];
  closed = false;

  constructor(readonly url: string) {
    FakeSocket.made.push(this);
  }

  open(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }
}

const delivered: ServerMessage[] = [];
const statuses: string[] = [];
let transport: WebSocketTransport;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made.length = 0;
  delivered.length = 0;
  statuses.length = 0;
  transport = new WebSocketTransport(
    "ws://here/ws",
    { token: "secret", held: () => ({ subscriber: null, publisher: null }), random: () => 0 },
    {
      delivered: (message) => delivered.push(message),
      statusChanged: (status) => statuses.push(status),
    },
    (url) => new FakeSocket(url) as never,
    () => Date.now(),
  );
});

afterEach(() => {
  transport.end();
  vi.useRealTimers();
});

function joined(): FakeSocket {
  transport.start();
  const socket = FakeSocket.made[0] as FakeSocket;
  socket.open();
  socket.onmessage?.({ data: frame(snapshot()) });
  return socket;
}

it("dials, joins and delivers", () => {
  const socket = joined();
  expect(socket.url).toBe("ws://here/ws");
  expect(JSON.parse(socket.sent[0] ?? "")).toMatchObject({ type: "join", token: "secret" });
  expect(delivered.map(({ type }) => type)).toEqual(["snapshot"]);
});

it("dials again by itself after a loss", () => {
  joined().onclose?.();
  expect(FakeSocket.made).toHaveLength(1);
  vi.advanceTimersByTime(250);
  expect(FakeSocket.made).toHaveLength(2);
  expect(statuses).toEqual(["joined", "waiting", "connecting"]);
});

it("dials at once when nudged", () => {
  joined().onclose?.();
  transport.nudge();
  expect(FakeSocket.made).toHaveLength(2);
});

it("leaves a silent server and comes back", async () => {
  const socket = joined();
  const asked = transport.request({ type: "withdrawFloor" });
  const refusal = expect(asked).rejects.toMatchObject({ code: "timeout" });
  vi.advanceTimersByTime(10_000);
  await refusal;
  expect(socket.closed).toBe(true);
  vi.advanceTimersByTime(250);
  expect(FakeSocket.made).toHaveLength(2);
});

it("is quiet after its end", () => {
  const socket = joined();
  transport.end();
  vi.advanceTimersByTime(60_000);
  expect(socket.closed).toBe(true);
  expect(FakeSocket.made).toHaveLength(1);
});
