/** The golden messages of both sides (`tests/vectors`), the same that pytest reads. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ChatState } from "../state/chat";
import { FloorState } from "../state/floor";
import { InterpretationState } from "../state/interpretation";
import { MeetingState } from "../state/meeting";
import { QualityState } from "../state/quality";
import { RosterState } from "../state/roster";
import type { ClientMessage, ServerMessage, Snapshot } from "./messages";
import { type Request, Session } from "./session";

const path = join(process.cwd(), "..", "tests", "vectors", "signaling.json");
const vectors = JSON.parse(readFileSync(path, "utf-8")) as { client: ClientMessage[]; server: ServerMessage[] };

function wire(held = { subscriber: null as string | null, publisher: null as string | null }) {
  const sent: unknown[] = [];
  const delivered: ServerMessage[] = [];
  const ended: (string | null)[] = [];
  const session = new Session(
    { token: "t0k3n", held: () => held, random: () => 0 },
    {
      send: (text) => sent.push(JSON.parse(text)),
      deliver: (message) => delivered.push(message),
      statusChanged: (status, code) => status === "ended" && ended.push(code),
      hangUp: () => {},
    },
  );
  session.dialled(0);
  session.opened(0);
  return { session, sent, delivered, ended };
}

const snapshot = vectors.server.find(({ type }) => type === "snapshot") as Snapshot;
const topics = [
  "stage",
  "floor",
  "list",
  "totals",
  "roster",
  "eventChat",
  "booth",
  "me",
  "quality",
  "heldChat",
  "moderation",
  "statements",
  "delivered",
  "interpretation",
  "fitness",
  "glossary",
  "webcast",
];

describe("what the client writes", () => {
  it.each(vectors.client.map((message) => [message.type, message] as const))("%s", (type, message) => {
    if (message.type === "join") {
      const { sent } = wire({ subscriber: message.subscriber ?? null, publisher: message.publisher ?? null });
      expect(sent).toEqual([message]);
      return;
    }
    const { session, sent } = wire();
    session.received(JSON.stringify(snapshot), 0);
    session.request(message as unknown as Request, 0).catch(() => {});
    expect(sent[1]).toEqual({ ...message, type, id: 2 });
  });
});

describe("what the server writes", () => {
  it("is understood whole", () => {
    const kinds = new Set(vectors.server.map(({ type }) => type));
    const all = [
      "snapshot",
      "reply",
      "refused",
      ...topics,
      "peerLost",
      "iceServers",
      "levels",
      "evicted",
      "privateChat",
      "chatJudged",
      "supportClaimed",
      "caption",
    ];
    expect([...kinds].sort()).toEqual([...all].sort());
  });

  it.each(vectors.server.map((message) => [message.type, message] as const))("%s", async (type, message) => {
    const { session, delivered, ended } = wire();
    // The golden deltas have numbers of their own: everything before them is taken as known.
    const before = "number" in message ? message.number - 1 : 0;
    const numbers = Object.fromEntries(
      [...topics, "booth:ar", "booth:zh", "booth:en", "booth:fr", "booth:ru", "booth:es"].map((topic) => [
        topic,
        before,
      ]),
    );
    session.received(JSON.stringify({ ...snapshot, numbers }), 0);
    const answer = session.request({ type: "withdrawFloor" }, 0);
    answer.catch(() => {});
    session.received(JSON.stringify("id" in message && message.id !== null ? { ...message, id: 2 } : message), 0);
    if (type === "reply") expect(await answer).toMatchObject({ type: "reply" });
    else if (type === "refused" && message.type === "refused" && message.id !== null) {
      await expect(answer).rejects.toMatchObject({ code: message.code, detail: message.detail });
    } else if (type === "evicted" && message.type === "evicted") expect(ended).toEqual([message.code]);
    else if (type !== "refused") expect(delivered.at(-1)).toEqual(message);
  });

  it("makes a whole picture of the meeting", () => {
    const meeting = new MeetingState();
    const floor = new FloorState(meeting.me);
    const interpretation = new InterpretationState(meeting);
    const chat = new ChatState();
    const roster = new RosterState();
    const quality = new QualityState();
    for (const message of vectors.server) {
      meeting.apply(message, 0);
      for (const state of [floor, interpretation, roster, quality]) state.apply(message);
      chat.apply(message, "");
    }
    expect(meeting.id.value).toBe(snapshot.meeting);
    expect(meeting.me.value?.person.id).toBeTruthy();
    expect(interpretation.choices.value).toHaveLength(snapshot.languages.length + 1);
    expect(chat.event.messages.value.length).toBeGreaterThan(0);
    expect(roster.people.value.length).toBeGreaterThan(0);
    expect(quality.of("p1")).toMatchObject({ step: "poor", down: { roundTripMs: 240.3 } });
  });
});
