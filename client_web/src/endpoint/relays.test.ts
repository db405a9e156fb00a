import { describe, expect, it } from "vitest";
import type { IceServer } from "../protocol/messages";
import { settle } from "../testing/fakes";
import { played } from "../testing/stage";

const relay = (username: string): IceServer => ({
  urls: ["turns:turn.example.org:443?transport=tcp"],
  username,
  credential: `mac of ${username}`,
});

const configured = (made: ReturnType<typeof played>["made"]) =>
  made.map(({ configuration }) => configuration.iceServers?.map(({ username }) => username));

describe("relays", () => {
  it("are known to every connection from its first moment", async () => {
    const on = played("chair", { iceServers: [relay("1:me")] });
    await settle();
    expect(configured(on.made)).toEqual([["1:me"], ["1:me"]]);
  });

  it("are renewed in the connections there are, whose other settings stay, and in those to come", async () => {
    const on = played("passive", { iceServers: [relay("1:me")] });
    await settle();
    await on.hear({ type: "iceServers", iceServers: [relay("2:me")] });
    expect(configured(on.made)).toEqual([["2:me"]]);
    expect(on.made[0]?.configuration.bundlePolicy).toBe("max-bundle");
    on.endpoint.subscriber.link.lost("s0", 0);
    await on.timers.pass(1);
    expect(configured(on.made).at(-1)).toEqual(["2:me"]);
    expect(on.made).toHaveLength(2);
  });

  it("are none where the server names none", async () => {
    const on = played("passive");
    await settle();
    expect(configured(on.made)).toEqual([[]]);
  });
});
