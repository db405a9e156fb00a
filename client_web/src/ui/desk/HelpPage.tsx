/** What the desk does, in the order it is done. */
import { useText } from "../text";
import { Part } from "./fields";

const TOPICS = ["plan", "people", "accreditation", "close", "entry", "check-in", "list", "privacy"] as const;

export function HelpPage() {
  const t = useText();
  return (
    <>
      <header class="desk-head">
        <h1>{t("desk-page", { page: "help" })}</h1>
      </header>
      {TOPICS.map((topic) => (
        <Part key={topic} title={t("desk-help-title", { topic })}>
          <p>{t("desk-help-text", { topic })}</p>
        </Part>
      ))}
    </>
  );
}
