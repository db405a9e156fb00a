/** Says what a sighted person would notice: who has the floor, one's own turn and time, the sitting. */
import type { ServerMessage, SittingState, UpgradeState, WebcastState } from "../protocol/messages";
import { type ClockTone, clockOf, clockText } from "../state/clocks";
import { type FloorPhase, hasFloor } from "../state/floor";
import type { Endpoint } from "./endpoint";

/** Phase of one's own request -> what is said when it begins; those that need an answer at once interrupt. */
const PHASES: Partial<Record<FloorPhase, readonly [string, "polite" | "assertive"]>> = {
  called: ["announce-called", "assertive"],
  granted: ["announce-granted", "assertive"],
  paused: ["announce-paused", "assertive"],
  deferred: ["announce-deferred", "assertive"],
};

export class Announcer {
  #speaker: string | null = null;
  #phase: FloorPhase = "none";
  #place: number | null = null;
  #tone: ClockTone = "open";
  #upgrade: UpgradeState | null = null;
  #sitting: SittingState | null = null;
  #webcast: WebcastState = "off";

  constructor(private readonly endpoint: Endpoint) {}

  heard(message: ServerMessage): void {
    switch (message.type) {
      case "snapshot":
        this.#remember();
        return;
      case "stage":
        this.#stage();
        return;
      case "list":
        this.#own();
        return;
      case "me":
        this.#own();
        this.#upgraded();
    }
  }

  /** Time passes: the last of one's own speaking time, and its end. */
  ticked(): void {
    const mine = this.endpoint.floor.mine.value;
    if (mine?.state !== "speaking") {
      this.#tone = "open";
      return;
    }
    const clock = clockOf(mine, this.endpoint.floor.rules.value.amberS, this.endpoint.meeting.now.value);
    if (clock.tone === this.#tone) return;
    const began = this.#tone === "open";
    this.#tone = clock.tone;
    if (clock.tone === "ending") this.endpoint.notices.say("announce-ending", { value: clockText(clock.leftS ?? 0) });
    else if (clock.tone === "over" && !began) this.endpoint.turn.timeIsOver();
  }

  #remember(): void {
    const { meeting, floor } = this.endpoint;
    this.#speaker = meeting.stage.value.speaker?.id ?? null;
    this.#sitting = meeting.stage.value.sitting.state;
    this.#webcast = meeting.stage.value.webcast;
    this.#upgrade = meeting.me.value?.upgrade ?? null;
    this.#phase = floor.phase.value;
    this.#place = this.#phase === "queued" ? floor.place.value : null;
  }

  #stage(): void {
    const { speaker, sitting, webcast } = this.endpoint.meeting.stage.value;
    if (sitting.state !== this.#sitting) {
      this.#sitting = sitting.state;
      this.endpoint.notices.say("sitting-words", { state: sitting.state });
    }
    if (webcast !== this.#webcast) {
      this.#webcast = webcast;
      this.endpoint.notices.say("webcast-public", { mode: webcast });
    }
    if ((speaker?.id ?? null) === this.#speaker) return;
    this.#speaker = speaker?.id ?? null;
    if (speaker) {
      this.endpoint.notices.say("announce-speaker", { name: speaker.name });
    }
  }

  #own(): void {
    const { floor, notices } = this.endpoint;
    const phase = floor.phase.value;
    const place = floor.place.value;
    if (phase !== this.#phase) {
      const [id, urgency] = PHASES[phase] ?? [];
      if (id) notices.say(id, {}, urgency);
      else if (phase === "speaking" && this.#phase === "paused") notices.say("announce-resumed", {}, "assertive");
      else if (hasFloor(this.#phase) && !hasFloor(phase)) notices.show("announce-speech-over");
    }
    if (phase === "queued" && place !== null && place !== this.#place) notices.say("announce-place", { place });
    this.#phase = phase;
    this.#place = phase === "queued" ? place : null;
  }

  /** The answer to one's question for an active place. */
  #upgraded(): void {
    const me = this.endpoint.meeting.me.value;
    const before = this.#upgrade;
    this.#upgrade = me?.upgrade ?? null;
    if (this.#upgrade === before || me?.person.role !== "passive") return;
    if (this.#upgrade === "offered") this.endpoint.notices.say("upgrade-offered", {}, "assertive");
    else if (this.#upgrade === "accepted") this.endpoint.notices.say("upgrade-accepted");
    else if (this.#upgrade === null && !this.endpoint.turn.gaveUpWaiting) {
      this.endpoint.notices.show(before === "offered" ? "upgrade-lapsed" : "upgrade-refused");
    }
  }
}
