/**
 * Keeps one RTCPeerConnection alive: opens it, asks for an ICE restart after 5 s of "disconnected" or when checks have
 * failed, opens a new one when a restart brings nothing, or when the server says the peer is lost.  Never more than one attempt at a time.
 */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import { RequestError } from "../protocol/session";
import type { MakeConnection, Timers } from "./ports";

export type LinkStatus = "closed" | "opening" | "connected" | "interrupted";

/** What differs between the subscriber and the publisher connection. */
export interface Negotiation {
  /** Offer and answer on a fresh connection; resolves to the peer's id. */
  open(connection: RTCPeerConnection): Promise<string>;
  /** New ICE credentials on the same connection. */
  restart(connection: RTCPeerConnection, peer: string): Promise<void>;
}

const DISCONNECTED_MS = 5_000;
/** For a restart to bring the connection back. */
const RESTART_MS = 10_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_MOST_MS = 15_000;

export class Link {
  #connection: RTCPeerConnection | null = null;
  #peer: string | null = null;
  #wanted = false;
  #negotiating = false;
  #restarting = false;
  /** Since it was last connected. */
  #restarted = false;
  /** A new connection is to be opened at a moment drawn for it. */
  #scheduled = false;
  #attempts = 0;
  #cancelTimer: () => void = () => {};
  readonly #status = signal<LinkStatus>("closed");

  constructor(
    private readonly negotiation: Negotiation,
    private readonly timers: Timers,
    private readonly make: MakeConnection,
    private readonly random: () => number = Math.random,
  ) {}

  get status(): ReadonlySignal<LinkStatus> {
    return this.#status;
  }

  /** Id of the peer at the media node, told with every join; null while there is none. */
  get peer(): string | null {
    return this.#peer;
  }

  get connection(): RTCPeerConnection | null {
    return this.#connection;
  }

  open(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#attempts = 0;
    void this.#start();
  }

  close(): void {
    this.#wanted = false;
    this.#drop();
    this.#status.value = "closed";
  }

  /** The media node no longer has the peer. */
  lost(peer: string, spreadMs: number): void {
    if (!this.#wanted || (this.#peer !== null && this.#peer !== peer)) return;
    this.#drop();
    this.#status.value = "interrupted";
    this.#later(this.random() * spreadMs);
  }

  /** Signalling works again.  `alive`: the server still knows our peer. */
  rejoined(alive: boolean): void {
    if (!this.#wanted) return;
    if (this.#peer === null || !alive || this.#connection === null) {
      if (this.#negotiating || this.#scheduled) return;
      this.#drop();
      void this.#start();
    } else if (this.#status.value === "interrupted") {
      void this.#restart(this.#connection);
    }
  }

  async #start(): Promise<void> {
    this.#drop();
    const connection = this.make();
    this.#connection = connection;
    this.#status.value = "opening";
    this.#negotiating = true;
    connection.onconnectionstatechange = () => this.#changed(connection);
    try {
      const peer = await this.negotiation.open(connection);
      if (this.#connection !== connection) return;
      this.#negotiating = false;
      this.#peer = peer;
      this.#changed(connection);
    } catch (error) {
      if (this.#connection === connection) this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    this.#drop();
    this.#status.value = "interrupted";
    // While offline the snapshot of the next join calls `rejoined`.
    if (isOffline(error)) return;
    const ceiling = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    this.#later(ceiling * (0.5 + this.random() / 2));
  }

  #changed(connection: RTCPeerConnection): void {
    if (this.#connection !== connection) return;
    switch (connection.connectionState) {
      case "connected":
        this.#cancelTimer();
        this.#attempts = 0;
        this.#restarted = false;
        this.#status.value = "connected";
        return;
      case "disconnected":
        this.#status.value = "interrupted";
        this.#cancelTimer();
        this.#cancelTimer = this.timers.after(DISCONNECTED_MS, () => void this.#restart(connection));
        return;
      case "failed":
        // Whoever has moved to another network needs new checks, not a new handshake.
        if (this.#status.value === "opening" || this.#restarted) {
          this.#failed(null);
        } else {
          this.#status.value = "interrupted";
          void this.#restart(connection);
        }
        return;
    }
  }

  async #restart(connection: RTCPeerConnection): Promise<void> {
    if (this.#connection !== connection || this.#peer === null || this.#restarting) return;
    this.#restarting = true;
    this.#cancelTimer();
    try {
      await this.negotiation.restart(connection, this.#peer);
      this.#restarted = true;
      if (this.#connection !== connection || this.#status.value === "connected") return;
      this.#cancelTimer();
      this.#cancelTimer = this.timers.after(RESTART_MS, () => this.#failed(null));
    } catch (error) {
      if (this.#connection !== connection || isOffline(error)) return;
      this.#failed(error);
    } finally {
      if (this.#connection === connection) this.#restarting = false;
    }
  }

  #later(ms: number): void {
    this.#cancelTimer();
    this.#scheduled = true;
    this.#cancelTimer = this.timers.after(ms, () => {
      this.#scheduled = false;
      if (this.#wanted) void this.#start();
    });
  }

  #drop(): void {
    this.#cancelTimer();
    this.#scheduled = this.#restarting = this.#restarted = false;
    if (this.#connection) {
      this.#connection.onconnectionstatechange = null;
      this.#connection.close();
    }
    this.#connection = null;
    this.#negotiating = false;
    this.#peer = null;
  }
}

/** Signalling is gone, or gives up waiting and hangs up: another join follows. */
function isOffline(error: unknown): boolean {
  return error instanceof RequestError && ["offline", "connectionLost", "timeout"].includes(error.code);
}
