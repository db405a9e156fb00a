/** What operators may correct in a recording, and what was corrected: who, when and why.  Loaded when it is opened. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { endonym } from "../../i18n/names";
import { type CorrectionService, type Revision, secondsOf, timeText } from "../../watch/corrections";
import type { Mark } from "../../watch/records";
import { Button } from "../kit/Button";
import { FileField, Select, TextField, Toggle } from "../kit/Field";
import { useCatalog, useText } from "../text";

const KINDS = ["mute", "sound", "trim", "chapter"] as const;
type Kind = (typeof KINDS)[number];
const WHY_LENGTH = 500;
const LOOK_MS = 2000;

interface Corrected {
  readonly service: CorrectionService;
  readonly channels: readonly string[];
  readonly marks: readonly Mark[];
  /** Unix seconds of the recording's beginning. */
  readonly begins: number;
  /** What the player shows just now, Unix seconds. */
  readonly moment: ReadonlySignal<number | null>;
}

export function Corrections(props: Corrected) {
  const t = useText();
  const revisions = useSignal<readonly Revision[] | null>(null);
  const fault = useSignal("");
  const look = async () => {
    try {
      if (revisions.peek() === null) await props.service.signIn();
      revisions.value = await props.service.revisions();
      fault.value = "";
    } catch (error) {
      fault.value = (error as { code?: string }).code ?? "unknown";
    }
  };
  const making = revisions.value?.some(({ state }) => state === "making") ?? false;
  useEffect(() => {
    if (!making) return;
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [making]);
  return (
    <details
      class="watch-share"
      data-testid="corrections"
      onToggle={(event) => {
        if (event.currentTarget.open && revisions.peek() === null) void look();
      }}
    >
      <summary>{t("correct")}</summary>
      {fault.value && <Refused code={fault.value} />}
      {revisions.value && (
        <>
          <Form {...props} onMade={() => void look()} />
          <Revisions revisions={revisions.value} begins={props.begins} />
        </>
      )}
    </details>
  );
}

function Refused({ code }: { readonly code: string }) {
  const catalog = useCatalog();
  const { t } = catalog;
  if (code === "sessionUnknown" || code === "notPermitted") {
    return (
      <p role="alert" data-testid="correct-fault">
        {t("correct-staff-only")} <a href="/registration">{t("correct-sign-in")}</a>
      </p>
    );
  }
  return (
    <p role="alert" data-testid="correct-fault">
      {t(catalog.has(`error-${code}`) ? `error-${code}` : "error-unknown")}
    </p>
  );
}

function Form(props: Corrected & { readonly onMade: () => void }) {
  const { service, channels, marks, begins } = props;
  const { t, language, pick } = useCatalog();
  const kind = useSignal<Kind>("mute");
  const channel = useSignal(channels.find((one) => one !== "floor") ?? "floor");
  const mark = useSignal(marks[0]?.markId ?? "");
  const [from, to, why, fault] = [useSignal(""), useSignal(""), useSignal(""), useSignal("")];
  const [first, second] = [useSignal(""), useSignal("")];
  const file = useSignal<File | null>(null);
  const consented = useSignal(false);
  const busy = useSignal(false);
  const chosen = marks.find((one) => one.markId === mark.value);
  const momentOf = (text: string) => {
    const seconds = secondsOf(text);
    return seconds === null ? null : begins + seconds;
  };
  const send = (): Promise<Revision> | null => {
    const [starts, ends] = [momentOf(from.value), momentOf(to.value)];
    if ((from.value && starts === null) || (to.value && ends === null)) return null;
    switch (kind.value) {
      case "mute":
        return starts !== null && ends !== null ? service.mute(channel.value, starts, ends, why.value) : null;
      case "trim":
        return service.trim(starts, ends, why.value);
      case "sound":
        if (starts === null || !file.value || !consented.value) return null;
        return service.replaceSound(channel.value, starts, ends, file.value, why.value);
      default: {
        if (!chosen) return null;
        const item = chosen.kind === "agendaItem";
        const change = item
          ? { title: { ...chosen.title, [language.value]: first.value } }
          : { speaker: first.value, delegation: second.value };
        return service.changeChapter(chosen.markId, change, why.value);
      }
    }
  };
  const submit = async () => {
    const sent = send();
    fault.value = sent ? "" : "valueInvalid";
    if (!sent) return;
    busy.value = true;
    try {
      await sent;
      why.value = "";
      props.onMade();
    } catch (error) {
      fault.value = (error as { code?: string }).code ?? "unknown";
    }
    busy.value = false;
  };
  const choose = (id: string) => {
    const found = marks.find((one) => one.markId === id);
    mark.value = id;
    first.value = found?.kind === "agendaItem" ? pick(found.title) : (found?.speaker ?? "");
    second.value = found?.delegation ?? "";
  };
  const timed = kind.value !== "chapter";
  return (
    <form
      class="watch-correct"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Select
        label={t("correct-what")}
        value={kind.value}
        options={KINDS.map((one) => ({ value: one, text: t("correct-kind", { kind: one }) }))}
        onChange={(one) => {
          kind.value = one as Kind;
          choose(mark.value);
        }}
        testid="correct-kind"
      />
      {(kind.value === "mute" || kind.value === "sound") && (
        <Select
          label={t("correct-language")}
          value={channel.value}
          options={channels.map((one) => ({ value: one, text: one === "floor" ? t("watch-original") : endonym(one) }))}
          onChange={(one) => {
            channel.value = one;
          }}
          testid="correct-channel"
        />
      )}
      {timed && <Time {...props} label={t("correct-from")} text={from} testid="correct-from" />}
      {timed && <Time {...props} label={t("correct-to")} text={to} testid="correct-to" />}
      {kind.value === "sound" && (
        <>
          <FileField
            text={file.value?.name ?? t("correct-file")}
            accept="audio/*,.wav,.flac,.mp3"
            onFile={(one) => {
              file.value = one;
            }}
            testid="correct-file"
          />
          <Toggle
            label={t("correct-consented")}
            on={consented.value}
            onChange={(on) => {
              consented.value = on;
            }}
            testid="correct-consented"
          />
        </>
      )}
      {kind.value === "chapter" && (
        <>
          <Select
            label={t("correct-chapter")}
            value={mark.value}
            options={marks.map((one) => ({
              value: one.markId,
              text: one.kind === "agendaItem" ? pick(one.title) : one.plate || one.speaker,
            }))}
            onChange={choose}
            testid="correct-mark"
          />
          <Words
            label={t(chosen?.kind === "agendaItem" ? "correct-title" : "correct-speaker")}
            text={first}
            id="first"
          />
          {chosen?.kind === "statement" && <Words label={t("correct-delegation")} text={second} id="second" />}
        </>
      )}
      <TextField
        label={t("correct-why")}
        value={why.value}
        onInput={(text) => {
          why.value = text;
        }}
        maxLength={WHY_LENGTH}
        required
        testid="correct-why"
      />
      {fault.value && <Refused code={fault.value} />}
      <Button variant="primary" submit busy={busy.value} testid="correct-send">
        {t("correct-send")}
      </Button>
    </form>
  );
}

function Words(props: { readonly label: string; readonly text: { value: string }; readonly id: string }) {
  return (
    <TextField
      label={props.label}
      value={props.text.value}
      onInput={(text) => {
        props.text.value = text;
      }}
      maxLength={160}
      testid={`correct-${props.id}`}
    />
  );
}

/** A time since the beginning, typed or taken from the player. */
function Time(props: Corrected & { label: string; text: { value: string }; testid: string }) {
  const t = useText();
  const { label, text, moment, begins, testid } = props;
  return (
    <div class="watch-correct-time">
      <TextField
        label={label}
        value={text.value}
        onInput={(typed) => {
          text.value = typed;
        }}
        placeholder="0:00"
        testid={testid}
      />
      <Button
        size="small"
        label={`${t("correct-here")}: ${label}`}
        testid={`${testid}-here`}
        onClick={() => {
          const at = moment.peek();
          if (at !== null) text.value = timeText(at - begins);
        }}
      >
        {t("correct-here")}
      </Button>
    </div>
  );
}

function Revisions({ revisions, begins }: { readonly revisions: readonly Revision[]; readonly begins: number }) {
  const { t, language } = useCatalog();
  const when = new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short" });
  const span = ({ startsAt, endsAt }: Revision) =>
    startsAt === null && endsAt === null
      ? ""
      : `${startsAt === null ? "" : timeText(startsAt - begins)}–${endsAt === null ? "" : timeText(endsAt - begins)}`;
  if (revisions.length === 0) return <p class="hint">{t("correct-none")}</p>;
  return (
    <ul class="watch-revisions" aria-label={t("correct-made")}>
      {revisions.map((one) => (
        <li key={one.revision} data-testid="revision" data-state={one.state}>
          <span class={`tag ${one.state === "refused" ? "tag-poor" : one.state === "making" ? "tag-warn" : ""}`}>
            {t("correct-state", { state: one.state })}
          </span>
          <span>
            {t("correct-revision", { number: String(one.revision), kind: t("correct-kind", { kind: one.kind }) })}{" "}
            {one.channel && (one.channel === "floor" ? t("watch-original") : endonym(one.channel))}{" "}
            <bdi class="clock">{span(one)}</bdi>
          </span>
          <span class="hint">
            <bdi>{one.by.replace(/^staff:/, "")}</bdi> · {when.format(one.at * 1000)} · <bdi>{one.why}</bdi>
          </span>
          {one.error && <span role="alert">{t("correct-error", { code: one.error })}</span>}
        </li>
      ))}
    </ul>
  );
}
