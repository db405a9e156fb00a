import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import type { Conference } from "../../desk/records";
import {
  account,
  answered,
  answers,
  asked,
  BASE,
  beginAnew,
  click,
  conference,
  entered,
  file,
  has,
  key,
  member,
  open,
  queries,
  slot,
  type,
} from "../../testing/desk";
import { settle } from "../../testing/fakes";
import { faults, find } from "../../testing/stage";

beforeEach(beginAnew);

it("a held message is read, with its code", async () => {
  const { root } = await open(`${BASE}/messages`);
  await click(root, "read-message");
  await answered();
  expect(find(root, "message-text").textContent).toContain("ABCD");
});

it("a new account is shown its secret once, in groups of four", async () => {
  const uri = "otpauth://totp/Hemicycle:dora?secret=ABCDEFGH2345&issuer=Hemicycle";
  answers.set("POST /api/registration/staff", [201, { staff: { ...account("desk"), name: "dora" }, enrolment: uri }]);
  const { root } = await open("/registration/staff");
  await type(root, "account-name", "dora");
  await click(root, "add-account");
  expect(find(root, "enrolment").querySelector("code")?.textContent).toBe("ABCD EFGH 2345");
});

it("a technician enters a coaching session", async () => {
  const { root } = await open(`${BASE}/coaching`);
  answers.set("POST /api/registration/slots/s1/session", [201, { meetingId: "m", token: "t", participantId: "p" }]);
  await click(root, "join-slot");
  expect(entered).toEqual([["m", "t"]]);
});

it("a key is issued for what is chosen, and its secret shown", async () => {
  answers.set("POST /api/registration/keys", [201, { key, secret: "hk-1" }]);
  const { root } = await open("/registration/keys");
  await type(root, "key-name", "badges");
  await click(root, "scope-people");
  await click(root, "add-key");
  expect(asked.find(({ line }) => line.startsWith("POST"))?.body).toEqual({
    ...{ name: "badges", scopes: ["read"], expiresAt: null },
  });
  expect(find(root, "key-secret").textContent).toContain("hk-1");
});

it("a key may end by itself, but not in the past", async () => {
  answers.set("POST /api/registration/keys", [201, { key, secret: "hk-1" }]);
  const { root } = await open("/registration/keys");
  await type(root, "key-name", "badges");
  await type(root, "key-expires", "1970-01-01T00:01");
  await click(root, "add-key");
  expect(find(root, "key-expires").getAttribute("aria-invalid")).toBe("true");
  expect(asked.some(({ line }) => line.startsWith("POST"))).toBe(false);
  await type(root, "key-expires", "2031-06-02T10:00");
  await click(root, "add-key");
  const sent = asked.find(({ line }) => line.startsWith("POST"))?.body as { expiresAt: number };
  expect(new Date(sent.expiresAt * 1000).getFullYear()).toBe(2031);
});

describe("files of documents", () => {
  const link = file.link;
  const drafted = (links: Conference["documents"][number]["links"]) => {
    const documents = [{ title: { en: "Draft" }, links, symbol: "" }];
    answers.set("GET /api/registration/conferences/gc", [200, { ...conference, documents }]);
    return open(`${BASE}/plan`);
  };
  const hand = (root: HTMLElement, given: File) =>
    act(async () => {
      const control = find(root, "add-file") as HTMLInputElement;
      Object.defineProperty(control, "files", { value: [given], configurable: true });
      control.dispatchEvent(new Event("change", { bubbles: true }));
      for (let turn = 0; turn < 5; turn++) await settle();
    });

  it("are handed in beside links, and go out with the plan", async () => {
    answers.set("POST /api/registration/conferences/gc/files", [201, file]);
    answers.set("PUT /api/registration/conferences/gc", [200, conference]);
    const { root } = await drafted({ fr: "https://d.example/fr" });
    expect(has(root, "document-file")).toBe(false);
    await hand(root, new File(["%PDF"], "draft.pdf"));
    expect(find(root, "document-file").textContent).toContain("draft.pdf");
    expect(find(root, "document-file").textContent).toContain("PDF · 1.3 MB");
    expect(await faults(root)).toEqual([]);
    await click(root, "save-plan");
    const plan = asked.find(({ line }) => line.startsWith("PUT"))?.body as typeof conference;
    expect(plan.documents[0]?.links).toEqual({ en: link, fr: "https://d.example/fr" });
  });

  it("are taken off a document by their language", async () => {
    const { root } = await drafted({ en: link });
    await click(root, "remove-file");
    expect(has(root, "document-file")).toBe(false);
    expect((find(root, "document-link-en") as HTMLInputElement).value).toBe("");
  });

  it("that are none are refused in words", async () => {
    answers.set("POST /api/registration/conferences/gc/files", [400, { code: "fileTypeRefused", detail: {} }]);
    const { root } = await drafted({});
    await hand(root, new File(["MZ"], "draft.pdf"));
    expect(find(root, "desk-fault").textContent).toContain("This kind of file is not taken");
  });
});

it("a technician finds who is locked out, and unlocks them, without seeing people", async () => {
  answers.set("POST /api/registration/registrations/r2/unlock", [200, member("2")]);
  const { root } = await open(`${BASE}/locked`, "technician");
  expect(has(root, "section-people")).toBe(false);
  expect(find(root, "locked").textContent).toContain("Awa Diallo");
  answers.set("GET /api/registration/conferences/gc/locked", [200, { locked: [] }]);
  await click(root, "unlock-locked");
  expect(asked.some(({ line }) => line === "POST /api/registration/registrations/r2/unlock")).toBe(true);
  expect(has(root, "locked")).toBe(false);
});

describe("the final list", () => {
  const final = { ...conference, state: "final", closedAt: 2, finalAt: 3 } as const;

  it("is shown in each version that was made", async () => {
    answers.set("GET /api/registration/conferences/gc", [200, final]);
    const { root } = await open(`${BASE}/list`);
    const versions = find(root, "list-version") as HTMLSelectElement;
    expect([...versions.options].map(({ value }) => value)).toEqual(["0", "2", "1"]);
    expect(await faults(root)).toEqual([]);
    versions.value = "1";
    await act(async () => void versions.dispatchEvent(new Event("change", { bubbles: true })));
    await answered();
    expect(queries.at(-1)).toContain("version=1");
  });

  it("gets its next version where something changed, and says so where nothing did", async () => {
    answers.set("GET /api/registration/conferences/gc", [200, final]);
    answers.set("POST /api/registration/conferences/gc/final", [409, { code: "wrongState", detail: {} }]);
    const { root } = await open(`${BASE}/list`);
    await click(root, "new-edition");
    await click(root, "confirm-yes");
    expect(find(root, "edition-same").textContent).toContain("no new version");
    answers.set("POST /api/registration/conferences/gc/final", [200, final]);
    asked.length = 0;
    await click(root, "new-edition");
    await click(root, "confirm-yes");
    expect(find(root, "edition-same").textContent).toBe("");
    expect(asked.some(({ line }) => line.endsWith("/editions"))).toBe(true);
  });
});

it("what is changed of a coaching session goes out alone", async () => {
  answers.set("PATCH /api/registration/slots/s1", [200, slot]);
  const { root } = await open(`${BASE}/coaching`);
  await click(root, "edit-slot");
  expect(await faults(root)).toEqual([]);
  await type(root, "change-places", "0");
  await click(root, "save-slot");
  expect(asked.some(({ line }) => line.startsWith("PATCH"))).toBe(false);
  await type(root, "change-places", "5");
  await click(root, "save-slot");
  expect(asked.find(({ line }) => line.startsWith("PATCH"))?.body).toEqual({ places: 5 });
  expect(has(root, "slot-form")).toBe(false);
});
