/** What operators ask of the server to correct a recording: as staff, whose session is a cookie and a CSRF token. */
import { asked, type Fetch } from "../protocol/asking";

/** A correction that was made, or is being made. */
export interface Revision {
  readonly revision: number;
  readonly kind: "sound" | "mute" | "trim" | "chapter";
  /** Unix seconds. */
  readonly at: number;
  readonly by: string;
  readonly why: string;
  readonly state: "making" | "made" | "refused";
  /** Why it was refused; empty: it was not. */
  readonly error: string;
  readonly channel: string | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly mark: string | null;
}

export interface ChapterChange {
  readonly title?: Readonly<Record<string, string>>;
  readonly speaker?: string;
  readonly delegation?: string;
}

/** Every method rejects with a `RequestError`, whose code is the server's or `offline`. */
export class CorrectionService {
  #csrf = "";

  constructor(
    private readonly fetcher: Fetch,
    private readonly recording: string,
  ) {}

  /** Who is signed in at the desk may correct, when it is their duty. */
  async signIn(): Promise<void> {
    this.#csrf = (await asked<{ csrf: string }>(this.fetcher, "/api/registration/session")).csrf;
  }

  async revisions(): Promise<readonly Revision[]> {
    return (await asked<{ revisions: readonly Revision[] }>(this.fetcher, this.#path("revisions"))).revisions;
  }

  mute(channel: string, startsAt: number, endsAt: number, why: string): Promise<Revision> {
    return this.#send("POST", this.#path("revisions"), { kind: "mute", channel, startsAt, endsAt, why });
  }

  /** Null: not cut at that end. */
  trim(startsAt: number | null, endsAt: number | null, why: string): Promise<Revision> {
    return this.#send("POST", this.#path("revisions"), { kind: "trim", startsAt, endsAt, why });
  }

  /** Who sends it answers for the consent of those heard in it. */
  replaceSound(channel: string, from: number, to: number | null, file: Blob, why: string): Promise<Revision> {
    const query = new URLSearchParams({ from: String(from), why, consented: "true" });
    if (to !== null) query.set("to", String(to));
    return this.#send("POST", `${this.#path("sound")}/${encodeURIComponent(channel)}?${query}`, file);
  }

  changeChapter(mark: string, change: ChapterChange, why: string): Promise<Revision> {
    return this.#send("PATCH", `${this.#path("chapters")}/${encodeURIComponent(mark)}`, { ...change, why });
  }

  #path(what: string): string {
    return `/api/recordings/${encodeURIComponent(this.recording)}/${what}`;
  }

  #send(method: string, path: string, body: object): Promise<Revision> {
    const file = body instanceof Blob;
    const type = file ? "application/octet-stream" : "application/json";
    const headers = { "content-type": type, "x-csrf-token": this.#csrf };
    return asked(this.fetcher, path, { method, headers, body: file ? body : JSON.stringify(body) });
  }
}

/** `1:02:03.5`, `2:03` or `3` as seconds; null: no time. */
export function secondsOf(text: string): number | null {
  const parts = text.trim().split(":");
  if (
    parts.length > 3 ||
    !parts.every((part, at) => /^\d{1,4}(\.\d{1,3})?$/.test(part) && (at === parts.length - 1 || !part.includes(".")))
  )
    return null;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Seconds as `secondsOf` reads them, to a tenth. */
export function timeText(seconds: number): string {
  const tenths = Math.max(0, Math.round(seconds * 10));
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60];
  const rest = (tenths % 600) / 10;
  const padded = `${rest < 10 ? "0" : ""}${rest.toFixed(tenths % 10 ? 1 : 0)}`;
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${padded}` : `${minutes}:${padded}`;
}
