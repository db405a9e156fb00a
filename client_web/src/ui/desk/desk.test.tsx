import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import {
  account,
  answered,
  answers,
  asked,
  BASE,
  beginAnew,
  click,
  conference,
  has,
  member,
  open,
  pause,
  type,
} from "../../testing/desk";
import { settle } from "../../testing/fakes";
import { faults, find } from "../../testing/stage";

beforeEach(beginAnew);

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
