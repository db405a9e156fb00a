import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import {
  type PushReason,
  type PushView,
  pushReasonValues,
  pushStateValues,
  type WebcastView,
} from "../../../protocol/messages";
import { RequestError } from "../../../protocol/session";
import type { UiLanguage } from "../../../state/preferences";
import { alarmsOf } from "../../../state/webcast";
import { settle } from "../../../testing/fakes";
import { webcastView } from "../../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../../testing/stage";
import { Meeting } from "../Meeting";

let on: Played;
afterEach(() => on?.endpoint.dispose());

function push(fields: Partial<PushView> = {}): PushView {
  return {
    ...{ pushId: "d1", address: "rtmps://ingest.example.org/live2", channels: ["fr"], on: true, state: "live" },
    ...{ since: 999_000, reason: null, retryAt: null, bps: 2_140_000, droppedFrames: 0 },
    ...fields,
  };
}

async function operate(pushes: readonly PushView[], language: UiLanguage = "en", view: Partial<WebcastView> = {}) {
  on = played("technician", { webcast: webcastView({ pushes, ...view }) });
  const { endpoint, preferences, devices } = on;
  const root = await show(
    <Meeting {...{ endpoint, preferences, devices }} onLeave={() => {}} />,
    await catalogIn(language),
  );
  await click(root, "tab-webcast");
  return root;
}

const asked = () => on.signalling.asked.filter(({ type }) => /push/i.test(type)).at(-1);
const plain = (element: Element | null | undefined) => (element?.textContent ?? "").replace(/[\u2066-\u2069]/g, "");
const options = (root: HTMLElement, testid: string) =>
  [...(find(root, testid) as HTMLSelectElement).options].map(({ value }) => value);

async function type(root: HTMLElement, testid: string, value: string) {
  const field = find(root, testid) as HTMLInputElement;
  field.value = value;
  await act(async () => {
    field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
    await settle();
  });
}

async function submit(root: HTMLElement) {
  await act(async () => {
    (find(root, "push-form") as HTMLFormElement).requestSubmit();
    await settle();
  });
}

describe("a destination of the webcast", () => {
  it("tells how it fares while it is live, in figures", async () => {
    const root = await operate([push({ droppedFrames: 48 })]);
    expect(plain(find(root, "push").querySelector("bdi"))).toBe("rtmps://ingest.example.org/live2");
    expect(plain(find(root, "push"))).toContain("Français");
    expect(plain(find(root, "push-state"))).toContain("2.1 Mbit/s");
    expect(plain(find(root, "push-state"))).toContain("Dropped 48 pictures");
  });

  it("tells why it fails, and when it is tried again", async () => {
    const now = played("technician").endpoint.meeting.now.value;
    const root = await operate([
      push({ state: "failing", reason: "rejected", retryAt: now + 8, bps: 0, channels: [] }),
    ]);
    const said = plain(find(root, "push-state"));
    expect(said).toContain("It does not accept the stream. Check the key.");
    expect(said).toMatch(/Again in [78] s/);
    expect(said).not.toContain("Mbit/s");
    expect(plain(find(root, "push"))).toContain("All languages");
  });

  it("is started, stopped, and removed after asking", async () => {
    const root = await operate([push({ on: false, state: "off" })]);
    await click(root, "push-switch");
    expect(asked()).toEqual({ type: "startPush", push: "d1" });
    await on.hear({ type: "webcast", number: 2, webcast: webcastView({ pushes: [push({ state: "connecting" })] }) });
    await click(root, "push-switch");
    expect(asked()).toEqual({ type: "stopPush", push: "d1" });
    await click(root, "push-remove");
    expect(asked()).toEqual({ type: "stopPush", push: "d1" });
    await click(root, "confirm-yes");
    expect(asked()).toEqual({ type: "removePush", push: "d1" });
  });

  it("raises an alarm while it fails, and none off the air", () => {
    const kinds = (fields: Partial<WebcastView>) => alarmsOf(webcastView(fields), 0).map(({ kind }) => kind);
    const failing = push({ state: "failing", reason: "refused" });
    expect(kinds({ pushes: [push(), failing] })).toEqual(["push"]);
    expect(kinds({ pushes: [push()] })).toEqual([]);
    expect(kinds({ pushes: [failing], mode: "off", showing: "off" })).toEqual([]);
  });
});

describe("a new destination", () => {
  async function form() {
    const root = await operate([]);
    await click(root, "push-new");
    return root;
  }

  it("takes one language by RTMP, and its key in a field that hides it", async () => {
    const root = await form();
    await type(root, "push-address", "rtmp://ingest.example.org/live");
    expect(options(root, "push-language")).toEqual(["floor", "ar", "zh", "en", "fr", "ru", "es"]);
    await type(root, "push-language", "fr");
    expect((find(root, "push-key") as HTMLInputElement).type).toBe("password");
    await type(root, "push-key", "k");
    await submit(root);
    expect(asked()).toEqual({
      ...{ type: "addPush", address: "rtmp://ingest.example.org/live", channels: ["fr"], key: "k", passphrase: "" },
    });
    expect(root.querySelector("[data-testid='push-form']")).toBeNull();
  });

  it("offers all languages and a passphrase with SRT", async () => {
    const root = await form();
    expect(root.querySelector("[data-testid='push-passphrase']")).toBeNull();
    await type(root, "push-address", "srt://ingest.example.org:9000");
    expect(options(root, "push-language")[0]).toBe("");
    await type(root, "push-language", "");
    await type(root, "push-passphrase", "long enough to be one");
    await submit(root);
    expect(asked()).toMatchObject({ channels: [], key: "", passphrase: "long enough to be one" });
  });

  it("does not send all languages, nor a passphrase, after a change to RTMP", async () => {
    const root = await form();
    await type(root, "push-address", "srt://ingest.example.org:9000");
    await type(root, "push-language", "");
    await type(root, "push-passphrase", "long enough to be one");
    await type(root, "push-address", "rtmp://ingest.example.org/live");
    await submit(root);
    expect(asked()).toMatchObject({ channels: ["floor"], passphrase: "" });
  });

  it("keeps what was typed when it is refused", async () => {
    const root = await form();
    await type(root, "push-address", "rtmp://ingest.example.org/live");
    on.signalling.answers.push(() => new RequestError("pushesFull"));
    await submit(root);
    expect((find(root, "push-address") as HTMLInputElement).value).toBe("rtmp://ingest.example.org/live");
  });
});

describe.each(["en", "ar"] as const)("in %s", (language) => {
  it("list and form have no fault for assistive technology, and words for every state and reason", async () => {
    const states = pushStateValues
      .filter((state) => state !== "failing")
      .map((state) => push({ pushId: state, state, address: `srt://${state}:1` }));
    const reasons = pushReasonValues.map((reason: PushReason) =>
      push({ pushId: reason, state: "failing", reason, address: `srt://${reason}:1` }),
    );
    const root = await operate([...states, ...reasons], language);
    await click(root, "push-new");
    await type(root, "push-address", "srt://a:1");
    expect(await faults(root)).toEqual([]);
    const said = [...root.querySelectorAll("[data-testid='push-state']")].map(plain);
    expect(new Set(said).size).toBe(said.length);
  });
});
