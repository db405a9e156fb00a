import { beforeEach, expect, it } from "vitest";
import { connections, FakeSignalling, FakeTimers, fakeTrack, settle } from "../testing/fakes";
import { Publisher } from "./publisher";

let signalling: FakeSignalling;
let made: ReturnType<typeof connections>["made"];
let publisher: Publisher;

beforeEach(() => {
  signalling = new FakeSignalling();
  const factory = connections();
  made = factory.made;
  publisher = new Publisher(signalling, new FakeTimers(), factory.make);
});

async function open(peer = "p1"): Promise<void> {
  signalling.answers.push(() => ({ sdp: "answer of the server", peer }));
  publisher.link.open();
  await settle();
}

const sent = (connection = 0) => made[connection]?.transceivers.map(({ sender }) => sender.track);

it("offers microphone, camera and screen in this order, sending only, and is warm", async () => {
  await open();
  expect(made[0]?.transceivers.map(({ kind, direction }) => `${kind} ${direction}`)).toEqual([
    "audio sendonly",
    "video sendonly",
    "video sendonly",
  ]);
  expect(signalling.asked).toEqual([{ type: "openPublisher", sdp: "offer" }]);
  expect(made[0]?.remote).toEqual(["answer of the server"]);
  expect(sent()).toEqual([null, null, null]);
});

it("offers the camera in layers for listeners of every kind of connection, and all else once", async () => {
  await open();
  const rids = made[0]?.transceivers.map(({ sender }) => sender.encodings.map(({ rid }) => rid));
  expect(rids).toEqual([[undefined], ["q", "h", "f"], [undefined]]);
});

it("sends a small camera in the layers it has room for, also after a reconnection", async () => {
  await open();
  const track = Object.assign(fakeTrack("video"), { getSettings: () => ({ width: 320, height: 180 }) });
  await publisher.put("camera", track);
  const active = (connection: number) =>
    made[connection]?.transceivers[1]?.sender.encodings.map(({ active: sends }) => sends !== false);
  expect(active(0)).toEqual([true, false, false]);
  signalling.answers.push(() => ({ sdp: "answer", peer: "p2" }));
  publisher.link.rejoined(false);
  await settle();
  expect(active(1)).toEqual([true, false, false]);
});

it("speaks without negotiation", async () => {
  await open();
  const track = fakeTrack();
  await publisher.put("microphone", track);
  expect(sent()).toEqual([track, null, null]);
  expect(signalling.types).toEqual(["openPublisher"]);
});

it("frees the device of a track that leaves", async () => {
  await open();
  const track = fakeTrack("video");
  await publisher.put("camera", track);
  await publisher.put("camera", null);
  expect(track.readyState).toBe("ended");
  expect(sent()).toEqual([null, null, null]);
});

it("sends what was switched on before it was connected", async () => {
  const track = fakeTrack();
  await publisher.put("microphone", track);
  await open();
  expect(sent()).toEqual([track, null, null]);
});

it("carries the tracks over into a new connection", async () => {
  await open();
  const track = fakeTrack();
  await publisher.put("microphone", track);
  signalling.answers.push(() => ({ sdp: "answer", peer: "p2" }));
  publisher.link.rejoined(false);
  await settle();
  expect(sent(1)).toEqual([track, null, null]);
  expect(track.readyState).toBe("live");
});

it("stops everything when closed", async () => {
  await open();
  const track = fakeTrack();
  await publisher.put("microphone", track);
  publisher.close();
  expect(track.readyState).toBe("ended");
  expect(made[0]?.closed).toBe(true);
});
