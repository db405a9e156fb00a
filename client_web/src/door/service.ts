/** The requests of the pages before a meeting.  Rejects with `RequestError`, whose code is the server's. */
import { answered, type Fetch } from "../protocol/asking";
import type { Entry } from "../protocol/resources";
import type {
  Channel,
  Conference,
  DeclarationForm,
  Enrolment,
  Knocked,
  Own,
  PublishedConference,
  RegistrationForm,
  Slot,
} from "./records";

export interface WebcastCard {
  readonly meeting: string;
  /** UI language -> text. */
  readonly title: Readonly<Record<string, string>>;
  readonly mode: "off" | "slate" | "onAir";
  /** Why there is nothing to see. */
  readonly reason: string;
}

/** Nothing will be seen there. */
const UNSEEN: ReadonlySet<string> = new Set(["notAllowed", "inCamera"]);

/** Seconds from the answer on. */
export interface CodeSent {
  readonly lifeS: number;
  readonly againS: number;
}

/** `standing`: `invited` until it was answered. */
export interface Invitation {
  readonly conference: Conference;
  readonly standing: string;
  readonly person: Partial<Pick<RegistrationForm, "givenName" | "familyName" | "language" | "delegation" | "function">>;
}

/** What the invited say of themselves. */
export type InvitedForm = Omit<RegistrationForm, "email" | "role">;

/** Before its time one waits in front of a coaching session. */
export type SlotSession =
  | { readonly waiting: true; readonly opensAt: number; readonly inSeconds: number }
  | ({ readonly waiting: false } & Place);

export interface SupportMessage {
  readonly number: number;
  readonly own: boolean;
  readonly name: string;
  readonly text: string;
  readonly sentAt: number;
}

export interface SupportQuestion {
  readonly name: string;
  readonly text: string;
  readonly language: string;
  readonly conferenceId: string;
  /** Of the check of one's equipment, or empty. */
  readonly reference: string;
}

export interface SupportThread {
  readonly messages: readonly SupportMessage[];
  /** The technician who has taken it on. */
  readonly claimedBy: string | null;
  /** The technician who waits to talk with one. */
  readonly invitedBy: string | null;
}

/** A place in a meeting. */
export type Place = { readonly meetingId: string } & Entry;

export class DoorService {
  #csrf = "";

  constructor(private readonly fetcher: Fetch) {}

  // --- what anyone may read and send ---

  async conferences(): Promise<readonly PublishedConference[]> {
    return (await this.#ask<{ conferences: readonly PublishedConference[] }>("GET", "/api/conferences")).conferences;
  }

  conference(id: string): Promise<PublishedConference> {
    return this.#ask("GET", `/api/conferences/${encodeURIComponent(id)}`);
  }

  /** Meetings whose webcast is on the air or announced. */
  /** Those that are on, or will be. */
  async webcasts(): Promise<readonly WebcastCard[]> {
    const { webcasts } = await this.#ask<{ webcasts: readonly WebcastCard[] }>("GET", "/api/webcasts");
    return webcasts.filter(({ mode, reason }) => mode !== "off" || !UNSEEN.has(reason));
  }

  /** Answered alike whether or not the address is known. */
  async register(conference: string, form: RegistrationForm, letter: File | null): Promise<void> {
    const path = `/api/conferences/${encodeURIComponent(conference)}`;
    const { letterToken } = await this.#ask<{ letterToken: string }>("POST", `${path}/registrations`, form);
    if (letter === null) return;
    const query = new URLSearchParams({ fileName: letter.name });
    await this.#ask("PUT", `${path}/letters/${encodeURIComponent(letterToken)}?${query}`, letter);
  }

  async declare(conference: string, form: DeclarationForm): Promise<void> {
    await this.#ask("POST", `/api/conferences/${encodeURIComponent(conference)}/declarations`, form);
  }

  invitation(conference: string, token: string): Promise<Invitation> {
    return this.#ask("GET", invitationPath(conference, token));
  }

  /** `waiting`: all places are taken. */
  async accept(conference: string, token: string, form: InvitedForm): Promise<"registered" | "waiting"> {
    return (await this.#ask<{ standing: "registered" | "waiting" }>("POST", invitationPath(conference, token), form))
      .standing;
  }

  async decline(conference: string, token: string): Promise<void> {
    await this.#ask("DELETE", invitationPath(conference, token));
  }

  // --- support ---

  /** The token of the conversation. */
  async askSupport(question: SupportQuestion): Promise<string> {
    return (await this.#ask<{ token: string }>("POST", "/api/support", question)).token;
  }

  /** `reference`: of a check made since, or empty. */
  async askMore(token: string, text: string, reference: string): Promise<void> {
    await this.#ask("POST", "/api/support/messages", { text, reference }, token);
  }

  /** One's place beside the technician who waits. */
  meetSupport(token: string, language: string): Promise<Place> {
    return this.#ask("POST", "/api/support/session", { language }, token);
  }

  support(token: string, after: number): Promise<SupportThread> {
    return this.#ask("GET", `/api/support?after=${after}`, undefined, token);
  }

  // --- two factors ---

  knock(access: string): Promise<Knocked> {
    return this.#ask("POST", "/api/entry/access", { access });
  }

  /** Lengths of time, not points: the clock of this computer may be wrong. */
  async sendCode(access: string, channel: Channel): Promise<CodeSent> {
    const response = await this.#answered("POST", "/api/entry/code", { access, channel });
    const { expiresAt, againAt } = (await response.json()) as { expiresAt: number; againAt: number };
    const told = Date.parse(response.headers.get("date") ?? "") / 1000;
    const now = Number.isNaN(told) ? Date.now() / 1000 : told;
    return { lifeS: Math.max(0, expiresAt - now), againS: Math.max(0, againAt - now) };
  }

  async signIn(access: string, code: string, authenticator: boolean): Promise<Own> {
    return this.#keep(await this.#ask("POST", "/api/entry/session", { access, code, authenticator }));
  }

  async who(): Promise<Own> {
    return this.#keep(await this.#ask("GET", "/api/entry/session"));
  }

  async signOut(): Promise<void> {
    await this.#ask("DELETE", "/api/entry/session");
    this.#csrf = "";
  }

  // --- with a session ---

  enrol(): Promise<Enrolment> {
    return this.#ask("POST", "/api/entry/authenticator", {});
  }

  async confirm(code: string): Promise<void> {
    await this.#ask("PUT", "/api/entry/authenticator", { code });
  }

  /** `move`: although another device of theirs is connected. */
  async enter(meeting: string, move: boolean): Promise<Entry> {
    const path = `/api/entry/meetings/${encodeURIComponent(meeting)}`;
    const { token, participantId } = await this.#ask<Entry>("POST", path, { move });
    return { token, participantId };
  }

  async slots(): Promise<readonly Slot[]> {
    return (await this.#ask<{ slots: readonly Slot[] }>("GET", "/api/entry/slots")).slots;
  }

  async book(slot: string): Promise<void> {
    await this.#ask("PUT", slotPath(slot), {});
  }

  async giveBack(slot: string): Promise<void> {
    await this.#ask("DELETE", slotPath(slot));
  }

  slotSession(slot: string): Promise<SlotSession> {
    return this.#ask("POST", `${slotPath(slot)}/session`, {});
  }

  #keep({ csrf, ...own }: Own & { csrf: string }): Own {
    this.#csrf = csrf;
    return own;
  }

  async #ask<T>(method: string, path: string, body?: unknown, token = ""): Promise<T> {
    const response = await this.#answered(method, path, body, token);
    return (await response.json().catch(() => null)) as T;
  }

  async #answered(method: string, path: string, body?: unknown, token = ""): Promise<Response> {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    if (body !== undefined)
      headers["content-type"] = body instanceof Blob ? "application/octet-stream" : "application/json";
    if (this.#csrf && method !== "GET") headers["x-csrf-token"] = this.#csrf;
    const init: RequestInit = { method, headers };
    if (body !== undefined) init.body = body instanceof Blob ? body : JSON.stringify(body);
    return answered(this.fetcher, path, init);
  }
}

function slotPath(slot: string): string {
  return `/api/entry/slots/${encodeURIComponent(slot)}`;
}

function invitationPath(conference: string, token: string): string {
  return `/api/conferences/${encodeURIComponent(conference)}/invitations/${encodeURIComponent(token)}`;
}
