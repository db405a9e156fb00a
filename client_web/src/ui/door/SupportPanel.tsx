/** Help on the pages of the entry: a conversation with the technicians, folded away until it is needed. */
import { useEffect, useState } from "preact/hooks";
import type { Place } from "../../door/service";
import type { SupportLine } from "../../door/support";
import { Button } from "../kit/Button";
import { TextArea, TextField } from "../kit/Field";
import { useCatalog } from "../text";
import { Fault } from "./faults";

const LOOK_MS = 4_000;
/** What the server tells the technicians before one's own first words: reference and language. */
const FACTS = /^\[[^\]\n]*\]\n/;

export interface SupportProps {
  readonly line: SupportLine;
  /** Of whoever has signed in. */
  readonly name: string;
  readonly reference: () => string;
  /** Called within a click after which sound may come later. */
  readonly unlock: () => void;
  readonly attend: (place: Place) => Promise<void>;
}

export function SupportPanel({ line, name, reference, unlock, attend }: SupportProps) {
  const { t, language } = useCatalog();
  const [open, setOpen] = useState(line.begun);
  const [typed, setTyped] = useState("");
  const [called, setCalled] = useState(name);
  useEffect(() => {
    if (!open) return;
    void line.look();
    const timer = setInterval(() => void line.look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [open, line]);
  const send = async () => {
    const text = typed.trim();
    if (text && (await line.say(text, name || called.trim(), language.value, reference()))) setTyped("");
  };
  const meet = async () => {
    unlock();
    const place = await line.meet(language.value);
    if (place) await attend(place);
  };
  const fault = line.fault.value;
  const inviter = line.inviter.value;
  return (
    <section class="support" aria-label={t("door-help-title")}>
      <Button icon="chat" expanded={open} onClick={() => setOpen(!open)} testid="help">
        {t("door-help")}
      </Button>
      {open && (
        <div class="card support-panel" data-testid="support">
          <h2>{t("door-help-title")}</h2>
          <p class="hint">{t("door-help-text")}</p>
          <div role="log" aria-label={t("door-help-title")} data-testid="support-log">
            <ol class="support-log">
              {line.messages.value.map((message) => (
                <li key={message.number} class={message.own ? "own" : ""} data-own={message.own}>
                  <strong>
                    <bdi>{message.name}</bdi>
                  </strong>
                  <p dir="auto">{message.own ? message.text.replace(FACTS, "") : message.text}</p>
                </li>
              ))}
            </ol>
          </div>
          {line.begun && (
            <p class="hint" role="status">
              {line.helper.value ? t("door-helper", { name: line.helper.value }) : t("door-help-wait")}
            </p>
          )}
          <div role="status">
            {inviter && (
              <p class="support-invitation" data-testid="support-invitation">
                <span>{t("door-help-invited", { name: inviter })}</span>
                <Button
                  variant="primary"
                  icon="microphone"
                  busy={line.busy.value}
                  onClick={() => void meet()}
                  testid="support-meet"
                >
                  {t("door-help-meet")}
                </Button>
              </p>
            )}
          </div>
          {fault && <Fault code={fault} />}
          <form
            class="door-form"
            onSubmit={(event) => {
              event.preventDefault();
              void send();
            }}
          >
            {!line.begun && !name && (
              <TextField
                label={t("your-name")}
                value={called}
                maxLength={80}
                required
                onInput={setCalled}
                testid="support-name"
              />
            )}
            <TextArea
              label={t("door-help-message")}
              value={typed}
              maxLength={1000}
              onInput={setTyped}
              onEnter={() => void send()}
              testid="support-text"
            />
            <div>
              <Button submit icon="send" busy={line.busy.value} testid="support-send">
                {t("send")}
              </Button>
            </div>
          </form>
        </div>
      )}
    </section>
  );
}
