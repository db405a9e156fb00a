import { expect, it } from "vitest";
import { FakeSender, fakeTrack } from "../testing/fakes";
import { cameraEncodings, fitLayers, layersOf, RIDS } from "./layers";

const sender = () => {
  const fake = new FakeSender(cameraEncodings());
  return { fake, real: fake as unknown as RTCRtpSender };
};

const camera = (width?: number, height?: number) =>
  Object.assign(fakeTrack("video"), { getSettings: () => ({ ...(width && height ? { width, height } : {}) }) });

const heights = (px: number) =>
  RIDS.map((rid) => layersOf(px)[rid])
    .filter(({ active }) => active)
    .map(({ scaleResolutionDownBy }) => px / (scaleResolutionDownBy ?? 1));

it("opens the camera with three layers, smallest first", () => {
  expect(cameraEncodings().map(({ rid, scaleResolutionDownBy }) => `${rid} ${scaleResolutionDownBy}`)).toEqual([
    "q 4",
    "h 2",
    "f 1",
  ]);
});

it("sends every camera whole, and smaller layers only of what can be made smaller", () => {
  expect(heights(720)).toEqual([180, 360, 720]);
  expect(heights(360)).toEqual([180, 360]);
  expect(heights(180)).toEqual([180]);
});

it("gives a larger layer more bits, and none more than a home's uplink has", () => {
  for (const px of [180, 360, 720]) {
    const bits = RIDS.flatMap((rid) => layersOf(px)[rid].maxBitrate ?? []);
    expect(bits).toEqual([...bits].sort((a, b) => a - b));
    expect(bits.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(2_000_000);
  }
});

it("fits the layers to the camera that is switched on, upright or lying", async () => {
  const { fake, real } = sender();
  await fitLayers(real, camera(360, 640));
  expect(fake.encodings.map(({ rid, active, scaleResolutionDownBy }) => [rid, active, scaleResolutionDownBy])).toEqual([
    ["q", true, 2],
    ["h", true, 1],
    ["f", false, 1],
  ]);
  await fitLayers(real, camera(1280, 720));
  expect(fake.encodings).toEqual(cameraEncodings());
});

it("takes a camera of unknown size for a large one", async () => {
  const { fake, real } = sender();
  await fitLayers(real, camera());
  expect(fake.encodings).toEqual(cameraEncodings());
});

it("goes on with what there is where the browser refuses or knows no layers", async () => {
  const { fake, real } = sender();
  fake.setParameters = () => Promise.reject(new DOMException("no", "InvalidModificationError"));
  await fitLayers(real, camera(320, 180));
  expect(fake.encodings).toEqual(cameraEncodings());
  const plain = new FakeSender([{ maxBitrate: 1 }]);
  await fitLayers(plain as unknown as RTCRtpSender, camera(320, 180));
  expect(plain.encodings).toEqual([{ maxBitrate: 1 }]);
});
