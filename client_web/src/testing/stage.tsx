/** A whole client on a fake wire, for tests of the views. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { signal } from "@preact/signals-core";
import axe from "axe-core";
import { render } from "preact";
import { act } from "preact/test-utils";
import { Endpoint } from "../endpoint/endpoint";
import { Catalog } from "../i18n/catalog";
import type { Role, ServerMessage, Snapshot } from "../protocol/messages";
import { Resources } from "../protocol/resources";
import { Preferences, type UiLanguage } from "../state/preferences";
import { type Screen, ScreenProvider } from "../ui/media";
import { TextProvider } from "../ui/text";
import {
  connections,
  type FakeConnection,
  FakeDevices,
  FakeOutputs,
  FakeSignalling,
  FakeTimers,
  MemoryStore,
  settle,
} from "./fakes";
import { me, person, snapshot } from "./samples";

export const fakeScreen: Screen = {
  silenced: signal(false),
  video: (slot) => document.querySelector<HTMLElement>(`video[data-testid="${slot}-video"]`) ?? makeVideo(slot),
  play: () => {},
};

function makeVideo(slot: string): HTMLElement {
  const video = document.createElement("video");
  video.dataset.testid = `${slot}-video`;
  return video;
}

export interface Played {
  readonly endpoint: Endpoint;
  readonly preferences: Preferences;
  readonly devices: FakeDevices;
  readonly signalling: FakeSignalling;
  /** Every connection it opened. */
  readonly made: readonly FakeConnection[];
  readonly timers: FakeTimers;
  readonly outputs: FakeOutputs;
  /** What it sounded. */
  readonly chimes: readonly string[];
  /** Our clock goes on, seconds. */
  pass(seconds: number): Promise<void>;
  hear(message: ServerMessage): Promise<void>;
}

const NOTHING_KEPT = {
  ...{ meetings: [], messages: [], people: [], statements: [], captions: [], pages: 1, version: 1, page: 0 },
  ...{ last: 0, read: 0, more: false },
};

/** An endpoint that has joined as `role`.  `fetcher` answers what is read by HTTP; without it there is nothing. */
export function played(
  role: Role,
  fields: Partial<Snapshot> = {},
  controlOnly = false,
  fetcher = async (_path: string, _init?: RequestInit) => new Response(JSON.stringify(NOTHING_KEPT)),
  /** Meeting -> what was listened to on the last visit. */
  channels: Readonly<Record<string, string>> = {},
): Played {
  const signalling = new FakeSignalling();
  const devices = new FakeDevices();
  const { made, make } = connections();
  let now = 1_000_000;
  const timers = new FakeTimers();
  const chimes: string[] = [];
  const outputs = new FakeOutputs();
  const preferences = new Preferences(new MemoryStore(), ["en"]);
  preferences.channels.value = channels;
  const endpoint = new Endpoint(
    "demo",
    { token: "secret", participantId: "me", controlOnly },
    {
      resources: new Resources(fetcher),
      preferences,
      devices,
      makeMeter: () => ({ readDb: () => -30, close: () => {} }),
      outputs,
      timers,
      makeConnection: make,
      chimes: {
        attention: () => void chimes.push("attention"),
        bell: () => void chimes.push("bell"),
        ring: () => void chimes.push("ring"),
      },
      now: () => now,
      converse: () => ({
        start: () => {},
        request: (message) => signalling.request(message),
        nudge: () => signalling.nudged(),
        end: () => {},
      }),
    },
  );
  endpoint.start();
  endpoint.statusChanged("connecting", null);
  endpoint.statusChanged("joined", null);
  endpoint.delivered(snapshot({ me: me({ person: person("me", { role }) }), ...fields }));
  const hear = async (message: ServerMessage) => {
    await act(() => endpoint.delivered(message));
  };
  const pass = async (seconds: number) => {
    now += seconds;
    await act(() => endpoint.tick());
  };
  return { endpoint, pass, preferences, devices, signalling, made, timers, chimes, outputs, hear };
}

/** With the words of these areas beside the meeting's. */
export async function catalogIn(language: UiLanguage, ...areas: readonly string[]): Promise<Catalog> {
  const locales = join(process.cwd(), "src", "i18n", "locales");
  const read = (tag: string) => ["", ...areas].map((area) => readFileSync(join(locales, area, `${tag}.ftl`), "utf-8"));
  const catalog = new Catalog(async (tag) => read(tag).join("\n"));
  await catalog.use(language);
  document.documentElement.lang = language;
  document.documentElement.dir = catalog.direction.value;
  document.title = "Hemicycle";
  return catalog;
}

export async function show(view: preact.ComponentChild, catalog: Catalog): Promise<HTMLElement> {
  document.body.replaceChildren();
  const root = document.createElement("div");
  document.body.append(root);
  await act(async () => {
    render(
      <TextProvider value={catalog}>
        <ScreenProvider value={fakeScreen}>{view}</ScreenProvider>
      </TextProvider>,
      root,
    );
    await settle();
  });
  return root;
}

export async function click(root: HTMLElement, testid: string): Promise<void> {
  await act(async () => {
    find(root, testid).click();
    await settle();
  });
}

export function find(root: HTMLElement, testid: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
  if (!found) throw new Error(`nothing has data-testid="${testid}"`);
  return found;
}

/** Ids of the WCAG rules the page breaks; colour contrast is tested on the tokens, where nothing is rendered. */
export async function faults(root: HTMLElement): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const rules = { "color-contrast": { enabled: false } };
  const { violations } = await axe.run(root, { runOnly: tags, rules });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}
