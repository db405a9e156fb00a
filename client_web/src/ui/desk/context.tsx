/** What every page of the desk has at hand. */
import type { ReadonlySignal, Signal } from "@preact/signals";
import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { type Place, pathOf } from "../../desk/address";
import type { DeskClient } from "../../desk/client";
import type { PlanForm } from "../../desk/plan";
import type { Plan } from "../../desk/records";
import type { StaffSession } from "../../desk/session";
import type { Entry } from "../../protocol/resources";
import { RequestError } from "../../protocol/session";
import type { Notices } from "../../state/notices";
import type { Preferences } from "../../state/preferences";
import { useCatalog } from "../text";

/** What somebody typed into a conference's form and has not saved. */
export interface Unsaved {
  readonly form: PlanForm;
  readonly base: Plan | null;
  readonly version: number;
}

export interface Desk {
  readonly client: DeskClient;
  readonly session: StaffSession;
  readonly preferences: Preferences;
  readonly notices: Notices;
  readonly place: ReadonlySignal<Place>;
  readonly go: (place: Place) => void;
  /** Leaves the desk for a place in a meeting. */
  readonly enterMeeting: (meetingId: string, entry: Entry) => void;
  /** Conference (empty: the new one) -> what was typed; it outlives the page, not the tab. */
  readonly unsaved: Signal<ReadonlyMap<string, Unsaved>>;
  /** Unix seconds. */
  readonly now: () => number;
}

const DeskContext = createContext<Desk | null>(null);
export const DeskProvider = DeskContext.Provider;

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("no desk around this view");
  return desk;
}

export function Link(props: {
  readonly to: Place;
  readonly children: ComponentChildren;
  readonly current?: boolean;
  readonly class?: string;
  readonly testid?: string;
}) {
  const { go } = useDesk();
  return (
    <a
      href={pathOf(props.to)}
      class={props.class}
      aria-current={props.current ? "page" : undefined}
      data-testid={props.testid}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        go(props.to);
      }}
    >
      {props.children}
    </a>
  );
}

// --- sentences ---

const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");

/** A refusal in the reader's words. */
export function useSentence(): (fault: RequestError) => string {
  const { t, has, language } = useCatalogParts();
  return ({ code, detail }) => {
    if (code === ("lockedOut" as string) && detail.until) {
      const time = new Date(Number(detail.until) * 1000);
      return t("desk-locked-until", {
        time: time.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" }),
      });
    }
    if (code === ("fieldInvalid" as string))
      return t("desk-field-refused", { field: fieldName(t, detail.field ?? "") });
    if (code === ("mappingInvalid" as string))
      return t("desk-column-needed", { field: t("desk-field", { field: detail.field ?? "" }) });
    if (code === ("tableInvalid" as string))
      return t("desk-table-refused", { reason: detail.reason ?? "", line: detail.line ?? "0" });
    const known = t("desk-fault", { code });
    return plain(known) === "-" ? t(has(`error-${code}`) ? `error-${code}` : "error-unknown") : known;
  };
}

function fieldName(t: ReturnType<typeof useCatalog>["t"], field: string): string {
  const planned = t("desk-plan-field", { field });
  return plain(planned) === "-" ? t("desk-field", { field }) : planned;
}

function useCatalogParts() {
  const catalog = useCatalog();
  return { t: catalog.t, has: (id: string) => catalog.has(id), language: catalog.language.value };
}

export function asFault(error: unknown): RequestError {
  return error instanceof RequestError ? error : new RequestError("offline");
}

/** One thing at a time that the server is asked to do. */
export function useTask() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<RequestError | null>(null);
  const run = async (task: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFault(null);
    try {
      await task();
      return true;
    } catch (error) {
      setFault(asFault(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, run, clear: () => setFault(null) };
}

/** Something read from the server when the page opens, and again on `reload`. */
export function useRead<T>(read: () => Promise<T>, keys: readonly unknown[]) {
  const [value, setValue] = useState<T | null>(null);
  const [fault, setFault] = useState<RequestError | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    setFault(null);
    read().then(
      (found) => wanted && setValue(found),
      (error: unknown) => wanted && setFault(asFault(error)),
    );
    return () => {
      wanted = false;
    };
  }, [...keys, turn]);
  return { value, setValue, fault, reload: () => setTurn((last) => last + 1) };
}

export function FaultNote({ fault }: { readonly fault: RequestError | null }) {
  const sentence = useSentence();
  if (!fault) return null;
  return (
    <p class="banner banner-warn desk-fault" role="alert" data-testid="desk-fault" data-code={fault.code}>
      {sentence(fault)}
    </p>
  );
}

/** Date, time and numbers as the reader's language and region write them. */
export function useTimes() {
  const { language } = useCatalog();
  const own = navigator.languages?.find((one) => one.split("-")[0] === language.value);
  const tag = own ?? language.value;
  const show = (at: number, options: Intl.DateTimeFormatOptions) => new Date(at * 1000).toLocaleString(tag, options);
  return {
    day: (at: number, timeZone?: string) => show(at, { dateStyle: "long", timeZone }),
    moment: (at: number, timeZone?: string) => show(at, { dateStyle: "medium", timeStyle: "short", timeZone }),
    number: (value: number) => value.toLocaleString(tag),
  };
}
