import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { Role } from "../../../protocol/messages";
import type { UiLanguage } from "../../../state/preferences";
import { settle } from "../../../testing/fakes";
import { caption, me, person, stage } from "../../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../../testing/stage";
import { Meeting } from "../Meeting";

const before = [caption("old", { text: "From before.", startedAt: 999_000, writtenAt: 999_000 })];
const NOTHING = {
  ...{ meetings: [], messages: [], people: [], statements: [], captions: before, pages: 1, version: 1, page: 0 },
  ...{ last: 0, read: 0, more: false },
};

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function sit(role: Role, fields: Parameters<typeof played>[1] = {}, language: UiLanguage = "en") {
  on = played(role, fields, false, async () => new Response(JSON.stringify(NOTHING)));
  const { endpoint, preferences, devices } = on;
  return show(<Meeting {...{ endpoint, preferences, devices, onLeave: () => {} }} />, await catalogIn(language));
}

const lines = (root: Element) =>
  [...root.querySelectorAll("[data-testid='caption-line']")].map((line) => line.textContent);
const asked = (type: string) => on.signalling.asked.filter((one) => one.type === type);

describe("captions", () => {
  it.each(["en", "ar"] as const)("have no fault for assistive technology in %s", async (language) => {
    const root = await sit("delegate", {}, language);
    await click(root, "captions-button");
    await on.hear({ type: "caption", caption: caption("c1") });
    await click(root, "caption-settings");
    expect(await faults(root)).toEqual([]);
    await click(root, "caption-history");
    expect(await faults(root)).toEqual([]);
  });

  it("are off until asked for, then of the language of listening, the last three lines, and gone again", async () => {
    const root = await sit("delegate");
    expect(root.querySelector("[data-testid='captions']")).toBeNull();
    expect(asked("followCaptions")).toEqual([]);
    await click(root, "captions-button");
    expect(asked("followCaptions")).toEqual([{ type: "followCaptions", language: "en" }]);
    for (const id of ["c1", "c2", "c3", "c4"]) {
      await on.hear({ type: "caption", caption: caption(id, { startedAt: 999_990 + Number(id[1]) }) });
    }
    expect(lines(root)).toEqual(["line c2", "line c3", "line c4"]);
    await on.hear({ type: "caption", caption: caption("c4", { text: "corrected", startedAt: 999_994 }) });
    expect(lines(root)).toEqual(["line c2", "line c3", "corrected"]);
    await on.pass(13);
    expect(lines(root)).toEqual([]);
    await click(root, "captions-button");
    expect(asked("followCaptions").at(-1)).toEqual({ type: "followCaptions", language: null });
  });

  it("are asked for again over a new connection", async () => {
    await sit("delegate");
    await on.endpoint.captionReader.show(true);
    on.endpoint.captionReader.joined();
    await settle();
    expect(asked("followCaptions")).toHaveLength(2);
  });

  it("show what is being written, which a finished line ends", async () => {
    const root = await sit("delegate");
    await click(root, "captions-button");
    await on.hear({ type: "caption", caption: caption("c1", { text: "The com", final: false }) });
    expect(root.querySelector("[data-final='false']")?.textContent).toBe("The com");
    await on.hear({ type: "caption", caption: caption("c1", { text: "The committee" }) });
    await on.hear({ type: "caption", caption: caption("c1", { text: "The commit", final: false }) });
    expect(lines(root)).toEqual(["The committee"]);
  });

  it("are kept in a panel with what was written before", async () => {
    const root = await sit("delegate");
    await click(root, "captions-button");
    await on.hear({ type: "caption", caption: caption("c1", { text: "Now." }) });
    await click(root, "caption-settings");
    await click(root, "caption-history");
    expect(find(root, "caption-history-lines").textContent).toMatch(/From before\..*Now\./);
  });

  it("are aloud only for who asks, finished lines alone, and none that were there before", async () => {
    const root = await sit("delegate");
    await click(root, "captions-button");
    await on.hear({ type: "caption", caption: caption("c1", { text: "One." }) });
    expect(root.querySelector("[data-testid='captions-aloud']")).toBeNull();
    await act(() => {
      on.preferences.captionsAloud.value = true;
    });
    await settle();
    expect(find(root, "captions-aloud").textContent).toBe("");
    await on.hear({ type: "caption", caption: caption("c2", { text: "Tw", startedAt: 1_000_000, final: false }) });
    expect(find(root, "captions-aloud").textContent).toBe("");
    await on.hear({ type: "caption", caption: caption("c2", { text: "Two.", startedAt: 1_000_000 }) });
    expect(find(root, "captions-aloud").textContent).toBe("Two.");
  });

  it("stand under the picture or over it, in three sizes", async () => {
    const root = await sit("delegate");
    await click(root, "captions-button");
    expect(find(root, "captions").closest(".stage-screen")).toBeNull();
    await act(() => {
      on.preferences.captionPlace.value = "over";
      on.preferences.captionSize.value = "large";
    });
    expect(find(root, "captions").closest(".stage-screen")).not.toBeNull();
    expect(find(root, "captions").dataset.size).toBe("large");
  });
});

describe("a captioner", () => {
  const press = async (root: HTMLElement, key: string) => {
    await act(async () => {
      find(root, "caption-input").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      await settle();
    });
  };
  const type = async (root: HTMLElement, text: string) => {
    const field = find(root, "caption-input") as HTMLTextAreaElement;
    field.value = text;
    await act(async () => {
      field.dispatchEvent(new Event("input", { bubbles: true }));
      await settle();
    });
  };

  it("writes, finishes and corrects by keyboard alone", async () => {
    const captioner = me({ person: person("me", { role: "captioner", language: "en" }) });
    const root = await sit("captioner", { me: captioner });
    expect(document.activeElement).toBe(find(root, "caption-input"));
    on.signalling.answers.push(() => ({ captionId: "c9" }));
    await type(root, "Good morning");
    expect(asked("writeCaption").at(-1)).toMatchObject({ language: "en", text: "Good morning", final: false });
    await press(root, "Enter");
    expect(asked("writeCaption").at(-1)).toMatchObject({ text: "Good morning", final: true });
    await on.hear({ type: "caption", caption: caption("c9", { text: "Good morning" }) });
    expect(find(root, "captioner-lines").textContent).toContain("Good morning");
    await press(root, "ArrowUp");
    await type(root, "Good morning.");
    await press(root, "Enter");
    expect(asked("writeCaption").at(-1)).toMatchObject({ captionId: "c9", text: "Good morning.", final: true });
  });
});

describe("sign language", () => {
  it("stands beside the stage at a size that is kept, moved by the keyboard", async () => {
    const root = await sit("delegate", { stage: stage({ slots: { sign: "s1" } }) });
    await act(() => {
      on.endpoint.pictures.live.value = new Set(["sign"] as const);
    });
    const edge = find(root, "sign-edge");
    expect(edge.getAttribute("aria-valuenow")).toBe("33");
    const press = (key: string) =>
      act(() => void edge.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })));
    await press("ArrowLeft");
    expect(on.preferences.signShare.value).toBeCloseTo(0.38);
    await press("End");
    expect(edge.getAttribute("aria-valuenow")).toBe("60");
    expect(root.querySelector(".tile-of-sign")?.className).toContain("tile-sign");
    expect(await faults(root)).toEqual([]);
  });

  it("is put on duty with the camera, and told who else is", async () => {
    const other = person("s2", { name: "Ana Ruiz", role: "signer" });
    const root = await sit("signer", { stage: stage({ slots: { sign: "s2" }, plates: { s2: other } }) });
    expect(find(root, "signing-state").textContent).toContain("Ana Ruiz");
    await click(root, "signing-button");
    expect(on.devices.opened).toEqual(["camera"]);
    expect(asked("setSigning")).toEqual([{ type: "setSigning", on: true }]);
    await on.hear({ type: "me", number: 1, me: me({ person: person("me", { role: "signer" }), signing: true }) });
    await click(root, "signing-button");
    expect(asked("setSigning").at(-1)).toEqual({ type: "setSigning", on: false });
  });
});
