/** The public check of computer and connection: `/check`, without signing in. */
import { signal } from "@preact/signals";
import { render } from "preact";
import { browserArrival } from "../media/arrival_browser";
import { keepArrival } from "../places";
import type { ArrivalRole } from "../protocol/arrival";
import { Resources } from "../protocol/resources";
import type { Shell } from "../shell";
import type { ArrivalResult } from "../state/arrival";
import { CheckPage } from "../ui/arrival/CheckPage";
import "../styles/arrival.css";

export function start({ catalog, preferences, root }: Shell): void {
  const asked = new URLSearchParams(location.search).get("role");
  const role = signal<ArrivalRole | null>(asked === "active" || asked === "passive" ? asked : null);
  const resources = new Resources((input, init) => fetch(input, init));
  const keep = (result: ArrivalResult) => keepArrival(sessionStorage, result);
  render(<CheckPage {...{ catalog, preferences, role, resources, keep }} engine={browserArrival()} />, root);
}
