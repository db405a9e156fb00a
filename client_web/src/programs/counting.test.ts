import { signal } from "@preact/signals-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WatchService } from "../watch/service";
import { countViewer } from "./counting";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a viewer is announced when it plays and every 30 s as long as it does", () => {
  const playing = signal(false);
  const announce = vi.fn();
  const end = countViewer(playing, announce);
  vi.advanceTimersByTime(120_000);
  expect(announce).not.toHaveBeenCalled();
  playing.value = true;
  expect(announce).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(announce).toHaveBeenCalledTimes(3);
  playing.value = false;
  vi.advanceTimersByTime(60_000);
  expect(announce).toHaveBeenCalledTimes(3);
  playing.value = true;
  expect(announce).toHaveBeenCalledTimes(4);
  end();
  vi.advanceTimersByTime(60_000);
  expect(announce).toHaveBeenCalledTimes(4);
});

test("whoever stops and goes on is one viewer", () => {
  const playing = signal(true);
  const announce = vi.fn();
  const end = countViewer(playing, announce);
  for (let n = 0; n < 29; n++) {
    playing.value = false;
    vi.advanceTimersByTime(500);
    playing.value = true;
    vi.advanceTimersByTime(500);
  }
  expect(announce).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(announce).toHaveBeenCalledTimes(2);
  end();
});

test("after a long sleep a viewer is announced once", () => {
  const announce = vi.fn();
  const end = countViewer(signal(true), announce);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(30_000);
  expect(announce).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(29_000);
  expect(announce).toHaveBeenCalledTimes(2);
  end();
});

test("nothing but that somebody watches is sent, and a refusal is nothing to them", async () => {
  const fetcher = vi.fn(() => Promise.reject(new Error("offline")));
  new WatchService(fetcher).watching("water & land");
  await vi.advanceTimersByTimeAsync(0);
  const told = { method: "POST", credentials: "omit", keepalive: true };
  expect(fetcher).toHaveBeenCalledExactlyOnceWith("/api/webcasts/water%20%26%20land/viewers", told);
});
