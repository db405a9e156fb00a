/**
 * The test of the network: each way to the media port is tried (UDP, TCP, relay), the best one is loaded.  Down: packets of
 * padding, counted by the browser's own statistics.  Up: a noisy picture under the browser's congestion control, counted by
 * the server.
 */
import type {
  ArrivalReport,
  ArrivalRole,
  ConnectionTests,
  KeptReport,
  LoadPlan,
  NetworkVerdict,
  PathName,
  PathOutcome,
  Ticket,
} from "../protocol/arrival";
import { RequestError } from "../protocol/session";
import type { NetworkPhase, NetworkTest } from "./arrival";
import { type MakeConnection, makeConnection, type Timers } from "./ports";

const REACH_MS = 4000;
const WAIT_MS = 2000;
const LOOK_MS = 100;
/** After the last packet: for what is on its way, and the server's last figures. */
const SETTLE_MS = 700;
const UP_BPS = 4_500_000;
const WAYS: readonly PathName[] = ["udp", "tcp", "relay"];

/** The answer with the candidates of one way alone; the relay reaches the server by UDP. */
export function onlyBy(path: PathName, sdp: string): string {
  const kept = path === "tcp" ? "tcp" : "udp";
  return sdp.replace(/a=candidate:\S+ \d+ (\w+) [^\r\n]*\r?\n/gi, (line, protocol: string) =>
    protocol.toLowerCase() === kept ? line : "",
  );
}

/** What the statistics of a connection hold that a test needs. */
export interface Look {
  readonly at: number;
  readonly received: number;
  readonly lost: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  readonly sentBytes: number;
}

export interface Down {
  readonly bps: number;
  readonly loss: number;
}

/** The share of the recommended rate that counts as reaching it (`server/arrival/verdict.py`). */
const FULL_BPS = 0.9 * 4_000_000;

/** `looks` since the load began at 0.  Loss: of the warm-up alone where the line then was full. */
export function downOf(looks: readonly Look[], plan: LoadPlan): Down | null {
  const [first, last] = [looks[0], looks.findLast((look) => look.at <= plan.downMs)];
  const warm = looks.find((look) => look.at >= plan.warmUpMs);
  const end = looks.at(-1);
  if (!first || !last || !warm || !end || last.at <= warm.at) return null;
  const bps = (8000 * plan.packetBytes * (last.received - warm.received)) / (last.at - warm.at);
  const until = bps >= FULL_BPS ? end : warm;
  const [received, lost] = [until.received - first.received, Math.max(0, until.lost - first.lost)];
  return { bps, loss: received + lost > 0 ? lost / (received + lost) : 1 };
}

type Stats = Record<string, unknown> & { type: string; kind?: string; nominated?: boolean; state?: string };

export function lookAtStats(report: RTCStatsReport, at: number): Look {
  const look = { at, received: 0, lost: 0, jitterMs: 0, roundTripMs: null as number | null, sentBytes: 0 };
  const number = (value: unknown) => (typeof value === "number" ? value : 0);
  report.forEach((entry: Stats) => {
    if (entry.type === "inbound-rtp") {
      look.received += number(entry.packetsReceived);
      look.lost += number(entry.packetsLost);
      look.jitterMs = Math.max(look.jitterMs, 1000 * number(entry.jitter));
    } else if (entry.type === "outbound-rtp") {
      look.sentBytes += number(entry.bytesSent) + number(entry.headerBytesSent);
    } else if (entry.type === "candidate-pair" && entry.state === "succeeded") {
      const trip = entry.currentRoundTripTime;
      if (typeof trip === "number") look.roundTripMs = Math.min(look.roundTripMs ?? 1e9, 1000 * trip);
    }
  });
  return look;
}

/** One way: a connection that sends and receives one picture. */
interface Way {
  readonly path: PathName;
  readonly connection: RTCPeerConnection;
  readonly sender: RTCRtpSender | null;
}

/** A picture no encoder makes small. */
export interface Noise {
  readonly track: MediaStreamTrack;
  stop(): void;
}

export interface NetworkPorts {
  readonly tests: ConnectionTests;
  readonly timers: Timers;
  readonly now: () => number;
  readonly makeNoise: () => Noise;
  readonly make?: MakeConnection;
}

export class BrowserNetworkTest implements NetworkTest {
  #ticket: string | null = null;
  #ways: Way[] = [];
  #run = 0;
  #noise: Noise | null = null;

  constructor(private readonly ports: NetworkPorts) {}

  async run(role: ArrivalRole, tell: (phase: NetworkPhase) => void): Promise<NetworkVerdict> {
    this.cancel();
    const run = ++this.#run;
    const ticket = await this.#turn(role, run, tell);
    try {
      tell({ name: "reaching" });
      const paths = await this.#reach(ticket, role);
      this.#check(run);
      const best = WAYS.find((path) => paths[path] === "works");
      const measured = best === undefined ? null : await this.#load(ticket.ticket, best, run, tell);
      return await this.ports.tests.measured(ticket.ticket, { paths, ...(measured ?? NOTHING) });
    } finally {
      if (run === this.#run) this.#close();
    }
  }

  cancel(): void {
    this.#run += 1;
    this.#close();
    if (this.#ticket !== null) void this.ports.tests.leave(this.#ticket).catch(() => {});
    this.#ticket = null;
  }

  async report(report: ArrivalReport): Promise<KeptReport> {
    // Without a test of the network there is no ticket yet; what the devices showed is kept all the same.
    this.#ticket ??= (await this.ports.tests.enter(report.role)).ticket;
    return this.ports.tests.report(this.#ticket, report);
  }

  /** Waits for one's turn. */
  async #turn(role: ArrivalRole, run: number, tell: (phase: NetworkPhase) => void): Promise<Ticket> {
    let ticket = await this.ports.tests.enter(role);
    this.#check(run);
    this.#ticket = ticket.ticket;
    while (ticket.position > 0) {
      tell({ name: "waiting", position: ticket.position });
      await this.#pause(WAIT_MS);
      this.#check(run);
      ticket = await this.ports.tests.wait(ticket.ticket);
    }
    return ticket;
  }

  async #reach(ticket: Ticket, role: ArrivalRole): Promise<Record<PathName, PathOutcome>> {
    const tried = WAYS.map(async (path): Promise<[PathName, PathOutcome]> => {
      if (path === "relay" && ticket.iceServers.length === 0) return [path, "none"];
      return [path, (await this.#connects(ticket, path, role).catch(() => false)) ? "works" : "fails"];
    });
    return Object.fromEntries(await Promise.all(tried)) as Record<PathName, PathOutcome>;
  }

  async #connects(ticket: Ticket, path: PathName, role: ArrivalRole): Promise<boolean> {
    const make = this.ports.make ?? makeConnection;
    const connection = make(path === "relay" ? ticket.iceServers : []);
    if (path === "relay")
      connection.setConfiguration({ ...connection.getConfiguration(), iceTransportPolicy: "relay" });
    connection.addTransceiver("video", { direction: "recvonly" });
    const sending = role === "active";
    const up = sending
      ? connection.addTransceiver("video", { direction: "sendonly", sendEncodings: [{ maxBitrate: UP_BPS }] })
      : null;
    this.#ways.push({ path, connection, sender: up?.sender ?? null });
    await connection.setLocalDescription(await connection.createOffer());
    const { sdp } = await this.ports.tests.open(ticket.ticket, path, connection.localDescription?.sdp ?? "");
    await connection.setRemoteDescription({ type: "answer", sdp: onlyBy(path, sdp) });
    return new Promise((resolve) => {
      const cancel = this.ports.timers.after(REACH_MS, () => resolve(false));
      connection.onconnectionstatechange = () => {
        if (connection.connectionState !== "connected" && connection.connectionState !== "failed") return;
        cancel();
        resolve(connection.connectionState === "connected");
      };
    });
  }

  async #load(ticket: string, path: PathName, run: number, tell: (phase: NetworkPhase) => void) {
    for (const way of this.#ways) if (way.path !== path) way.connection.close();
    const way = this.#ways.find((one) => one.path === path);
    if (!way) return null;
    const plan = await this.ports.tests.load(ticket, path);
    const looks = await this.#watch(way, run, plan.downMs, (share, bps) => tell({ name: "down", share, bps }), plan);
    const up = plan.upMs > 0 && way.sender !== null ? way.sender : null;
    if (up) {
      this.#noise = this.ports.makeNoise();
      await up.replaceTrack(this.#noise.track);
      await this.#watch(way, run, plan.upMs, (share, bps) => tell({ name: "up", share, bps }), null);
      this.#noise.stop();
    }
    await this.#pause(SETTLE_MS);
    this.#check(run);
    const last = lookAtStats(await way.connection.getStats(), this.ports.now());
    const down = downOf(looks, plan);
    return {
      downBps: down && Math.round(down.bps),
      downLoss: down?.loss ?? null,
      jitterMs: down ? (looks.at(-1)?.jitterMs ?? null) : null,
      roundTripMs: last.roundTripMs,
    };
  }

  /** Looks at the statistics for a while; `plan`: of the padding, else of what is sent. */
  async #watch(
    way: Way,
    run: number,
    ms: number,
    tell: (share: number, bps: number) => void,
    plan: LoadPlan | null,
  ): Promise<Look[]> {
    const began = this.ports.now();
    const looks: Look[] = [];
    while (this.ports.now() - began < ms) {
      await this.#pause(LOOK_MS);
      this.#check(run);
      const look = lookAtStats(await way.connection.getStats(), this.ports.now() - began);
      looks.push(look);
      const before = looks.findLast(({ at }) => at <= look.at - 1000) ?? looks[0];
      const bytes = before
        ? plan
          ? plan.packetBytes * (look.received - before.received)
          : look.sentBytes - before.sentBytes
        : 0;
      const apart = look.at - (before?.at ?? look.at);
      tell(Math.min(1, look.at / ms), apart > 0 ? (8000 * bytes) / apart : 0);
    }
    return looks;
  }

  #check(run: number): void {
    if (run !== this.#run) throw new RequestError("offline");
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.ports.timers.after(ms, resolve);
    });
  }

  #close(): void {
    this.#noise?.stop();
    this.#noise = null;
    for (const { connection } of this.#ways) connection.close();
    this.#ways = [];
  }
}

const NOTHING = { downBps: null, downLoss: null, jitterMs: null, roundTripMs: null };
