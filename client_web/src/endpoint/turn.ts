/** One's own turn: the microphone armed when called and let go at the end, the time running out, the place one takes. */
import type { Chimes } from "../media/chimes";
import type { Attending } from "../protocol/messages";
import { hasFloor } from "../state/floor";
import type { Preferences } from "../state/preferences";
import type { Endpoint } from "./endpoint";

export type UpgradeWord = "requestUpgrade" | "takeUpgrade" | "withdrawUpgrade";

export class Turn {
  /** One has the floor, be it that one may not speak just now. */
  #holding = false;
  /** The request for which the microphone was armed: once, whatever becomes of it. */
  #armedFor: string | null = null;
  /** One's question for an active place ended by one's own word. */
  gaveUpWaiting = false;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly preferences: Preferences,
    private readonly chimes: Chimes,
  ) {}

  /** The server's word on the floor.  `rejoined`: the first after a new connection. */
  follow(rejoined: boolean): void {
    const { meeting, floor, microphone, camera } = this.endpoint;
    const me = meeting.me.value;
    if (me === null || me.person.role === "interpreter") return;
    const phase = floor.phase.value;
    const holding = hasFloor(phase) || me.mayOpenMicrophone;
    const next = phase === "called" || phase === "granted";
    if (!next || me.attending === "room") microphone.disarm();
    else if (me.requestId !== this.#armedFor) this.#arm(me.requestId);
    if (!next && !holding) this.#armedFor = null;
    microphone.follow(me, rejoined, holding);
    if (me.person.role === "delegate" && this.#holding && !holding) void camera.stop();
    this.#holding = holding;
  }

  /** "I am ready", or back from being deferred. */
  async answer(requestId: string): Promise<void> {
    const { floor, meeting } = this.endpoint;
    const called = floor.phase.value === "called";
    const answered = await this.endpoint.ask({ type: "answerCall", requestId });
    if (!answered || !called || meeting.me.value?.attending === "room") return;
    // What failed when called is tried again by the person's own act.
    await this.endpoint.attempt(this.endpoint.microphone.arm());
    if (this.preferences.cameraWithMicrophone.value) await this.endpoint.attempt(this.endpoint.camera.start());
  }

  /** The speaking time has passed.  Where the meeting rings a bell, everyone hears that one. */
  timeIsOver(): void {
    const { notices, floor } = this.endpoint;
    notices.say("announce-over", {}, "assertive");
    if (this.preferences.ownBell.value && floor.rules.value.timePolicy === "show") this.chimes.bell();
  }

  attend(attending: Attending): Promise<boolean> {
    return this.endpoint.ask({ type: "setAttending", attending });
  }

  /** A passive participant asks for an active place, takes the one offered, or gives up waiting. */
  async upgrade(type: UpgradeWord): Promise<void> {
    this.gaveUpWaiting = type === "withdrawUpgrade";
    await this.endpoint.ask({ type });
  }

  #arm(requestId: string | null): void {
    this.#armedFor = requestId;
    void this.endpoint.attempt(this.endpoint.microphone.arm());
  }
}
