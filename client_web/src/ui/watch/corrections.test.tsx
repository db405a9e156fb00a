import { signal } from "@preact/signals-core";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import type { UiLanguage } from "../../state/preferences";
import { settle } from "../../testing/fakes";
import { catalogIn, click, faults, find, show } from "../../testing/stage";
import { CorrectionService, type Revision, secondsOf, timeText } from "../../watch/corrections";
import type { Mark } from "../../watch/records";
import { Corrections } from "./Corrections";

const statement: Mark = {
  ...{ markId: "s1", kind: "statement", level: 2, startsAt: 1_100, endsAt: 1_200, title: {}, speaker: "Amara Diallo" },
  ...{ delegation: "SN", plate: "SENEGAL – Amara Diallo", language: "fr", page: null },
};
const item: Mark = { ...statement, markId: "i", kind: "agendaItem", level: 1, title: { en: "Water", fr: "Eau" } };
const made: Revision = {
  ...{
    revision: 2,
    kind: "mute",
    at: 1_500,
    by: "staff:Bo",
    why: "A name",
    state: "refused",
    error: "nothingRecorded",
  },
  ...{ channel: "fr", startsAt: 1_003, endsAt: 1_065, mark: null },
};

let asked: { path: string; init: RequestInit | undefined }[] = [];
let refusal = "";
beforeEach(() => {
  asked = [];
  refusal = "";
});

async function fetcher(path: string, init?: RequestInit): Promise<Response> {
  asked.push({ path, init });
  if (refusal) return new Response(JSON.stringify({ code: refusal }), { status: 403 });
  const body = path.endsWith("/session") ? { csrf: "c5rf" } : init?.method ? made : { revisions: [made] };
  return new Response(JSON.stringify(body));
}

async function opened(language: UiLanguage = "en"): Promise<HTMLElement> {
  const service = new CorrectionService(fetcher, "r1");
  const props = {
    service,
    channels: ["floor", "fr"],
    marks: [item, statement],
    begins: 1_000,
    moment: signal(1_075.5),
  };
  const root = await show(<Corrections {...props} />, await catalogIn(language, "watch"));
  await act(async () => {
    (find(root, "corrections") as HTMLDetailsElement).open = true;
    await settle();
  });
  await act(settle);
  return root;
}

async function fill(root: HTMLElement, testid: string, value: string) {
  const field = find(root, testid) as HTMLInputElement;
  field.value = value;
  await act(async () => {
    field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
    await settle();
  });
}

async function send(root: HTMLElement) {
  await act(async () => {
    find(root, "correct-send").closest("form")?.requestSubmit();
    await settle();
  });
}

const last = () => {
  const one = asked.findLast(({ init }) => init?.method);
  const body = typeof one?.init?.body === "string" ? JSON.parse(one.init.body) : one?.init?.body;
  return { path: one?.path, method: one?.init?.method, headers: one?.init?.headers, body };
};
const plain = (text: string | null) => (text ?? "").replace(/[\u2066-\u2069]/g, "");

describe.each(["en", "ar"] as const)("in %s", (language) => {
  it.each(["mute", "sound", "trim", "chapter"])("has no fault for assistive technology: %s", async (kind) => {
    const root = await opened(language);
    await fill(root, "correct-kind", kind);
    expect(await faults(root)).toEqual([]);
  });
});

describe("corrections of a recording", () => {
  it("are asked for when they are opened, and say who made them, when, why, and what came of it", async () => {
    const root = await opened();
    expect(asked.map(({ path }) => path)).toEqual(["/api/registration/session", "/api/recordings/r1/revisions"]);
    const told = plain(find(root, "revision").textContent);
    expect(told).toContain("Revision 2: Mute a stretch");
    expect(told).toContain("0:03–1:05");
    expect(told).toContain("Bo · ");
    expect(told).toContain("Nothing is recorded there.");
  });

  it("mute a stretch between times that are typed or taken from the player", async () => {
    const root = await opened();
    await fill(root, "correct-from", "1:02.5");
    await click(root, "correct-to-here");
    await fill(root, "correct-why", "A name was said");
    await send(root);
    const body = { kind: "mute", channel: "fr", startsAt: 1_062.5, endsAt: 1_075.5, why: "A name was said" };
    expect(last()).toMatchObject({ path: "/api/recordings/r1/revisions", method: "POST", body });
    expect(last().headers).toMatchObject({ "x-csrf-token": "c5rf" });
  });

  it("send a file only with the word that those heard in it consent", async () => {
    const root = await opened();
    await fill(root, "correct-kind", "sound");
    await fill(root, "correct-from", "10");
    await fill(root, "correct-why", "A better voice");
    const picker = find(root, "correct-file") as HTMLInputElement;
    const file = new File(["RIFF"], "voice.wav");
    Object.defineProperty(picker, "files", { value: [file] });
    await act(() => void picker.dispatchEvent(new Event("change", { bubbles: true })));
    await send(root);
    expect(last().path).toBeUndefined();
    await click(root, "correct-consented");
    await send(root);
    expect(last().path).toBe("/api/recordings/r1/sound/fr?from=1010&why=A+better+voice&consented=true");
    expect(last().body).toBe(file);
  });

  it("cut beginning and end, each or neither", async () => {
    const root = await opened();
    await fill(root, "correct-kind", "trim");
    await fill(root, "correct-to", "1:00:00");
    await fill(root, "correct-why", "The end was noise");
    await send(root);
    expect(last().body).toEqual({ kind: "trim", startsAt: null, endsAt: 4_600, why: "The end was noise" });
    await fill(root, "correct-to", "an hour");
    await fill(root, "correct-why", "The end was noise");
    const before = asked.length;
    await send(root);
    expect(asked.length).toBe(before);
    expect(find(root, "correct-fault").textContent).not.toBe("");
  });

  it("name an agenda item in one's own language, and who spoke", async () => {
    const root = await opened();
    await fill(root, "correct-kind", "chapter");
    await fill(root, "correct-first", "Clean water");
    await fill(root, "correct-why", "As adopted");
    await send(root);
    const title = { en: "Clean water", fr: "Eau" };
    expect(last()).toMatchObject({ path: "/api/recordings/r1/chapters/i", method: "PATCH", body: { title } });
    await fill(root, "correct-mark", "s1");
    await fill(root, "correct-first", "Thandi Nkosi");
    await fill(root, "correct-second", "ZA");
    await fill(root, "correct-why", "Misheard");
    await send(root);
    expect(last().body).toEqual({ speaker: "Thandi Nkosi", delegation: "ZA", why: "Misheard" });
  });

  it("are for staff alone", async () => {
    refusal = "sessionUnknown";
    const root = await opened();
    expect(find(root, "correct-fault").querySelector("a")?.getAttribute("href")).toBe("/registration");
    expect(root.querySelector("[data-testid='correct-send']")).toBeNull();
  });
});

describe("times", () => {
  it("are read and written alike", () => {
    for (const text of ["0:00", "0:09.5", "1:05", "59:59", "1:00:00", "2:03:04.5"])
      expect(timeText(secondsOf(text) as number)).toBe(text);
    expect(["", "x", "1:", "1:2:3:4", "1.5:00", "-1"].map(secondsOf)).toEqual([null, null, null, null, null, null]);
    expect(secondsOf("75")).toBe(75);
  });
});
