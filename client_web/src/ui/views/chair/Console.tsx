/** The console of whoever runs the meeting: who speaks, who comes next, who waits, and the stops. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { ListName } from "../../../protocol/messages";
import type { ListedEntry } from "../../../state/floor";
import type { Preferences } from "../../../state/preferences";
import { Button } from "../../kit/Button";
import { useText } from "../../text";
import { Plate } from "../Plate";
import { FloorLists } from "./FloorLists";
import { FloorNow } from "./FloorNow";
import { KeyHint, Keys, useChairKeys } from "./keys";
import { SittingBar } from "./SittingBar";
import { Stops } from "./Stops";
import { Word } from "./Word";

export function Console({ endpoint, preferences }: { endpoint: Endpoint; preferences: Preferences }) {
  const t = useText();
  const [list, setList] = useState<ListName>("speakers");
  const next = nextOf(endpoint, list);
  const speaking = speakerOf(endpoint);
  const { listing } = endpoint;
  useChairKeys(
    {
      next: () => next && listing.grant(next),
      call: () => next && next.entry.state !== "called" && listing.call(next),
      end: () => speaking && listing.end(speaking),
      pause: () => speaking && togglePause(endpoint, speaking),
      undo: () => endpoint.console.takeBack(),
    },
    preferences.shortcuts.value,
  );
  return (
    <section class="chair-console card" aria-label={t("chair-console")} data-testid="chair-console">
      <SittingBar endpoint={endpoint} />
      <FloorNow endpoint={endpoint} preferences={preferences} />
      <NextUp endpoint={endpoint} next={next} keys={preferences.shortcuts.value} />
      <Word endpoint={endpoint} />
      <FloorLists endpoint={endpoint} list={list} onList={setList} />
      <Stops endpoint={endpoint} list={list} />
      <Keys preferences={preferences} />
    </section>
  );
}

/** Whoever interrupts comes before everybody, whatever list is looked at. */
function nextOf(endpoint: Endpoint, list: ListName): ListedEntry | null {
  const first = endpoint.floor.nextIn("speakers");
  const interrupts = first?.entry.kind === "pointOfOrder" || first?.entry.kind === "interposedQuestion";
  return interrupts ? first : endpoint.floor.nextIn(list);
}

/** Whose speech the buttons and keys are about. */
export function speakerOf(endpoint: Endpoint): ListedEntry | null {
  const { speaking } = endpoint.floor;
  const shown = endpoint.meeting.stage.value.speech?.requestId;
  return speaking.value.find(({ entry }) => entry.requestId === shown) ?? speaking.value[0] ?? null;
}

export function togglePause(endpoint: Endpoint, speech: ListedEntry): void {
  if (speech.entry.state === "speaking") endpoint.listing.pause(speech);
  else if (speech.entry.state === "paused") endpoint.listing.resume(speech);
}

function NextUp({ endpoint, next, keys }: { endpoint: Endpoint; next: ListedEntry | null; keys: boolean }) {
  const t = useText();
  const { console, listing } = endpoint;
  const busy = next !== null && console.busy(next.entry.requestId);
  const name = next?.person?.name ?? "";
  return (
    <div class="next-up">
      <Button
        variant="primary"
        size="large"
        testid="grant-next"
        busy={busy}
        disabled={!next}
        onClick={() => next && listing.grant(next)}
      >
        <span class="next-words">
          <span class="next-do">{t("grant-next")}</span>
          <span class="next-who">{next?.person ? <NextName next={next} /> : t("list-empty")}</span>
        </span>
        {keys && <KeyHint of="N" />}
      </Button>
      <Button
        size="large"
        testid="call-next"
        disabled={!next || next.entry.state === "called" || busy}
        label={next ? t("call-speaker-name", { name }) : undefined}
        onClick={() => next && listing.call(next)}
      >
        {next?.entry.state === "called" ? t("request-state", { state: "called" }) : t("call-speaker")}
        {keys && <KeyHint of="C" />}
      </Button>
    </div>
  );
}

function NextName({ next }: { next: ListedEntry }) {
  const t = useText();
  const { kind } = next.entry;
  return (
    <>
      {next.person && <Plate person={next.person} />}
      {kind !== "statement" && ` · ${t("request-kind", { kind })}`}
    </>
  );
}
