import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { ModerationView, Person, Role, Snapshot } from "../../../protocol/messages";
import { person, snapshot, statementFile } from "../../../testing/samples";
import { catalogIn, click, faults, find, type Played, played, show } from "../../../testing/stage";
import { Meeting } from "../Meeting";
import { PeopleOrder } from "./order";

const amara = person("sn", { name: "Amara Diallo", delegation: "SN" });
const lena = person("le", { name: "Lena", delegation: "CH", role: "passive" });
const technician = person("te", { name: "Tariq", delegation: "", role: "technician" });
const moderation: ModerationView = {
  evicted: [{ person: "ex", name: "Unruly", delegation: "FR", role: "delegate", at: 999_000, by: "sn" }],
  upgrades: [{ person: lena, state: "waiting", requestedAt: 1, until: null }],
  quota: 3,
  quotas: [{ delegation: "SN", quota: 4, active: 2 }],
};

let on: Played;
afterEach(() => on?.endpoint.dispose());

async function sit(role: Role, tab: string, fields: Partial<Snapshot> = {}, language: "en" | "ar" = "en") {
  on = played(role, { moderation: role === "delegate" ? null : moderation, ...fields });
  const { endpoint, preferences, devices } = on;
  const root = await show(
    <Meeting {...{ endpoint, preferences, devices }} onLeave={() => {}} />,
    await catalogIn(language),
  );
  const put = [amara, lena, technician];
  await on.hear({ type: "roster", number: 2, put, gone: [], counts: snapshot().counts });
  await click(root, tab);
  return root;
}

it("says who is in the room instead of who is not connected", async () => {
  const root = await sit("delegate", "tab-participants");
  await on.hear({
    type: "roster",
    number: 3,
    put: [person("gh", { attending: "room", connected: false }), person("ml", { connected: false })],
    gone: [],
    counts: snapshot().counts,
  });
  expect(rowOf(root, "gh").textContent).toContain("In the room");
  expect(rowOf(root, "gh").textContent).not.toContain("Away");
  expect(rowOf(root, "ml").textContent).toContain("Away");
});

const asked = () => on.signalling.asked.at(-1);
const rowOf = (root: HTMLElement, id: string) => {
  const row = root.querySelector<HTMLElement>(`[data-testid="participant"][data-person="${id}"]`);
  if (!row) throw new Error(`no row of ${id}`);
  return row;
};

describe.each(["en", "ar"] as const)("in %s", (language) => {
  it.each(["chair", "technician"] as const)(
    "moderation by a %s has no fault for assistive technology",
    async (role) => {
      const root = await sit(role, "tab-participants", {}, language);
      await click(rowOf(root, "sn"), "person-more");
      expect(await faults(root)).toEqual([]);
    },
  );

  it.each(["delegate", "technician", "interpreter"] as const)("nor have the statements of a %s", async (role) => {
    const root = await sit(role, "tab-statements", {}, language);
    await act(() => {
      on.endpoint.statements.loaded([
        statementFile("a", "en"),
        statementFile("b", "fr", { kind: "recording", durationS: 61 }),
        statementFile("c", "fr", { person: "me" }),
      ]);
      on.endpoint.filing.sending.value = [
        { key: 1, fileName: "a.pdf", share: 0.5, code: null },
        { key: 2, fileName: "b.exe", share: 1, code: "fileTypeRefused" },
      ];
    });
    expect(await faults(root)).toEqual([]);
  });
});

describe("whoever moderates", () => {
  it("removes after a second press alone", async () => {
    const root = await sit("chair", "tab-participants");
    await click(rowOf(root, "sn"), "person-more");
    await click(root, "person-remove");
    expect(on.signalling.types).not.toContain("removeParticipant");
    await click(root, "person-remove-sure");
    expect(asked()).toEqual({ type: "removeParticipant", person: "sn" });
  });

  it("lets somebody in again, and answers who asks for an active place", async () => {
    const root = await sit("chair", "tab-participants");
    await click(root, "allow-again");
    expect(asked()).toEqual({ type: "allowAgain", person: "ex" });
    await click(root, "upgrade-accept");
    expect(asked()).toEqual({ type: "answerUpgrade", person: "le", accept: true });
    expect(find(root, "tab-participants").textContent).toContain("1");
  });

  it("stops a camera and changes roles within what the role appoints", async () => {
    const root = await sit("chair", "tab-participants");
    await click(rowOf(root, "sn"), "person-more");
    await click(root, "person-camera");
    expect(asked()).toEqual({ type: "muteCamera", person: "sn", muted: true });
    const roles = [...find(root, "move-role").querySelectorAll("option")].map(({ value }) => value);
    expect(roles).toEqual(["deputy", "moderator", "delegate", "passive"]);
  });

  it("as a moderator does nothing to those who appoint", async () => {
    const root = await sit("moderator", "tab-participants");
    await click(rowOf(root, "te"), "person-more");
    for (const testid of ["person-remove", "person-rename", "person-move", "person-camera"])
      expect(root.querySelector(`[data-testid="${testid}"]`)).toBeNull();
  });
});

it("offers a delegate to write to all but passive people, and nothing else", async () => {
  const root = await sit("delegate", "tab-participants");
  expect(root.querySelector('[data-testid="person-more"], [data-testid="places"]')).toBeNull();
  expect(rowOf(root, "le").querySelector("button")).toBeNull();
  await click(rowOf(root, "sn"), "person-write");
  expect(on.endpoint.chat.open.value).toBe("person:sn");
});

describe("three thousand people", () => {
  const delegations = ["SN", "NO", "CH", "FR", "BR", "CI"];
  const crowd = Array.from({ length: 3000 }, (_, n) =>
    person(`p${n}`, { name: `Zoé ${n}`, delegation: delegations[n % delegations.length] ?? "" }),
  );

  it("are in the order a whole sort gives, however they came", () => {
    const order = new PeopleOrder("en");
    order.update(crowd.slice(0, 1000));
    order.update(crowd.slice(0, 2500));
    const changed: Person[] = [...crowd.slice(10), person("p3", { name: "Abel", delegation: "BR" })];
    order.update(changed);
    const whole = new PeopleOrder("en");
    whole.update(changed);
    expect(order.find("").map(({ id }) => id)).toEqual(whole.find("").map(({ id }) => id));
    expect(order.find("")[0]?.name).toBe("Abel");
  });

  it("are found by name without accents, by country and by its code", () => {
    const order = new PeopleOrder("fr");
    order.update(crowd);
    expect(order.find("zoe 17")[0]?.name).toContain("17");
    expect(order.find("norvege")).toHaveLength(500);
    expect(order.find("cote ivoire")).toHaveLength(500);
  });

  it("are never all on the page", async () => {
    const root = await sit("passive", "tab-participants");
    await on.hear({ type: "roster", number: 3, put: crowd, gone: [], counts: snapshot().counts });
    const rows = root.querySelectorAll('[data-testid="participant"]');
    expect(rows.length).toBeLessThan(80);
    expect(rows[0]?.getAttribute("aria-setsize")).toBe("3003");
  });
});
