/** Connection tests by HTTP: a place in the queue, the descriptions of each way, the verdict, and what support may open. */

import { asked, type Fetch } from "./asking";
import type { IceServer } from "./messages";

export type ArrivalRole = "active" | "passive";
export type Verdict = "good" | "usable" | "unfit";
export type PathName = "udp" | "tcp" | "relay";
/** `none`: this server has no such way. */
export type PathOutcome = "works" | "fails" | "none";
export type NetworkReason = "downSlow" | "upSlow" | "loss" | "delay" | "jitter" | "noUdp" | "relayOnly" | "noPath";

/** Bits a second with IP headers; shares 0 to 1; null: not measured. */
export interface NetworkFigures {
  readonly paths: Readonly<Record<PathName, PathOutcome>>;
  readonly downBps: number | null;
  readonly upBps: number | null;
  readonly downLoss: number | null;
  readonly upLoss: number | null;
  readonly jitterMs: number | null;
  readonly roundTripMs: number | null;
  /** `upBps` is the least: the browser was still getting faster when the test ended. */
  readonly upRising: boolean;
}

/** A place in the queue; `position` 0: it is one's turn. */
export interface Ticket {
  readonly ticket: string;
  readonly position: number;
  /** For the way by a relay; empty: there is none. */
  readonly iceServers: readonly IceServer[];
}

/** The load of a way: so long down, then so long up; `packetBytes`: of one packet of padding, IP headers included. */
export interface LoadPlan {
  readonly warmUpMs: number;
  readonly downMs: number;
  readonly upMs: number;
  readonly packetBytes: number;
}

/** What the client saw of the load. */
export interface ClientFigures {
  readonly paths: Readonly<Record<PathName, PathOutcome>>;
  readonly downBps: number | null;
  readonly downLoss: number | null;
  readonly jitterMs: number | null;
  readonly roundTripMs: number | null;
}

export interface NetworkVerdict {
  readonly verdict: Verdict;
  readonly reasons: readonly NetworkReason[];
  readonly figures: NetworkFigures;
}

export interface StepReport {
  readonly outcome: "good" | "warning" | "failed" | "skipped";
  readonly advice: readonly string[];
}

export interface ArrivalReport {
  readonly role: ArrivalRole;
  readonly browser: string;
  readonly steps: Readonly<Record<string, StepReport>>;
  readonly devices: Readonly<Record<string, number | null>>;
  readonly language: string | null;
}

export interface KeptReport {
  readonly reference: string;
  readonly verdict: Verdict;
}

const BASE = "/api/connection-tests";

/** Every method rejects with `RequestError`. */
export class ConnectionTests {
  constructor(private readonly fetcher: Fetch) {}

  enter(role: ArrivalRole): Promise<Ticket> {
    return this.#post("", { role });
  }

  /** Must be asked every few seconds while one waits, or the place is lost. */
  wait(ticket: string): Promise<Ticket> {
    return this.#ask(`/${ticket}`, {});
  }

  open(ticket: string, path: PathName, sdp: string): Promise<{ readonly sdp: string }> {
    return this.#post(`/${ticket}/paths`, { path, sdp });
  }

  load(ticket: string, path: PathName): Promise<LoadPlan> {
    return this.#post(`/${ticket}/load`, { path });
  }

  /** Ends the measuring and gives the place to the next in the queue. */
  measured(ticket: string, figures: ClientFigures): Promise<NetworkVerdict> {
    return this.#post(`/${ticket}/network`, figures);
  }

  /** Again: the same reference, with the newer report. */
  report(ticket: string, report: ArrivalReport): Promise<KeptReport> {
    return this.#post(`/${ticket}/report`, report);
  }

  leave(ticket: string): Promise<void> {
    return this.#ask(`/${ticket}`, { method: "DELETE", keepalive: true });
  }

  #post<T>(path: string, body: unknown): Promise<T> {
    const headers = { "content-type": "application/json" };
    return this.#ask(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  #ask<T>(path: string, init: RequestInit): Promise<T> {
    return asked<T>(this.fetcher, BASE + path, init);
  }
}
