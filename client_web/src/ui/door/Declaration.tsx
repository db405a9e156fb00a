/** Whoever follows by webcast alone may be on the final list: they declare it here. */
import { useState } from "preact/hooks";
import type { DeclarationForm } from "../../door/records";
import { Button } from "../kit/Button";
import { useText } from "../text";
import { FormField } from "./Field";
import { Fault } from "./faults";
import { codeOf } from "./Home";
import { DelegationField, type RegistrationProps } from "./Registration";

export function Declaration({ conference, service }: RegistrationProps) {
  const t = useText();
  const [form, setForm] = useState<DeclarationForm>({ name: "", email: "", delegation: "", function: "" });
  const [state, setState] = useState<"open" | "sending" | "done">("open");
  const [fault, setFault] = useState<string | null>(null);
  const put = (fields: Partial<DeclarationForm>) => setForm((before) => ({ ...before, ...fields }));
  const send = async () => {
    setState("sending");
    setFault(null);
    try {
      await service.declare(conference.conferenceId, form);
      setState("done");
    } catch (error) {
      setFault(codeOf(error));
      setState("open");
    }
  };
  return (
    <section class="card door-section" aria-labelledby="declaration">
      <h2 id="declaration">{t("door-declaration")}</h2>
      <p>{t("door-declaration-text")}</p>
      {state === "done" ? (
        <p role="status" class="door-done" data-testid="declared">
          {t("door-declared")}
        </p>
      ) : (
        <form
          class="door-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (state === "open") void send();
          }}
        >
          <div class="door-grid">
            <FormField
              label={t("your-name")}
              value={form.name}
              autocomplete="name"
              required
              onInput={(name) => put({ name })}
              testid="declare-name"
            />
            <FormField
              label={t("door-email")}
              type="email"
              value={form.email}
              autocomplete="email"
              required
              onInput={(email) => put({ email })}
              testid="declare-email"
            />
            <DelegationField value={form.delegation} onChange={(delegation) => put({ delegation })} />
            <FormField
              label={t("door-function")}
              value={form.function}
              autocomplete="organization-title"
              onInput={(title) => put({ function: title })}
            />
          </div>
          {fault && <Fault code={fault} />}
          <div>
            <Button submit variant="primary" busy={state === "sending"} testid="declare">
              {t("door-declare")}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
