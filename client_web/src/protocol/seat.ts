/** A seat's phone page and the server: a session for the code, then the seat by long poll. */

import { asked, type Fetch } from "./asking";
import type { RequestKind, RequestState, WebcastState } from "./messages";

export interface SeatView {
  readonly version: number;
  /** Server time, Unix seconds. */
  readonly now: number;
  readonly seat: string;
  readonly plate: string;
  readonly attending: "room" | "remote";
  readonly kind: RequestKind | null;
  readonly state: RequestState | null;
  readonly place: number | null;
  readonly limitS: number | null;
  readonly spokenS: number;
  readonly runningSince: number | null;
  readonly webcast: WebcastState;
  readonly recorded: boolean;
}

const WAIT_S = 25;

export class SeatService {
  #token = "";
  readonly #base: string;

  constructor(
    private readonly fetcher: Fetch,
    meeting: string,
    private readonly code: string,
  ) {
    this.#base = `/api/meetings/${encodeURIComponent(meeting)}`;
  }

  /** Rejects with `RequestError`: `codeUnknown`, `tooFast`, `unknownMeeting`, `offline`. */
  async open(): Promise<void> {
    const body = JSON.stringify({ code: this.code });
    const session = (await this.#ask("POST", "/seat-sessions", { body })) as { token: string };
    this.#token = session.token;
  }

  /** As soon as the seat is newer than `since`, at the latest after half a minute. */
  async next(since: number): Promise<SeatView> {
    return (await this.#ask("GET", `/seat?since=${since}&wait=${since < 0 ? 0 : WAIT_S}`)) as SeatView;
  }

  /** `key`: the same press sent again changes nothing. */
  async press(kind: RequestKind, key: string): Promise<void> {
    await this.#ask("POST", "/seat/request", { body: JSON.stringify({ kind }), headers: { "idempotency-key": key } });
  }

  async release(): Promise<void> {
    await this.#ask("DELETE", "/seat/request");
  }

  async answer(): Promise<void> {
    await this.#ask("POST", "/seat/answer");
  }

  async #ask(
    method: string,
    path: string,
    init: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<unknown> {
    const headers: Record<string, string> = { ...init.headers };
    if (init.body) headers["content-type"] = "application/json";
    if (this.#token) headers.authorization = `Bearer ${this.#token}`;
    return asked(this.fetcher, this.#base + path, { ...init, method, headers });
  }
}
