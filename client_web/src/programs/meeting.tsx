/** The meeting: `/meeting/<id>` on any role's page; also after a click on the pages before it, which hand the place over. */
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { Endpoint } from "../endpoint/endpoint";
import { browserChimes } from "../media/chimes";
import { BrowserDevices } from "../media/devices";
import { browserMeters } from "../media/levels";
import type { Monitor } from "../media/monitor";
import { browserTimers, makeConnection } from "../media/ports";
import { keepPlace, meetingIdOf, readArrival, readPlace } from "../places";
import { type Entry, type EntryForm, Resources } from "../protocol/resources";
import { WebSocketTransport } from "../protocol/transport";
import type { Shell } from "../shell";
import { App } from "../ui/App";
import { openEars } from "./ears";

export interface MeetingProgram {
  /** Takes a place that was got elsewhere; its click has unlocked the sound. */
  take(meetingId: string, entry: Entry): void;
}

export function start(shell: Shell): void {
  assemble(shell, openEars());
}

export function assemble({ catalog, preferences, root }: Shell, monitor: Monitor): MeetingProgram {
  const resources = new Resources((input, init) => fetch(input, init));
  const devices = new BrowserDevices();
  const makeMeter = browserMeters();
  const chimes = browserChimes();
  /** Unix seconds that never jump: people set their computers' clocks while they sit in a meeting. */
  const now = () => (performance.timeOrigin + performance.now()) / 1000;
  const socketUrl = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;

  const meetingId = signal(meetingIdOf(location.pathname));
  const endpoint = signal<Endpoint | null>(null);

  function takePlace(id: string, entry: Entry): void {
    const { reference, language } = readArrival(sessionStorage);
    if (language !== null && preferences.channels.peek()[id] === undefined) preferences.remember(id, language);
    if (reference !== null) void resources.tellArrival(id, entry.token, reference).catch(() => {});
    const place: Endpoint = new Endpoint(id, entry, {
      ...{ resources, preferences, devices, makeMeter, chimes, now, makeConnection },
      marks: sessionStorage,
      openBeside,
      outputs: monitor,
      timers: browserTimers,
      converse: (owner, token) =>
        new WebSocketTransport(socketUrl, { token, held: () => owner.held, random: Math.random }, owner),
    });
    endpoint.value = place;
    place.start();
  }

  /** A tab that a page opens begins with a copy of what the page keeps for its own. */
  function openBeside(id: string, entry: Entry): boolean {
    keepPlace(sessionStorage, id, entry);
    return window.open(`/meeting/${encodeURIComponent(id)}`) !== null;
  }

  async function enter(id: string, form: EntryForm, controlOnly = false): Promise<void> {
    monitor.unlock();
    take(id, { ...(await resources.enter(id, form)), controlOnly });
  }

  function take(id: string, entry: Entry): void {
    endpoint.value?.dispose();
    keepPlace(sessionStorage, id, entry);
    history.pushState(null, "", `/meeting/${encodeURIComponent(id)}`);
    meetingId.value = id;
    takePlace(id, entry);
  }

  function resume(): void {
    const id = meetingId.value;
    const entry = id === null ? null : readPlace(sessionStorage, id);
    endpoint.value?.dispose();
    endpoint.value = null;
    if (id !== null && entry !== null) takePlace(id, entry);
  }

  function home(): void {
    const id = meetingId.value;
    const door = id === null ? undefined : readPlace(sessionStorage, id)?.door;
    if (id !== null) keepPlace(sessionStorage, id, null);
    location.assign(door ?? "/");
  }

  async function leave(): Promise<void> {
    await endpoint.value?.leave();
    home();
  }

  effect(() => {
    if (preferences.loudspeaker.value) void monitor.setLoudspeaker(preferences.loudspeaker.value);
  });
  window.addEventListener("online", () => endpoint.value?.nudge());
  window.addEventListener("popstate", () => location.reload());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") endpoint.value?.nudge();
  });
  setInterval(() => endpoint.value?.tick(), 250);
  resume();
  const screen = monitor;
  const actions = { enter, leave, resume, home };
  render(<App {...{ catalog, screen, preferences, resources, devices, meetingId, endpoint }} {...actions} />, root);
  return { take };
}
