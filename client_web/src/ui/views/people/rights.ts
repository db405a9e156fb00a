/** What one is offered to do to a participant.  The server decides. */
import type { Endpoint } from "../../../endpoint/endpoint";
import type { Person } from "../../../protocol/messages";
import { outranks } from "../../../state/moderation";

/** Nobody writes privately to a passive participant or to a room. */
export function mayWriteTo({ meeting }: Endpoint, { id, role }: Person): boolean {
  return meeting.can("privateChat") && role !== "passive" && role !== "room" && id !== meeting.me.value?.person.id;
}

/** Whether there is anything to do, beside writing. */
export function mayActOn({ meeting }: Endpoint, person: Person): boolean {
  const acts = ["muteParticipant", "renameParticipant", "moveParticipant"];
  return acts.some((act) => meeting.can(act)) || (meeting.can("seeQuality") && person.connected);
}

/** Someone one may put out, hide and rename. */
export function below({ meeting }: Endpoint, person: Person): boolean {
  const me = meeting.me.value?.person;
  return me !== undefined && outranks(me.role, person.role);
}
