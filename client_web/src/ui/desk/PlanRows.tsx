/** Parts of a conference's form with any number of rows: sittings, documents, delegations. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import {
  type AgendaForm,
  type DelegationForm,
  type DocumentForm,
  emptySitting,
  newKey,
  noTexts,
  type SittingForm,
} from "../../desk/plan";
import type { DocumentFile } from "../../desk/records";
import { delegationName } from "../../i18n/names";
import { delegations as countries } from "../../state/delegations";
import { Button } from "../kit/Button";
import { Select } from "../kit/Field";
import { useCatalog, useText } from "../text";
import { useDesk, useRead } from "./context";
import { DocumentFiles } from "./DocumentFiles";
import { Check, Input, Part, TextsInput } from "./fields";
import type { PlanPartProps } from "./PlanPage";

function replaced<T extends { readonly key: string }>(rows: readonly T[], key: string, changed: Partial<T>): T[] {
  return rows.map((row) => (row.key === key ? { ...row, ...changed } : row));
}

const without = <T extends { readonly key: string }>(rows: readonly T[], key: string) =>
  rows.filter((row) => row.key !== key);

function Row(props: {
  readonly title: string;
  readonly removeText: string;
  readonly onRemove: () => void;
  readonly children: ComponentChildren;
  readonly testid: string;
}) {
  return (
    <fieldset class="desk-row" data-testid={props.testid}>
      <legend class="desk-row-title">{props.title}</legend>
      {props.children}
      <Button
        variant="quiet"
        size="small"
        icon="close"
        onClick={props.onRemove}
        label={`${props.removeText}: ${props.title}`}
      >
        {props.removeText}
      </Button>
    </fieldset>
  );
}

// --- sittings ---

export function SittingsPart({ form, change, errorOf }: PlanPartProps) {
  const { t, language } = useCatalog();
  const set = (key: string, changed: Partial<SittingForm>) =>
    change({ sittings: replaced(form.sittings, key, changed) });
  const name = (one: SittingForm, index: number) =>
    one.title[language.value] || t("desk-sitting", { number: index + 1 });
  return (
    <Part
      title={t("desk-plan-field", { field: "sittings" })}
      hint={t("desk-sittings-hint")}
      acts={
        <Button
          size="small"
          icon="plus"
          onClick={() => change({ sittings: [...form.sittings, emptySitting(form)] })}
          testid="add-sitting"
        >
          {t("desk-add-sitting")}
        </Button>
      }
    >
      {errorOf("sittings") && <p class="desk-error">{errorOf("sittings")}</p>}
      {form.sittings.map((one, index) => {
        const wrong = (field: string) => errorOf(`sittings.${one.key}.${field}`);
        return (
          <Row
            key={one.key}
            title={name(one, index)}
            removeText={t("desk-remove")}
            onRemove={() => change({ sittings: without(form.sittings, one.key) })}
            testid="sitting"
          >
            <TextsInput
              label={t("desk-plan-field", { field: "title" })}
              value={one.title}
              onInput={(title) => set(one.key, { title })}
              maxLength={300}
              testid="sitting-title"
            />
            <div class="desk-columns">
              <Input
                label={t("desk-plan-field", { field: "startsAt" })}
                type="datetime-local"
                value={one.startsAt}
                onInput={(startsAt) => set(one.key, { startsAt })}
                error={wrong("startsAt")}
                testid="sitting-startsAt"
              />
              <Input
                label={t("desk-plan-field", { field: "endsAt" })}
                type="datetime-local"
                value={one.endsAt}
                onInput={(endsAt) => set(one.key, { endsAt })}
                error={wrong("endsAt")}
                testid="sitting-endsAt"
              />
              <Input
                label={t("desk-meeting")}
                hint={t("desk-meeting-hint")}
                value={one.meetingId}
                onInput={(meetingId) => set(one.key, { meetingId })}
                error={wrong("meetingId")}
                dir="ltr"
                testid="sitting-meeting"
              />
            </div>
            <Check
              label={t("desk-public")}
              on={one.public}
              onChange={(on) => set(one.key, { public: on })}
              testid="sitting-public"
            />
            <Agenda
              items={one.agenda}
              onChange={(agenda) => set(one.key, { agenda })}
              errorOf={(key) => errorOf(`sittings.${one.key}.agenda.${key}`)}
            />
          </Row>
        );
      })}
    </Part>
  );
}

function Agenda(props: {
  readonly items: readonly AgendaForm[];
  readonly onChange: (items: readonly AgendaForm[]) => void;
  readonly errorOf: (key: string) => string | undefined;
}) {
  const t = useText();
  const { items, onChange } = props;
  return (
    <details class="desk-more" open={items.length > 0}>
      <summary>{t("desk-agenda", { count: items.length })}</summary>
      {items.map((item, index) => (
        <Row
          key={item.key}
          title={t("desk-agenda-item", { number: index + 1 })}
          removeText={t("desk-remove")}
          onRemove={() => onChange(without(items, item.key))}
          testid="agenda-item"
        >
          <Input
            label={t("desk-agenda-number")}
            value={item.itemId}
            onInput={(itemId) => onChange(replaced(items, item.key, { itemId }))}
            error={props.errorOf(item.key)}
            maxLength={40}
            testid="agenda-number"
          />
          <TextsInput
            label={t("desk-plan-field", { field: "title" })}
            value={item.title}
            onInput={(title) => onChange(replaced(items, item.key, { title }))}
            testid="agenda-title"
          />
        </Row>
      ))}
      <Button
        size="small"
        icon="plus"
        onClick={() => onChange([...items, { key: newKey(), itemId: String(items.length + 1), title: noTexts() }])}
        testid="add-agenda-item"
      >
        {t("desk-add-agenda-item")}
      </Button>
    </details>
  );
}

// --- documents ---

export function DocumentsPart({ form, change, errorOf, conference }: PlanPartProps) {
  const { t, language } = useCatalog();
  const { client } = useDesk();
  const { value: known } = useRead(
    async () => (conference === null ? [] : await client.files(conference)),
    [client, conference],
  );
  const [added, setAdded] = useState<readonly DocumentFile[]>([]);
  const files = new Map([...(known ?? []), ...added].map((file) => [file.link, file]));
  const set = (key: string, changed: Partial<DocumentForm>) =>
    change({ documents: replaced(form.documents, key, changed) });
  const add = () =>
    change({ documents: [...form.documents, { key: newKey(), title: noTexts(), links: noTexts(), symbol: "" }] });
  return (
    <Part
      title={t("desk-plan-field", { field: "documents" })}
      hint={t("desk-documents-hint")}
      acts={
        <Button size="small" icon="plus" onClick={add} testid="add-document">
          {t("desk-add-document")}
        </Button>
      }
    >
      {errorOf("documents") && <p class="desk-error">{errorOf("documents")}</p>}
      {form.documents.map((one, index) => (
        <Row
          key={one.key}
          title={one.title[language.value] || t("desk-document", { number: index + 1 })}
          removeText={t("desk-remove")}
          onRemove={() => change({ documents: without(form.documents, one.key) })}
          testid="document"
        >
          <Input
            label={t("desk-symbol")}
            value={one.symbol}
            onInput={(symbol) => set(one.key, { symbol })}
            maxLength={120}
            testid="document-symbol"
          />
          <TextsInput
            label={t("desk-plan-field", { field: "title" })}
            value={one.title}
            onInput={(title) => set(one.key, { title })}
            error={errorOf(`documents.${one.key}.title`)}
            maxLength={300}
            testid="document-title"
          />
          <TextsInput
            label={t("desk-link")}
            value={one.links}
            onInput={(links) => set(one.key, { links })}
            error={errorOf(`documents.${one.key}.links`)}
            links
            testid="document-link"
          />
          <DocumentFiles
            {...{ conference, files, links: one.links }}
            title={one.title[language.value] || t("desk-document", { number: index + 1 })}
            onLink={(tag, link) => set(one.key, { links: { ...one.links, [tag]: link } })}
            onFile={(file) => setAdded((others) => [...others, file])}
          />
        </Row>
      ))}
    </Part>
  );
}

// --- delegations ---

export function DelegationsPart({ form, change, errorOf }: PlanPartProps) {
  const { t, language } = useCatalog();
  const set = (key: string, changed: Partial<DelegationForm>) =>
    change({ delegations: replaced(form.delegations, key, changed) });
  const blank = { code: "", quota: "", group: "", order: "" };
  const add = () => change({ delegations: [...form.delegations, { key: newKey(), ...blank, names: noTexts() }] });
  const groups = form.groups.split(/[,،、;]/).map((name) => name.trim());
  const known = (name: string) => t("desk-group", { group: name, name });
  return (
    <Part
      title={t("desk-plan-field", { field: "delegations" })}
      hint={t("desk-delegations-hint")}
      acts={
        <Button size="small" icon="plus" onClick={add} testid="add-delegation">
          {t("desk-add-delegation")}
        </Button>
      }
    >
      <Input
        label={t("desk-plan-field", { field: "groups" })}
        hint={t("desk-groups-hint")}
        value={form.groups}
        onInput={(text) => change({ groups: text })}
        error={errorOf("groups")}
        testid="plan-groups"
      />
      {errorOf("delegations") && <p class="desk-error">{errorOf("delegations")}</p>}
      {form.delegations.map((one, index) => (
        <Row
          key={one.key}
          title={one.code ? delegationName(one.code, language.value) : t("desk-delegation", { number: index + 1 })}
          removeText={t("desk-remove")}
          onRemove={() => change({ delegations: without(form.delegations, one.key) })}
          testid="delegation"
        >
          <div class="desk-columns">
            <Input
              label={t("desk-field", { field: "delegation" })}
              value={one.code}
              onInput={(code) => set(one.key, { code })}
              error={errorOf(`delegations.${one.key}.code`)}
              suggestions={countries}
              testid="delegation-code"
            />
            <Input
              label={t("desk-own-quota")}
              value={one.quota}
              onInput={(quota) => set(one.key, { quota })}
              error={errorOf(`delegations.${one.key}.quota`)}
              inputMode="numeric"
              dir="ltr"
              testid="delegation-quota"
            />
            <Select
              label={t("desk-group-of")}
              value={one.group}
              options={[
                { value: "", text: t("desk-group-own") },
                ...groups.filter(Boolean).map((name) => ({ value: name, text: known(name) })),
              ]}
              onChange={(group) => set(one.key, { group })}
            />
            <Input
              label={t("desk-order")}
              hint={t("desk-order-hint")}
              value={one.order}
              onInput={(order) => set(one.key, { order })}
              maxLength={20}
            />
          </div>
          <TextsInput
            label={t("desk-official-name")}
            value={one.names}
            onInput={(names) => set(one.key, { names })}
            maxLength={300}
          />
        </Row>
      ))}
    </Part>
  );
}
