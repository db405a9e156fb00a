import { act } from "preact/test-utils";
import { afterEach, expect, it } from "vitest";
import { uiLanguages } from "../../state/preferences";
import { catalogIn, faults, find, type Played, played, show } from "../../testing/stage";
import { Banners } from "./Banners";

let on: Played;
afterEach(() => on?.endpoint.dispose());

const words = (root: HTMLElement) => find(root, "connection-banner").textContent ?? "";

it("tells that the picture is paused for a slow connection, before telling that the connection is poor", async () => {
  on = played("passive");
  const root = await show(<Banners endpoint={on.endpoint} />, await catalogIn("en"));
  expect(words(root)).toBe("");
  await act(() => {
    on.endpoint.pictures.paused.value = true;
  });
  expect(words(root)).toContain("Picture paused: your connection is too slow.");
  await act(() => on.endpoint.statusChanged("connecting", null));
  expect(words(root)).not.toContain("Picture paused");
});

it.each(uiLanguages)("says so in %s", async (language) => {
  on = played("delegate");
  on.endpoint.pictures.paused.value = true;
  const root = await show(<Banners endpoint={on.endpoint} />, await catalogIn(language));
  expect(words(root)).toMatch(/\S/);
  expect(words(root)).not.toContain("banner-");
  expect(await faults(root)).toEqual([]);
});
