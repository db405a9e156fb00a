/** Says what a sighted person would notice: who has the floor, one's own turn, new messages, the connection. */
import type { ServerMessage } from "../protocol/messages";
import type { FloorPhase } from "../state/floor";
import type { Endpoint } from "./endpoint";

export class Announcer {
  #speaker: string | null = null;
  #phase: FloorPhase = "none";
  #place: number | null = null;

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
      case "me":
        this.#own();
        return;
      case "eventChat":
        this.#chat();
    }
  }

  #remember(): void {
    this.#speaker = this.endpoint.meeting.stage.value.speaker?.id ?? null;
    this.#phase = this.endpoint.floor.phase.value;
    this.#place = this.#phase === "queued" ? this.endpoint.floor.place.value : null;
  }

  #stage(): void {
    const { speaker } = this.endpoint.meeting.stage.value;
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
      if (phase === "granted") notices.say("announce-granted", {}, "assertive");
      else if (phase === "called") notices.say("announce-called", {}, "assertive");
      else if (phase === "none" && this.#phase === "speaking") notices.say("announce-speech-over");
    }
    if (phase === "queued" && place !== null && place !== this.#place) notices.say("announce-place", { place });
    this.#phase = phase;
    this.#place = phase === "queued" ? place : null;
  }

  #chat(): void {
    const last = this.endpoint.chat.messages.value.at(-1);
    if (last && this.endpoint.chat.unread.value > 0) this.endpoint.notices.say("announce-chat", { name: last.name });
  }
}
