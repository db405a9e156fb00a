/** Broadcasters' machines the webcast is pushed to: how each fares, and one more. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import type { PushView, WebcastView } from "../../../protocol/messages";
import { clockText } from "../../../state/clocks";
import { FLOOR } from "../../../state/interpretation";
import { Button } from "../../kit/Button";
import { Confirm } from "../../kit/Confirm";
import { Select } from "../../kit/Field";
import { useCatalog, useText } from "../../text";

const ALL = "";
const SCHEMES = "rtmp:// rtmps:// srt:// udp://";
/** What libsrt takes. */
const PASSPHRASE = { least: 10, most: 79 };

export function Pushes({ endpoint, view }: { endpoint: Endpoint; view: WebcastView }) {
  const t = useText();
  const [adding, setAdding] = useState(false);
  return (
    <section class="webcast-pushes" aria-label={t("webcast-pushes")}>
      <h3>{t("webcast-pushes")}</h3>
      {view.pushes.length > 0 && (
        <ul>
          {view.pushes.map((one) => (
            <Push key={one.pushId} {...{ endpoint, one }} />
          ))}
        </ul>
      )}
      <Button size="small" expanded={adding} testid="push-new" onClick={() => setAdding(!adding)}>
        {t("push-new")}
      </Button>
      {adding && <NewPush endpoint={endpoint} onAdded={() => setAdding(false)} />}
    </section>
  );
}

function Push({ endpoint, one }: { endpoint: Endpoint; readonly one: PushView }) {
  const t = useText();
  const [removing, setRemoving] = useState(false);
  const { broadcasting } = endpoint;
  const { pushId: id, address } = one;
  return (
    <li class="webcast-push" data-testid="push" data-state={one.state}>
      <p class="webcast-push-address">
        <bdi dir="ltr">{address}</bdi>{" "}
        <span class="webcast-unit">{one.channels.map(nameIn(t)).join(", ") || t("push-all")}</span>
      </p>
      <State endpoint={endpoint} one={one} />
      <div class="webcast-acts">
        <Button
          size="small"
          testid="push-switch"
          label={`${t(one.on ? "push-stop" : "push-start")}: ${address}`}
          onClick={() => void (one.on ? broadcasting.stopPush(id) : broadcasting.startPush(id))}
        >
          {t(one.on ? "push-stop" : "push-start")}
        </Button>
        <Button
          size="small"
          variant="quiet"
          testid="push-remove"
          label={`${t("push-remove")}: ${address}`}
          onClick={() => setRemoving(true)}
        >
          {t("push-remove")}
        </Button>
      </div>
      <Confirm
        open={removing}
        title={t("push-remove-sure")}
        text={t("push-remove-text")}
        act={t("push-remove")}
        onClose={() => setRemoving(false)}
        onConfirm={() => void broadcasting.removePush(id)}
      />
    </li>
  );
}

/** In words, and while it is live in figures. */
function State({ endpoint, one }: { endpoint: Endpoint; readonly one: PushView }) {
  const { t, language } = useCatalog();
  const now = endpoint.meeting.now.value;
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(language.value, { maximumFractionDigits: digits }).format(value);
  const tone = one.state === "live" ? "tag-granted" : one.state === "failing" ? "tag-poor" : "";
  return (
    <p class="webcast-marks" data-testid="push-state">
      <span class={`tag ${tone}`}>{t("push-state", { state: one.state })}</span>
      {one.state === "live" && one.since !== null && (
        <bdi class="clock">{clockText(Math.floor(Math.max(0, now - one.since)))}</bdi>
      )}
      {one.state === "live" && <span>{t("push-rate", { value: number(one.bps / 1e6, 1) })}</span>}
      {one.droppedFrames > 0 && <span>{t("push-dropped", { value: number(one.droppedFrames, 0) })}</span>}
      {one.state === "failing" && <span>{t("push-reason", { reason: one.reason ?? "internal" })}</span>}
      {one.state === "failing" && one.retryAt !== null && (
        <span>{t("push-retry", { value: number(Math.max(0, Math.ceil(one.retryAt - now)), 0) })}</span>
      )}
    </p>
  );
}

/** Keys are typed once: they leave the page with the request, and nothing brings them back. */
function NewPush({ endpoint, onAdded }: { endpoint: Endpoint; readonly onAdded: () => void }) {
  const t = useText();
  const [address, setAddress] = useState("");
  const [channel, setChannel] = useState(FLOOR);
  const [key, setKey] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const many = /^(srt|udp):/i.test(address.trim());
  const srt = /^srt:/i.test(address.trim());
  const chosen = channel === ALL && !many ? FLOOR : channel;
  const options = [
    ...(many ? [{ value: ALL, text: t("push-all") }] : []),
    { value: FLOOR, text: t("channel-floor") },
    ...endpoint.meeting.languages.value.map((tag) => ({ value: tag, text: endonym(tag), language: tag })),
  ];
  const add = async () => {
    const channels = chosen === ALL ? [] : [chosen];
    const added = await endpoint.broadcasting.addPush({ address, channels, key, passphrase: srt ? passphrase : "" });
    if (added) onAdded();
  };
  return (
    <form
      class="webcast-push-new"
      data-testid="push-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Line
        label={t("push-address")}
        value={address}
        onInput={setAddress}
        testid="push-address"
        pattern="\s*(rtmps?|srt|udp)://.+"
        hint={SCHEMES}
        required
      />
      <Select
        label={t("push-language")}
        value={chosen}
        options={options}
        onChange={setChannel}
        testid="push-language"
      />
      <Line label={t("push-key", { srt: String(srt) })} value={key} onInput={setKey} testid="push-key" secret />
      {srt && (
        <Line
          label={t("push-passphrase")}
          value={passphrase}
          onInput={setPassphrase}
          testid="push-passphrase"
          secret
          minLength={PASSPHRASE.least}
          maxLength={PASSPHRASE.most}
        />
      )}
      <Button size="small" variant="primary" submit testid="push-add">
        {t("push-add")}
      </Button>
    </form>
  );
}

function Line(props: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly testid: string;
  readonly secret?: boolean;
  readonly required?: boolean;
  readonly pattern?: string;
  readonly hint?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}) {
  return (
    <label class="field">
      <span class="field-label">{props.label}</span>
      <input
        class="control"
        {...(props.secret ? ({ type: "password" } as const) : ({ type: "text" } as const))}
        dir="ltr"
        autocomplete={props.secret ? "new-password" : "off"}
        spellcheck={false}
        value={props.value}
        required={props.required}
        pattern={props.pattern}
        title={props.hint}
        minLength={props.minLength}
        maxLength={props.maxLength}
        data-testid={props.testid}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {props.hint && <small dir="ltr">{props.hint}</small>}
    </label>
  );
}

function nameIn(t: (id: string) => string): (channel: string) => string {
  return (channel) => (channel === FLOOR ? t("channel-floor") : endonym(channel));
}
