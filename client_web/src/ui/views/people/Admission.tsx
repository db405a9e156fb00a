/** Who asks for an active place, how many there are, and who was put out. */
import type { ComponentChildren, Ref } from "preact";
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { delegationName } from "../../../i18n/names";
import type { EvictedView, UpgradeView } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { useCatalog, useText } from "../../text";
import { useQueue } from "../Decisions";
import { PersonLines } from "../Plate";

export function Admission({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { upgrades, evicted } = endpoint.moderation.view.value;
  const { active, activeLimit } = endpoint.meeting.counts.value;
  const place = useQueue<HTMLElement>(endpoint, "upgrades");
  return (
    <div class="admission">
      {upgrades.length > 0 && (
        <Group title={t("upgrades")} mark={String(upgrades.length)} urgent place={place} testid="upgrades">
          <ul>
            {upgrades.map((upgrade) => (
              <Upgrade key={upgrade.person.id} endpoint={endpoint} upgrade={upgrade} />
            ))}
          </ul>
        </Group>
      )}
      <Group title={t("places")} mark={`${active} / ${activeLimit}`} testid="places">
        <Places endpoint={endpoint} />
      </Group>
      {evicted.length > 0 && (
        <Group title={t("evicted")} mark={String(evicted.length)} testid="evicted">
          <ul>
            {evicted.map((one) => (
              <Evicted key={one.person} endpoint={endpoint} one={one} />
            ))}
          </ul>
        </Group>
      )}
    </div>
  );
}

function Group(props: {
  title: string;
  mark: string;
  urgent?: boolean;
  place?: Ref<HTMLElement>;
  testid: string;
  children: ComponentChildren;
}) {
  return (
    <details class="group" open={props.urgent} data-testid={props.testid}>
      <summary ref={props.place}>
        {props.title}
        <span class={props.urgent ? "tag tag-warn" : "tag"}>{props.mark}</span>
      </summary>
      <div class="group-body">{props.children}</div>
    </details>
  );
}

// --- places -----------------------------------------------------------------------------------------------------------

function Places({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const { participants, active, participantsLimit, activeLimit } = endpoint.meeting.counts.value;
  const { quota, quotas } = endpoint.moderation.view.value;
  return (
    <>
      <Share label={t("places-active")} value={active} limit={activeLimit} />
      <Share label={t("places-all")} value={participants} limit={participantsLimit} />
      {quota !== null && <p class="field-label">{t("quota-each", { number: quota })}</p>}
      {quotas.map((one) => (
        <Share
          key={one.delegation}
          label={delegationName(one.delegation, language.value)}
          value={one.active}
          limit={one.quota}
        />
      ))}
      {endpoint.meeting.can("setQuota") && <SetQuota endpoint={endpoint} />}
    </>
  );
}

function Share({ label, value, limit }: { label: string; value: number; limit: number }) {
  const { language } = useCatalog();
  const number = new Intl.NumberFormat(language.value, { numberingSystem: "latn" });
  const words = `${number.format(value)} / ${number.format(limit)}`;
  return (
    <div class="share">
      <span class="share-label">
        <bdi>{label}</bdi>
        <bdi class="share-value">{words}</bdi>
      </span>
      <meter aria-label={label} aria-valuetext={words} min={0} max={Math.max(1, limit)} value={value}>
        {words}
      </meter>
    </div>
  );
}

/** An empty number: the meeting's own quota applies again. */
function SetQuota({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const [delegation, setDelegation] = useState("");
  const [number, setNumber] = useState("");
  const valid = delegation.trim() !== "" && /^\d{0,4}$/.test(number.trim());
  const set = async () => {
    const quota = number.trim() === "" ? null : Number(number);
    if (!(await endpoint.ask({ type: "setQuota", delegation: delegation.trim(), quota }))) return;
    setDelegation("");
    setNumber("");
  };
  return (
    <form
      class="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        void set();
      }}
    >
      <TextField
        label={t("delegation")}
        value={delegation}
        onInput={setDelegation}
        maxLength={120}
        testid="quota-delegation"
      />
      <TextField label={t("quota")} value={number} onInput={setNumber} maxLength={4} testid="quota-number" />
      <Button submit size="small" disabled={!valid} testid="quota-set">
        {t("quota-set")}
      </Button>
    </form>
  );
}

// --- people -----------------------------------------------------------------------------------------------------------

function Upgrade({ endpoint, upgrade }: { endpoint: Endpoint; upgrade: UpgradeView }) {
  const t = useText();
  const { person, state } = upgrade;
  const answer = (accept: boolean) => () => void endpoint.ask({ type: "answerUpgrade", person: person.id, accept });
  const { name } = person;
  return (
    <li class="group-row" data-testid="upgrade" data-person={person.id} data-state={state}>
      <PersonLines person={person} />
      {state === "waiting" ? (
        <Button
          variant="primary"
          size="small"
          testid="upgrade-accept"
          label={t("upgrade-accept-of", { name })}
          onClick={answer(true)}
        >
          {t("upgrade-accept")}
        </Button>
      ) : (
        <span class="tag">{t("upgrade-state", { state })}</span>
      )}
      <Button size="small" testid="upgrade-refuse" label={t("upgrade-refuse-of", { name })} onClick={answer(false)}>
        {t("upgrade-refuse")}
      </Button>
    </li>
  );
}

function Evicted({ endpoint, one }: { endpoint: Endpoint; one: EvictedView }) {
  const { t, language } = useCatalog();
  const by = endpoint.roster.person(one.by)?.name ?? "";
  const time = new Intl.DateTimeFormat(language.value, { hour: "2-digit", minute: "2-digit" }).format(one.at * 1000);
  return (
    <li class="group-row" data-testid="evicted-person" data-person={one.person}>
      <span class="person">
        <PersonLines person={one} />
        <span class="person-name">{by ? t("evicted-by", { name: by, time }) : time}</span>
      </span>
      <Button
        size="small"
        testid="allow-again"
        label={t("allow-again-of", { name: one.name })}
        onClick={() => void endpoint.ask({ type: "allowAgain", person: one.person })}
      >
        {t("allow-again")}
      </Button>
    </li>
  );
}
