import { describe, expect, it } from "vitest";
import type { NetworkFigures } from "../protocol/arrival";
import { Arrival, adviceOnLight, adviceOnSound, browserAdvice, deviceFinding, finding } from "./arrival";

const FIGURES: NetworkFigures = {
  paths: { udp: "works", tcp: "works", relay: "none" },
  downBps: 4e6,
  upBps: 4e6,
  downLoss: 0,
  upLoss: 0,
  jitterMs: 1,
  roundTripMs: 20,
  upRising: false,
};

describe("the steps of the check", () => {
  it("ask who may speak for everything, and who follows for no device", () => {
    expect(new Arrival("active", ["en"]).steps).toHaveLength(7);
    expect(new Arrival("active", []).steps).not.toContain("language");
    expect(new Arrival("passive", ["en"]).steps).toEqual(["loudspeaker", "network"]);
  });

  it("are gone through in order, and what is left without a finding was skipped", () => {
    const arrival = new Arrival("passive", []);
    arrival.found("loudspeaker", finding([]));
    arrival.next();
    arrival.next();
    expect(arrival.step).toBeNull();
    arrival.next();
    const { findings, verdict } = arrival.result("ABCD2345");
    expect(findings).toEqual({
      loudspeaker: { outcome: "good", advice: [] },
      network: { outcome: "skipped", advice: [] },
    });
    expect(verdict).toBe("good");
  });

  it("can be repeated one by one; the others keep what they found", () => {
    const arrival = new Arrival("passive", []);
    arrival.found("loudspeaker", finding(["notHeard"]));
    arrival.next();
    arrival.foundNetwork(FIGURES, "good", []);
    arrival.next();
    expect(arrival.verdict).toBe("usable");
    arrival.repeat("loudspeaker");
    expect([arrival.step, arrival.position]).toEqual(["loudspeaker", 1]);
    arrival.found("loudspeaker", finding([]));
    expect(arrival.verdict).toBe("good");
    arrival.next();
    arrival.back();
    expect(arrival.step).toBe("loudspeaker");
  });
});

describe("the verdict", () => {
  it("is the network's when that is unfit, and no better than a doubtful device", () => {
    const arrival = new Arrival("active", []);
    arrival.foundNetwork(FIGURES, "unfit", ["noPath"]);
    expect([arrival.verdict, arrival.result(null).findings.network?.outcome]).toEqual(["unfit", "failed"]);
    arrival.foundNetwork(FIGURES, "usable", ["noUdp"]);
    expect(arrival.verdict).toBe("usable");
    arrival.foundNetwork(FIGURES, "good", []);
    expect(arrival.verdict).toBe("good");
    arrival.found("camera", deviceFinding({ code: "deviceDenied" }));
    expect(arrival.verdict).toBe("usable");
  });
});

describe("advice", () => {
  it.each([
    [{ levelDb: -22, noiseDb: -62, clipped: 0 }, []],
    [{ levelDb: -80, noiseDb: -90, clipped: 0 }, ["micSilent"]],
    [{ levelDb: -45, noiseDb: -62, clipped: 0 }, ["micQuiet"]],
    [{ levelDb: -12, noiseDb: -40, clipped: 0.01 }, ["micClipping", "micNoisy"]],
  ])("on a microphone: %o", (sound, advice) => expect(adviceOnSound(sound)).toEqual(advice));

  const look = (mean: number, contrast = 0.2, change = 0.01) =>
    Array.from({ length: 4 }, () => ({ mean, contrast, change }));
  it.each([
    [look(0.5), []],
    [look(0.1), ["cameraDark"]],
    [look(0.95), ["cameraBright"]],
    [look(0.5, 0.01), ["cameraFlat"]],
    [look(0.5, 0.2, 0), ["cameraStill"]],
    [[], ["cameraStill"]],
  ])("on the light: %#", (lights, advice) => expect(adviceOnLight(lights)).toEqual(advice));

  it("on the browser, each fault by itself", () => {
    const good = { kind: "firefox", old: false, secure: true, webrtc: true };
    expect(browserAdvice(good)).toEqual([]);
    expect(browserAdvice({ ...good, old: true })).toEqual(["browserOld"]);
    expect(browserAdvice({ ...good, kind: "safari", secure: false })).toEqual(["insecureContext", "browserUnknown"]);
    expect(browserAdvice({ ...good, webrtc: false, old: true })).toEqual(["noWebrtc"]);
  });

  it("on a device that does not open", () => {
    expect(deviceFinding({ code: "deviceBusy" }).advice).toEqual(["deviceBusy"]);
    expect(deviceFinding(new Error("anything")).advice).toEqual(["deviceMissing"]);
  });
});
