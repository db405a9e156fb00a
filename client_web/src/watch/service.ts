/** What the player asks of the server.  Rejects with `RequestError`, whose code is the server's. */
import { asked, type Fetch } from "../protocol/asking";
import { CorrectionService } from "./corrections";
import type { Line, RecordingPage, RecordingView, StatementView, WebcastView } from "./records";

export interface Question {
  readonly q: string;
  readonly speaker: string;
  readonly delegation: string;
  readonly item: string;
  readonly meeting: string;
  /** Days as `2026-11-22`; empty: any. */
  readonly from: string;
  readonly to: string;
}

export const NO_QUESTION: Question = { q: "", speaker: "", delegation: "", item: "", meeting: "", from: "", to: "" };
const DAY_S = 86_400;

export class WatchService {
  constructor(private readonly fetcher: Fetch) {}

  webcast(meeting: string): Promise<WebcastView> {
    return this.#get(`/api/webcasts/${encodeURIComponent(meeting)}`);
  }

  /** Somebody watches; whether it is heard or not is nothing to them. */
  watching(meeting: string): void {
    const told = { method: "POST", credentials: "omit", keepalive: true } as const;
    this.fetcher(`/api/webcasts/${encodeURIComponent(meeting)}/viewers`, told).catch(() => {});
  }

  statement(meeting: string, statement: string): Promise<StatementView> {
    return this.#get(`/api/webcasts/${encodeURIComponent(meeting)}/statements/${encodeURIComponent(statement)}`);
  }

  recording(id: string): Promise<RecordingView> {
    return this.#get(`/api/recordings/${encodeURIComponent(id)}`);
  }

  corrections(recording: string): CorrectionService {
    return new CorrectionService(this.fetcher, recording);
  }

  recordings(question: Question, before: string | null): Promise<RecordingPage> {
    const query = new URLSearchParams();
    for (const name of ["q", "speaker", "delegation", "item", "meeting"] as const) {
      const asked = question[name].trim();
      if (asked) query.set(name, asked);
    }
    const [from, to] = [dayStart(question.from), dayStart(question.to)];
    if (from !== null) query.set("from", String(from));
    if (to !== null) query.set("to", String(to + DAY_S));
    if (before !== null) query.set("before", before);
    return this.#get(`/api/recordings?${query}`);
  }

  async transcript(path: string): Promise<readonly Line[]> {
    return (await this.#get<{ lines: readonly Line[] }>(path)).lines;
  }

  async #get<T>(path: string): Promise<T> {
    return asked<T>(this.fetcher, path);
  }
}

/** Of the reader's own time zone, Unix seconds. */
function dayStart(day: string): number | null {
  const at = day ? new Date(`${day}T00:00:00`).getTime() / 1000 : Number.NaN;
  return Number.isFinite(at) ? at : null;
}
