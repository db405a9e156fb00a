/** The golden messages of `tests/vectors`, which pytest reads too: the client takes every one as the server writes it. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ClientMessage, ServerMessage, Snapshot } from "./messages";
import { Session, topicOf } from "./session";

interface Vectors {
  readonly client: readonly ClientMessage[];
  readonly server: readonly ServerMessage[];
}

/** Vitest runs in `client_web`. */
const vectors = JSON.parse(readFileSync("../tests/vectors/signaling.json", "utf8")) as Vectors;
const snapshot = vectors.server.find(({ type }) => type === "snapshot") as Snapshot;

function joined(): { session: Session; sent: string[]; delivered: ServerMessage[] } {
  const sent: string[] = [];
  const delivered: ServerMessage[] = [];
  const session = new Session(
    { token: "t0k3n", held: () => ({ subscriber: "s1", publisher: "u1" }), random: () => 0.5 },
    {
      send: (frame) => sent.push(frame),
      deliver: (message) => delivered.push(message),
      statusChanged: () => {},
      hangUp: () => {},
    },
  );
  session.dialled();
  session.opened(0);
  session.received(JSON.stringify(snapshot), 0);
  return { session, sent, delivered };
}

describe("golden messages", () => {
  it("joins with the frame the server knows", () => {
    const join = vectors.client.filter(({ type }) => type === "join").at(-1);
    expect(JSON.parse(joined().sent[0] as string)).toEqual(join);
  });

  it.each(vectors.client.filter(({ type }) => type !== "join"))("writes $type as the server reads it", (message) => {
    const { session, sent } = joined();
    const { id: _, ...body } = message;
    void session.request(body as never, 0);
    const { id: __, ...written } = JSON.parse(sent.at(-1) as string);
    expect(written).toEqual(body);
  });

  it.each(vectors.server.filter((message) => topicOf(message) !== null))(
    "delivers $type after the snapshot",
    (message) => {
      const { session, sent, delivered } = joined();
      session.received(JSON.stringify(message), 0);
      expect(delivered.at(-1)).toEqual(message);
      expect(sent).toHaveLength(1);
    },
  );

  it("answers requests with replies and refusals", async () => {
    const { session } = joined();
    const request = session.request({ type: "requestFloor" }, 0);
    const reply = { ...vectors.server.find(({ type }) => type === "reply"), id: 2 };
    session.received(JSON.stringify(reply), 0);
    await expect(request).resolves.toEqual(reply);
    const refused = session.request({ type: "grantFloor", requestId: "r1" }, 0);
    session.received(JSON.stringify({ ...vectors.server.find(({ type }) => type === "refused"), id: 3 }), 0);
    await expect(refused).rejects.toMatchObject({ code: "notPermitted" });
  });

  it("ends when replaced", () => {
    const { session } = joined();
    session.received(JSON.stringify(vectors.server.find(({ type }) => type === "evicted")), 0);
    expect(session.status).toBe("ended");
  });
});
