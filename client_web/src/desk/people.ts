/** The people of one conference as the desk searches them: read page by page until all who match are here. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import { RequestError } from "../protocol/session";
import type { DeskClient } from "./client";
import type { Member } from "./records";

export interface Filters {
  readonly text: string;
  readonly delegation: string;
  readonly role: string;
  readonly attendance: string;
  readonly accreditation: string;
  readonly standing: string;
}

export const EVERYONE: Filters = {
  ...{ text: "", delegation: "", role: "", attendance: "", accreditation: "", standing: "" },
};
const PAGE = 500;
/** More are not shown: whoever looks for someone writes a word of the name. */
const SHOWN_LIMIT = 20_000;

export class People {
  readonly #members = signal<readonly Member[]>([]);
  readonly #filters = signal<Filters>(EVERYONE);
  readonly #loading = signal(false);
  readonly #fault = signal<RequestError | null>(null);
  #turn = 0;

  constructor(
    private readonly client: DeskClient,
    private readonly conference: string,
    filters: Partial<Filters> = {},
  ) {
    this.#filters.value = { ...EVERYONE, ...filters };
  }

  readonly members: ReadonlySignal<readonly Member[]> = this.#members;
  readonly filters: ReadonlySignal<Filters> = this.#filters;
  readonly loading: ReadonlySignal<boolean> = this.#loading;
  readonly fault: ReadonlySignal<RequestError | null> = this.#fault;

  filter(changed: Partial<Filters>): Promise<void> {
    this.#filters.value = { ...this.#filters.value, ...changed };
    return this.load();
  }

  /** What an earlier load still brings is dropped. */
  async load(): Promise<void> {
    const turn = ++this.#turn;
    this.#loading.value = true;
    this.#fault.value = null;
    try {
      let found: readonly Member[] = [];
      for (let more = true; more && found.length < SHOWN_LIMIT; ) {
        const after = found.at(-1)?.registrationId ?? "";
        const page = await this.client.people(this.conference, { ...this.#filters.peek(), after, limit: PAGE });
        if (turn !== this.#turn) return;
        found = [...found, ...page];
        this.#members.value = found;
        more = page.length === PAGE;
      }
    } catch (error) {
      if (turn === this.#turn) this.#fault.value = error instanceof RequestError ? error : new RequestError("offline");
    } finally {
      if (turn === this.#turn) this.#loading.value = false;
    }
  }

  /** Somebody changed, or is new: where they were, or at the end. */
  put(member: Member): void {
    const known = this.#members.value.some(({ registrationId }) => registrationId === member.registrationId);
    this.#members.value = known
      ? this.#members.value.map((one) => (one.registrationId === member.registrationId ? member : one))
      : [...this.#members.value, member];
  }

  drop(registrationId: string): void {
    this.#members.value = this.#members.value.filter((one) => one.registrationId !== registrationId);
  }
}

export function nameOf(member: Pick<Member, "givenName" | "familyName">): string {
  return [member.givenName, member.familyName].filter(Boolean).join(" ");
}
