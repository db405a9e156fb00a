/** Says what an interpreter would see on the console: handover, alarms, calls that are answered, who talks. */
import type { HandoverState, ServerMessage } from "../protocol/messages";
import type { Endpoint } from "./endpoint";

export class BoothAnnouncer {
  #handover: HandoverState | null = null;
  #passive: string | null = null;
  #told: ReadonlySet<string> = new Set();
  #answered: ReadonlySet<string> = new Set();
  #talking: ReadonlySet<string> = new Set();
  #warnings = 0;

  constructor(private readonly endpoint: Endpoint) {}

  heard({ type }: ServerMessage): void {
    if (type !== "snapshot" && type !== "booth") return;
    this.#handovers(type === "snapshot");
    this.#calls(type === "snapshot");
    this.#voices();
  }

  /** Several times a second: alarms come with time too. */
  ticked(): void {
    const { booth, notices, outputs } = this.endpoint;
    const alarms = booth.alarms.all.peek();
    for (const { key, kind, about } of alarms)
      if (!this.#told.has(key)) notices.say("booth-alarm", { kind, name: about }, "assertive");
    this.#told = new Set(alarms.map(({ key }) => key));
    const warnings = outputs.heard.peek()?.warnings ?? 0;
    if (warnings > this.#warnings) notices.show("exposure-warning");
    this.#warnings = warnings;
  }

  #handovers(quietly: boolean): void {
    const { interpretation, notices, meeting } = this.endpoint;
    const handover = interpretation.handover.value;
    const state = handover?.state ?? null;
    if (state === this.#handover) return;
    const [before, passive] = [this.#handover, this.#passive];
    this.#handover = state;
    this.#passive = handover?.passive ?? null;
    const part = interpretation.handoverPart.value;
    if (quietly || (handover !== null && part === "witness")) return;
    if (state !== null) {
      const other = interpretation.mate(part === "active" ? (handover?.passive ?? "") : (handover?.active ?? ""));
      notices.say("announce-handover", { state: `${state}-${part}`, name: other?.person.name ?? "" }, "assertive");
    } else if (before !== null && passive === meeting.me.value?.person.id && interpretation.deskMode.value === "on") {
      notices.say("announce-on-air", {}, "assertive");
    } else notices.say("announce-handover-over");
  }

  #calls(quietly: boolean): void {
    const { meeting, interpretation, notices } = this.endpoint;
    const own = meeting.me.value?.person.id;
    const calls = interpretation.booth.value?.calls ?? [];
    const answered = calls.filter(({ person, answeredBy }) => person.id === own && answeredBy !== null);
    for (const { callId } of answered)
      if (!quietly && !this.#answered.has(callId)) notices.say("announce-call-answered");
    this.#answered = new Set(answered.map(({ callId }) => callId));
  }

  #voices(): void {
    const talking = this.endpoint.interpretation.boothmates.value.filter((desk) => desk.talking);
    for (const { person } of talking)
      if (!this.#talking.has(person.id)) this.endpoint.notices.say("mate-talks", { name: person.name });
    this.#talking = new Set(talking.map(({ person }) => person.id));
  }
}
