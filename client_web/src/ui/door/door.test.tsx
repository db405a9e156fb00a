import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import { DelegateEntry } from "../../door/entry";
import { DoorService } from "../../door/service";
import { SupportLine } from "../../door/support";
import { Resources } from "../../protocol/resources";
import { Preferences, type UiLanguage } from "../../state/preferences";
import { MemoryStore, settle } from "../../testing/fakes";
import { catalogIn, click, faults, find, show } from "../../testing/stage";
import { Door, type DoorPage } from "./Door";
import type { CheckProps } from "./Inside";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const DAY = 86_400;
const sitting = (fields: object = {}) => ({
  ...{ meetingId: "water", startsAt: 1_000_000, endsAt: 1_010_000, title: { en: "Opening" }, public: true },
  agenda: [{ itemId: "basins", title: { en: "Shared river basins" } }],
  ...fields,
});
const conference = (fields: object = {}) => ({
  ...{
    conferenceId: "assembly",
    title: { en: "Committee on Water", ar: "لجنة المياه" },
    form: "hybrid",
    state: "open",
  },
  ...{ venue: { en: "Palais des Nations" }, timezone: "Asia/Tokyo", startsAt: 1_000_000, endsAt: 1_000_000 + 3 * DAY },
  ...{ opensAt: null, deadlineAt: 990_000, languages: ["en", "fr"], ownForm: true, webcastDeclarations: true },
  documents: [
    { title: { en: "Draft" }, symbol: "W/1", links: { en: "https://d.example/en", ru: "https://d.example/ru" } },
  ],
  sittings: [
    sitting(),
    sitting({ startsAt: 1_000_000 + DAY, endsAt: 1_000_000 + DAY, title: { en: "Closing" }, public: false }),
  ],
  ...fields,
});
const own = (fields: object = {}) => ({
  csrf: "token",
  conference: conference(),
  person: {
    ...{ name: "Naledi Dlamini", language: "en", delegation: "ZA", role: "delegate", function: "Minister" },
    ...{ authenticator: false, ...fields },
  },
  meetings: [{ meetingId: "water", open: true }],
});
const slot = { slotId: "s", kind: "coaching", startsAt: 1_000, endsAt: 2_000, language: "fr", free: 2, booked: false };

type Answers = Record<string, () => unknown>;
let sent: string[];
let bodies: unknown[];
let done: string[];
beforeEach(() => {
  sent = [];
  bodies = [];
  done = [];
});

function fetcher(answers: Answers) {
  const all: Answers = {
    "GET /api/conferences": () => ({ conferences: [conference()] }),
    "GET /api/conferences/assembly": () => conference(),
    "GET /api/webcasts": () => ({
      webcasts: [{ meeting: "water", title: { en: "Water" }, mode: "onAir", reason: "" }],
    }),
    "GET /api/meetings": () => ({ meetings: [] }),
    "GET /api/entry/slots": () => ({ slots: [slot] }),
    "POST /api/entry/access": () => ({
      conference: conference(),
      channels: ["authenticator", "mail", "sms"].map((channel) => ({ channel, masked: "n•••@e•••.org" })),
    }),
    "POST /api/entry/code": () => ({ expiresAt: Date.now() / 1000 + 600, againAt: Date.now() / 1000 + 30 }),
    ...answers,
  };
  return async (path: string, init?: RequestInit) => {
    const what = `${init?.method ?? "GET"} ${path}`;
    sent.push(what);
    bodies.push(typeof init?.body === "string" ? JSON.parse(init.body) : init?.body);
    const told = (all[what]?.() ?? { code: "unknown" }) as { code?: string };
    return new Response(JSON.stringify(told), { status: told.code ? 400 : 200 });
  };
}

const ambience = (userAgent = FIREFOX) => ({ preferences: new Preferences(new MemoryStore(), ["en"]), userAgent });

async function open(page: DoorPage, language: UiLanguage = "en"): Promise<HTMLElement> {
  const root = await show(<Door catalog={await catalogIn(language, "door")} page={page} />, await catalogIn(language));
  for (let reads = 0; reads < 2; reads++) await act(settle);
  return root;
}

function home(answers: Answers = {}, userAgent = FIREFOX): DoorPage {
  const ask = fetcher(answers);
  const parts = { service: new DoorService(ask), resources: new Resources(ask), now: 1_000_500 };
  return {
    at: "home",
    ambience: ambience(userAgent),
    ...parts,
    onEnter: async (id) => void done.push(`walk in ${id}`),
  };
}

function page(answers: Answers = {}, token?: string): DoorPage {
  const parts = {
    ambience: ambience(),
    service: new DoorService(fetcher(answers)),
    conferenceId: "assembly",
    now: 900_000,
  };
  return token === undefined ? { at: "conference", ...parts } : { at: "invitation", token, ...parts };
}

function enter(answers: Answers = {}, check: (props: CheckProps) => preact.ComponentChild = () => null) {
  const entry = new DelegateEntry(new DoorService(fetcher(answers)), new MemoryStore(), "assembly", () => 0);
  const actions = {
    unlock: () => void done.push("unlock"),
    checked: () => false,
    reference: () => "AB-12",
    keepChecked: () => void done.push("checked"),
    enter: async (meetingId: string, move: boolean) => {
      done.push(`enter ${meetingId}${move ? " here" : ""}`);
      await entry.enter(meetingId, move);
    },
    attend: async () => void done.push("attend"),
    check,
    resources: new Resources(fetcher(answers)),
  };
  const support = new SupportLine(new DoorService(fetcher(answers)), new MemoryStore(), "assembly");
  const door: DoorPage = { at: "enter", ambience: ambience(), entry, actions, support };
  return { entry, door };
}

const type = (root: HTMLElement, testid: string, text: string) =>
  act(() => {
    const field = find(root, testid) as HTMLInputElement;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
const submit = (root: HTMLElement, testid: string) =>
  act(async () => {
    find(root, testid)
      .closest("form")
      ?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    await settle();
  });
const words = (root: HTMLElement, testid: string) =>
  (find(root, testid).textContent ?? "").replace(/[\u2066-\u2069]/g, "");
const has = (root: HTMLElement, testid: string) => root.querySelector(`[data-testid="${testid}"]`) !== null;

describe("the first page", () => {
  it("shows what runs, where one registers, enters and watches", async () => {
    const root = await open(home());
    expect(words(root, "conference-card")).toContain("In progress");
    expect(find(root, "conference-enter").getAttribute("href")).toBe("/enter/assembly");
    expect(find(root, "conference-register").getAttribute("href")).toBe("/conferences/assembly#registration");
    expect(find(root, "conference-webcast").getAttribute("href")).toBe("/webcast/water/");
    expect(has(root, "browser-warning")).toBe(false);
  });

  it("offers nothing that is not there", async () => {
    const plain = conference({ form: "physical", ownForm: false, startsAt: 2_000_000 });
    const answers = {
      "GET /api/conferences": () => ({ conferences: [plain] }),
      "GET /api/webcasts": () => ({ code: "x" }),
    };
    const root = await open(home(answers));
    expect(["conference-enter", "conference-register", "conference-webcast"].filter((id) => has(root, id))).toEqual([]);
    expect(words(root, "conference-card")).toContain("Registration is open");
  });

  it.each([
    ["off", "sittingScheduled", true],
    ["slate", "inCamera", true],
    ["off", "notAllowed", false],
  ])("links a webcast that is %s (%s): %s", async (mode, reason, linked) => {
    const answers = { "GET /api/webcasts": () => ({ webcasts: [{ meeting: "water", title: {}, mode, reason }] }) };
    expect(has(await open(home(answers)), "conference-webcast")).toBe(linked);
  });

  it("shows every webcast that is on, of no conference too, and leads to the recordings", async () => {
    const cards = [
      { meeting: "water", title: { en: "Water" }, mode: "off", reason: "sittingScheduled" },
      { meeting: "hearing", title: { en: "A hearing" }, mode: "onAir", reason: "" },
      { meeting: "closed", title: { en: "Closed" }, mode: "off", reason: "inCamera" },
    ];
    const root = await open(home({ "GET /api/webcasts": () => ({ webcasts: cards }) }));
    const links = [...find(root, "on-air-now").querySelectorAll("a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual(["/webcast/hearing/"]);
    expect(words(root, "on-air-now")).toContain("Watch: A hearing");
    expect(find(root, "recordings").getAttribute("href")).toBe("/recordings");
    expect(await faults(root)).toEqual([]);
    const quiet = await open(home({ "GET /api/webcasts": () => ({ webcasts: [cards[0]] }) }));
    expect(has(quiet, "on-air-now")).toBe(false);
  });

  it("shows the way into the test meeting where there is one", async () => {
    expect(has(await open(home()), "test-meeting")).toBe(false);
    const root = await open(home({ "GET /api/meetings/test": () => ({ id: "test", openEntry: true }) }));
    expect(find(root, "test-meeting").querySelector("a")?.getAttribute("href")).toBe("/meeting/test");
    expect(await faults(root)).toEqual([]);
  });

  it("warns of a browser nobody tested, and bars nobody", async () => {
    const root = await open(home({}, "Mozilla/5.0 (Macintosh) Version/18.0 Safari/605.1.15"));
    expect(has(root, "browser-warning")).toBe(true);
    expect(has(root, "conference-enter")).toBe(true);
  });
});

describe("a conference's page", () => {
  it("has programme, agenda and documents in their languages", async () => {
    const root = await open(page());
    expect(root.querySelectorAll("[data-testid=sitting]")).toHaveLength(2);
    expect(root.textContent).toContain("Shared river basins");
    expect([...root.querySelectorAll("[data-testid=paper] a")].map((link) => link.getAttribute("hreflang"))).toEqual([
      ...["en", "ru"],
    ]);
    expect(root.querySelector("[data-testid=paper-file]")).toBeNull();
  });

  it("says of what kind and size a conference's own documents are", async () => {
    const files = {
      "https://d.example/ru": { fileName: "a.pdf", mediaType: "application/pdf", size: 2_345_678 },
    };
    const root = await open(page({ "GET /api/conferences/assembly": () => conference({ files }) }));
    const [english, russian] = root.querySelectorAll("[data-testid=paper] li");
    expect(english?.textContent?.trim()).toBe("English");
    expect(russian?.textContent).toBe("Русский PDF · 2.3 MB");
    expect(await faults(root)).toEqual([]);
  });

  it("takes a registration with its letter", async () => {
    const root = await open(
      page({
        "POST /api/conferences/assembly/registrations": () => ({ letterToken: "t" }),
        "PUT /api/conferences/assembly/letters/t?fileName=letter.pdf": () => ({}),
      }),
    );
    await type(root, "family-name", "Dlamini");
    await type(root, "email", "naledi@example.org");
    await type(root, "phone", "+27 (82) 123-4567");
    const file = new File(["%PDF-1.7"], "letter.pdf");
    await act(() => {
      const field = find(root, "letter") as HTMLInputElement;
      Object.defineProperty(field, "files", { value: [file], configurable: true });
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await submit(root, "register");
    const registered = bodies[sent.indexOf("POST /api/conferences/assembly/registrations")];
    expect(registered).toMatchObject({ familyName: "Dlamini", phone: "+27821234567", attendance: "remote" });
    expect(bodies.at(-1)).toBe(file);
    expect(has(root, "registered")).toBe(true);
  });

  it("says why a registration is refused, and keeps what was typed", async () => {
    const refused = { "POST /api/conferences/assembly/registrations": () => ({ code: "registrationClosed" }) };
    const root = await open(page(refused));
    await type(root, "family-name", "Dlamini");
    await submit(root, "register");
    expect(words(root, "door-fault")).toContain("Registration is closed");
    expect((find(root, "family-name") as HTMLInputElement).value).toBe("Dlamini");
  });

  it("takes declarations of those who watched", async () => {
    const root = await open(page({ "POST /api/conferences/assembly/declarations": () => ({}) }));
    await type(root, "declare-name", "Viewer");
    await submit(root, "declare");
    expect(bodies.at(-1)).toMatchObject({ name: "Viewer" });
    expect(has(root, "declared")).toBe(true);
  });

  it("lets the invited accept with what is known of them, or decline", async () => {
    const answers = {
      "GET /api/conferences/assembly/invitations/t": () => ({
        ...{ conference: conference(), standing: "invited" },
        person: { familyName: "Dlamini", language: "fr", delegation: "ZA" },
      }),
      "POST /api/conferences/assembly/invitations/t": () => ({ standing: "waiting" }),
      "DELETE /api/conferences/assembly/invitations/t": () => ({}),
    };
    const root = await open(page(answers, "t"));
    expect((find(root, "family-name") as HTMLInputElement).value).toBe("Dlamini");
    expect([has(root, "email"), has(root, "letter")]).toEqual([false, false]);
    await submit(root, "register");
    expect(bodies.at(-1)).not.toHaveProperty("email");
    expect(bodies.at(-1)).not.toHaveProperty("role");
    expect(words(root, "registered")).toContain("waiting list");
    const other = await open(page(answers, "t"));
    await click(other, "decline");
    expect(words(other, "registered")).toContain("declined");
  });
});

describe("the way in", () => {
  it("leads from step to step", async () => {
    const { entry, door } = enter({ "POST /api/entry/session": () => own() });
    const root = await open(door);
    await act(() => entry.open(""));
    await type(root, "access-code", "abcd2345wxyz");
    expect((find(root, "access-code") as HTMLInputElement).value).toBe("ABCD-2345-WXYZ");
    await submit(root, "access-next");
    expect(words(root, "way-mail")).toBe("By e-mailn•••@e•••.org");
    await click(root, "way-mail");
    const code = find(root, "one-time-code");
    expect([code.getAttribute("autocomplete"), code.getAttribute("inputmode")]).toEqual(["one-time-code", "numeric"]);
    expect(words(root, "send-again")).toContain("in 0:");
    await type(root, "one-time-code", "Your code is ١٢٣ 456");
    expect((code as HTMLInputElement).value).toBe("123456");
    await submit(root, "code-enter");
    expect(bodies[sent.indexOf("POST /api/entry/session")]).toMatchObject({ code: "123456" });
    expect(words(root, "own-data")).toContain("South Africa");
  });

  it("counts down the tries", async () => {
    const { entry, door } = enter({
      "POST /api/entry/session": () => ({ code: "codeRefused", detail: { left: "1" } }),
    });
    const root = await open(door);
    await act(() => entry.open("ABCD2345WXYZ"));
    await click(root, "way-mail");
    await type(root, "one-time-code", "000000");
    await submit(root, "code-enter");
    expect(words(root, "door-fault")).toBe("This code is wrong.");
    expect(words(root, "tries-left")).toBe("One more try before you are locked out.");
  });

  it("says what to do when locked out", async () => {
    const { entry, door } = enter({ "POST /api/entry/access": () => ({ code: "lockedOut" }) });
    const root = await open(door);
    await act(() => entry.open("ABCD2345WXYZ"));
    expect(has(root, "locked")).toBe(true);
    expect(words(root, "entry-step")).toContain("registration desk");
  });
});

describe("help", () => {
  it("is a conversation with the technicians", async () => {
    const said: object[] = [];
    const line = (number: number, own: boolean, text: string) => ({
      number,
      own,
      name: own ? "N" : "Tech",
      text,
      sentAt: 0,
    });
    const answers = {
      "POST /api/support": () => {
        said.push(line(1, true, "[AB-12 · en]\nNo sound"), line(2, false, "We look."));
        return { token: "t", meetingId: "water" };
      },
      "GET /api/support?after=0": () => ({ messages: said, last: 2, claimedBy: "Tech", invitedBy: null }),
    };
    const { entry, door } = enter(answers);
    const root = await open(door);
    await act(() => entry.open(""));
    await click(root, "help");
    await type(root, "support-text", "No sound");
    await submit(root, "support-send");
    expect(bodies[sent.indexOf("POST /api/support")]).toMatchObject({
      ...{ text: "No sound", conferenceId: "assembly", reference: "AB-12", language: "en" },
    });
    expect(words(root, "support-log")).toBe("NNo soundTechWe look.");
    expect(words(root, "support")).toContain("Tech is helping you.");
    expect(await faults(root)).toEqual([]);
  });

  it("lets one meet the technician who waits, and says when they do not any more", async () => {
    const support = { messages: [], last: 1, claimedBy: "Tech", invitedBy: null as string | null };
    const place = { meetingId: "support-1", token: "own", participantId: "ana" };
    let gone = false;
    const answers = {
      "POST /api/support": () => ({ token: "t", meetingId: "water" }),
      "POST /api/support/messages": () => ({}),
      "GET /api/support?after=0": () => support,
      "POST /api/support/session": () => (gone ? { code: "meetingNotOpen" } : place),
    };
    const { entry, door } = enter(answers);
    const root = await open(door);
    await act(() => entry.open(""));
    await click(root, "help");
    await type(root, "support-text", "No sound");
    await submit(root, "support-send");
    expect(has(root, "support-meet")).toBe(false);
    support.invitedBy = "Tech";
    await type(root, "support-text", "Hello?");
    await submit(root, "support-send");
    expect(words(root, "support-invitation")).toContain("Tech would like to talk with you");
    expect(await faults(root)).toEqual([]);
    await click(root, "support-meet");
    expect(bodies[sent.indexOf("POST /api/support/session")]).toEqual({ language: "en" });
    expect(done).toContain("attend");
    gone = true;
    await click(root, "support-meet");
    expect(find(root, "door-fault").dataset.code).toBe("meetingNotOpen");
  });

  it("says when nobody can be asked, and keeps what was typed", async () => {
    const { entry, door } = enter({ "POST /api/support": () => ({ code: "meetingNotOpen" }) });
    const root = await open(door);
    await act(() => entry.open(""));
    await click(root, "help");
    await type(root, "support-text", "No sound");
    await submit(root, "support-send");
    expect(find(root, "door-fault").dataset.code).toBe("meetingNotOpen");
    expect((find(root, "support-text") as HTMLTextAreaElement).value).toBe("No sound");
  });
});

describe("signed in", () => {
  const known = (answers: Answers = {}, role = "delegate") => ({
    "GET /api/entry/session": () => own({ role }),
    ...answers,
  });

  it("goes to the check first, and into the meeting from there", async () => {
    let asked: CheckProps | null = null;
    const { entry, door } = enter(known(), (props) => {
      asked = props;
      return (
        <button type="button" data-testid="done" onClick={props.onDone}>
          done
        </button>
      );
    });
    const root = await open(door);
    await act(() => entry.open(""));
    await click(root, "enter-meeting");
    expect(asked).toMatchObject({ role: "active", languages: ["en", "fr"] });
    expect(done).toEqual([]);
    await click(root, "done");
    expect(done).toEqual(["checked", "enter water"]);
  });

  it("checks listeners as listeners", async () => {
    const roles: string[] = [];
    const { entry, door } = enter(known({}, "passive"), ({ role }) => {
      roles.push(role);
      return <p>check</p>;
    });
    const root = await open(door);
    await act(() => entry.open(""));
    await click(root, "check-now");
    expect(new Set(roles)).toEqual(new Set(["passive"]));
  });

  it("offers to move here what another device holds", async () => {
    const refused = { "POST /api/entry/meetings/water": () => ({ code: "enteredElsewhere" }) };
    const { entry, door } = enter(known(refused), ({ onSkip }) => (
      <button type="button" data-testid="skip" onClick={onSkip}>
        skip
      </button>
    ));
    const root = await open(door);
    await act(() => entry.open(""));
    await click(root, "enter-meeting");
    await click(root, "skip");
    expect(words(root, "elsewhere")).toContain("another device");
    await click(root, "move-here");
    expect(done).toEqual(["checked", "enter water", "enter water here"]);
  });

  it("enrols an app by picture or by text", async () => {
    const { entry, door } = enter(
      known({ "POST /api/entry/authenticator": () => ({ uri: "otpauth://t/x?secret=ABCDEFGH", picture: "<svg/>" }) }),
    );
    const root = await open(door);
    await act(() => entry.open(""));
    await click(root, "enrol");
    expect(find(root, "enrolment-picture").getAttribute("src")).toMatch(/^data:image\/svg\+xml/);
    expect(words(root, "enrolment-secret")).toBe("ABCD EFGH");
  });

  it("waits in front of a booked session and goes in when it opens", async () => {
    const { entry, door } = enter(
      known({
        "GET /api/entry/slots": () => ({ slots: [{ ...slot, booked: true }] }),
        "POST /api/entry/slots/s/session": () => ({ waiting: true, opensAt: 0, inSeconds: 90 }),
      }),
    );
    const root = await open(door);
    await act(() => entry.open(""));
    await click(root, "slot-attend");
    expect(words(root, "slot-waiting")).toContain("1:30");
    expect(done).toEqual(["unlock"]);
  });
});

describe.each(["en", "ar"] as const)("in %s no page has a fault for assistive technology:", (language) => {
  it("the first page", async () => {
    expect(await faults(await open(home(), language))).toEqual([]);
  });

  it("a conference's", async () => {
    expect(await faults(await open(page(), language))).toEqual([]);
  });

  it("the steps of the entry", async () => {
    const { entry, door } = enter({
      "POST /api/entry/session": () => ({ code: "codeRefused", detail: { left: "3" } }),
    });
    const root = await open(door, language);
    await act(() => entry.open(""));
    expect(await faults(root)).toEqual([]);
    await act(() => entry.knock("ABCD2345WXYZ"));
    expect(await faults(root)).toEqual([]);
    await click(root, "way-mail");
    await type(root, "one-time-code", "000000");
    await submit(root, "code-enter");
    expect(await faults(root)).toEqual([]);
  });

  it("one's sittings, with an enrolment begun", async () => {
    const { entry, door } = enter({
      "GET /api/entry/session": () => own(),
      "POST /api/entry/authenticator": () => ({ uri: "otpauth://t/x?secret=ABCDEFGH", picture: "<svg/>" }),
    });
    const root = await open(door, language);
    await act(() => entry.open(""));
    await click(root, "enrol");
    expect(await faults(root)).toEqual([]);
  });
});
