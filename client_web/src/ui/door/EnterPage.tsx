/** The delegates' entry, step by step. */
import { useEffect, useRef, useState } from "preact/hooks";
import { accessCode, grouped, looksComplete, ONE_TIME_LENGTH, oneTimeDigits } from "../../door/codes";
import type { DelegateEntry } from "../../door/entry";
import type { Conference, Way } from "../../door/records";
import type { SupportLine } from "../../door/support";
import { countdown } from "../../door/times";
import { Button } from "../kit/Button";
import { Icon, type IconName } from "../kit/Icon";
import { useCatalog, useText } from "../text";
import { CodeField } from "./Field";
import { Fault } from "./faults";
import { Inside, type InsideActions } from "./Inside";
import { type Ambience, Page } from "./Page";
import { SupportPanel } from "./SupportPanel";

export interface EnterPageProps {
  readonly ambience: Ambience;
  readonly entry: DelegateEntry;
  readonly actions: InsideActions;
  readonly support: SupportLine;
}

export function EnterPage({ ambience, entry, actions, support }: EnterPageProps) {
  const t = useText();
  const step = entry.step.value;
  const { reference, unlock, attend } = actions;
  const name = entry.own.value?.person.name ?? "";
  const help = <SupportPanel line={support} {...{ name, reference, unlock, attend }} />;
  return (
    <Page ambience={ambience}>
      {step === "inside" ? (
        <main class="entry" data-testid="inside">
          <Inside {...{ entry, actions }} />
          {help}
        </main>
      ) : (
        <main class="door-narrow" data-testid="entry-step" data-step={step}>
          {step === "looking" && (
            <p class="empty" role="status">
              {t("loading")}
            </p>
          )}
          {step === "access" && <Access entry={entry} />}
          {step === "way" && <Ways entry={entry} />}
          {step === "code" && <OneTimeCode entry={entry} />}
          {step === "locked" && <Locked />}
          {step !== "looking" && help}
        </main>
      )}
    </Page>
  );
}

/** A step of the way in; its heading takes the focus, so that screen readers tell where one is. */
function StepCard(props: {
  readonly number: number;
  readonly title: string;
  readonly children: preact.ComponentChildren;
  readonly conference?: Conference | undefined;
}) {
  const catalog = useCatalog();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="card step-card">
      <header>
        {props.conference && <p class="eyebrow eyebrow-calm">{catalog.pick(props.conference.title)}</p>}
        <p class="step-number">{catalog.t("door-step", { number: String(props.number) })}</p>
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
      </header>
      {props.children}
    </section>
  );
}

function StepFault({ entry }: { readonly entry: DelegateEntry }) {
  const fault = entry.fault.value;
  return fault && <Fault code={fault.code} step={fault.step} />;
}

function Access({ entry }: { readonly entry: DelegateEntry }) {
  const t = useText();
  const [typed, setTyped] = useState("");
  return (
    <StepCard number={1} title={t("door-access-title")}>
      {entry.ended.value && (
        <p class="door-note" role="status" data-testid="session-ended">
          {t("door-session-ended")}
        </p>
      )}
      <p>{t("door-access-text")}</p>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault();
          void entry.knock(typed);
        }}
      >
        <CodeField
          kind="access"
          label={t("door-access-code")}
          value={typed}
          onInput={(text) => setTyped(looksComplete(text) ? grouped(accessCode(text).toUpperCase()) : text)}
          invalid={entry.fault.value?.code === "codeRefused"}
          testid="access-code"
        />
        <StepFault entry={entry} />
        <Button submit variant="primary" size="large" busy={entry.busy.value} testid="access-next">
          {t("door-next")}
        </Button>
      </form>
      <p class="hint">{t("door-access-lost")}</p>
    </StepCard>
  );
}

const ICONS: Readonly<Record<Way["channel"], IconName>> = { mail: "send", sms: "chat", authenticator: "settings" };

function Ways({ entry }: { readonly entry: DelegateEntry }) {
  const t = useText();
  const knocked = entry.knocked.value;
  const ways = knocked?.channels ?? [];
  return (
    <StepCard number={2} title={t("door-way-title")} conference={knocked?.conference}>
      <p>{t(ways.length > 0 ? "door-way-text" : "door-way-none")}</p>
      <ul class="ways-out">
        {ways.map((way) => (
          <li key={way.channel}>
            <button
              type="button"
              class="way-out"
              aria-busy={entry.busy.value || undefined}
              onClick={() => void entry.choose(way)}
              data-testid={`way-${way.channel}`}
            >
              <Icon name={ICONS[way.channel]} />
              <span class="way-out-words">
                <strong>{t("door-way-words", { channel: way.channel })}</strong>
                {way.masked && <bdi dir="ltr">{way.masked}</bdi>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <StepFault entry={entry} />
      <Button variant="quiet" icon="back" onClick={() => entry.back()} testid="back">
        {t("door-other-code")}
      </Button>
    </StepCard>
  );
}

function OneTimeCode({ entry }: { readonly entry: DelegateEntry }) {
  const t = useText();
  const [typed, setTyped] = useState("");
  const way = entry.asked.value?.way;
  const left = entry.left.value;
  const expiresIn = entry.expiresInS.value;
  const over = expiresIn === 0;
  const app = way?.channel === "authenticator";
  return (
    <StepCard number={3} title={t("door-code-title")} conference={entry.knocked.value?.conference}>
      <p>
        {t(app ? "door-code-app" : "door-code-sent", { channel: way?.channel ?? "" })}{" "}
        {way?.masked && <bdi dir="ltr">{way.masked}</bdi>}
      </p>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.length === ONE_TIME_LENGTH) void entry.submit(typed);
        }}
      >
        <CodeField
          kind="oneTime"
          label={t("door-code")}
          value={typed}
          onInput={(text) => setTyped(oneTimeDigits(text))}
          invalid={entry.fault.value?.code === "codeRefused"}
          testid="one-time-code"
        />
        {expiresIn !== null && (
          <p class="hint" data-testid="code-life">
            {over ? t("door-code-over") : t("door-code-life", { time: countdown(expiresIn) })}
          </p>
        )}
        <StepFault entry={entry} />
        {left !== null && entry.fault.value && (
          <p class="hint" data-testid="tries-left">
            {t("door-tries-left", { count: left })}
          </p>
        )}
        <Button submit variant="primary" size="large" busy={entry.busy.value} disabled={over} testid="code-enter">
          {t("door-sign-in")}
        </Button>
      </form>
      <footer class="step-foot">
        {!app && <Again entry={entry} />}
        <Button variant="quiet" icon="back" onClick={() => entry.back()} testid="back">
          {t("door-other-way")}
        </Button>
      </footer>
    </StepCard>
  );
}

function Again({ entry }: { readonly entry: DelegateEntry }) {
  const t = useText();
  const wait = entry.againInS.value ?? 0;
  return (
    <Button disabled={wait > 0} busy={entry.busy.value} onClick={() => void entry.again()} testid="send-again">
      {wait > 0 ? t("door-again-in", { time: countdown(wait) }) : t("door-again")}
    </Button>
  );
}

function Locked() {
  const t = useText();
  return (
    <StepCard number={3} title={t("door-locked-title")}>
      <p class="door-fault" data-testid="locked">
        {t("door-locked-text")}
      </p>
      <p>{t("door-locked-help")}</p>
    </StepCard>
  );
}
