/** The panels beside the console. */
import type { Endpoint } from "../../../endpoint/endpoint";
import type { Person } from "../../../protocol/messages";
import { INTERPRETERS } from "../../../state/chat";
import { type Tab, Tabs } from "../../kit/Tabs";
import { useText } from "../../text";
import { ChatPanel } from "../chat/ChatPanel";
import { Participants } from "../people/Participants";
import { SpeakersList } from "../SpeakersList";
import { Statements } from "../statements/Statements";
import { BoothChat } from "./BoothChat";
import { DeskPanel } from "./DeskPanel";
import { Glossary } from "./Glossary";

export function BoothPanels({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { chat, interpretation, meeting } = endpoint;
  const own = `booth:${meeting.me.value?.booth ?? interpretation.booth.value?.language ?? ""}`;
  const unread = (key: string) => chat.threads.value.find((thread) => thread.key === key)?.unread.value ?? 0;
  const badge = (count: number) => (count > 0 ? { text: String(count), label: t("unread-count", { count }) } : null);
  const elsewhere = chat.unread.value - unread(own) - unread(INTERPRETERS);
  const tabs: readonly Tab[] = [
    { id: "booth", text: t("booth-chat"), badge: badge(unread(own)), testid: "tab-booth" },
    { id: "glossary", text: t("glossary"), testid: "tab-glossary" },
    { id: "desk", text: t("own-desk"), testid: "tab-desk" },
    { id: "interpreters", text: t("interpreters"), badge: badge(unread(INTERPRETERS)), testid: "tab-interpreters" },
    { id: "list", text: t("tab-speakers"), testid: "tab-speakers" },
    { id: "statements", text: t("statements"), testid: "tab-statements" },
    { id: "chat", text: t("tab-chat"), badge: badge(elsewhere), testid: "tab-chat" },
    { id: "participants", text: t("tab-participants"), testid: "tab-participants" },
  ];
  const panel = endpoint.panel.value;
  const current = statementOpen(endpoint) ?? tabs.find(({ id }) => id === panel)?.id ?? "booth";
  const setCurrent = (id: string) => {
    endpoint.statements.reading.value = null;
    endpoint.panel.value = id;
  };
  const write = ({ id }: Person) => {
    endpoint.correspondence.select(`person:${id}`);
    setCurrent("chat");
  };
  return (
    <Tabs label={t("panels")} tabs={tabs} current={current} onChange={setCurrent}>
      {current === "booth" && <BoothChat key={own} endpoint={endpoint} thread={own} ready />}
      {current === "interpreters" && <BoothChat key={INTERPRETERS} endpoint={endpoint} thread={INTERPRETERS} />}
      {current === "glossary" && <Glossary endpoint={endpoint} />}
      {current === "desk" && <DeskPanel endpoint={endpoint} />}
      {current === "list" && <SpeakersList endpoint={endpoint} />}
      {current === "statements" && <Statements endpoint={endpoint} />}
      {current === "chat" && <ChatPanel endpoint={endpoint} />}
      {current === "participants" && <Participants endpoint={endpoint} onWrite={write} />}
    </Tabs>
  );
}

/** The speaker's text, opened from beside the picture, shows in its panel. */
function statementOpen(endpoint: Endpoint): string | null {
  return endpoint.statements.reading.value ? "statements" : null;
}
