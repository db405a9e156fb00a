/** What the close of registration would send, told before it is asked for. */
import type { DeskClient } from "./client";
import { EVERYONE, People } from "./people";
import type { Member } from "./records";

export interface Forecast {
  /** Remote delegates who would get their access code. */
  readonly access: number;
  /** Remote delegates who are accredited and have no address. */
  readonly withoutAddress: number;
  /** Registered and not accredited yet: they get nothing now. */
  readonly pending: number;
}

export function forecastOf(members: readonly Member[]): Forecast {
  const registered = members.filter((one) => one.standing === "registered");
  const due = registered.filter(
    (one) => one.attendance === "remote" && one.accreditation === "approved" && !one.accessIssued,
  );
  const access = due.filter((one) => one.email).length;
  const pending = registered.filter((one) => one.accreditation === "pending").length;
  return { access, withoutAddress: due.length - access, pending };
}

/** Rejects as the server refuses. */
export async function forecast(client: DeskClient, conference: string): Promise<Forecast> {
  const people = new People(client, conference, { ...EVERYONE, standing: "registered" });
  await people.load();
  if (people.fault.value) throw people.fault.value;
  return forecastOf(people.members.value);
}
