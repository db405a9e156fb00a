/** The topic `moderation`, and whom one may act on: the server decides, the client offers nothing it would refuse. */
import { signal } from "@preact/signals-core";
import type { ModerationView, Role, ServerMessage } from "../protocol/messages";

const NOTHING: ModerationView = { evicted: [], upgrades: [], quota: null, quotas: [] };

export class ModerationState {
  readonly view = signal<ModerationView>(NOTHING);

  apply(message: ServerMessage): void {
    if (message.type === "snapshot") this.view.value = message.moderation ?? NOTHING;
    else if (message.type === "moderation") this.view.value = message.moderation;
  }
}

const APPOINTS: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  chair: ["deputy", "moderator", "delegate", "passive"],
  deputy: ["delegate", "passive"],
  moderator: ["delegate", "passive"],
  technician: ["chair", "deputy", "moderator", "delegate", "passive", "interpreter", "technician"],
};

/** The roles someone may be moved to, their own among them; empty where it may not be changed. */
export function rolesFor(by: Role, other: Role): readonly Role[] {
  const appoints = APPOINTS[by] ?? [];
  return appoints.includes(other) ? appoints : [];
}

/** Whether someone may put out, hide or rename another: a moderator not those who appoint moderators. */
export function outranks(by: Role, other: Role): boolean {
  return by !== "moderator" || !["chair", "deputy", "technician"].includes(other);
}
