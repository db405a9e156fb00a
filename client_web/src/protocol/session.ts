/**
 * One participant's conversation with the server, without a socket, a clock or randomness of its own.
 *
 * Driving contract
 *   The shell (`transport.ts`) dials when `dialAt` is reached, then calls `opened`, `received` for each text frame and
 *   `closed` once.  Frames to send and messages for the state come out through `SessionOutput`.  After every call the
 *   shell looks at `deadline()` and calls `tick` when it has passed.
 *
 * Deltas are numbered per topic and grow by one.  At a gap the session asks `resync` and holds the topic back until the new
 * snapshot has come; everything it delivers is therefore complete and in order.
 */
import {
  type ClientMessage,
  type ErrorCode,
  type EvictedCode,
  PROTOCOL_VERSION,
  type Reply,
  type ServerMessage,
} from "./messages";

export type SessionStatus = "connecting" | "joined" | "waiting" | "ended";

type WithoutId<M> = M extends { readonly id: number } ? Omit<M, "id"> : never;
export type Request = Exclude<WithoutId<ClientMessage>, { readonly type: "join" }>;

/** Codes the client gives itself, beside those of the server. */
export type LocalCode = "offline" | "connectionLost" | "timeout";

export class RequestError extends Error {
  constructor(
    readonly code: ErrorCode | LocalCode,
    readonly detail: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }
}

export interface SessionOutput {
  send(frame: string): void;
  deliver(message: ServerMessage): void;
  statusChanged(status: SessionStatus, evicted: EvictedCode | ErrorCode | null): void;
  /** Drop the socket: it answers no more. `closed` follows. */
  hangUp(): void;
}

/** What the client still holds, told with every join so that media lives on across a server restart. */
export interface HeldPeers {
  readonly subscriber: string | null;
  readonly publisher: string | null;
}

export interface SessionOptions {
  readonly token: string;
  readonly held: () => HeldPeers;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: RequestError) => void;
  readonly deadlineMs: number;
}

const REQUEST_TIMEOUT_MS = 10_000;
/** Of a question that costs the server nothing: who has moved to another network waits for it. */
const PING_TIMEOUT_MS = 4_000;
/** So long without a word the connection may be dead: TCP does not tell, and browsers hide the WebSocket's own pings. */
const QUIET_MS = 25_000;
/** A network that swallows everything lets a browser dial for minutes. */
const DIAL_TIMEOUT_MS = 8_000;
const BACKOFF_FIRST_MS = 500;
const BACKOFF_MOST_MS = 15_000;
/** Refusals of the join after which another attempt cannot succeed. */
const FINAL_REFUSALS: ReadonlySet<string> = new Set([
  "tokenUnknown",
  "unknownMeeting",
  "versionUnsupported",
  "entryRefused",
]);

export class Session {
  #status: SessionStatus = "connecting";
  #nextId = 1;
  #joinId = 0;
  #attempts = 0;
  #dialAtMs: number | null = 0;
  #openByMs: number | null = null;
  #heardAtMs = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #numbers = new Map<string, number>();
  #resyncing = false;

  constructor(
    private readonly options: SessionOptions,
    private readonly output: SessionOutput,
  ) {}

  get status(): SessionStatus {
    return this.#status;
  }

  /** When the shell must dial (ms, its own clock); null while a socket exists or after the end. */
  get dialAtMs(): number | null {
    return this.#dialAtMs;
  }

  /** The next moment at which `tick` or a dial is due. */
  deadline(): number | null {
    let earliest = this.#dialAtMs ?? this.#openByMs;
    if (this.#status === "joined" && this.#waiting.size === 0) earliest ??= this.#heardAtMs + QUIET_MS;
    for (const { deadlineMs } of this.#waiting.values()) {
      if (earliest === null || deadlineMs < earliest) earliest = deadlineMs;
    }
    return earliest;
  }

  dialled(nowMs: number): void {
    this.#dialAtMs = null;
    this.#openByMs = nowMs + DIAL_TIMEOUT_MS;
    this.#become("connecting");
  }

  opened(nowMs: number): void {
    this.#openByMs = null;
    const { subscriber, publisher } = this.options.held();
    this.#joinId = this.#write(
      { type: "join", token: this.options.token, protocol: PROTOCOL_VERSION, subscriber, publisher },
      nowMs,
      { resolve: () => {}, reject: (error) => this.#joinRefused(error) },
    );
  }

  /** Answered by exactly one reply, or rejected with `RequestError`. */
  request(message: Request, nowMs: number): Promise<Reply> {
    if (this.#status !== "joined") return Promise.reject(new RequestError("offline"));
    return new Promise((resolve, reject) => {
      this.#write(message, nowMs, { resolve, reject });
    });
  }

  received(frame: string, nowMs: number): void {
    if (this.#status === "ended") return;
    this.#heardAtMs = nowMs;
    let message: ServerMessage;
    try {
      message = JSON.parse(frame) as ServerMessage;
    } catch {
      this.output.hangUp();
      return;
    }
    switch (message.type) {
      case "reply":
        this.#take(message.id)?.resolve(message);
        return;
      case "refused":
        if (message.id !== null) {
          this.#take(message.id)?.reject(new RequestError(message.code as ErrorCode, message.detail));
        }
        return;
      case "snapshot":
        this.#joined(message.numbers);
        this.output.deliver(message);
        return;
      case "evicted":
        this.#evicted(message.code as EvictedCode, nowMs);
        return;
      default:
        this.#event(message, nowMs);
    }
  }

  closed(nowMs: number): void {
    if (this.#status === "ended") return;
    this.#openByMs = null;
    this.#rejectAll("connectionLost");
    const ceiling = Math.min(BACKOFF_MOST_MS, BACKOFF_FIRST_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    this.#dialAtMs ??= nowMs + ceiling * (0.5 + this.options.random() / 2);
    this.#become("waiting");
  }

  /** The network is back or another, or the person asks: try at once, and see whether a connection is still alive. */
  nudge(nowMs: number): void {
    if (this.#status === "waiting") this.#dialAtMs = nowMs;
    if (this.#status === "joined" && this.#waiting.size === 0) this.#ping(nowMs);
  }

  tick(nowMs: number): void {
    let silent = this.#openByMs !== null && this.#openByMs <= nowMs;
    for (const [id, waiting] of [...this.#waiting]) {
      if (waiting.deadlineMs > nowMs) continue;
      this.#waiting.delete(id);
      waiting.reject(new RequestError("timeout"));
      silent = true;
    }
    if (silent && this.#status !== "ended") this.output.hangUp();
    else if (this.#status === "joined" && this.#waiting.size === 0 && nowMs >= this.#heardAtMs + QUIET_MS)
      this.#ping(nowMs);
  }

  end(): void {
    this.#finish(null);
  }

  #write(
    message: WithoutId<ClientMessage>,
    nowMs: number,
    waiting: Omit<Waiting, "deadlineMs">,
    timeoutMs = REQUEST_TIMEOUT_MS,
  ): number {
    const id = this.#nextId++;
    this.#waiting.set(id, { ...waiting, deadlineMs: nowMs + timeoutMs });
    this.output.send(JSON.stringify({ ...message, id }));
    return id;
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #joined(numbers: Readonly<Record<string, number>>): void {
    this.#waiting.delete(this.#joinId);
    this.#numbers.clear();
    this.#resyncing = false;
    for (const [topic, number] of Object.entries(numbers)) this.#numbers.set(topic, number);
    this.#attempts = 0;
    this.#become("joined");
  }

  #joinRefused(error: RequestError): void {
    if (FINAL_REFUSALS.has(error.code)) this.#finish(error.code as ErrorCode);
    else this.output.hangUp();
  }

  #evicted(code: EvictedCode, nowMs: number): void {
    if (code === "serverStopping" || code === "slow") {
      // The place is kept: come back after a pause drawn from the same distribution as any reconnect.
      this.#attempts = Math.max(this.#attempts, 2);
      this.#dialAtMs = nowMs + 1000 + this.options.random() * 4000;
      return;
    }
    this.#finish(code);
  }

  #event(message: ServerMessage, nowMs: number): void {
    const topic = topicOf(message);
    if (topic === null || !("number" in message)) {
      this.output.deliver(message);
      return;
    }
    const last = this.#numbers.get(topic);
    if (last !== undefined && message.number <= last) return;
    if (last !== undefined && message.number > last + 1) {
      this.#resync(topic, nowMs);
      return;
    }
    this.#numbers.set(topic, message.number);
    this.output.deliver(message);
  }

  /** One question at a time: its answer is a whole snapshot.  A refusal leaves it to the next gap. */
  #resync(topic: string, nowMs: number): void {
    if (this.#resyncing) return;
    this.#resyncing = true;
    const again = () => {
      this.#resyncing = false;
    };
    this.#write({ type: "resync", topics: [topic] }, nowMs, { resolve: () => {}, reject: again });
  }

  /** No answer in time ends the connection, as of any request. */
  #ping(nowMs: number): void {
    this.#write({ type: "ping" }, nowMs, { resolve: () => {}, reject: () => {} }, PING_TIMEOUT_MS);
  }

  #rejectAll(code: LocalCode): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new RequestError(code));
  }

  #finish(code: EvictedCode | ErrorCode | null): void {
    if (this.#status === "ended") return;
    this.#dialAtMs = this.#openByMs = null;
    this.#status = "ended";
    this.output.statusChanged("ended", code);
    this.#rejectAll("connectionLost");
    this.output.hangUp();
  }

  #become(status: SessionStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    this.output.statusChanged(status, null);
  }
}

/** The topic a delta belongs to; null for messages that are not numbered. */
function topicOf(message: ServerMessage): string | null {
  switch (message.type) {
    case "stage":
    case "floor":
    case "list":
    case "totals":
    case "roster":
    case "eventChat":
    case "heldChat":
    case "moderation":
    case "statements":
    case "delivered":
    case "me":
    case "quality":
    case "interpretation":
    case "fitness":
    case "glossary":
    case "webcast":
      return message.type;
    case "booth":
      return `booth:${message.booth.language}`;
    default:
      return null;
  }
}
