/** The HTTP resources of the API: what is too large for the snapshot, and how one enters. */
import type { StepReport, Verdict } from "./arrival";
import { answered, asked, type Fetch, refusalOf } from "./asking";
import type { Caption, ChatMessage, Counts, Person, Role, StatementView, ThreadView } from "./messages";
import { RequestError } from "./session";
import { type SendFile, sendFile } from "./uploads";

export interface MeetingCard {
  readonly id: string;
  readonly title: Readonly<Record<string, string>>;
  readonly agendaItem: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
  readonly openEntry: boolean;
  /** The roles anyone may enter in. */
  readonly openRoles: readonly Role[];
  readonly counts: Counts;
}

export interface EntryForm {
  readonly name: string;
  readonly delegation: string;
  readonly role: Role;
  readonly language: string;
  readonly booth?: string;
}

export interface Entry {
  readonly token: string;
  readonly participantId: string;
  /** Of this tab alone: it opens no media connection. */
  readonly controlOnly?: boolean;
  /** Address one goes back to on leaving, for whoever came in by a conference's entry. */
  readonly door?: string;
}

export interface RosterPage {
  readonly version: number;
  readonly page: number;
  readonly pages: number;
  readonly people: readonly Person[];
}

export interface ChatPage {
  readonly number: number;
  readonly messages: readonly ChatMessage[];
  /** Number of the thread's newest message. */
  readonly last: number;
  readonly read: number;
  /** There are older ones. */
  readonly more: boolean;
}

/** What support reads of a check before a meeting. */
export interface CheckView {
  readonly reference: string;
  /** Unix seconds. */
  readonly at: number;
  readonly verdict: Verdict;
  /** Bits a second. */
  readonly network: { readonly downBps: number | null; readonly upBps: number | null } | null;
  readonly browser: string;
  readonly steps: Readonly<Record<string, StepReport>>;
}

export type ExportFormat = "csv" | "txt" | "json";

export type ConfigurationFormat = "json" | "toml";

/** What came of a configuration that was loaded: what could not be done, and why. */
export interface ConfigurationReport {
  readonly applied: number;
  readonly refused: readonly { readonly what: string; readonly code: string }[];
}

/** What a file is, beside its bytes.  `statement`: a further language, or another version, of that one. */
export interface FilingForm {
  readonly fileName: string;
  readonly language: string;
  readonly statement?: string;
  /** Whose it is, when it is not one's own. */
  readonly name?: string;
  readonly delegation?: string;
}

export class Resources {
  constructor(
    private readonly fetcher: Fetch,
    private readonly sender: SendFile = sendFile,
  ) {}

  async meetings(): Promise<readonly MeetingCard[]> {
    return (await this.#get<{ meetings: readonly MeetingCard[] }>("/api/meetings")).meetings;
  }

  meeting(id: string): Promise<MeetingCard> {
    return this.#get(`/api/meetings/${encodeURIComponent(id)}`);
  }

  enter(meeting: string, form: EntryForm): Promise<Entry> {
    return this.#ask(`/api/meetings/${encodeURIComponent(meeting)}/entries`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(form),
    });
  }

  /** Tells the meeting of one's check before it: whoever gives the floor sees that the microphone was tested. */
  async tellArrival(meeting: string, token: string, reference: string): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const init = { method: "PUT", headers, body: JSON.stringify({ reference }) };
    await this.#ask(`/api/meetings/${encodeURIComponent(meeting)}/arrival`, init);
  }

  roster(meeting: string, token: string, page: number, version: number | null): Promise<RosterPage> {
    const query = new URLSearchParams({ page: String(page) });
    if (version !== null) query.set("version", String(version));
    return this.#get(`/api/meetings/${encodeURIComponent(meeting)}/roster?${query}`, token);
  }

  /** The newest messages of a thread, or the newest numbered below `before`. */
  chat(meeting: string, token: string, thread = "event", before: number | null = null): Promise<ChatPage> {
    const query = new URLSearchParams({ thread });
    if (before !== null) query.set("before", String(before));
    return this.#get(`/api/meetings/${encodeURIComponent(meeting)}/chat?${query}`, token);
  }

  async threads(meeting: string, token: string): Promise<readonly ThreadView[]> {
    const path = `/api/meetings/${encodeURIComponent(meeting)}/chat/threads`;
    return (await this.#get<{ threads: readonly ThreadView[] }>(path, token)).threads;
  }

  exportChat(meeting: string, token: string, format: ExportFormat): Promise<Blob> {
    return this.#blob(`/api/meetings/${encodeURIComponent(meeting)}/chat/export?format=${format}`, token);
  }

  /** A check before a meeting, to those who answer for support. */
  check(meeting: string, token: string, reference: string): Promise<CheckView> {
    const path = `/api/meetings/${encodeURIComponent(meeting)}/connection-tests/${encodeURIComponent(reference)}`;
    return this.#get(path, token);
  }

  /** One's place in a meeting of two with a visitor who wrote to support; it opens. */
  talkWith(meeting: string, token: string, visitor: string): Promise<{ readonly meetingId: string } & Entry> {
    const path = `/api/meetings/${encodeURIComponent(meeting)}/support/${encodeURIComponent(visitor)}/session`;
    return this.#ask(path, { method: "POST", headers: { authorization: `Bearer ${token}` } });
  }

  async captions(meeting: string, token: string, language: string): Promise<readonly Caption[]> {
    const path = `/api/meetings/${encodeURIComponent(meeting)}/captions/${encodeURIComponent(language)}?format=json`;
    return (await this.#get<{ captions: readonly Caption[] }>(path, token)).captions;
  }

  async configuration(meeting: string, token: string, format: ConfigurationFormat): Promise<Blob> {
    const headers = { authorization: `Bearer ${token}`, accept: `application/${format}` };
    return (await answered(this.fetcher, interpretationPath(meeting), { headers })).blob();
  }

  configure(meeting: string, token: string, file: Blob, format: ConfigurationFormat): Promise<ConfigurationReport> {
    const headers = { authorization: `Bearer ${token}`, "content-type": `application/${format}` };
    return this.#ask(interpretationPath(meeting), { method: "PUT", headers, body: file });
  }

  async statements(meeting: string, token: string): Promise<readonly StatementView[]> {
    const path = `/api/meetings/${encodeURIComponent(meeting)}/statements`;
    return (await this.#get<{ statements: readonly StatementView[] }>(path, token)).statements;
  }

  statementFile(meeting: string, token: string, statement: string, language: string): Promise<Blob> {
    return this.#blob(statementPath(meeting, statement, language), token);
  }

  async withdrawStatement(meeting: string, token: string, statement: string, language: string): Promise<void> {
    const init = { method: "DELETE", headers: { authorization: `Bearer ${token}` } };
    await this.#ask(statementPath(meeting, statement, language), init);
  }

  /** `progress`: share sent, 0 to 1. */
  async fileStatement(
    meeting: string,
    token: string,
    kind: StatementView["kind"],
    form: FilingForm,
    file: Blob,
    progress: (share: number) => void,
  ): Promise<StatementView> {
    const query = new URLSearchParams(Object.entries(form).filter(([, value]) => value !== undefined));
    const place = kind === "recording" ? "recordings" : "statements";
    const path = `/api/meetings/${encodeURIComponent(meeting)}/${place}?${query}`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" };
    const { status, body } = await this.sender(path, headers, file, progress).catch(() => {
      throw new RequestError("offline");
    });
    if (status >= 300) throw refusalOf(body);
    return (body as { statement: StatementView }).statement;
  }

  #get<T>(path: string, token?: string): Promise<T> {
    return this.#ask(path, token ? { headers: { authorization: `Bearer ${token}` } } : {});
  }

  #ask<T>(path: string, init: RequestInit): Promise<T> {
    return asked<T>(this.fetcher, path, init);
  }

  async #blob(path: string, token: string): Promise<Blob> {
    return (await answered(this.fetcher, path, { headers: { authorization: `Bearer ${token}` } })).blob();
  }
}

function interpretationPath(meeting: string): string {
  return `/api/meetings/${encodeURIComponent(meeting)}/interpretation`;
}

function statementPath(meeting: string, statement: string, language: string): string {
  const [id, file, tag] = [meeting, statement, language].map(encodeURIComponent);
  return `/api/meetings/${id}/statements/${file}/${tag}`;
}
