/** Pumps text frames between a WebSocket and a `Session`; owns the only timers of the protocol. */
import type { ServerMessage } from "./messages";
import { type Request, Session, type SessionOptions, type SessionOutput, type SessionStatus } from "./session";

export interface Listener {
  delivered(message: ServerMessage): void;
  statusChanged(status: SessionStatus, code: string | null): void;
}

export class WebSocketTransport implements SessionOutput {
  readonly #session: Session;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    options: SessionOptions,
    private readonly listener: Listener,
    private readonly makeSocket: (url: string) => WebSocket = (address) => new WebSocket(address),
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#session = new Session(options, this);
  }

  start(): void {
    this.#turn();
  }

  request(message: Request) {
    const reply = this.#session.request(message, this.now());
    this.#turn();
    return reply;
  }

  /** The network is back, the page is visible again, or the person asked. */
  nudge(): void {
    this.#session.nudge(this.now());
    this.#turn();
  }

  end(): void {
    this.#session.end();
    clearTimeout(this.#timer);
  }

  send(frame: string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  deliver(message: ServerMessage): void {
    this.listener.delivered(message);
  }

  statusChanged(status: SessionStatus, code: string | null): void {
    this.listener.statusChanged(status, code);
  }

  hangUp(): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#detach(socket);
    socket.close();
    this.#session.closed(this.now());
    this.#turn();
  }

  #turn(): void {
    clearTimeout(this.#timer);
    const now = this.now();
    if (this.#session.dialAtMs !== null && this.#session.dialAtMs <= now && this.#socket === null) this.#dial();
    const deadline = this.#session.deadline();
    if (deadline !== null && this.#session.status !== "ended") {
      this.#timer = setTimeout(() => this.#due(), Math.max(0, deadline - now));
    }
  }

  #due(): void {
    this.#session.tick(this.now());
    this.#turn();
  }

  #dial(): void {
    this.#session.dialled(this.now());
    const socket = this.makeSocket(this.url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#session.opened(this.now());
      this.#turn();
    };
    socket.onmessage = ({ data }) => {
      this.#session.received(String(data), this.now());
      this.#turn();
    };
    socket.onclose = () => {
      this.#detach(socket);
      this.#session.closed(this.now());
      this.#turn();
    };
  }

  #detach(socket: WebSocket): void {
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    if (this.#socket === socket) this.#socket = null;
  }
}
