/** The HTTP resources of the API: what is too large for the snapshot, and how one enters. */
import type { ChatMessage, Counts, Person, Role } from "./messages";
import { RequestError } from "./session";

export interface MeetingCard {
  readonly id: string;
  readonly title: Readonly<Record<string, string>>;
  readonly agendaItem: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
  readonly openEntry: boolean;
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
}

type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

export class Resources {
  constructor(private readonly fetcher: Fetch) {}

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

  roster(meeting: string, token: string, page: number, version: number | null): Promise<RosterPage> {
    const query = new URLSearchParams({ page: String(page) });
    if (version !== null) query.set("version", String(version));
    return this.#get(`/api/meetings/${encodeURIComponent(meeting)}/roster?${query}`, token);
  }

  chat(meeting: string, token: string): Promise<ChatPage> {
    return this.#get(`/api/meetings/${encodeURIComponent(meeting)}/chat`, token);
  }

  #get<T>(path: string, token?: string): Promise<T> {
    return this.#ask(path, token ? { headers: { authorization: `Bearer ${token}` } } : {});
  }

  async #ask<T>(path: string, init: RequestInit): Promise<T> {
    let response: Response;
    try {
      response = await this.fetcher(path, init);
    } catch {
      throw new RequestError("offline");
    }
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const refusal = body as { code?: string; detail?: Record<string, string> } | null;
      throw new RequestError((refusal?.code ?? "offline") as RequestError["code"], refusal?.detail ?? {});
    }
    return body as T;
  }
}
