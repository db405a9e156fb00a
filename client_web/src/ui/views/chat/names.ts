/** What a thread is called. */
import type { Endpoint } from "../../../endpoint/endpoint";
import { delegationName, languageName } from "../../../i18n/names";
import { EVENT, INTERPRETERS, type Thread } from "../../../state/chat";
import { useCatalog } from "../../text";

export function useThreadName(endpoint: Endpoint, thread: Thread): string {
  const { t, language } = useCatalog();
  if (thread.key === EVENT) return t("event-chat");
  if (thread.key === "chair") return t("chat-chair");
  if (thread.key === "support") return t("chat-support");
  if (thread.key === INTERPRETERS) return t("interpreters");
  const [kind = "", about = ""] = thread.key.split(":");
  if (kind === "booth") return t("booth-of", { name: languageName(about, language.value) });
  const id = thread.key.slice(thread.key.indexOf(":") + 1);
  const person = thread.person.value ?? endpoint.roster.person(id);
  const said = thread.messages.value.find((message) => message.person === id);
  const { name, delegation } = person ?? said ?? { name: thread.visitor.value || t("chat-gone"), delegation: "" };
  const place = delegationName(delegation, language.value);
  return place ? `${name} (${place})` : name;
}
