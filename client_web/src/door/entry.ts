/**
 * A delegate's way in: access code -> where the one-time code goes -> the code -> their sittings.  The second factor may
 * also be an authenticator app.  Wherever the session ends, the way begins again at the access code.
 */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { Entry } from "../protocol/resources";
import { RequestError } from "../protocol/session";
import type { KeyValueStore } from "../state/preferences";
import { accessCode } from "./codes";
import type { Enrolment, Knocked, Own, Slot, Way } from "./records";
import type { DoorService, SlotSession } from "./service";

export type Step = "looking" | "access" | "way" | "code" | "locked" | "inside";

/** What went wrong, where; `detail` as the server told it. */
export interface Fault {
  readonly step: Step;
  readonly code: string;
  readonly detail: Readonly<Record<string, string>>;
}

/** Times of our own clock, seconds; null where the app makes the code. */
interface Asked {
  readonly way: Way;
  readonly expiresAt: number | null;
  readonly againAt: number | null;
}

/** The access code outlives a page that a telephone puts away while its owner reads the mail; nothing else is kept. */
const KEPT = "hemicycle.access";

const ENDED: ReadonlySet<string> = new Set(["sessionUnknown", "csrfInvalid"]);

export class DelegateEntry {
  readonly #step = signal<Step>("looking");
  readonly #fault = signal<Fault | null>(null);
  readonly #busy = signal(false);
  readonly #knocked = signal<Knocked | null>(null);
  readonly #asked = signal<Asked | null>(null);
  readonly #left = signal<number | null>(null);
  readonly #own = signal<Own | null>(null);
  readonly #ended = signal(false);
  readonly #elsewhere = signal<string | null>(null);
  readonly #enrolment = signal<Enrolment | null>(null);
  readonly #slots = signal<readonly Slot[]>([]);
  readonly #now: Signal<number>;
  #access = "";

  /** Seconds until the code sent last is no good any more; null: it does not expire, or none was sent. */
  readonly expiresInS: ReadonlySignal<number | null>;
  /** Seconds until another may be sent; null: none needs sending. */
  readonly againInS: ReadonlySignal<number | null>;

  constructor(
    private readonly service: DoorService,
    private readonly store: KeyValueStore,
    /** The conference of the address. */
    private readonly conferenceId: string,
    private readonly clock: () => number,
  ) {
    this.#now = signal(clock());
    const until = (at: number | null | undefined) =>
      at === null || at === undefined ? null : Math.max(0, at - this.#now.value);
    this.expiresInS = computed(() => until(this.#asked.value?.expiresAt));
    this.againInS = computed(() => until(this.#asked.value?.againAt));
  }

  get step(): ReadonlySignal<Step> {
    return this.#step;
  }
  get fault(): ReadonlySignal<Fault | null> {
    return this.#fault;
  }
  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }
  get knocked(): ReadonlySignal<Knocked | null> {
    return this.#knocked;
  }
  /** Where the code was sent. */
  get asked(): ReadonlySignal<{ readonly way: Way } | null> {
    return this.#asked;
  }
  /** Wrong codes that are still allowed, once one was wrong. */
  get left(): ReadonlySignal<number | null> {
    return this.#left;
  }
  get own(): ReadonlySignal<Own | null> {
    return this.#own;
  }
  /** A session was there and is over. */
  get ended(): ReadonlySignal<boolean> {
    return this.#ended;
  }
  /** The meeting where another device of theirs is connected. */
  get elsewhere(): ReadonlySignal<string | null> {
    return this.#elsewhere;
  }
  get enrolment(): ReadonlySignal<Enrolment | null> {
    return this.#enrolment;
  }
  get slots(): ReadonlySignal<readonly Slot[]> {
    return this.#slots;
  }

  /** `code`: an access code that came with the link, or empty. */
  async open(code: string): Promise<void> {
    const own = await this.service.who().catch(() => null);
    if (own?.conference.conferenceId === this.conferenceId) {
      await this.#enterHall(own);
      return;
    }
    this.#step.value = "access";
    const known = accessCode(code) || (this.store.getItem(KEPT) ?? "");
    if (known) await this.knock(known);
  }

  tick(): void {
    this.#now.value = this.clock();
  }

  async knock(typed: string): Promise<void> {
    await this.#try(async () => {
      this.#access = accessCode(typed);
      this.#knocked.value = await this.service.knock(this.#access);
      this.store.setItem(KEPT, this.#access);
      this.#step.value = "way";
    });
  }

  async choose(way: Way): Promise<void> {
    await this.#try(async () => {
      const sent = way.channel === "authenticator" ? null : await this.service.sendCode(this.#access, way.channel);
      this.tick();
      const now = this.#now.value;
      this.#asked.value = { way, expiresAt: sent && now + sent.lifeS, againAt: sent && now + sent.againS };
      this.#step.value = "code";
    });
  }

  async again(): Promise<void> {
    const way = this.#asked.value?.way;
    if (way) await this.choose(way);
  }

  async submit(code: string): Promise<void> {
    const authenticator = this.#asked.value?.way.channel === "authenticator";
    await this.#try(async () => {
      const own = await this.service.signIn(this.#access, code, authenticator);
      this.#forgetAccess();
      await this.#enterHall(own);
    });
  }

  back(): void {
    this.#fault.value = null;
    if (this.#step.value === "code") {
      this.#step.value = "way";
      return;
    }
    this.#forgetAccess();
    this.#step.value = "access";
  }

  /** What has changed of one's sittings; the end of the session is noticed here too. */
  async refresh(): Promise<void> {
    if (this.#step.value !== "inside") return;
    try {
      this.#own.value = await this.service.who();
    } catch (error) {
      if (error instanceof RequestError && error.code !== "offline") this.#lose(error);
    }
  }

  /** Null: refused; `fault` or `elsewhere` says why. */
  async enter(meetingId: string, move = false): Promise<Entry | null> {
    return this.#try(async () => {
      this.#elsewhere.value = null;
      return this.service.enter(meetingId, move);
    }, meetingId);
  }

  async signOut(): Promise<void> {
    await this.#try(() => this.service.signOut());
    this.#leaveHall();
  }

  async enrol(): Promise<void> {
    await this.#try(async () => {
      this.#enrolment.value = await this.service.enrol();
    });
  }

  /** Whether the app's code was right. */
  async confirm(code: string): Promise<boolean> {
    const done = await this.#try(async () => {
      await this.service.confirm(code);
      this.#enrolment.value = null;
      this.#own.value = await this.service.who();
      return true;
    });
    return done ?? false;
  }

  cancelEnrolment(): void {
    this.#enrolment.value = null;
    this.#fault.value = null;
  }

  async book(slot: Slot): Promise<void> {
    await this.#try(async () => {
      await (slot.booked ? this.service.giveBack(slot.slotId) : this.service.book(slot.slotId));
      await this.#readSlots();
    });
  }

  async attendSlot(slot: Slot): Promise<SlotSession | null> {
    return this.#try(() => this.service.slotSession(slot.slotId));
  }

  async #enterHall(own: Own): Promise<void> {
    this.#own.value = own;
    this.#ended.value = false;
    this.#left.value = null;
    this.#asked.value = null;
    this.#step.value = "inside";
    await this.#readSlots();
  }

  /** Where no sessions are offered there is nothing to show. */
  async #readSlots(): Promise<void> {
    this.#slots.value = await this.service.slots().catch(() => []);
  }

  #leaveHall(): void {
    this.#own.value = null;
    this.#knocked.value = null;
    this.#elsewhere.value = null;
    this.#enrolment.value = null;
    this.#forgetAccess();
    this.#step.value = "access";
  }

  #forgetAccess(): void {
    this.#access = "";
    this.store.removeItem(KEPT);
  }

  #lose(error: RequestError): void {
    this.#ended.value = ENDED.has(error.code);
    this.#leaveHall();
    if (!this.#ended.value) this.#fault.value = { step: "access", code: error.code, detail: error.detail };
  }

  async #try<T>(act: () => Promise<T>, meetingId: string | null = null): Promise<T | null> {
    if (this.#busy.value) return null;
    this.#busy.value = true;
    this.#fault.value = null;
    const step = this.#step.value;
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      this.#refused(step, error, meetingId);
      return null;
    } finally {
      this.#busy.value = false;
    }
  }

  #refused(step: Step, error: RequestError, meetingId: string | null): void {
    const { detail } = error;
    const code: string = error.code;
    if (code === "enteredElsewhere") this.#elsewhere.value = meetingId;
    else if (code === "lockedOut") this.#step.value = "locked";
    else if (step === "inside" && ENDED.has(code)) this.#lose(error);
    else this.#fault.value = { step, code, detail };
    if (step === "code" && code === "codeRefused" && detail.left) this.#left.value = Number(detail.left);
    if (code === "codeRefused" && step === "access") this.store.removeItem(KEPT);
  }
}
