/** The public check of computer and connection: `/check`, without signing in. */
import { signal } from "@preact/signals";
import { render } from "preact";
import { browserArrival } from "../media/arrival_browser";
import type { ArrivalRole } from "../protocol/arrival";
import type { Shell } from "../shell";
import { CheckPage } from "../ui/arrival/CheckPage";
import "../styles/arrival.css";

export function start({ catalog, preferences, root }: Shell): void {
  const asked = new URLSearchParams(location.search).get("role");
  const role = signal<ArrivalRole | null>(asked === "active" || asked === "passive" ? asked : null);
  render(<CheckPage {...{ catalog, preferences, role }} engine={browserArrival()} />, root);
}
