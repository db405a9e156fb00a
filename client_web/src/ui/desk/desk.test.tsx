import { signal } from "@preact/signals-core";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import { type Place, placeOf } from "../../desk/address";
import { DeskClient } from "../../desk/client";
import { emptyPlan, planFrom } from "../../desk/plan";
import type { Conference, Member } from "../../desk/records";
import { StaffSession } from "../../desk/session";
import { Notices } from "../../state/notices";
import { Preferences, type UiLanguage } from "../../state/preferences";
import { MemoryStore, settle } from "../../testing/fakes";
import { catalogIn, faults, find, click as press, show } from "../../testing/stage";
import type { Desk } from "./context";
import { DeskApp } from "./DeskApp";

const DUTIES: Readonly<Record<string, readonly string[]>> = {
  desk: ["read", "people", "accredit", "unlock", "checkIn", "list", "messages"],
  auditor: ["read", "audit"],
  technician: ["read", "unlock", "coaching", "recordings"],
  administrator: [
    ...["read", "people", "accredit", "unlock", "checkIn", "list", "messages", "conferences", "close", "import"],
    ...["audit", "staff", "privacy", "coaching"],
  ],
};

const title = { ar: "", zh: "", en: "General Conference", fr: "", ru: "", es: "" };
const read = planFrom(
  { ...emptyPlan("UTC"), title, startsAt: "2031-06-02T10:00", endsAt: "2031-06-05T18:00", conferenceId: "gc" },
  null,
);
if ("faults" in read) throw new Error("the plan is wrong");
const sitting = {
  meetingId: "gc",
  startsAt: 1_938_247_200,
  endsAt: 1_938_258_000,
  title: { en: "Opening" },
  public: true,
};
const conference: Conference = {
  ...{ ...read.plan, sittings: [sitting], webcastDeclarations: true },
  ...{ conferenceId: "gc", version: 3, publishedAt: 1, closedAt: null, finalAt: null, state: "open" },
};
const member = (number: string, fields: Partial<Member> = {}): Member => ({
  ...{ registrationId: `r${number}`, personId: `p${number}`, conferenceId: "gc", number, email: "a@b.org" },
  ...{ honorific: "", givenName: "Amara", familyName: `Diallo ${number}`, language: "fr", phone: "", role: "delegate" },
  ...{ delegation: "SN", function: "", rank: 100, booth: null, attendance: "remote", standing: "registered" },
  ...{
    accreditation: "pending",
    reason: "",
    letter: "l.pdf",
    accessIssued: false,
    authenticator: false,
    lockedAt: null,
  },
  ...{ createdAt: 1, updatedAt: 1 },
  ...fields,
});
const meters = {
  ...{ registered: 2, active: 2, onSite: 0, participantsLimit: 10, activeLimit: 5, onSiteLimit: null },
  ...{ standing: { registered: 2, waiting: 1 }, accreditation: { pending: 2 } },
};
const held = {
  ...{ messageId: "m1", conferenceId: "gc", registrationId: "r1", kind: "access", channel: "mail", state: "held" },
  ...{ attempts: 0, createdAt: 1, nextAt: 1, expiresAt: null, sentAt: null, error: "" },
};
const report = {
  ...{ applied: false, format: "csv", encoding: "windows-1252", certain: false, delimiter: "," },
  ...{ header: ["Nom", "Courriel"], mapping: { familyName: "Nom" }, rows: 2, sample: [["Côté", "x"]] },
  ...{ counts: { added: 1, changed: 0, unchanged: 0, refused: 2 }, missing: [], missingCount: 0 },
  refusals: [
    { line: 3, code: "fieldInvalid", field: "email,phone", other: 0 },
    { line: 4, code: "alreadyRegistered", field: "", other: 2 },
  ],
};
const list = {
  ...{ edition: "provisional", language: "en", title: "General Conference", total: 1 },
  groups: [
    {
      ...{ name: "members", title: "Members" },
      delegations: [
        {
          ...{ code: "SN", name: "Senegal" },
          people: [
            {
              ...{ honorific: "", familyName: "Diallo", givenName: "Amara", function: "", attendance: "remote" },
              ...{ passive: false, checkedInAt: null },
            },
          ],
        },
      ],
    },
  ],
};

const slot = {
  ...{ slotId: "s1", meetingId: "coaching-s1", kind: "coaching", startsAt: 1_938_247_200, endsAt: 1_938_248_400 },
  ...{ places: 2, language: "fr", withdrawnAt: null },
  bookings: [{ registrationId: "r1", name: "Amara Diallo", delegation: "SN", cameAt: null, noShow: true }],
};
const key = {
  ...{ keyId: "k1", name: "badges", scopes: ["read"], createdAt: 1, expiresAt: null, revokedAt: null, usedAt: 5 },
};

const file = {
  ...{ fileId: "0".repeat(32), link: `/api/conferences/gc/files/${"0".repeat(32)}`, fileName: "draft.pdf" },
  ...{ mediaType: "application/pdf", size: 1_250_000, at: 1 },
};
const locked = { registrationId: "r2", name: "Awa Diallo", delegation: "SN", role: "delegate", lockedAt: 5 };
const editions = [1, 2].map((version) => ({ version, at: version * 100, by: "s" }));

type Answer = readonly [status: number, body: unknown];
let asked: { readonly line: string; readonly body: unknown }[];
let queries: string[];
let entered: [string, string][];
let answers: Map<string, Answer | (() => Answer)>;

beforeEach(() => {
  asked = [];
  queries = [];
  entered = [];
  const base = "/api/registration/conferences/gc";
  answers = new Map<string, Answer | (() => Answer)>([
    ["GET /api/registration/conferences", [200, { conferences: [conference] }]],
    [`GET ${base}`, [200, conference]],
    [`GET ${base}/meters`, [200, meters]],
    [`GET ${base}/registrations`, [200, { registrations: [member("1"), member("2", { lockedAt: 5 })] }]],
    [`GET ${base}/outbox`, [200, { messages: [held], tally: { held: 1 } }]],
    ["GET /api/registration/outbox/m1", [200, { ...held, subject: "Your code", text: "ABCD", calendar: "BEGIN" }]],
    [`GET ${base}/list`, [200, list]],
    [`GET ${base}/declarations`, [200, { declarations: [] }]],
    [`GET ${base}/check-ins/gc`, [200, { checkIns: [] }]],
    [`POST ${base}/imports`, [200, report]],
    ["GET /api/registration/audit", [200, { acts: [{ ...act1, act: "accreditation.approved" }] }]],
    [`GET ${base}/slots`, [200, { slots: [slot] }]],
    [`GET ${base}/files`, [200, { files: [file] }]],
    [`GET ${base}/locked`, [200, { locked: [locked] }]],
    [`GET ${base}/editions`, [200, { editions }]],
    ["GET /api/registration/keys", [200, { keys: [key] }]],
    ["GET /api/registration/staff", [200, { staff: [account("administrator")] }]],
  ]);
});

const act1 = { number: 1, at: 1, who: "s", act: "", conferenceId: "gc", subject: "registration:r1", detail: { n: 1 } };
const account = (role: string) => ({
  ...{
    staffId: "s",
    name: "alice",
    role,
    duties: DUTIES[role] ?? [],
    createdAt: 1,
    disabledAt: null,
    lockedUntil: null,
  },
});

async function open(path: string, role: string | null = "administrator", language: UiLanguage = "en") {
  const client = new DeskClient(async (address, init) => {
    const line = `${init?.method ?? "GET"} ${address.split("?")[0]}`;
    queries.push(address);
    asked.push({ line, body: typeof init?.body === "string" ? JSON.parse(init.body) : init?.body });
    const found = answers.get(line) ?? ([404, { code: "unknownConference", detail: {} }] as const);
    const [status, body] = typeof found === "function" ? found() : found;
    const copy = structuredClone(body);
    return { ok: status < 300, status, json: async () => copy } as Response;
  });
  answers.set(
    "GET /api/registration/session",
    role ? [200, { staff: account(role), csrf: "c" }] : [401, { code: "sessionUnknown", detail: {} }],
  );
  const session = new StaffSession(client);
  await session.look();
  const place = signal<Place>(placeOf(path));
  const desk: Desk = {
    ...{ client, session, place, preferences: new Preferences(new MemoryStore(), [language]), notices: new Notices() },
    ...{
      unsaved: signal(new Map()),
      now: () => 1_000,
      enterMeeting: (meetingId, { token }) => entered.push([meetingId, token]),
    },
    go: (next) => {
      place.value = next;
    },
  };
  const root = await show(
    <DeskApp catalog={await catalogIn(language, "desk")} desk={desk} />,
    await catalogIn(language),
  );
  await answered();
  return { root, desk };
}

/** Real time, for what waits until somebody stops typing. */
const pause = (ms: number) => act(async () => void (await new Promise((go) => setTimeout(go, ms))));
/** Answers, and what is drawn and asked because of them. */
const answered = async () => {
  for (let turn = 0; turn < 5; turn++) await act(settle);
};
const click = async (root: HTMLElement, testid: string) => {
  await press(root, testid);
  await answered();
};
const has = (root: HTMLElement, testid: string) => root.querySelector(`[data-testid="${testid}"]`) !== null;

async function type(root: HTMLElement, testid: string, text: string): Promise<void> {
  await act(async () => {
    const control = find(root, testid) as HTMLInputElement;
    control.value = text;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
  });
}

const BASE = "/registration/conferences/gc";
const PAGES = [
  "",
  "/plan",
  "/registration/staff",
  "/registration/keys",
  "/import",
  "/accreditation",
  "/check-in",
  "/messages",
  "/list",
  "/coaching",
  "/locked",
  "/log",
];

describe.each(["en", "ar"] as const)("in %s", (language) => {
  it.each([
    ...PAGES.map((page) => BASE + page),
    "/registration",
    "/registration/new",
    "/registration/staff",
    "/registration/keys",
    "/registration/help",
  ])("%s has no fault for assistive technology", async (path) => {
    const { root } = await open(path, "administrator", language);
    await answered();
    expect(root.querySelector('[data-testid="desk-fault"]')).toBeNull();
    expect(await faults(root)).toEqual([]);
  });

  it("nor has the sign-in", async () =>
    expect(await faults((await open("/registration", null, language)).root)).toEqual([]));
});

describe("what is not permitted", () => {
  it.each([
    ["auditor", ["overview", "log"]],
    ["desk", ["overview", "people", "accreditation", "check-in", "messages", "list", "locked"]],
  ])("is not shown to the role %s", async (role, sections) => {
    const { root } = await open(BASE, role);
    const shown = [...root.querySelectorAll("[data-testid^=section-]")].map(
      (one) => (one as HTMLElement).dataset.testid,
    );
    expect(shown).toEqual(sections.map((section) => `section-${section}`));
    expect([has(root, "step-close"), has(root, "nav-staff")]).toEqual([false, false]);
  });

  it("is refused with the overview when its address is opened", async () => {
    const { root } = await open(`${BASE}/plan`, "desk");
    expect([has(root, "save-plan"), has(root, "conference-state")]).toEqual([false, true]);
  });
});

describe("signing in", () => {
  it("tells until when an account is locked, and keeps name and password", async () => {
    const until = String(Date.UTC(2031, 0, 1, 12) / 1000);
    answers.set("POST /api/registration/session", [423, { code: "lockedOut", detail: { until } }]);
    const { root } = await open("/registration", null);
    await type(root, "sign-in-name", "alice");
    await type(root, "sign-in-password", "secret");
    await type(root, "sign-in-code", "123456");
    await click(root, "sign-in-button");
    expect(find(root, "desk-fault").textContent).toMatch(/locked until .*\d/);
    expect((find(root, "sign-in-name") as HTMLInputElement).value).toBe("alice");
    expect((find(root, "sign-in-code") as HTMLInputElement).value).toBe("");
  });

  it("is asked again over the page when the session ends, and nothing typed is lost", async () => {
    const { root, desk } = await open(`${BASE}/plan`);
    await type(root, "plan-activeLimit", "77");
    answers.set("PUT /api/registration/conferences/gc", [401, { code: "sessionUnknown", detail: {} }]);
    await click(root, "save-plan");
    expect(desk.session.stage.value).toBe("lost");
    expect((find(root, "session-lost") as HTMLDialogElement).open).toBe(true);
    answers.set("POST /api/registration/session", [201, { staff: account("administrator"), csrf: "d" }]);
    await act(async () => desk.session.signIn("alice", "x", "123456"));
    expect((find(root, "plan-activeLimit") as HTMLInputElement).value).toBe("77");
  });
});

describe("the form of a conference", () => {
  it("names what is wrong beside the field and sends nothing", async () => {
    const { root } = await open(`${BASE}/plan`);
    await type(root, "plan-activeLimit", "many");
    await click(root, "save-plan");
    const field = find(root, "plan-activeLimit");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    const described = (field.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent);
    expect(described.join()).toContain("whole number");
    expect(asked.some(({ line }) => line.startsWith("PUT"))).toBe(false);
  });

  it("joins what two people changed, and asks only where both did", async () => {
    const { root } = await open(`${BASE}/plan`);
    await type(root, "plan-activeLimit", "77");
    await type(root, "plan-quota", "5");
    const theirs = { ...conference, version: 4, activeLimit: 88, ownForm: true };
    answers.set("PUT /api/registration/conferences/gc", [409, { code: "changedMeanwhile", detail: { version: "4" } }]);
    answers.set("GET /api/registration/conferences/gc", [200, theirs]);
    await click(root, "save-plan");
    expect([has(root, "dispute-activeLimit"), has(root, "dispute-quota")]).toEqual([true, false]);
    await act(async () =>
      (find(root, "dispute-activeLimit-theirs").querySelector("input") as HTMLInputElement).click(),
    );
    await click(root, "merge-go-on");
    answers.set("PUT /api/registration/conferences/gc", [200, { ...theirs, version: 5 }]);
    await click(root, "save-plan");
    const sent = asked.filter(({ line }) => line.startsWith("PUT")).at(-1)?.body;
    expect(sent).toMatchObject({ version: 4, activeLimit: 88, quota: 5, ownForm: true });
  });

  it("keeps what was typed when another page is opened meanwhile", async () => {
    const { root } = await open(`${BASE}/plan`);
    await type(root, "plan-activeLimit", "77");
    await click(root, "section-people");
    await click(root, "section-plan");
    expect((find(root, "plan-activeLimit") as HTMLInputElement).value).toBe("77");
    await click(root, "discard-plan");
    expect((find(root, "plan-activeLimit") as HTMLInputElement).value).toBe("450");
  });
});

describe("people", () => {
  it("are filtered by the server, and changed by what differs alone", async () => {
    const { root } = await open(`${BASE}/people`);
    await click(root, "open-person");
    await type(root, "person-function", "Ambassador");
    answers.set("PATCH /api/registration/registrations/r1", [200, member("1", { function: "Ambassador" })]);
    await click(root, "save-person");
    expect(asked.find(({ line }) => line.startsWith("PATCH"))?.body).toEqual({ function: "Ambassador" });
  });

  it("without a place are offered the waiting list, and the form stays", async () => {
    const { root } = await open(`${BASE}/people`);
    await click(root, "add-person");
    await type(root, "person-familyName", "Okafor");
    await click(root, "save-person");
    expect(find(root, "desk-fault").textContent).toContain("E-mail");
    await type(root, "person-email", "o@b.org");
    answers.set("POST /api/registration/conferences/gc/registrations", [409, { code: "participantsFull", detail: {} }]);
    await click(root, "save-person");
    await click(root, "person-waiting");
    answers.set("POST /api/registration/conferences/gc/registrations", [201, member("3", { standing: "waiting" })]);
    await click(root, "save-person");
    expect(asked.at(-2)?.body ?? asked.at(-1)?.body).toMatchObject({
      familyName: "Okafor",
      email: "o@b.org",
      waiting: true,
    });
    expect(has(root, "person-dialog")).toBe(false);
  });

  it("are refused accreditation with a reason only", async () => {
    const { root } = await open(`${BASE}/accreditation`);
    await click(root, "refuse");
    await click(root, "refuse-sure");
    expect(find(root, "refuse-reason").getAttribute("aria-invalid")).toBe("true");
    await type(root, "refuse-reason", "No letter");
    answers.set("POST /api/registration/registrations/r1/accreditation", [
      200,
      member("1", { accreditation: "refused" }),
    ]);
    await click(root, "refuse-sure");
    expect(asked.at(-1)?.body).toEqual({ decision: "refused", reason: "No letter" });
    expect(root.querySelectorAll('[data-testid="candidate"]')).toHaveLength(1);
  });
});

describe("a table", () => {
  it("with a guessed encoding is shown row by row and not applied", async () => {
    const { root } = await open(`${BASE}/import`);
    const input = find(root, "table-file") as HTMLInputElement;
    Object.defineProperty(input, "files", { value: [new File(["x"], "people.csv")] });
    await act(async () => {
      input.dispatchEvent(new Event("change", { bubbles: true }));
      await settle();
    });
    const rows = [...root.querySelectorAll('[data-testid="row-refusal"]')].map((row) =>
      row.textContent?.replaceAll(/[⁦-⁩]/g, ""),
    );
    expect(rows).toEqual(["Line 3 Cannot be taken: E-mail · Telephone", "Line 4 The same person as in line 2."]);
    expect((find(root, "apply-table") as HTMLButtonElement).disabled).toBe(true);
    expect(await faults(root)).toEqual([]);
  });
});

describe("the close", () => {
  it("says how many get what before it is done", async () => {
    const approved = { accreditation: "approved" } as const;
    const room = member("4", { ...approved, attendance: "onSite" });
    const people = [member("1", approved), member("2", { ...approved, email: null }), member("3"), room];
    answers.set("GET /api/registration/conferences/gc/registrations", [200, { registrations: people }]);
    const { root } = await open(BASE);
    await click(root, "step-close");
    await answered();
    const told = [...find(root, "what-is-sent").children].map((line) => line.textContent);
    expect(told).toHaveLength(4);
    expect(told[0]).toContain("One remote delegate gets an access code");
    expect(told[1]).toContain("One person on site gets place and times");
    answers.set("POST /api/registration/conferences/gc/close", [
      200,
      { conference: { ...conference, state: "closed", closedAt: 2 }, messages: 1, withoutAddress: ["r2"] },
    ]);
    await click(root, "confirm-yes");
    expect(find(root, "conference-state").dataset.state).toBe("closed");
  });
});

describe("at the door", () => {
  it("Enter checks in whose number it is, and nobody who is not accredited", async () => {
    const present = member("7", { accreditation: "approved", attendance: "onSite" });
    answers.set("GET /api/registration/conferences/gc/registrations", [
      200,
      { registrations: [member("70"), present] },
    ]);
    answers.set("POST /api/registration/registrations/r7/check-ins/gc", [204, null]);
    const { root } = await open(`${BASE}/check-in`);
    const enter = () =>
      act(async () => {
        find(root, "check-in-find")
          .closest("form")
          ?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
        await settle();
      });
    await type(root, "check-in-find", "70");
    await pause(200);
    await enter();
    expect(asked.some(({ line }) => line.includes("check-ins/gc") && line.startsWith("POST"))).toBe(false);
    await type(root, "check-in-find", "7");
    await pause(200);
    await enter();
    expect(asked.at(-1)?.line).toBe("POST /api/registration/registrations/r7/check-ins/gc");
    expect(find(root, "present").dataset.count).toBe("1");
    expect((find(root, "check-in-find") as HTMLInputElement).value).toBe("");
  });
});

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
    asked = [];
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
