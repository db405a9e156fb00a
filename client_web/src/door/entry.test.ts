import { beforeEach, describe, expect, it } from "vitest";
import { MemoryStore } from "../testing/fakes";
import { DelegateEntry } from "./entry";
import { DoorService } from "./service";

const conference = { conferenceId: "assembly", sittings: [], languages: ["en"] };
const own = {
  ...{ csrf: "token", conference },
  person: { name: "Naledi", language: "en", delegation: "ZA", role: "delegate", function: "", authenticator: false },
  meetings: [{ meetingId: "water", open: true }],
};
const ways = { conference, channels: [{ channel: "mail", masked: "n•••@e•••.org" }] };

interface Asked {
  readonly what: string;
  readonly body: unknown;
  readonly csrf: string | null;
}

type Answers = Record<string, (body: Record<string, unknown>) => unknown>;
let asked: Asked[];
let now: number;
let store: MemoryStore;
beforeEach(() => {
  asked = [];
  now = 1_000;
  store = new MemoryStore();
});

class Refusal {
  constructor(
    readonly code: string,
    readonly detail: Record<string, string> = {},
  ) {}
}

/** A server; what it is not told to answer it does not know. */
function door(answers: Answers = {}): DelegateEntry {
  const all: Answers = {
    "GET /api/entry/session": () => new Refusal("sessionUnknown"),
    "GET /api/entry/slots": () => ({ slots: [] }),
    "POST /api/entry/access": () => ways,
    // The server's clock is a day ahead of ours.
    "POST /api/entry/code": () => ({ expiresAt: 86_400 + 600, againAt: 86_400 + 30 }),
    "POST /api/entry/session": () => own,
    ...answers,
  };
  const fetcher = async (path: string, init?: RequestInit) => {
    const what = `${init?.method} ${path}`;
    const body = init?.body ? JSON.parse(String(init.body)) : undefined;
    asked.push({ what, body, csrf: new Headers(init?.headers).get("x-csrf-token") });
    const told = all[what]?.(body) ?? new Refusal("unknown");
    const headers = { date: new Date(86_400_000).toUTCString() };
    if (told instanceof Refusal) return new Response(JSON.stringify(told), { status: 400, headers });
    return new Response(JSON.stringify(told), { headers });
  };
  return new DelegateEntry(new DoorService(fetcher), store, "assembly", () => now);
}

const requests = () => asked.map(({ what }) => what);

async function signedIn(answers: Answers = {}): Promise<DelegateEntry> {
  const entry = door(answers);
  await entry.open("");
  await entry.knock("ABCD-2345-WXYZ");
  await entry.choose({ channel: "mail", masked: "" });
  await entry.submit("123456");
  return entry;
}

describe("the way in", () => {
  it("goes from the access code to one's sittings", async () => {
    const entry = door();
    await entry.open("");
    expect(entry.step.value).toBe("access");
    await entry.knock(" abcd 2345‑WXYZ ");
    expect(asked.at(-1)?.body).toEqual({ access: "abcd2345WXYZ" });
    expect(entry.step.value).toBe("way");
    await entry.choose({ channel: "mail", masked: "" });
    expect(asked.at(-1)?.body).toEqual({ access: "abcd2345WXYZ", channel: "mail" });
    expect(entry.step.value).toBe("code");
    await entry.submit("123456");
    expect(entry.own.value?.person.name).toBe("Naledi");
    expect(entry.step.value).toBe("inside");
  });

  it("begins by itself with the code a link carried", async () => {
    const entry = door();
    await entry.open("ABCD-2345-WXYZ");
    expect(entry.step.value).toBe("way");
  });

  it("keeps the access code while the telephone reads its mail, and no longer", async () => {
    await door().open("ABCD2345WXYZ");
    const again = door();
    await again.open("");
    expect(again.step.value).toBe("way");
    await again.choose({ channel: "mail", masked: "" });
    await again.submit("123456");
    expect(store.getItem("hemicycle.access")).toBeNull();
  });

  it("counts the life of a code by the server's clock, whatever ours says", async () => {
    const entry = door();
    await entry.open("ABCD2345WXYZ");
    await entry.choose({ channel: "mail", masked: "" });
    expect([entry.expiresInS.value, entry.againInS.value]).toEqual([600, 30]);
    now += 40;
    entry.tick();
    expect([entry.expiresInS.value, entry.againInS.value]).toEqual([560, 0]);
    now += 3_600;
    entry.tick();
    expect(entry.expiresInS.value).toBe(0);
  });

  it("asks for no code to be sent to whoever has an app", async () => {
    const entry = door();
    await entry.open("ABCD2345WXYZ");
    await entry.choose({ channel: "authenticator", masked: "" });
    expect(requests()).not.toContain("POST /api/entry/code");
    expect(entry.expiresInS.value).toBeNull();
    await entry.submit("123456");
    expect(asked.find(({ what }) => what === "POST /api/entry/session")?.body).toEqual({
      ...{ access: "ABCD2345WXYZ", code: "123456", authenticator: true },
    });
  });

  it("says how many tries are left, and stops when locked out", async () => {
    const refusals = [new Refusal("codeRefused", { left: "1" }), new Refusal("lockedOut", { left: "0" })];
    const entry = door({ "POST /api/entry/session": () => refusals.shift() });
    await entry.open("ABCD2345WXYZ");
    await entry.choose({ channel: "mail", masked: "" });
    await entry.submit("000000");
    expect([entry.step.value, entry.left.value, entry.fault.value?.code]).toEqual(["code", 1, "codeRefused"]);
    await entry.submit("000001");
    expect(entry.step.value).toBe("locked");
  });

  it("forgets an access code that is not known", async () => {
    const entry = door({ "POST /api/entry/access": () => new Refusal("codeRefused") });
    store.setItem("hemicycle.access", "OLD");
    await entry.open("");
    expect([entry.step.value, entry.fault.value?.step]).toEqual(["access", "access"]);
    expect(store.getItem("hemicycle.access")).toBeNull();
  });

  it("opens the door at once to whoever has a session of this conference, and of this alone", async () => {
    const here = door({ "GET /api/entry/session": () => own });
    await here.open("");
    expect(here.step.value).toBe("inside");
    const other = { ...own, conference: { ...conference, conferenceId: "other" } };
    const there = door({ "GET /api/entry/session": () => other });
    await there.open("");
    expect(there.step.value).toBe("access");
  });
});

describe("inside", () => {
  const answer = { token: "secret", participantId: "p", checkedIn: true };

  it("gives the token of a meeting, with the session's own mark of good faith", async () => {
    const entry = await signedIn({ "POST /api/entry/meetings/water": () => answer });
    expect(await entry.enter("water")).toEqual({ token: "secret", participantId: "p" });
    expect(asked.at(-1)).toEqual({ what: "POST /api/entry/meetings/water", body: { move: false }, csrf: "token" });
  });

  it("asks before it takes another device's place", async () => {
    const entry = await signedIn({
      "POST /api/entry/meetings/water": ({ move }) => (move ? answer : new Refusal("enteredElsewhere")),
    });
    expect(await entry.enter("water")).toBeNull();
    expect([entry.elsewhere.value, entry.fault.value]).toEqual(["water", null]);
    expect(await entry.enter("water", true)).not.toBeNull();
    expect(entry.elsewhere.value).toBeNull();
  });

  it("goes back to the beginning when the session has ended, and says so", async () => {
    const entry = await signedIn();
    await entry.refresh();
    expect([entry.step.value, entry.ended.value, entry.own.value]).toEqual(["access", true, null]);
  });

  it("stays while there is no connection", async () => {
    let offline = false;
    const entry = await signedIn({
      "GET /api/entry/session": () => {
        if (offline) throw new TypeError("no network");
        return new Refusal("sessionUnknown");
      },
    });
    offline = true;
    await entry.refresh();
    expect(entry.step.value).toBe("inside");
  });

  it("signs out", async () => {
    const entry = await signedIn({ "DELETE /api/entry/session": () => ({}) });
    await entry.signOut();
    expect([entry.step.value, entry.ended.value, asked.at(-1)?.csrf]).toEqual(["access", false, "token"]);
  });

  it("enrols an app once a code of it was right", async () => {
    let enrolled: unknown = new Refusal("sessionUnknown");
    const codes = [new Refusal("codeRefused"), {}];
    const entry = await signedIn({
      "POST /api/entry/authenticator": () => ({ uri: "otpauth://totp/x?secret=ABCDEFGH", picture: "<svg/>" }),
      "PUT /api/entry/authenticator": () => codes.shift(),
      "GET /api/entry/session": () => enrolled,
    });
    await entry.enrol();
    expect(await entry.confirm("000000")).toBe(false);
    expect(entry.enrolment.value).not.toBeNull();
    enrolled = { ...own, person: { ...own.person, authenticator: true } };
    expect(await entry.confirm("123456")).toBe(true);
    expect([entry.enrolment.value, entry.own.value?.person.authenticator]).toEqual([null, true]);
  });

  it("books a coaching session, gives it back, and waits in front of it", async () => {
    let booked = false;
    const slot = { slotId: "s1", kind: "coaching", startsAt: 0, endsAt: 1, language: "en", free: 2 };
    const entry = await signedIn({
      "GET /api/entry/slots": () => ({ slots: [{ ...slot, booked }] }),
      "PUT /api/entry/slots/s1": () => {
        booked = true;
        return {};
      },
      "DELETE /api/entry/slots/s1": () => {
        booked = false;
        return {};
      },
      "POST /api/entry/slots/s1/session": () => ({ waiting: true, opensAt: 0, inSeconds: 90 }),
    });
    const first = () => entry.slots.value[0] as never;
    await entry.book(first());
    expect(entry.slots.value[0]?.booked).toBe(true);
    expect(await entry.attendSlot(first())).toEqual({ waiting: true, opensAt: 0, inSeconds: 90 });
    await entry.book(first());
    expect(entry.slots.value[0]?.booked).toBe(false);
  });
});
