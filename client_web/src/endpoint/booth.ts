/** The interpreter's acts beside the microphone: handover, relay keys, help, the booth's voice link, what the booth says of the floor. */
import { signal } from "@preact/signals-core";
import type { Chimes } from "../media/chimes";
import type { CheckResult, CheckStep, HelpKind, HelpView } from "../protocol/messages";
import type { Request } from "../protocol/session";
import { Alarms } from "../state/booth_alarms";
import { type BoothPreferences, RELAY_KEYS, type SecondSound } from "../state/booth_preferences";
import { BOOTH, FLOOR } from "../state/interpretation";
import type { Endpoint } from "./endpoint";

/** When a handover may be offered or asked for, in minutes from now. */
export const HANDOVER_MINUTES = [0, 1, 2, 5] as const;
/** Between two requests to slow down. */
const SLOW_DOWN_S = 10;
/** Between two rings of an alarm. */
const RING_EVERY_S = 2;

export class Booth {
  readonly alarms: Alarms;
  /** Our clock, Unix seconds, from which one may ask to slow down again. */
  readonly slowDownAgainAt = signal(0);
  /** Grows when the search of the glossary is asked for. */
  readonly findTerm = signal(0);
  #rangAt = 0;
  /** The last channel that was not the floor: where the relay key goes. */
  #relay: string | null = null;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly preferences: BoothPreferences,
    private readonly chimes: Chimes,
  ) {
    this.alarms = new Alarms(endpoint.meeting, endpoint.interpretation);
  }

  /** Several times a second. */
  tick(now: number): void {
    if (this.alarms.ringing.peek().length === 0) {
      this.#rangAt = 0;
    } else if (now - this.#rangAt >= RING_EVERY_S) {
      this.#rangAt = now;
      this.chimes.ring();
    }
  }

  // --- incoming ---------------------------------------------------------------------------------------------------------

  /** Channels of the relay keys: as set, else the first languages that are not the booth's own. */
  relayKeys(): readonly (string | null)[] {
    const { meeting, interpretation } = this.endpoint;
    const own = interpretation.booth.value?.language ?? meeting.me.value?.booth;
    const languages = meeting.languages.value;
    const kept = this.preferences.relayKeys.value.map((channel) =>
      channel && languages.includes(channel) ? channel : null,
    );
    const spare = languages.filter((language) => language !== own && !kept.includes(language));
    return Array.from({ length: RELAY_KEYS }, (_, at) => kept[at] ?? spare.shift() ?? null);
  }

  listen(channel: string): void {
    if (channel !== FLOOR) this.#relay = channel;
    void this.endpoint.selectChannel(channel);
  }

  /** Floor and relay by one key. */
  toggleRelay(): void {
    const current = this.endpoint.interpretation.channel.value;
    if (current !== FLOOR) {
      this.listen(FLOOR);
      return;
    }
    const offered = this.endpoint.interpretation.offered.value.map(({ channel }) => channel);
    const wanted = [this.#relay, ...this.relayKeys()].find((channel) => channel && offered.includes(channel));
    if (wanted) this.listen(wanted);
  }

  setSecond(second: SecondSound): void {
    this.preferences.second.value = second;
    void this.endpoint.selectChannel(this.endpoint.interpretation.channel.value);
  }

  /** What to ask for as second channel under a main one. */
  secondFor(channel: string): string | null {
    const second = this.preferences.second.value;
    if (second === "booth") return BOOTH;
    return second === "floor" && channel !== FLOOR ? FLOOR : null;
  }

  setAutoRelay(on: boolean): Promise<boolean> {
    return this.#ask({ type: "setAutoRelay", on });
  }

  // --- outgoing ---------------------------------------------------------------------------------------------------------

  /** A: the booth's language. */
  selectA(): void {
    const [own] = this.endpoint.interpretation.permitted.value;
    if (own) void this.#ask({ type: "selectOutgoing", channel: own });
  }

  selectB(channel: string | null): void {
    if (channel) void this.#ask({ type: "selectOutgoing", channel });
  }

  // --- handover ---------------------------------------------------------------------------------------------------------

  offer(minutes = 0, to: string | null = null): Promise<boolean> {
    return this.#ask({ type: "offerHandover", inS: minutes * 60, ...(to ? { to } : {}) });
  }

  askFor(minutes = 0): Promise<boolean> {
    return this.#ask({ type: "askHandover", inS: minutes * 60 });
  }

  /** One's own word is waited for: whoever is offered the microphone, or asked for it. */
  get asked(): boolean {
    const { handover, handoverPart } = this.endpoint.interpretation;
    const answers = { offered: "passive", asked: "active", accepted: null, overlap: null } as const;
    return handover.value !== null && answers[handover.value.state] === handoverPart.value;
  }

  async answer(accept: boolean): Promise<void> {
    if (this.asked) await this.#ask({ type: "answerHandover", accept });
  }

  async cancel(): Promise<void> {
    if (this.endpoint.interpretation.handover.value !== null) await this.#ask({ type: "cancelHandover" });
  }

  /** There is somebody to take it from. */
  get mayTakeOver(): boolean {
    const { deskMode, mateOnAir } = this.endpoint.interpretation;
    return deskMode.value === "off" && mateOnAir.value !== null;
  }

  /** By force.  The microphone is made ready first: nothing is taken that could not be used. */
  async takeOver(): Promise<void> {
    await this.endpoint.attempt(
      this.endpoint.desk.ready().then(async () => void (await this.#ask({ type: "takeOver" }))),
    );
  }

  /** A take-over needs no second thought while the channel is silent or its desk has dropped. */
  get emergency(): boolean {
    return this.alarms.all.value.some(({ kind }) => kind === "dropped" || kind === "silent" || kind === "bothMuted");
  }

  // --- help, and what is said of the floor --------------------------------------------------------------------------------

  slowDown(): void {
    const now = this.endpoint.meeting.localNow.peek();
    if (now < this.slowDownAgainAt.peek()) return;
    this.slowDownAgainAt.value = now + SLOW_DOWN_S;
    void this.#ask({ type: "askSlowDown" });
  }

  /** One's own call of a kind that is not closed. */
  ownCall(kind: HelpKind): HelpView | null {
    const own = this.endpoint.meeting.me.value?.person.id;
    const calls = this.endpoint.interpretation.booth.value?.calls ?? [];
    return calls.find((call) => call.kind === kind && call.person.id === own) ?? null;
  }

  /** Calls, or takes the call back. */
  toggleCall(kind: HelpKind): Promise<boolean> {
    const call = this.ownCall(kind);
    return this.#ask(call ? { type: "closeHelp", callId: call.callId } : { type: "callHelp", kind });
  }

  toggleUnfit(): Promise<boolean> {
    const unfit = this.endpoint.interpretation.booth.value?.unfitSince === null;
    return this.#ask({ type: "setUnfit", unfit });
  }

  /** The floor is spoken in the booth's own language. */
  get direct(): boolean {
    const own = this.endpoint.interpretation.booth.value?.language;
    return own !== undefined && this.endpoint.meeting.stage.value.floorLanguage === own;
  }

  toggleDirect(): Promise<boolean> {
    return this.#ask({ type: "setDirect", direct: !this.direct });
  }

  consent(recording: boolean, webcast: boolean): Promise<boolean> {
    return this.#ask({ type: "setConsent", recording, webcast });
  }

  mark(step: CheckStep, result: CheckResult | null): Promise<boolean> {
    return this.#ask({ type: "markSoundCheck", step, result });
  }

  addTerm(words: Readonly<Record<string, string>>): Promise<boolean> {
    return this.#ask({ type: "addTerms", terms: [words] });
  }

  removeTerm(termId: string): Promise<boolean> {
    return this.#ask({ type: "removeTerm", termId });
  }

  #ask(message: Request): Promise<boolean> {
    return this.endpoint.ask(message);
  }
}
