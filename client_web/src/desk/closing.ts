/** What the close of registration would send, told before it is asked for. */
import type { DeskClient } from "./client";
import { EVERYONE, People } from "./people";
import type { Member } from "./records";

const PAGE = 500;

export interface Forecast {
  /** Remote delegates who would get their access code. */
  readonly access: number;
  /** People on site who would get place and times. */
  readonly onSite: number;
  /** People who are accredited and have no address. */
  readonly withoutAddress: number;
  /** Registered and not accredited yet: they get nothing now. */
  readonly pending: number;
}

/** `told`: registrations that had place and times at a close before. */
export function forecastOf(members: readonly Member[], told: ReadonlySet<string>): Forecast {
  const registered = members.filter((one) => one.standing === "registered");
  const approved = registered.filter((one) => one.accreditation === "approved");
  const remote = approved.filter((one) => one.attendance === "remote" && !one.accessIssued);
  const room = approved.filter((one) => one.attendance === "onSite" && !told.has(one.registrationId));
  const access = remote.filter((one) => one.email).length;
  const onSite = room.filter((one) => one.email).length;
  const pending = registered.filter((one) => one.accreditation === "pending").length;
  return { access, onSite, withoutAddress: remote.length + room.length - access - onSite, pending };
}

/** Rejects as the server refuses. */
export async function forecast(client: DeskClient, conference: string): Promise<Forecast> {
  const people = new People(client, conference, { ...EVERYONE, standing: "registered" });
  await people.load();
  if (people.fault.value) throw people.fault.value;
  return forecastOf(people.members.value, await toldOnSite(client, conference));
}

async function toldOnSite(client: DeskClient, conference: string): Promise<ReadonlySet<string>> {
  const told = new Set<string>();
  let after = "";
  for (;;) {
    const { messages } = await client.outbox(conference, { kind: "onSite", limit: PAGE, after });
    for (const one of messages) if (one.kind === "onSite") told.add(one.registrationId);
    after = messages.at(-1)?.messageId ?? "";
    if (messages.length < PAGE) return told;
  }
}
