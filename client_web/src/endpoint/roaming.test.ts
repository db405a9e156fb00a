import { expect, it } from "vitest";
import { settle } from "../testing/fakes";
import { played } from "../testing/stage";

it("asks whether signalling lives when media stop: both may have gone with the network", async () => {
  const on = played("passive");
  on.signalling.answers.push(() => ({ sdp: "main", peer: "s1" }));
  on.endpoint.subscriber.link.rejoined(false);
  await settle();
  on.made.at(-1)?.become("connected");
  expect(on.signalling.nudges).toBe(0);
  on.made.at(-1)?.become("disconnected");
  expect(on.signalling.nudges).toBe(1);
});
