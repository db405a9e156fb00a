/** The commands over how somebody else takes part: in the room or remote, at which seat, in which precedence class. */
import type { Attending, FloorEntry } from "../protocol/messages";
import type { Request } from "../protocol/session";
import type { FloorState } from "../state/floor";
import type { Console } from "./console";

const ATTENDS: Readonly<Record<Attending, string>> = { room: "act-attends-room", remote: "act-attends-remote" };

export interface Placed {
  readonly id: string;
  readonly name: string;
  /** Now, before a change. */
  readonly attending: Attending;
}

export class Placing {
  constructor(
    private readonly console: Console,
    private readonly floor: FloorState,
  ) {}

  /** The first request of the person that waits or speaks. */
  entryOf({ id }: Placed): FloorEntry | null {
    return this.floor.list.value.find(({ entry }) => entry.person === id)?.entry ?? null;
  }

  /** Resolves to whether it was done, as all of these. */
  attend(who: Placed, attending: Attending): Promise<boolean> {
    const before = who.attending;
    const back = before === attending ? undefined : () => void this.attend({ ...who, attending }, before);
    return this.#run(who, ATTENDS[attending], { type: "setAttending", person: who.id, attending }, back);
  }

  /** Who has a seat takes part in the room; going remote frees it. */
  async seat(who: Placed, seat: string): Promise<boolean> {
    const before = who.attending;
    const free: Request = { type: "assignSeat", seat, person: null };
    const back = () =>
      void (before === "remote" ? this.attend(who, before) : this.#run(who, "act-seat-free", free, undefined, seat));
    const assign: Request = { type: "assignSeat", seat, person: who.id };
    if (!(await this.#run(who, "act-seat", assign, back, seat))) return false;
    if (before === "room") return true;
    return this.#run(who, "act-seat", { type: "setAttending", person: who.id, attending: "room" }, back, seat);
  }

  /** Null: that of the delegation.  Counts for requests made from then on. */
  setPrecedence(who: Placed, precedence: string | null): Promise<boolean> {
    return this.#run(who, "act-precedence", { type: "setPrecedence", person: who.id, precedence });
  }

  async #run({ id, name }: Placed, words: string, message: Request, undo?: () => void, seat = ""): Promise<boolean> {
    const reply = await this.console.run({
      about: `person ${id}`,
      words: { id: words, args: { name, value: seat } },
      message,
      ...(undo ? { undo } : {}),
    });
    return reply !== null;
  }
}
