import { type Signal, signal } from "@preact/signals-core";
import { beforeEach, describe, expect, it } from "vitest";
import { DeviceError } from "../media/devices";
import { Publisher } from "../media/publisher";
import type { DeskMode, Me } from "../protocol/messages";
import { RequestError } from "../protocol/session";
import { connections, FakeDevices, FakeSignalling, FakeTimers, settle } from "../testing/fakes";
import { me, person } from "../testing/samples";
import { Desk, NO_DESK, type ServedDesk } from "./desk";
import { FloorMicrophone, type MicrophoneParts } from "./microphone";

let signalling: FakeSignalling;
let devices: FakeDevices;
let parts: MicrophoneParts;
let closedByServer: number;
let microphone: FloorMicrophone;

const meWith = (open: boolean, may: boolean): Me =>
  me({ person: person("me", { microphone: open }), mayOpenMicrophone: may });

beforeEach(() => {
  signalling = new FakeSignalling();
  devices = new FakeDevices();
  closedByServer = 0;
  parts = {
    signalling,
    publisher: new Publisher(signalling, new FakeTimers(), connections().make),
    devices,
    makeMeter: () => ({ readDb: () => -20, close: () => {} }),
    profile: "speech",
    device: () => null,
  };
  microphone = new FloorMicrophone(parts, () => {
    closedByServer += 1;
  });
});

const enabled = () => devices.tracks[0]?.enabled;

describe("the microphone towards the floor", () => {
  it("opens when the server has agreed, not before", async () => {
    let agree: () => void = () => {};
    signalling.answers.push(() => new Promise<object>((resolve) => (agree = () => resolve({}))));
    const opening = microphone.open();
    await settle();
    expect(enabled()).toBe(false);
    agree();
    await opening;
    expect(enabled()).toBe(true);
    expect(microphone.on.value).toBe(true);
  });

  it("stays shut when the server refuses", async () => {
    signalling.answers.push(() => new RequestError("floorNotGranted"));
    await expect(microphone.open()).rejects.toMatchObject({ code: "floorNotGranted" });
    expect(enabled()).toBe(false);
    expect(microphone.on.value).toBe(false);
  });

  it("asks the server for nothing when the device does not open", async () => {
    devices.fault = "deviceDenied";
    await expect(microphone.open()).rejects.toBeInstanceOf(DeviceError);
    expect(signalling.asked).toEqual([]);
  });

  it("is silent at once when the person closes it, before the server answers", async () => {
    await microphone.open();
    void microphone.close();
    expect(enabled()).toBe(false);
    expect(microphone.on.value).toBe(false);
  });

  it("follows the chair who closes it", async () => {
    await microphone.open();
    microphone.follow(meWith(true, true), false);
    microphone.follow(meWith(false, true), false);
    expect(enabled()).toBe(false);
    expect(closedByServer).toBe(1);
  });

  it("frees the device when the floor is gone", async () => {
    await microphone.open();
    microphone.follow(meWith(false, false), false);
    await settle();
    expect(devices.tracks[0]?.readyState).toBe("ended");
  });

  it("is not closed by news from before it was opened", async () => {
    await microphone.open();
    microphone.follow(meWith(false, true), false);
    expect(microphone.on.value).toBe(true);
  });

  it("opens again after a lost connection that found it open", async () => {
    await microphone.open();
    microphone.follow(meWith(false, true), true);
    expect(signalling.asked.at(-1)).toEqual({ type: "setMicrophone", open: true });
    expect(microphone.on.value).toBe(true);
  });

  it("does not open again when the floor went meanwhile", async () => {
    await microphone.open();
    microphone.follow(meWith(false, false), true);
    expect(signalling.asked).toHaveLength(1);
    expect(microphone.on.value).toBe(false);
    expect(enabled()).toBe(false);
  });

  it("is closed when its device is unplugged", async () => {
    await microphone.open();
    devices.tracks[0]?.onended?.();
    expect(microphone.on.value).toBe(false);
    expect(signalling.asked.at(-1)).toEqual({ type: "setMicrophone", open: false });
    expect(closedByServer).toBe(1);
  });

  it("goes on with another device when one is chosen, without a gap in what the server knows", async () => {
    await microphone.open();
    await microphone.local.renew();
    expect(devices.tracks.map(({ readyState, enabled: on }) => `${readyState} ${on}`)).toEqual([
      "ended true",
      "live true",
    ]);
    expect(signalling.asked).toHaveLength(1);
  });

  it("keeps the present device under control when the other does not open", async () => {
    await microphone.open();
    devices.fault = "deviceBusy";
    await expect(microphone.local.renew()).rejects.toBeInstanceOf(DeviceError);
    void microphone.close();
    expect(enabled()).toBe(false);
  });

  it("closes at the server what was closed here while offline", async () => {
    await microphone.open();
    signalling.answers.push(() => new RequestError("offline"));
    await microphone.close().catch(() => {});
    microphone.follow(meWith(true, true), true);
    expect(signalling.asked.at(-1)).toEqual({ type: "setMicrophone", open: false });
  });
});

describe("the interpreter's desk", () => {
  let served: Signal<ServedDesk>;
  let desk: Desk;
  let failures: unknown[];

  beforeEach(() => {
    served = signal(NO_DESK);
    failures = [];
    desk = new Desk(parts, served, (error) => failures.push(error));
  });

  const serve = (mode: DeskMode, fields: Partial<ServedDesk> = {}) => {
    served.value = { ...NO_DESK, mode, ...fields };
    desk.follow();
  };

  async function onAir(): Promise<void> {
    await desk.switchOn("fr");
    serve("on");
  }

  it("is on air when the server says so", async () => {
    await desk.switchOn("fr");
    expect(signalling.asked).toEqual([{ type: "setDesk", mode: "on", channel: "fr" }]);
    expect(enabled()).toBe(false);
    serve("on");
    expect(enabled()).toBe(true);
    expect(desk.mode.value).toBe("on");
  });

  it("is silent at once while push-to-mute is held, and back after it", async () => {
    await onAir();
    void desk.pushToMute(true);
    expect(enabled()).toBe(false);
    await settle();
    serve("pushToMute");
    await desk.pushToMute(false);
    serve("on");
    expect(enabled()).toBe(true);
    expect(signalling.asked.map((asked) => ("mode" in asked ? asked.mode : ""))).toEqual(["on", "pushToMute", "on"]);
  });

  it("ends the mute although the key was released before the server answered", async () => {
    await onAir();
    void desk.pushToMute(true);
    await desk.pushToMute(false);
    serve("pushToMute");
    expect(enabled()).toBe(false);
    serve("on");
    expect(enabled()).toBe(true);
  });

  it("sends before its sound is let through once a handover is accepted, so that there is no gap", async () => {
    serve("off", { armed: true });
    await settle();
    expect(devices.opened).toHaveLength(1);
    expect(enabled()).toBe(true);
    expect(desk.armed.value).toBe(true);
    serve("on");
    expect(enabled()).toBe(true);
    expect(desk.armed.value).toBe(false);
  });

  it("stops sending when the handover is off", async () => {
    serve("off", { armed: true });
    await settle();
    serve("off");
    expect(enabled()).toBe(false);
  });

  it("keeps sending while one goes on air from an armed desk", async () => {
    serve("off", { armed: true });
    await settle();
    const going = desk.switchOn("fr");
    expect(enabled()).toBe(true);
    await going;
    expect(enabled()).toBe(true);
  });

  it("talks to the boothmates only once the server has said that nobody else hears it", async () => {
    await desk.talk(true);
    expect(signalling.asked).toEqual([{ type: "talk", on: true }]);
    expect(enabled()).toBe(false);
    serve("off", { talking: true });
    expect(enabled()).toBe(true);
    await desk.talk(false);
    expect(enabled()).toBe(false);
  });

  it("does not go on talking after a lost connection", async () => {
    await desk.talk(true);
    serve("off", { talking: true });
    desk.rejoined();
    expect(enabled()).toBe(false);
  });

  it("cannot be muted while off", async () => {
    await desk.pushToMute(true);
    expect(signalling.asked).toEqual([]);
  });

  it("does not open by itself after a lost connection", async () => {
    await onAir();
    served.value = NO_DESK;
    desk.rejoined();
    expect(enabled()).toBe(false);
    expect(desk.mode.value).toBe("off");
    expect(signalling.asked).toHaveLength(1);
  });

  it("tells why it did not open", async () => {
    signalling.answers.push(() => new RequestError("deskTaken"));
    await desk.switchOn("fr");
    expect(failures).toMatchObject([{ code: "deskTaken" }]);
    expect(desk.mode.value).toBe("off");
    expect(enabled()).toBe(false);
  });
});
