/** The setup of interpretation: what locks what, the booths with their B channels, who sits where, and all of it in a file. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { languageName } from "../../../i18n/names";
import {
  type BoothView,
  fallbackPolicyValues,
  type Interlock,
  type InterpretationRules,
  interlockValues,
} from "../../../protocol/messages";
import type { ConfigurationFormat } from "../../../protocol/resources";
import { Button } from "../../kit/Button";
import { FileField, Select, Toggle } from "../../kit/Field";
import { useCatalog, useText } from "../../text";
import { saveAs } from "../saving";

const DESKS = ["0", "1", "2", "3", "4", "5", "6"] as const;

export function Setup({ endpoint }: { endpoint: Endpoint }) {
  return (
    <div class="setup">
      <Rules endpoint={endpoint} />
      <BoothTable endpoint={endpoint} />
      <File endpoint={endpoint} />
    </div>
  );
}

function Rules({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const rules = endpoint.interpretation.view.value?.rules;
  if (!rules) return null;
  const set = (change: Partial<InterpretationRules>) => void endpoint.engineering.setRules({ ...rules, ...change });
  const modes = interlockValues.map((mode) => ({ value: mode, text: t("interlock", { mode }) }));
  const locks = ["within", "betweenA", "betweenB"] as const;
  return (
    <fieldset class="setup-rules">
      <legend>{t("interlock-label")}</legend>
      {locks.map((lock) => (
        <Select
          key={lock}
          label={t("interlock-between", { kind: lock })}
          value={rules[lock]}
          options={modes}
          onChange={(mode) => set({ [lock]: mode as Interlock })}
          testid={`rule-${lock}`}
        />
      ))}
      <Select
        label={t("fallback-label")}
        value={rules.policy}
        options={fallbackPolicyValues.map((policy) => ({ value: policy, text: t("fallback", { policy }) }))}
        onChange={(policy) => set({ policy: policy as InterpretationRules["policy"] })}
        testid="rule-policy"
      />
      <Toggle
        label={t("auto-relay")}
        on={rules.autoRelay}
        onChange={(autoRelay) => set({ autoRelay })}
        testid="rule-auto"
      />
    </fieldset>
  );
}

function BoothTable({ endpoint }: { endpoint: Endpoint }) {
  const { t, language } = useCatalog();
  const languages = endpoint.meeting.languages.value;
  return (
    <table class="setup-booths">
      <thead>
        <tr>
          <th scope="col">{t("booth")}</th>
          <th scope="col">{t("desks")}</th>
          <th scope="col">{t("b-channels")}</th>
          <th scope="col">{t("interpreters")}</th>
        </tr>
      </thead>
      <tbody>
        {endpoint.engineering.booths.value.map((booth) => (
          <tr key={booth.language} data-testid={`setup-${booth.language}`}>
            <th scope="row">{languageName(booth.language, language.value)}</th>
            <td>
              <Select
                label={t("desks-of", { name: languageName(booth.language, language.value) })}
                hideLabel
                value={String(booth.seats)}
                options={DESKS.map((number) => ({ value: number, text: number }))}
                onChange={(seats) => void endpoint.engineering.setBooth({ ...booth, seats: Number(seats) })}
                testid="setup-desks"
              />
            </td>
            <td>
              <Outgoing endpoint={endpoint} booth={booth} languages={languages} />
            </td>
            <td>
              <Seated endpoint={endpoint} booth={booth} languages={languages} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface BoothProps {
  readonly endpoint: Endpoint;
  readonly booth: BoothView;
  readonly languages: readonly string[];
}

function Outgoing({ endpoint, booth, languages }: BoothProps) {
  const { t, language } = useCatalog();
  const others = languages.filter((tag) => tag !== booth.language);
  const toggle = (tag: string, on: boolean) => {
    const outgoing = others.filter((one) => (one === tag ? on : booth.outgoing.includes(one)));
    void endpoint.engineering.setBooth({ ...booth, outgoing });
  };
  return (
    <fieldset class="b-channels">
      <legend class="visually-hidden">
        {t("b-channels-of", { name: languageName(booth.language, language.value) })}
      </legend>
      {others.map((tag) => (
        <label key={tag} title={languageName(tag, language.value)}>
          <input
            type="checkbox"
            checked={booth.outgoing.includes(tag)}
            data-testid={`b-${tag}`}
            onChange={(event) => toggle(tag, event.currentTarget.checked)}
          />
          <span aria-hidden="true">{tag}</span>
          <span class="visually-hidden">{languageName(tag, language.value)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Seated({ endpoint, booth, languages }: BoothProps) {
  const { t, language } = useCatalog();
  return (
    <ul class="setup-seated">
      {booth.desks.map(({ person }) => (
        <li key={person.id}>
          <Select
            label={person.name}
            value={booth.language}
            options={languages.map((tag) => ({ value: tag, text: languageName(tag, language.value) }))}
            onChange={(to) => void endpoint.engineering.assign(person.id, to)}
            testid="setup-assign"
          />
        </li>
      ))}
      {booth.desks.length === 0 && <li class="hint">{t("booth-empty")}</li>}
    </ul>
  );
}

function File({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const { engineering, meeting } = endpoint;
  const save = async (format: ConfigurationFormat) => {
    const file = await engineering.save(format);
    if (file) saveAs(file, `${meeting.id.value}-interpretation.${format}`);
  };
  const load = async (file: File) => {
    setBusy(true);
    await engineering.load(file, file.name.endsWith(".toml") ? "toml" : "json");
    setBusy(false);
  };
  return (
    <section class="setup-file" aria-label={t("setup-file")}>
      <p class="hint">{t("setup-file-hint")}</p>
      <div class="act-row">
        <Button size="small" icon="down" testid="save-json" onClick={() => void save("json")}>
          {t("setup-save", { format: "JSON" })}
        </Button>
        <Button size="small" icon="down" testid="save-toml" onClick={() => void save("toml")}>
          {t("setup-save", { format: "TOML" })}
        </Button>
        <FileField
          text={t("setup-load")}
          accept=".json,.toml,application/json,application/toml"
          disabled={busy}
          onFile={(file) => void load(file)}
          testid="load-setup"
        />
      </div>
      <Report endpoint={endpoint} />
    </section>
  );
}

function Report({ endpoint }: { endpoint: Endpoint }) {
  const { t, has } = useCatalogParts();
  const report = endpoint.engineering.report.value;
  if (report === null) return null;
  return (
    <div class="setup-report" role="status" data-testid="setup-report">
      <p>{t(report.refused.length === 0 ? "setup-loaded" : "setup-loaded-partly")}</p>
      <ul>
        {report.refused.map(({ what, code }) => (
          <li key={what}>
            <bdi>{what}</bdi>: {t(has(`error-${code}`) ? `error-${code}` : "error-unknown")}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useCatalogParts() {
  const catalog = useCatalog();
  return { t: catalog.t, has: (id: string) => catalog.has(id) };
}
