/** The pages before a meeting: `/`, `/conferences/<id>`, `/register/<id>` and the delegates' entry `/enter/<id>`. */
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { DelegateEntry } from "../door/entry";
import { DoorService, type Place } from "../door/service";
import { SupportLine } from "../door/support";
import { readArrival } from "../places";
import { type Entry, type EntryForm, Resources } from "../protocol/resources";
import type { Shell } from "../shell";
import { Door, type DoorPage } from "../ui/door/Door";
import type { CheckProps } from "../ui/door/Inside";
import type { makeCheck } from "./door_check";
import { openEars } from "./ears";
import "../styles/door.css";

const TICK_MS = 500;
const LOOK_AGAIN_MS = 60_000;
const CHECKED = "hemicycle.checked";

export function start(shell: Shell): void {
  const { catalog, preferences, root } = shell;
  const request = (input: string, init?: RequestInit) => fetch(input, init);
  const service = new DoorService(request);
  const resources = new Resources(request);
  const ears = openEars();
  const meeting = import("./meeting");
  const timers: number[] = [];
  const ambience = { preferences, userAgent: navigator.userAgent };
  const [, kind = "", name = ""] = location.pathname.split("/").map(decodeURIComponent);
  const now = Date.now() / 1000;

  /** Into the meeting without loading a page: what the click allowed holds. */
  async function goIn(meetingId: string, entry: Entry): Promise<void> {
    const { assemble } = await meeting;
    for (const timer of timers) clearInterval(timer);
    render(null, root);
    assemble(shell, ears).take(meetingId, entry);
  }

  async function walkIn(meetingId: string, form: EntryForm, controlOnly = false): Promise<void> {
    ears.unlock();
    await goIn(meetingId, { ...(await resources.enter(meetingId, form)), controlOnly });
  }

  function openEntry(): DoorPage {
    const entry = new DelegateEntry(service, sessionStorage, name, () => performance.now() / 1000);
    const door = location.pathname;
    const code = location.hash.slice(1);
    // What the link carried stays neither in the address nor in the history.
    if (code) history.replaceState(null, "", door);
    timers.push(window.setInterval(() => entry.tick(), TICK_MS));
    timers.push(window.setInterval(() => void entry.refresh(), LOOK_AGAIN_MS));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void entry.refresh();
    });
    const check = signal<ReturnType<typeof makeCheck> | null>(null);
    void import("./door_check").then((loaded) => {
      check.value = loaded.makeCheck(preferences);
    });
    const actions = {
      unlock: () => ears.unlock(),
      checked: () => sessionStorage.getItem(CHECKED) !== null,
      keepChecked: () => sessionStorage.setItem(CHECKED, "yes"),
      reference: () => readArrival(sessionStorage).reference ?? "",
      enter: async (meetingId: string, move: boolean) => {
        ears.unlock();
        const place = await entry.enter(meetingId, move);
        if (place) await goIn(meetingId, { ...place, door });
      },
      attend: ({ meetingId, token, participantId }: Place) => goIn(meetingId, { token, participantId, door }),
      check: (props: CheckProps) => check.value?.(props) ?? null,
      resources,
    };
    void entry.open(code);
    return { at: "enter", ambience, entry, actions, support: new SupportLine(service, sessionStorage, name) };
  }

  function pageOf(): DoorPage {
    const base = { ambience, service, now };
    if (kind === "enter") return openEntry();
    if (kind === "conferences") return { at: "conference", conferenceId: name, ...base };
    if (kind === "register") {
      const token = new URLSearchParams(location.search).get("invitation") ?? location.hash.slice(1);
      return { at: "invitation", conferenceId: name, token, ...base };
    }
    return { at: "home", resources, onEnter: walkIn, ...base };
  }

  effect(() => {
    if (preferences.loudspeaker.value) void ears.setLoudspeaker(preferences.loudspeaker.value);
  });
  render(<Door catalog={catalog} page={pageOf()} />, root);
}
