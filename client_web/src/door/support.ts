/** A conversation with the technicians, for whoever has not entered a meeting. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import { RequestError } from "../protocol/session";
import type { KeyValueStore } from "../state/preferences";
import type { DoorService, Place, SupportMessage } from "./service";

const KEPT = "hemicycle.support";

export class SupportLine {
  readonly #messages = signal<readonly SupportMessage[]>([]);
  readonly #helper = signal<string | null>(null);
  readonly #inviter = signal<string | null>(null);
  readonly #fault = signal<string | null>(null);
  readonly #busy = signal(false);
  /** Last reference the technicians were told. */
  #told = "";
  readonly #token: ReturnType<typeof signal<string>>;

  constructor(
    private readonly service: DoorService,
    private readonly store: KeyValueStore,
    private readonly conferenceId: string,
  ) {
    this.#token = signal(store.getItem(KEPT) ?? "");
  }

  get messages(): ReadonlySignal<readonly SupportMessage[]> {
    return this.#messages;
  }
  /** Who has taken it on. */
  get helper(): ReadonlySignal<string | null> {
    return this.#helper;
  }
  /** Who waits to talk with one. */
  get inviter(): ReadonlySignal<string | null> {
    return this.#inviter;
  }
  get fault(): ReadonlySignal<string | null> {
    return this.#fault;
  }
  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  get begun(): boolean {
    return Boolean(this.#token.value);
  }

  /** Whether it was taken.  `reference`: of the check of one's equipment, or empty. */
  async say(text: string, name: string, language: string, reference: string): Promise<boolean> {
    if (this.#busy.value) return false;
    this.#busy.value = true;
    this.#fault.value = null;
    try {
      const token = this.#token.value ?? "";
      if (token) await this.service.askMore(token, text, reference === this.#told ? "" : reference);
      else
        this.#keep(await this.service.askSupport({ name, text, language, reference, conferenceId: this.conferenceId }));
      this.#told = reference;
      await this.#read();
      return true;
    } catch (error) {
      this.#refused(error);
      return false;
    } finally {
      this.#busy.value = false;
    }
  }

  /** One's place beside the technician who waits; null: they do not any more. */
  async meet(language: string): Promise<Place | null> {
    if (this.#busy.value) return null;
    this.#busy.value = true;
    this.#fault.value = null;
    try {
      return await this.service.meetSupport(this.#token.value ?? "", language);
    } catch (error) {
      this.#fault.value = error instanceof RequestError ? error.code : "unknown";
      return null;
    } finally {
      this.#busy.value = false;
    }
  }

  /** What has been answered since. */
  async look(): Promise<void> {
    if (this.begun) await this.#read().catch((error: unknown) => this.#refused(error));
  }

  async #read(): Promise<void> {
    const after = this.#messages.value.at(-1)?.number ?? 0;
    const { messages, claimedBy, invitedBy } = await this.service.support(this.#token.value ?? "", after);
    const last = this.#messages.value.at(-1)?.number ?? 0;
    this.#messages.value = [...this.#messages.value, ...messages.filter(({ number }) => number > last)];
    this.#helper.value = claimedBy;
    this.#inviter.value = invitedBy;
  }

  #keep(token: string): void {
    this.#token.value = token;
    this.store.setItem(KEPT, token);
  }

  /** A conversation that is not there any more begins anew with what is said next. */
  #refused(error: unknown): void {
    const code: string = error instanceof RequestError ? error.code : "unknown";
    if (code === "tokenUnknown" || code === "meetingNotOpen") {
      this.#token.value = "";
      this.#messages.value = [];
      this.#inviter.value = null;
      this.store.removeItem(KEPT);
    }
    if (code !== "tokenUnknown") this.#fault.value = code;
  }
}
