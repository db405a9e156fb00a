/** The registration desk on a server of answers: the pages of ``ui/desk`` in their tests. */

import { signal } from "@preact/signals-core";
import { act } from "preact/test-utils";
import { type Place, placeOf } from "../desk/address";
import { DeskClient } from "../desk/client";
import { emptyPlan, planFrom } from "../desk/plan";
import type { Conference, Member } from "../desk/records";
import { StaffSession } from "../desk/session";
import { Notices } from "../state/notices";
import { Preferences, type UiLanguage } from "../state/preferences";
import type { Desk } from "../ui/desk/context";
import { DeskApp } from "../ui/desk/DeskApp";
import { MemoryStore, settle } from "./fakes";
import { catalogIn, find, click as press, show } from "./stage";

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
export const conference: Conference = {
  ...{ ...read.plan, sittings: [sitting], webcastDeclarations: true },
  ...{ conferenceId: "gc", version: 3, publishedAt: 1, closedAt: null, finalAt: null, state: "open" },
};
export const member = (number: string, fields: Partial<Member> = {}): Member => ({
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

export const slot = {
  ...{ slotId: "s1", meetingId: "coaching-s1", kind: "coaching", startsAt: 1_938_247_200, endsAt: 1_938_248_400 },
  ...{ places: 2, language: "fr", withdrawnAt: null },
  bookings: [{ registrationId: "r1", name: "Amara Diallo", delegation: "SN", cameAt: null, noShow: true }],
};
export const key = {
  ...{ keyId: "k1", name: "badges", scopes: ["read"], createdAt: 1, expiresAt: null, revokedAt: null, usedAt: 5 },
};

export const file = {
  ...{ fileId: "0".repeat(32), link: `/api/conferences/gc/files/${"0".repeat(32)}`, fileName: "draft.pdf" },
  ...{ mediaType: "application/pdf", size: 1_250_000, at: 1 },
};
const locked = { registrationId: "r2", name: "Awa Diallo", delegation: "SN", role: "delegate", lockedAt: 5 };
const editions = [1, 2].map((version) => ({ version, at: version * 100, by: "s" }));

type Answer = readonly [status: number, body: unknown];
/** What was asked of the server, and the whole addresses; meetings entered; what it answers.  Anew before each test. */
export const asked: { readonly line: string; readonly body: unknown }[] = [];
export const queries: string[] = [];
export const entered: [string, string][] = [];
export const answers = new Map<string, Answer | (() => Answer)>();

export function beginAnew(): void {
  for (const list of [asked, queries, entered]) list.length = 0;
  answers.clear();
  const base = "/api/registration/conferences/gc";
  const usual: [string, Answer][] = [
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
  ];
  for (const [line, answer] of usual) answers.set(line, answer);
}

const act1 = { number: 1, at: 1, who: "s", act: "", conferenceId: "gc", subject: "registration:r1", detail: { n: 1 } };
export const account = (role: string) => ({
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

export async function open(path: string, role: string | null = "administrator", language: UiLanguage = "en") {
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
export const pause = (ms: number) => act(async () => void (await new Promise((go) => setTimeout(go, ms))));
/** Answers, and what is drawn and asked because of them. */
export const answered = async () => {
  for (let turn = 0; turn < 5; turn++) await act(settle);
};
export const click = async (root: HTMLElement, testid: string) => {
  await press(root, testid);
  await answered();
};
export const has = (root: HTMLElement, testid: string) => root.querySelector(`[data-testid="${testid}"]`) !== null;

export async function type(root: HTMLElement, testid: string, text: string): Promise<void> {
  await act(async () => {
    const control = find(root, testid) as HTMLInputElement;
    control.value = text;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
  });
}

export const BASE = "/registration/conferences/gc";
