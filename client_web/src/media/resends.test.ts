import { expect, it } from "vitest";
import { FakeConnection, FakeTimers } from "../testing/fakes";
import { LossCushion, offer, withResends } from "./resends";

const SDP = [
  "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
  "a=rtpmap:111 opus/48000/2",
  "a=rtcp-fb:111 transport-cc",
  "a=rtpmap:63 red/48000/2",
  "",
].join("\r\n");

it("asks for resends of Opus alone, and once", () => {
  const asked = withResends(SDP);
  expect(asked.match(/a=rtcp-fb:.* nack/g)).toEqual(["a=rtcp-fb:111 nack"]);
  expect(withResends(asked)).toBe(asked);
});

it("goes on with the browser's own offer where a changed one is refused", async () => {
  class Strict extends FakeConnection {
    override async createOffer() {
      return { type: "offer", sdp: SDP };
    }
    override async setLocalDescription(description: { sdp: string }): Promise<void> {
      if (description.sdp !== SDP) throw new TypeError("no munging");
      this.localDescription = description;
    }
  }
  expect(await offer(new Strict() as unknown as RTCPeerConnection)).toBe(SDP);
});

class Listening {
  missed = 0;
  roundTrip = 0.05;
  readonly receivers = [
    { track: { kind: "audio" }, jitterBufferTarget: null as number | null },
    { track: { kind: "audio" } },
    { track: { kind: "video" }, jitterBufferTarget: null as number | null },
  ];
  getTransceivers() {
    return this.receivers.map((receiver) => ({ receiver }));
  }
  async getStats() {
    return new Map<string, object>([
      ["a", { type: "inbound-rtp", kind: "audio", nackCount: this.missed, packetsLost: 0 }],
      ["v", { type: "inbound-rtp", kind: "video", nackCount: 100 * this.missed }],
      ["p", { type: "candidate-pair", currentRoundTripTime: this.roundTrip }],
    ]);
  }
}

it("waits for resends while sound is lost, as long as they take, and no longer", async () => {
  const listening = new Listening();
  const timers = new FakeTimers();
  const cushion = new LossCushion(() => listening as unknown as RTCPeerConnection, timers);
  cushion.start();
  await timers.pass(4_000);
  expect(listening.receivers[0]?.jitterBufferTarget).toBeNull();
  listening.missed = 5;
  await timers.pass(2_000);
  expect(listening.receivers.map((receiver) => receiver.jitterBufferTarget)).toEqual([140, undefined, null]);
  listening.roundTrip = 0.4;
  await timers.pass(2_000);
  expect(listening.receivers[0]?.jitterBufferTarget).toBe(200);
  await timers.pass(12_000);
  expect(listening.receivers[0]?.jitterBufferTarget).toBeNull();
  cushion.stop();
  expect(timers.delays).toEqual([]);
});

it("leaves a path that loses now and then alone, and begins anew with each connection", async () => {
  const listening = [new Listening(), new Listening()];
  let current = listening[0];
  const timers = new FakeTimers();
  new LossCushion(() => current as unknown as RTCPeerConnection, timers).start();
  await timers.pass(2_000);
  for (const one of listening) one.missed = 1;
  await timers.pass(6_000);
  current = listening[1];
  for (const one of listening) one.missed = 40;
  await timers.pass(2_000);
  for (const one of listening) expect(one.receivers[0]?.jitterBufferTarget).toBeNull();
});
