/** Coaching sessions: offered, booked by delegates, held by a technician. */
import { useState } from "preact/hooks";
import type { Slot } from "../../desk/records";
import { localOf, secondsOf } from "../../desk/zoned";
import { delegationName, endonym } from "../../i18n/names";
import { uiLanguages } from "../../state/preferences";
import { Button } from "../kit/Button";
import { Confirm } from "../kit/Confirm";
import { Select } from "../kit/Field";
import { useCatalog } from "../text";
import type { SectionProps } from "./ConferencePage";
import { FaultNote, useDesk, useRead, useTask, useTimes } from "./context";
import { Input, Part, Tag } from "./fields";

export function CoachingPage({ conference }: SectionProps) {
  const { t } = useCatalog();
  const { client } = useDesk();
  const id = conference.conferenceId;
  const { value, fault, reload } = useRead(() => client.slots(id), [client, id]);
  const slots = value?.filter((one) => one.withdrawnAt === null);
  return (
    <>
      <NewSlots conference={id} zone={conference.timezone} onAdded={reload} />
      <FaultNote fault={fault} />
      {slots?.length === 0 && <p class="card empty">{t("desk-no-slots")}</p>}
      {slots?.map((one) => (
        <SlotCard key={one.slotId} slot={one} zone={conference.timezone} onChange={reload} />
      ))}
    </>
  );
}

function SlotCard({
  slot,
  zone,
  onChange,
}: {
  readonly slot: Slot;
  readonly zone: string;
  readonly onChange: () => void;
}) {
  const { t, language } = useCatalog();
  const { client, enterMeeting } = useDesk();
  const { moment, number } = useTimes();
  const { busy, fault, run } = useTask();
  const [asked, setAsked] = useState(false);
  const [editing, setEditing] = useState(false);
  const join = () =>
    void run(async () => {
      const { meetingId, token, participantId } = await client.superviseSlot(slot.slotId);
      enterMeeting(meetingId, { token, participantId });
    });
  return (
    <Part
      title={moment(slot.startsAt, zone)}
      acts={
        <span class="desk-acts">
          <Button size="small" variant="primary" busy={busy} onClick={join} testid="join-slot">
            {t("desk-slot-join")}
          </Button>
          <Button
            size="small"
            expanded={editing}
            onClick={() => setEditing(!editing)}
            label={`${t("desk-slot-edit")}: ${moment(slot.startsAt, zone)}`}
            testid="edit-slot"
          >
            {t("desk-slot-edit")}
          </Button>
          <Button size="small" busy={busy} onClick={() => setAsked(true)} testid="withdraw-slot">
            {t("desk-slot-withdraw")}
          </Button>
        </span>
      }
    >
      <p class="desk-tags">
        <Tag>{t("desk-slot-kind", { kind: slot.kind })}</Tag>
        <Tag>{endonym(slot.language)}</Tag>
        <Tag tone={slot.bookings.length > 0 ? "ok" : "calm"} testid="booked">
          {t("desk-booked", { taken: number(slot.bookings.length), places: number(slot.places) })}
        </Tag>
      </p>
      <FaultNote fault={fault} />
      {editing && (
        <SlotForm
          slot={slot}
          zone={zone}
          onDone={(changed) => {
            setEditing(false);
            if (changed) onChange();
          }}
        />
      )}
      <ul class="desk-lines">
        {slot.bookings.map((one) => (
          <li key={one.registrationId} data-testid="booking">
            <strong>
              <bdi>{one.name}</bdi>
            </strong>
            <span>{one.delegation && delegationName(one.delegation, language.value)}</span>
            {one.cameAt !== null && <Tag tone="ok">{t("desk-came")}</Tag>}
            {one.noShow && <Tag tone="bad">{t("desk-no-show")}</Tag>}
          </li>
        ))}
      </ul>
      <Confirm
        open={asked}
        title={moment(slot.startsAt, zone)}
        text={t("desk-slot-withdraw-text")}
        act={t("desk-slot-withdraw")}
        onConfirm={() => void run(() => client.withdrawSlot(slot.slotId)).then(onChange)}
        onClose={() => setAsked(false)}
      />
    </Part>
  );
}

const isWrong = (text: string) => !/^[1-9]\d{0,2}$/.test(text.trim());

/** What of a slot changed goes to the server, which tells who booked. */
function SlotForm({
  slot,
  zone,
  onDone,
}: {
  readonly slot: Slot;
  readonly zone: string;
  readonly onDone: (changed: boolean) => void;
}) {
  const { t } = useCatalog();
  const { client } = useDesk();
  const { busy, fault, run } = useTask();
  const before = {
    startsAt: localOf(slot.startsAt, zone),
    minutes: String(Math.round((slot.endsAt - slot.startsAt) / 60)),
    places: String(slot.places),
    language: slot.language,
  };
  const [form, setForm] = useState(before);
  const [asked, setAsked] = useState(false);
  const at = secondsOf(form.startsAt, zone);
  const tags: readonly string[] = [...new Set([...uiLanguages, slot.language])];
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (at === null || isWrong(form.minutes) || isWrong(form.places)) return;
    const wanted = {
      ...(form.startsAt !== before.startsAt ? { startsAt: at } : {}),
      ...(form.minutes.trim() !== before.minutes ? { minutes: Number(form.minutes) } : {}),
      ...(form.places.trim() !== before.places ? { places: Number(form.places) } : {}),
      ...(form.language !== before.language ? { language: form.language } : {}),
    };
    if (Object.keys(wanted).length === 0) return onDone(false);
    void run(() => client.changeSlot(slot.slotId, wanted)).then((good) => good && onDone(true));
  };
  return (
    <form class="desk-form" onSubmit={submit} noValidate data-testid="slot-form">
      <div class="desk-columns">
        <Input
          label={t("desk-plan-field", { field: "startsAt" })}
          type="datetime-local"
          value={form.startsAt}
          onInput={(startsAt) => setForm({ ...form, startsAt })}
          error={asked && at === null ? t("desk-wrong", { fault: "notTime" }) : undefined}
          testid="change-startsAt"
        />
        {(["minutes", "places"] as const).map((name) => (
          <Input
            key={name}
            label={t("desk-slot-number", { name })}
            value={form[name]}
            onInput={(text) => setForm({ ...form, [name]: text })}
            error={asked && isWrong(form[name]) ? t("desk-wrong", { fault: "notNumber" }) : undefined}
            inputMode="numeric"
            dir="ltr"
            testid={`change-${name}`}
          />
        ))}
        <Select
          label={t("desk-field", { field: "language" })}
          value={form.language}
          options={tags.map((one) => ({ value: one, text: endonym(one), language: one }))}
          onChange={(language) => setForm({ ...form, language })}
          testid="change-language"
        />
      </div>
      {slot.bookings.length > 0 && <p class="hint">{t("desk-slot-edit-text")}</p>}
      <FaultNote fault={fault} />
      <div class="desk-acts">
        <Button submit variant="primary" busy={busy} testid="save-slot">
          {t("desk-save")}
        </Button>
        <Button variant="quiet" onClick={() => onDone(false)}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}

const NUMBERS = ["minutes", "places", "count"] as const;

function NewSlots({
  conference,
  zone,
  onAdded,
}: {
  readonly conference: string;
  readonly zone: string;
  readonly onAdded: () => void;
}) {
  const { t, language } = useCatalog();
  const { client, now } = useDesk();
  const { busy, fault, run } = useTask();
  const [startsAt, setStartsAt] = useState(() => localOf(Math.ceil(now() / 3600) * 3600 + 86_400, zone));
  const [numbers, setNumbers] = useState({ minutes: "20", places: "1", count: "1" });
  const [tag, setTag] = useState<string>(language.value);
  const [kind, setKind] = useState("coaching");
  const [asked, setAsked] = useState(false);
  const at = secondsOf(startsAt, zone);
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (at === null || NUMBERS.some((name) => isWrong(numbers[name]))) return;
    const [minutes, places, count] = NUMBERS.map((name) => Number(numbers[name]));
    void run(async () => {
      await client.addSlots(conference, { ...{ kind, startsAt: at, language: tag }, minutes, places, count });
      setAsked(false);
      onAdded();
    });
  };
  return (
    <Part title={t("desk-add-slots")}>
      <form class="desk-form" onSubmit={submit} noValidate>
        <div class="desk-columns">
          <Input
            label={t("desk-plan-field", { field: "startsAt" })}
            type="datetime-local"
            value={startsAt}
            onInput={setStartsAt}
            error={asked && at === null ? t("desk-wrong", { fault: "notTime" }) : undefined}
            testid="slot-startsAt"
          />
          {NUMBERS.map((name) => (
            <Input
              key={name}
              label={t("desk-slot-number", { name })}
              value={numbers[name]}
              onInput={(text) => setNumbers({ ...numbers, [name]: text })}
              error={asked && isWrong(numbers[name]) ? t("desk-wrong", { fault: "notNumber" }) : undefined}
              inputMode="numeric"
              dir="ltr"
              testid={`slot-${name}`}
            />
          ))}
          <Select
            label={t("desk-field", { field: "language" })}
            value={tag}
            options={uiLanguages.map((one) => ({ value: one, text: endonym(one), language: one }))}
            onChange={setTag}
          />
          <Select
            label={t("desk-slot-what")}
            value={kind}
            options={["coaching", "test"].map((one) => ({ value: one, text: t("desk-slot-kind", { kind: one }) }))}
            onChange={setKind}
          />
        </div>
        <FaultNote fault={fault} />
        <div class="desk-acts">
          <Button submit variant="primary" busy={busy} testid="add-slots">
            {t("desk-add-slots")}
          </Button>
        </div>
      </form>
    </Part>
  );
}
