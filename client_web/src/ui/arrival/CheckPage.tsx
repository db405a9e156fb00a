/** The public page around the check. */
import type { Signal } from "@preact/signals-core";
import type { Catalog } from "../../i18n/catalog";
import type { ArrivalEngine } from "../../media/arrival";
import type { ArrivalRole } from "../../protocol/arrival";
import type { Resources } from "../../protocol/resources";
import type { ArrivalResult } from "../../state/arrival";
import { type Preferences, uiLanguages } from "../../state/preferences";
import { Button } from "../kit/Button";
import { TextProvider, useText } from "../text";
import { Header } from "../views/Header";
import { LanguageSelect } from "../views/PreferencesDialog";
import { ArrivalCheck } from "./ArrivalCheck";
import { TestMeeting } from "./TestMeeting";

interface Props {
  readonly engine: ArrivalEngine;
  readonly preferences: Preferences;
  /** Chosen to be checked for; null: not yet. */
  readonly role: Signal<ArrivalRole | null>;
  readonly resources: Pick<Resources, "meeting">;
  /** Keeps what was found for the meeting one goes to. */
  readonly keep: (result: ArrivalResult) => void;
}

const ROLES: readonly ArrivalRole[] = ["active", "passive"];

export function CheckPage({ catalog, ...props }: Props & { readonly catalog: Catalog }) {
  return (
    <TextProvider value={catalog}>
      <Page {...props} />
    </TextProvider>
  );
}

function Page({ engine, preferences, role, resources, keep }: Props) {
  const t = useText();
  const back = () => {
    role.value = null;
  };
  return (
    <div class="page">
      <Header>
        <LanguageSelect preferences={preferences} hideLabel />
      </Header>
      <main class="arrival-page">
        <header class="arrival-intro">
          <h1>{t("check-title")}</h1>
          <p>{t("check-lead")}</p>
        </header>
        {role.value === null ? (
          <fieldset class="card arrival-card arrival-kinds">
            <legend>{t("check-kind")}</legend>
            {ROLES.map((one) => (
              <Button
                key={one}
                variant={one === "active" ? "primary" : "secondary"}
                onClick={() => {
                  role.value = one;
                }}
                testid={`check-${one}`}
              >
                {t("check-role", { role: one })}
              </Button>
            ))}
          </fieldset>
        ) : (
          <ArrivalCheck
            key={role.value}
            role={role.value}
            engine={engine}
            preferences={preferences}
            languages={uiLanguages}
            onDone={back}
            doneLabel={t("check-again")}
            onward={(result) => <TestMeeting resources={resources} onGo={() => keep(result)} />}
          />
        )}
      </main>
      <footer class="page-footer">{t("footer")}</footer>
    </div>
  );
}
