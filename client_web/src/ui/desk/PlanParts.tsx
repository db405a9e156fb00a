/** Parts of a conference's form: what it is, when, how many, by which rules. */
import { useMemo } from "preact/hooks";
import { FORMS, type Form } from "../../desk/records";
import { languageName } from "../../i18n/names";
import { uiLanguages } from "../../state/preferences";
import { RadioStrip } from "../kit/RadioStrip";
import { useCatalog, useText } from "../text";
import { Check, Input, Part, TextsInput } from "./fields";
import type { PlanPartProps } from "./PlanPage";

export function BasicsPart({ form, change, errorOf, isNew }: PlanPartProps & { readonly isNew: boolean }) {
  const t = useText();
  const label = (field: string) => t("desk-plan-field", { field });
  return (
    <Part title={t("desk-part", { part: "basics" })}>
      <TextsInput
        label={label("title")}
        value={form.title}
        onInput={(title) => change({ title })}
        error={errorOf("title")}
        maxLength={300}
        testid="plan-title"
      />
      {isNew && (
        <Input
          label={label("conferenceId")}
          hint={t("desk-id-hint")}
          value={form.conferenceId}
          onInput={(conferenceId) => change({ conferenceId })}
          error={errorOf("conferenceId")}
          maxLength={48}
          dir="ltr"
          testid="plan-id"
        />
      )}
      <RadioStrip
        legend={label("form")}
        choices={FORMS.map((one) => ({ value: one, text: t("desk-form", { form: one }) }))}
        value={form.form}
        onChange={(chosen) => change({ form: chosen as Form })}
        testid="plan-form"
        itemTestid="plan-form"
      />
      {form.form !== "virtual" && (
        <TextsInput
          label={label("venue")}
          value={form.venue}
          onInput={(venue) => change({ venue })}
          error={errorOf("venue")}
          maxLength={300}
          testid="plan-venue"
        />
      )}
      <LanguagesOfMeeting form={form} change={change} />
    </Part>
  );
}

function LanguagesOfMeeting({ form, change }: Pick<PlanPartProps, "form" | "change">) {
  const { t, language } = useCatalog();
  const has = (tag: string) => form.languages.includes(tag);
  const others = form.languages.filter((tag) => !uiLanguages.some((known) => known === tag));
  const set = (tag: string, on: boolean) =>
    change({ languages: [...uiLanguages.filter((one) => (one === tag ? on : has(one))), ...others] });
  return (
    <fieldset>
      <legend class="strip-legend">{t("desk-plan-field", { field: "languages" })}</legend>
      <div class="desk-choices">
        {uiLanguages.map((tag) => (
          <Check key={tag} label={languageName(tag, language.value)} on={has(tag)} onChange={(on) => set(tag, on)} />
        ))}
      </div>
    </fieldset>
  );
}

export function DatesPart({ form, change, errorOf }: PlanPartProps) {
  const t = useText();
  const zones = useMemo(() => Intl.supportedValuesOf?.("timeZone") ?? [], []);
  const time = (field: "startsAt" | "endsAt" | "opensAt" | "deadlineAt", hint?: string) => (
    <Input
      label={t("desk-plan-field", { field })}
      type="datetime-local"
      value={form[field]}
      onInput={(text) => change({ [field]: text })}
      error={errorOf(field)}
      hint={hint}
      testid={`plan-${field}`}
    />
  );
  return (
    <Part title={t("desk-part", { part: "dates" })} hint={t("desk-dates-hint")}>
      <div class="desk-columns">
        {time("startsAt")}
        {time("endsAt")}
        {time("opensAt", t("desk-opens-hint"))}
        {time("deadlineAt", t("desk-deadline-hint"))}
        <Input
          label={t("desk-plan-field", { field: "timezone" })}
          value={form.timezone}
          onInput={(timezone) => change({ timezone })}
          error={errorOf("timezone")}
          suggestions={zones}
          dir="ltr"
          testid="plan-timezone"
        />
      </div>
    </Part>
  );
}

type Counted =
  | "participantsLimit"
  | "activeLimit"
  | "onSiteLimit"
  | "quota"
  | "onSiteQuota"
  | "retentionDays"
  | "reminderDays";

function Count({
  form,
  change,
  errorOf,
  field,
  hint,
}: PlanPartProps & { readonly field: Counted; readonly hint?: string }) {
  const t = useText();
  return (
    <Input
      label={t("desk-plan-field", { field })}
      value={form[field]}
      onInput={(text) => change({ [field]: text })}
      error={errorOf(field)}
      hint={hint}
      inputMode="numeric"
      maxLength={6}
      dir="ltr"
      testid={`plan-${field}`}
    />
  );
}

export function PlacesPart(props: PlanPartProps) {
  const t = useText();
  return (
    <Part title={t("desk-part", { part: "places" })} hint={t("desk-places-hint")}>
      <div class="desk-columns">
        <Count {...props} field="participantsLimit" />
        <Count {...props} field="activeLimit" />
        <Count {...props} field="quota" />
        {props.form.form !== "virtual" && <Count {...props} field="onSiteLimit" />}
        {props.form.form !== "virtual" && <Count {...props} field="onSiteQuota" />}
      </div>
    </Part>
  );
}

export function RulesPart(props: PlanPartProps) {
  const t = useText();
  const { form, change, errorOf } = props;
  return (
    <Part title={t("desk-part", { part: "rules" })}>
      <Check
        label={t("desk-plan-field", { field: "accreditationRequired" })}
        hint={t("desk-accreditation-hint")}
        on={form.accreditationRequired}
        onChange={(accreditationRequired) => change({ accreditationRequired })}
        testid="plan-accreditationRequired"
      />
      <Check
        label={t("desk-plan-field", { field: "accreditationMails" })}
        on={form.accreditationMails}
        onChange={(accreditationMails) => change({ accreditationMails })}
        testid="plan-accreditationMails"
      />
      <Check
        label={t("desk-plan-field", { field: "ownForm" })}
        hint={t("desk-own-form-hint")}
        on={form.ownForm}
        onChange={(ownForm) => change({ ownForm })}
        testid="plan-ownForm"
      />
      <Check
        label={t("desk-plan-field", { field: "webcastDeclarations" })}
        hint={t("desk-declarations-hint")}
        on={form.webcastDeclarations}
        onChange={(webcastDeclarations) => change({ webcastDeclarations })}
        testid="plan-webcastDeclarations"
      />
      <TextsInput
        label={t("desk-plan-field", { field: "invitation" })}
        hint={t("desk-invitation-hint")}
        value={form.invitation}
        onInput={(invitation) => change({ invitation })}
        error={errorOf("invitation")}
        lines
        testid="plan-invitation"
      />
      <div class="desk-columns">
        <Count {...props} field="reminderDays" />
        <Count {...props} field="retentionDays" hint={t("desk-retention-hint")} />
      </div>
    </Part>
  );
}
