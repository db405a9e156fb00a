import { expect, it } from "vitest";
import type { Request } from "../protocol/session";
import { RequestError } from "../protocol/session";
import { CaptionsState } from "../state/captions";
import { Preferences } from "../state/preferences";
import { FakeSignalling, FakeTimers, MemoryStore, settle } from "../testing/fakes";
import { caption } from "../testing/samples";
import { abbreviationsOf, Captioning, expand, THROTTLE_MS } from "./captioning";

async function writer(abbreviations = "") {
  const signalling = new FakeSignalling();
  const timers = new FakeTimers();
  const preferences = new Preferences(new MemoryStore(), ["en"]);
  preferences.abbreviations.value = abbreviations;
  const captions = new CaptionsState();
  const faults: unknown[] = [];
  const host = {
    captions,
    captionReader: { follow: async (language: string | null) => captions.follow(language) },
    request: (message: Request) => signalling.request(message),
    failed: (error: unknown) => void faults.push(error),
  };
  const captioning = new Captioning(host, timers, preferences);
  await captioning.joined("en", ["fr", "en"]);
  return { captioning, signalling, timers, captions, faults };
}

const written = ({ asked }: FakeSignalling) =>
  asked.flatMap((one) =>
    one.type === "writeCaption" ? [`${one.captionId} ${one.final ? "=" : "~"} ${one.text}`] : [],
  );

it("shows the first key at once, and then the newest text every 300 ms", async () => {
  const { captioning, signalling, timers } = await writer();
  signalling.answers.push(() => ({ captionId: "c1" }));
  captioning.typed("T");
  await settle();
  for (const text of ["Th", "The", "The c"]) captioning.typed(text);
  expect(written(signalling)).toEqual(["null ~ T"]);
  await timers.pass(THROTTLE_MS);
  expect(written(signalling)).toEqual(["null ~ T", "c1 ~ The c"]);
  await timers.pass(10 * THROTTLE_MS);
  expect(written(signalling)).toHaveLength(2);
});

it("finishes the line it began, however late the server names it, and begins another", async () => {
  const { captioning, signalling, timers } = await writer();
  let name = (_: { captionId: string }) => {};
  signalling.answers.push(
    () => new Promise((resolve) => (name = resolve)),
    () => ({ captionId: "c1" }),
    () => ({ captionId: "c2" }),
  );
  captioning.typed("Order");
  await settle();
  const finished = captioning.finish();
  expect(captioning.draft.value).toBe("");
  name({ captionId: "c1" });
  await finished;
  await timers.pass(THROTTLE_MS);
  captioning.typed("Next");
  await settle();
  expect(written(signalling)).toEqual(["null ~ Order", "c1 = Order", "null ~ Next"]);
});

it("writes the last line again without showing it half done", async () => {
  const { captioning, signalling, captions } = await writer();
  signalling.answers.push(() => ({ captionId: "c1" }));
  captioning.typed("The comittee");
  await captioning.finish();
  captions.apply({ type: "caption", caption: caption("c1", { text: "The comittee" }) });
  captions.apply({ type: "caption", caption: caption("c2", { text: "by another", startedAt: 1_000_000 }) });
  captioning.correct();
  expect(captioning.draft.value).toBe("The comittee");
  captioning.typed("The committee");
  await captioning.finish();
  expect(written(signalling)).toEqual(["null ~ The comittee", "c1 = The comittee", "c1 = The committee"]);
  captioning.correct();
  captioning.cancel();
  expect(captioning.draft.value).toBe("");
});

it("keeps a line the server did not take, to be sent again", async () => {
  const { captioning, signalling, faults } = await writer();
  signalling.answers.push(
    () => ({ captionId: "c1" }),
    () => new RequestError("offline"),
  );
  captioning.typed("Lost");
  await captioning.finish();
  expect(captioning.refused.value).toBe("Lost");
  expect(faults).toHaveLength(1);
  captioning.again();
  expect(captioning.draft.value).toBe("Lost");
});

it("writes out an abbreviation at the space, and nothing inside a word", async () => {
  const short = abbreviationsOf("un = United Nations\nbroken line\nOMPI=WIPO");
  expect(expand("the UN ", short)).toBe("the United Nations ");
  expect(expand("the fun ", short)).toBe("the fun ");
  expect(expand("ompi ", short)).toBe("WIPO ");
  const { captioning } = await writer("un = United Nations");
  captioning.typed("un ");
  expect(captioning.draft.value).toBe("United Nations ");
});

it("writes in a language of the meeting, and follows what others write in it", async () => {
  const { captioning, captions } = await writer();
  expect(captioning.language.value).toBe("en");
  await captioning.choose("fr");
  expect(captions.language.value).toBe("fr");
  await captioning.joined("en", ["fr", "en"]);
  expect(captioning.language.value).toBe("fr");
  await captioning.joined("en", ["ar"]);
  expect(captioning.language.value).toBe("ar");
});
