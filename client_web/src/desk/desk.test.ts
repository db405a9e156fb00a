import { describe, expect, it } from "vitest";
import { RequestError } from "../protocol/session";
import { pathOf, placeOf, SECTIONS } from "./address";
import { DeskClient } from "./client";
import { forecastOf } from "./closing";
import { People } from "./people";
import { emptyPlan, emptySitting, formOf, merge, type PlanForm, planFrom, planOf } from "./plan";
import type { Conference, Member, Plan } from "./records";
import { StaffSession } from "./session";
import { isZone, localOf, secondsOf } from "./zoned";

const texts = (en: string) => ({ ar: "", zh: "", en, fr: "", ru: "", es: "" });
const filled = (fields: Partial<PlanForm> = {}): PlanForm => ({
  ...emptyPlan("Europe/Paris"),
  ...{
    conferenceId: "gc-12",
    title: texts("General Conference"),
    startsAt: "2027-06-07T10:00",
    endsAt: "2027-06-09T18:00",
  },
  ...fields,
});

function plan(form: PlanForm, base: Plan | null = null): Plan {
  const read = planFrom(form, base);
  if ("faults" in read) throw new Error(JSON.stringify([...read.faults]));
  return read.plan;
}

const faults = (form: PlanForm) => {
  const read = planFrom(form, null);
  return "faults" in read ? Object.fromEntries(read.faults) : {};
};

const conference = (fields: Partial<Conference> = {}): Conference => ({
  ...plan(filled()),
  ...{ conferenceId: "gc-12", version: 3, publishedAt: null, closedAt: null, finalAt: null, state: "draft" },
  ...fields,
});

describe("times in a zone", () => {
  it.each([
    ["2027-06-07T10:00", "Europe/Paris", Date.UTC(2027, 5, 7, 8) / 1000],
    ["2027-01-07T10:00", "Europe/Paris", Date.UTC(2027, 0, 7, 9) / 1000],
    ["2027-06-07T10:00", "Asia/Kathmandu", Date.UTC(2027, 5, 7, 4, 15) / 1000],
    ["2027-06-07T00:00", "Pacific/Kiritimati", Date.UTC(2027, 5, 6, 10) / 1000],
    ["2027-03-28T03:30", "Europe/Paris", Date.UTC(2027, 2, 28, 1, 30) / 1000],
  ])("%s in %s comes and goes", (local, zone, at) => {
    expect(secondsOf(local, zone)).toBe(at);
    expect(localOf(at, zone)).toBe(local);
  });

  it("takes the first of an hour that comes twice, and something for one that is left out", () => {
    expect(secondsOf("2027-10-31T02:30", "Europe/Paris")).toBe(Date.UTC(2027, 9, 31, 0, 30) / 1000);
    expect(secondsOf("2027-03-28T02:30", "Europe/Paris")).not.toBeNull();
  });

  it("knows what is no time and no zone", () => {
    expect(["", "2027-02-30T10:00", "tomorrow"].map((text) => secondsOf(text, "UTC"))).toEqual([null, null, null]);
    expect([isZone("Europe/Paris"), isZone("Mars/Olympus"), isZone("")]).toEqual([true, false, false]);
  });
});

describe("the form of a conference", () => {
  it("is a plan and comes back the same", () => {
    const sitting = { ...emptySitting(filled()), endsAt: "2027-06-07T13:00", title: texts("Opening") };
    const delegation = { key: "d", code: "FR", quota: "4", group: "members", order: "", names: texts("") };
    const first = plan(filled({ sittings: [sitting], delegations: [delegation], deadlineAt: "2027-06-01T18:00" }));
    expect(first.sittings[0]).toMatchObject({ meetingId: "gc-12", startsAt: 1_812_355_200, title: { en: "Opening" } });
    expect(first.quotas).toEqual({ FR: 4 });
    expect(plan(formOf(conference(first)), first)).toEqual(first);
  });

  it("sends back what it does not know", () => {
    const kept = { sittingId: "s1", revision: 4 };
    const sitting = {
      ...kept,
      meetingId: "m",
      startsAt: 1_812_355_200,
      endsAt: 1_812_366_000,
      title: {},
      public: true,
    };
    const base = { ...planOf(conference()), badge: "blue", sittings: [sitting] } as Plan;
    const again = plan(formOf({ ...conference(), ...base }), base);
    expect(again).toMatchObject({ badge: "blue", sittings: [kept] });
    expect(again).not.toHaveProperty("state");
  });

  it("says what is wrong where it is wrong", () => {
    const sitting = { ...emptySitting(filled()), key: "s", meetingId: "Not An Id", endsAt: "2027-06-07T09:00" };
    const document = { key: "d", title: texts(""), links: texts("javascript:alert(1)"), symbol: "" };
    expect(
      faults(
        filled({
          ...{
            title: texts(" "),
            timezone: "Europe/Paris",
            endsAt: "2027-06-06T10:00",
            deadlineAt: "2027-01-01T00:00",
          },
          ...{
            opensAt: "2027-02-01T00:00",
            participantsLimit: "many",
            activeLimit: "",
            form: "virtual",
            onSiteLimit: "3",
          },
          ...{ groups: " , ", sittings: [sitting], documents: [document] },
        }),
      ),
    ).toEqual({
      ...{ title: "needed", endsAt: "tooEarly", deadlineAt: "tooEarly", participantsLimit: "notNumber" },
      ...{ activeLimit: "needed", onSiteLimit: "virtual", groups: "needed" },
      ...{ "sittings.s.meetingId": "notId", "sittings.s.endsAt": "tooEarly" },
      ...{ "documents.d.title": "needed", "documents.d.links": "notLink" },
    });
    expect(faults(filled({ timezone: "Mars/Olympus" }))).toMatchObject({ timezone: "notZone" });
  });
});

describe("a conference two people changed", () => {
  const base = plan(filled());
  it("keeps ours, takes theirs, and names what both changed", () => {
    const ours = { ...base, activeLimit: 10, venue: { en: "Hall 1" }, quota: 5 };
    const theirs = { ...base, ownForm: true, venue: { en: "Hall 2" }, quota: 5 };
    const { plan: merged, taken, disputed } = merge(base, ours, theirs);
    expect(merged).toEqual({ ...base, activeLimit: 10, venue: { en: "Hall 1" }, quota: 5, ownForm: true });
    expect([taken, disputed]).toEqual([["ownForm"], ["venue"]]);
  });

  it("minds no order of keys", () => {
    const other = Object.fromEntries(Object.entries(base).reverse()) as unknown as Plan;
    expect(merge(base, base, other)).toMatchObject({ taken: [], disputed: [] });
  });
});

// --- the server ---

const member = (registrationId: string, fields: Partial<Member> = {}): Member => ({
  ...{
    registrationId,
    personId: `p${registrationId}`,
    conferenceId: "gc-12",
    number: registrationId,
    email: "a@b.org",
  },
  ...{ honorific: "", givenName: "Amara", familyName: "Diallo", language: "fr", phone: "", role: "delegate" },
  ...{ delegation: "SN", function: "", rank: 100, booth: null, attendance: "remote", standing: "registered" },
  ...{ accreditation: "approved", reason: "", letter: null, accessIssued: false, authenticator: false, lockedAt: null },
  ...{ createdAt: 1, updatedAt: 1 },
  ...fields,
});

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const account = { staffId: "s", name: "alice", role: "desk", duties: ["read", "people"] };

describe("the client", () => {
  it("sends the CSRF token it was told, and says when the session is lost", async () => {
    const seen: [string, RequestInit | undefined][] = [];
    const answers = [json({ staff: account, csrf: "c1" }, 201), json({}), json({ code: "sessionUnknown" }, 401)];
    const client = new DeskClient(async (path, init) => {
      seen.push([path, init]);
      return answers.shift() as Response;
    });
    const session = new StaffSession(client);
    await session.signIn("alice", "secret", "123 456");
    expect([session.stage.value, session.may("people"), session.may("close")]).toEqual(["in", true, false]);
    expect(JSON.parse(String(seen[0]?.[1]?.body))).toEqual({ name: "alice", password: "secret", code: "123456" });
    await client.publish("a b");
    expect(seen[1]?.[0]).toBe("/api/registration/conferences/a%20b/publish");
    expect(seen[1]?.[1]?.headers).toMatchObject({ "x-csrf-token": "c1" });
    await expect(client.close("gc")).rejects.toMatchObject({ code: "sessionUnknown" });
    expect(session.stage.value).toBe("lost");
    expect(session.account.value?.name).toBe("alice");
  });

  it("is offline when nothing answers", async () => {
    const client = new DeskClient(() => Promise.reject(new TypeError()));
    await expect(client.conferences()).rejects.toEqual(new RequestError("offline"));
  });
});

describe("people", () => {
  it("come page by page, and those of an older search are dropped", async () => {
    const all = Array.from({ length: 1_203 }, (_, number) => member(String(number).padStart(5, "0")));
    const held: (() => void)[] = [];
    const client = new DeskClient(async (path) => {
      const query = new URL(path, "http://x").searchParams;
      if (query.get("text") === "slow") await new Promise<void>((go) => held.push(go));
      const rest = all.filter(({ registrationId }) => registrationId > (query.get("after") ?? ""));
      return json({ registrations: query.get("text") === "none" ? [] : rest.slice(0, Number(query.get("limit"))) });
    });
    const people = new People(client, "gc-12");
    await people.load();
    expect([people.members.value.length, people.loading.value]).toEqual([1_203, false]);
    const slow = people.filter({ text: "slow" });
    await people.filter({ text: "none" });
    held[0]?.();
    await slow;
    expect(people.members.value).toEqual([]);
    people.put(member("9"));
    people.put(member("9", { familyName: "Ndiaye" }));
    expect(people.members.value.map(({ familyName }) => familyName)).toEqual(["Ndiaye"]);
  });

  it("who get a mail at the close are counted before", () => {
    expect(
      forecastOf(
        [
          member("1"),
          member("2", { email: null }),
          member("3", { accreditation: "pending" }),
          member("4", { attendance: "onSite" }),
          member("5", { accessIssued: true }),
          member("6", { standing: "waiting" }),
          member("7", { attendance: "onSite" }),
          member("8", { attendance: "onSite", email: null }),
          member("9", { attendance: "onSite", accreditation: "pending" }),
        ],
        new Set(["7"]),
      ),
    ).toEqual({ access: 1, onSite: 1, withoutAddress: 2, pending: 2 });
  });
});

it("every page has an address of its own", () => {
  for (const section of SECTIONS) {
    const place = { page: "conference", conference: "a b/é", section } as const;
    expect(placeOf(pathOf(place))).toEqual(place);
  }
  for (const page of ["conferences", "new", "staff", "audit", "help"] as const)
    expect(placeOf(pathOf({ page }))).toEqual({ page });
  expect(placeOf("/registration/nothing")).toEqual({ page: "conferences" });
  expect(placeOf("/registration/conferences/%E0%A4%A")).toMatchObject({ page: "conference" });
});
