/** Name, password and the code of the authenticator app. */
import { useState } from "preact/hooks";
import { Button } from "../kit/Button";
import { useText } from "../text";
import { FaultNote, useDesk, useTask } from "./context";
import { Input } from "./fields";

export function SignInForm({ name: known = "" }: { readonly name?: string }) {
  const t = useText();
  const { session } = useDesk();
  const { busy, fault, run } = useTask();
  const [name, setName] = useState(known);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    // A code is good once: whatever was wrong, the next try needs another.
    if (!(await run(() => session.signIn(name, password, code)))) setCode("");
  };
  return (
    <form class="desk-form" onSubmit={(event) => void submit(event)} data-testid="sign-in">
      <FaultNote fault={fault} />
      <Input
        label={t("desk-name")}
        value={name}
        onInput={setName}
        autocomplete="username"
        dir="ltr"
        required
        testid="sign-in-name"
      />
      <Input
        label={t("desk-password")}
        type="password"
        value={password}
        onInput={setPassword}
        autocomplete="current-password"
        required
        testid="sign-in-password"
      />
      <Input
        label={t("desk-code")}
        hint={t("desk-code-hint")}
        value={code}
        onInput={setCode}
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={9}
        dir="ltr"
        required
        testid="sign-in-code"
      />
      <Button submit variant="primary" size="large" busy={busy} testid="sign-in-button">
        {t("desk-sign-in")}
      </Button>
    </form>
  );
}

export function SignInPage() {
  const t = useText();
  return (
    <main class="narrow desk-sign-in">
      <h1>{t("desk-title")}</h1>
      <p class="hint">{t("desk-sign-in-lead")}</p>
      <div class="card desk-part">
        <SignInForm />
      </div>
      <p class="hint">{t("desk-sign-in-lost")}</p>
    </main>
  );
}
