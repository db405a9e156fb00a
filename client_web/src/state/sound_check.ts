/** Whose microphone was heard by the server since they were called: tried before the floor is given. */
import { signal } from "@preact/signals-core";
import type { ServerMessage } from "../protocol/messages";

/** Louder than a quiet room. */
const HEARD_DB = -50;

export class SoundCheckState {
  readonly #heard = signal<ReadonlySet<string>>(new Set());

  heard(person: string): boolean {
    return this.#heard.value.has(person);
  }

  apply(message: ServerMessage): void {
    if (message.type === "snapshot") this.#heard.value = new Set();
    else if (message.type === "levels") this.#hear(message.people);
    else if (message.type === "list")
      this.#forget(message.put.filter(({ state }) => state === "queued").map(({ person }) => person));
  }

  #hear(levels: Readonly<Record<string, number>>): void {
    const heard = Object.keys(levels).filter((person) => (levels[person] ?? -127) > HEARD_DB);
    if (heard.every((person) => this.#heard.value.has(person))) return;
    this.#heard.value = new Set([...this.#heard.value, ...heard]);
  }

  #forget(people: readonly string[]): void {
    if (!people.some((person) => this.#heard.value.has(person))) return;
    this.#heard.value = new Set([...this.#heard.value].filter((person) => !people.includes(person)));
  }
}
