/** The REST client of the desk: the session is a cookie, what changes something carries the CSRF token. */
import { type Fetch, reached } from "../protocol/asking";
import { RequestError } from "../protocol/session";
import type * as r from "./records";

type Query = Readonly<Record<string, string | number | undefined>>;

const PREFIX = "/api/registration";
const JSON_TYPE = { "content-type": "application/json" };
const BYTES_TYPE = { "content-type": "application/octet-stream" };

interface SignedIn {
  readonly staff: r.Account;
  readonly csrf: string;
}

export interface TableChoices {
  readonly mapping: Readonly<Record<string, string>> | null;
  /** Empty: found out. */
  readonly encoding: string;
  readonly invited: boolean;
}

/** Every method rejects with a `RequestError`, whose code is the server's or `offline`. */
export class DeskClient {
  #csrf = "";
  /** Called when the server knows the session no more. */
  onSessionLost: () => void = () => {};

  constructor(private readonly fetcher: Fetch) {}

  // --- session ---

  async signIn(name: string, password: string, code: string): Promise<r.Account> {
    return this.#signedIn(await this.#send<SignedIn>("POST", `${PREFIX}/session`, { name, password, code }));
  }

  async who(): Promise<r.Account> {
    return this.#signedIn(await this.#ask<SignedIn>(`${PREFIX}/session`));
  }

  async signOut(): Promise<void> {
    await this.#send("DELETE", `${PREFIX}/session`);
    this.#csrf = "";
  }

  #signedIn({ staff, csrf }: SignedIn): r.Account {
    this.#csrf = csrf;
    return staff;
  }

  // --- conferences ---

  async conferences(): Promise<readonly r.Conference[]> {
    return (await this.#ask<{ conferences: r.Conference[] }>(`${PREFIX}/conferences`)).conferences;
  }

  conference(id: string): Promise<r.Conference> {
    return this.#ask(of(id));
  }

  found(conferenceId: string, plan: r.Plan): Promise<r.Conference> {
    return this.#send("POST", `${PREFIX}/conferences`, { conferenceId, ...plan });
  }

  change(id: string, plan: r.Plan, version: number): Promise<r.Conference> {
    return this.#send("PUT", of(id), { ...plan, version });
  }

  async remove(id: string): Promise<void> {
    await this.#send("DELETE", of(id));
  }

  async files(id: string): Promise<readonly r.DocumentFile[]> {
    return (await this.#ask<{ files: r.DocumentFile[] }>(`${of(id)}/files`)).files;
  }

  addFile(id: string, file: Blob, fileName: string): Promise<r.DocumentFile> {
    return this.#send("POST", `${of(id)}/files${asQuery({ fileName })}`, file);
  }

  publish(id: string): Promise<r.Conference> {
    return this.#send("POST", `${of(id)}/publish`);
  }

  close(id: string): Promise<r.Closed> {
    return this.#send("POST", `${of(id)}/close`);
  }

  /** To everybody who is invited and has no invitation yet. */
  invite(id: string): Promise<r.Closed> {
    return this.#send("POST", `${of(id)}/invitation`);
  }

  reopen(id: string): Promise<r.Conference> {
    return this.#send("POST", `${of(id)}/reopen`);
  }

  finalise(id: string): Promise<r.Conference> {
    return this.#send("POST", `${of(id)}/final`);
  }

  meters(id: string): Promise<r.MeterReadings> {
    return this.#ask(`${of(id)}/meters`);
  }

  // --- people ---

  async people(id: string, query: Query): Promise<readonly r.Member[]> {
    return (await this.#ask<{ registrations: r.Member[] }>(`${of(id)}/registrations${asQuery(query)}`)).registrations;
  }

  person(registration: string): Promise<r.Member> {
    return this.#ask(one(registration));
  }

  register(id: string, draft: r.Draft & { late?: boolean; waiting?: boolean; invited?: boolean }): Promise<r.Member> {
    return this.#send("POST", `${of(id)}/registrations`, draft);
  }

  amend(registration: string, draft: r.Draft & { standing?: string }): Promise<r.Member> {
    return this.#send("PATCH", one(registration), draft);
  }

  accredit(registration: string, decision: r.Accreditation, reason: string): Promise<r.Member> {
    return this.#send("POST", `${one(registration)}/accreditation`, { decision, reason });
  }

  unlock(registration: string): Promise<r.Member> {
    return this.#send("POST", `${one(registration)}/unlock`);
  }

  async locked(id: string): Promise<readonly r.LockedPerson[]> {
    return (await this.#ask<{ locked: r.LockedPerson[] }>(`${of(id)}/locked`)).locked;
  }

  renewAccess(registration: string): Promise<r.Member> {
    return this.#send("POST", `${one(registration)}/access`);
  }

  letter(registration: string): Promise<Blob> {
    return this.#blob(`${one(registration)}/letter`);
  }

  attachLetter(registration: string, file: Blob, fileName: string): Promise<r.Member> {
    return this.#send("PUT", `${one(registration)}/letter${asQuery({ fileName })}`, file);
  }

  exportPeople(id: string): Promise<Blob> {
    return this.#blob(`${of(id)}/registrations.csv`);
  }

  takeTable(id: string, file: Blob, choices: TableChoices, apply: boolean): Promise<r.TableReport> {
    const query = {
      mapping: choices.mapping ? JSON.stringify(choices.mapping) : undefined,
      encoding: choices.encoding || undefined,
      invited: choices.invited ? "true" : undefined,
      apply: apply ? "true" : undefined,
    };
    return this.#send("POST", `${of(id)}/imports${asQuery(query)}`, file);
  }

  async checkIns(id: string, meeting: string): Promise<readonly r.CheckIn[]> {
    return (await this.#ask<{ checkIns: r.CheckIn[] }>(`${of(id)}/check-ins/${encodeURIComponent(meeting)}`)).checkIns;
  }

  async checkIn(registration: string, meeting: string): Promise<void> {
    await this.#send("POST", `${one(registration)}/check-ins/${encodeURIComponent(meeting)}`);
  }

  everythingOf(person: string): Promise<Blob> {
    return this.#blob(`${PREFIX}/people/${encodeURIComponent(person)}`);
  }

  async erase(person: string): Promise<void> {
    await this.#send("DELETE", `${PREFIX}/people/${encodeURIComponent(person)}`);
  }

  // --- messages ---

  outbox(id: string, query: Query): Promise<r.Outbox> {
    return this.#ask(`${of(id)}/outbox${asQuery(query)}`);
  }

  message(id: string): Promise<r.Message> {
    return this.#ask(`${PREFIX}/outbox/${encodeURIComponent(id)}`);
  }

  sendAgain(id: string): Promise<r.Message> {
    return this.#send("POST", `${PREFIX}/outbox/${encodeURIComponent(id)}/again`);
  }

  // --- the list ---

  /** `version`: of a final list; 0: the newest. */
  list(id: string, language: string, edition: string, version: number): Promise<r.OfficialList> {
    return this.#ask(`${of(id)}/list${listQuery(language, edition, version)}`);
  }

  listFile(id: string, format: "csv" | "pdf", language: string, edition: string, version: number): Promise<Blob> {
    return this.#blob(`${of(id)}/list.${format}${listQuery(language, edition, version)}`);
  }

  async editions(id: string): Promise<readonly r.Edition[]> {
    return (await this.#ask<{ editions: r.Edition[] }>(`${of(id)}/editions`)).editions;
  }

  async declarations(id: string): Promise<readonly r.Declaration[]> {
    return (await this.#ask<{ declarations: r.Declaration[] }>(`${of(id)}/declarations`)).declarations;
  }

  decide(declaration: string, decision: r.Accreditation): Promise<r.Declaration> {
    return this.#send("POST", `${PREFIX}/declarations/${encodeURIComponent(declaration)}`, { decision, reason: "" });
  }

  // --- the house ---

  async acts(query: Query): Promise<readonly r.Act[]> {
    return (await this.#ask<{ acts: r.Act[] }>(`${PREFIX}/audit${asQuery(query)}`)).acts;
  }

  async staff(): Promise<readonly r.Account[]> {
    return (await this.#ask<{ staff: r.Account[] }>(`${PREFIX}/staff`)).staff;
  }

  addStaff(name: string, password: string, role: r.StaffRole): Promise<{ staff: r.Account; enrolment: string }> {
    return this.#send("POST", `${PREFIX}/staff`, { name, password, role });
  }

  async disableStaff(name: string): Promise<void> {
    await this.#send("DELETE", `${PREFIX}/staff/${encodeURIComponent(name)}`);
  }

  async unlockStaff(name: string): Promise<void> {
    await this.#send("POST", `${PREFIX}/staff/${encodeURIComponent(name)}/unlock`);
  }

  async keys(): Promise<readonly r.Key[]> {
    return (await this.#ask<{ keys: r.Key[] }>(`${PREFIX}/keys`)).keys;
  }

  /** `expiresAt`: null is for ever. */
  issueKey(name: string, scopes: readonly string[], expiresAt: number | null): Promise<{ key: r.Key; secret: string }> {
    return this.#send("POST", `${PREFIX}/keys`, { name, scopes, expiresAt });
  }

  async revokeKey(key: string): Promise<void> {
    await this.#send("DELETE", `${PREFIX}/keys/${encodeURIComponent(key)}`);
  }

  // --- coaching ---

  async slots(id: string): Promise<readonly r.Slot[]> {
    return (await this.#ask<{ slots: r.Slot[] }>(`${of(id)}/slots`)).slots;
  }

  async addSlots(id: string, wanted: object): Promise<void> {
    await this.#send("POST", `${of(id)}/slots`, wanted);
  }

  async changeSlot(slot: string, wanted: object): Promise<void> {
    await this.#send("PATCH", `${PREFIX}/slots/${encodeURIComponent(slot)}`, wanted);
  }

  async withdrawSlot(slot: string): Promise<void> {
    await this.#send("DELETE", `${PREFIX}/slots/${encodeURIComponent(slot)}`);
  }

  /** A technician's place in the session. */
  superviseSlot(slot: string): Promise<{ meetingId: string; token: string; participantId: string }> {
    return this.#send("POST", `${PREFIX}/slots/${encodeURIComponent(slot)}/session`);
  }

  // --- the wire ---

  async #ask<T>(path: string): Promise<T> {
    return (await (await this.#answered(path, {})).json().catch(() => null)) as T;
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const file = body instanceof Blob;
    const init: RequestInit = { method, headers: { ...(file ? BYTES_TYPE : JSON_TYPE), "x-csrf-token": this.#csrf } };
    if (body !== undefined) init.body = file ? body : JSON.stringify(body);
    return (await (await this.#answered(path, init)).json().catch(() => null)) as T;
  }

  async #blob(path: string): Promise<Blob> {
    return (await this.#answered(path, {})).blob();
  }

  async #answered(path: string, init: RequestInit): Promise<Response> {
    const response = await reached(this.fetcher, path, init);
    if (response.ok) return response;
    const refusal = (await response.json().catch(() => null)) as {
      code?: string;
      detail?: Record<string, string>;
    } | null;
    const code = refusal?.code ?? (response.status === 404 ? "unknownConference" : "offline");
    if (code === "sessionUnknown" || code === "csrfInvalid") this.onSessionLost();
    throw new RequestError(code as RequestError["code"], refusal?.detail ?? {});
  }
}

const of = (conference: string) => `${PREFIX}/conferences/${encodeURIComponent(conference)}`;
const one = (registration: string) => `${PREFIX}/registrations/${encodeURIComponent(registration)}`;

const listQuery = (language: string, edition: string, version: number) =>
  asQuery({ language, edition: edition || undefined, version: version || undefined });

function asQuery(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}
