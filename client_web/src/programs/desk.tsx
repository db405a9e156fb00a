/** The registration desk: `/registration` and below. */
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { type Place, pathOf, placeOf } from "../desk/address";
import { DeskClient } from "../desk/client";
import { StaffSession } from "../desk/session";
import { keepPlace } from "../places";
import type { Entry } from "../protocol/resources";
import type { Shell } from "../shell";
import { Notices } from "../state/notices";
import "../styles/desk.css";
import type { Unsaved } from "../ui/desk/context";
import { DeskApp } from "../ui/desk/DeskApp";

export function start({ catalog, preferences, root }: Shell): void {
  const client = new DeskClient((input, init) => fetch(input, init));
  const session = new StaffSession(client);
  const place = signal<Place>(placeOf(location.pathname));
  const unsaved = signal<ReadonlyMap<string, Unsaved>>(new Map());
  const go = (next: Place) => {
    history.pushState(null, "", pathOf(next));
    place.value = next;
  };
  const enterMeeting = (meetingId: string, entry: Entry) => {
    keepPlace(sessionStorage, meetingId, entry);
    location.assign(`/meeting/${encodeURIComponent(meetingId)}`);
  };
  window.addEventListener("popstate", () => {
    place.value = placeOf(location.pathname);
  });
  const warn = (event: BeforeUnloadEvent) => event.preventDefault();
  effect(() => {
    if (unsaved.value.size > 0) window.addEventListener("beforeunload", warn);
    else window.removeEventListener("beforeunload", warn);
  });
  void session.look();
  const now = () => Date.now() / 1000;
  const desk = { client, session, preferences, place, go, enterMeeting, unsaved, now, notices: new Notices() };
  render(<DeskApp catalog={catalog} desk={desk} />, root);
}
