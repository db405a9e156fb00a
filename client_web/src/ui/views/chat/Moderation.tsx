/** What those who moderate the event chat have above it: its mode, the pace, the export, and what waits for approval. */
import type { Endpoint } from "../../../endpoint/endpoint";
import type { ChatMessage, ChatMode } from "../../../protocol/messages";
import type { ExportFormat } from "../../../protocol/resources";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { useText } from "../../text";
import { useQueue } from "../Decisions";
import { saveAs } from "../saving";
import { Author, Text } from "./Message";

const MODES: readonly ChatMode[] = ["open", "moderated", "closed"];
const PACES_S = [0, 10, 30, 60, 300];
const FORMATS: readonly ExportFormat[] = ["csv", "txt", "json"];

export function ChatModeration({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { mode, slowS } = endpoint.chat.settings.value;
  const set = (fields: { mode?: ChatMode; slowS?: number }) =>
    void endpoint.ask({ type: "setChat", mode, slowS, ...fields });
  const paces = PACES_S.includes(slowS) ? PACES_S : [...PACES_S, slowS].sort((a, b) => a - b);
  return (
    <details class="chat-settings" data-testid="chat-settings">
      <summary>
        {t("chat-settings")}
        {mode !== "open" && <span class="tag tag-warn">{t("chat-mode", { mode })}</span>}
        {slowS > 0 && <span class="tag">{t("chat-pace", { seconds: Math.round(slowS) })}</span>}
      </summary>
      <div class="chat-settings-body">
        <Select
          label={t("chat-mode-label")}
          value={mode}
          options={MODES.map((value) => ({ value, text: t("chat-mode", { mode: value }) }))}
          onChange={(value) => set({ mode: value as ChatMode })}
          testid="chat-mode"
        />
        <Select
          label={t("chat-pace-label")}
          value={String(slowS)}
          options={paces.map((pace) => ({
            value: String(pace),
            text: pace === 0 ? t("off") : t("chat-pace", { seconds: Math.round(pace) }),
          }))}
          onChange={(value) => set({ slowS: Number(value) })}
          testid="chat-pace"
        />
        {endpoint.meeting.can("exportChat") && <Export endpoint={endpoint} />}
      </div>
    </details>
  );
}

function Export({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const save = async (format: ExportFormat) => {
    const file = await endpoint.correspondence.export(format);
    if (file) saveAs(file, `chat-${endpoint.meetingId}.${format}`);
  };
  return (
    <div class="chat-export">
      <span class="field-label">{t("chat-export")}</span>
      {FORMATS.map((format) => (
        <Button
          key={format}
          size="small"
          testid={`chat-export-${format}`}
          label={t("chat-export-as", { format: format.toUpperCase() })}
          onClick={() => void save(format)}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}

export function HeldQueue({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const held = endpoint.chat.held.value;
  const place = useQueue<HTMLElement>(endpoint, "held");
  if (held.length === 0) return null;
  return (
    <section class="held" ref={place} tabIndex={-1} aria-label={t("chat-held", { count: held.length })}>
      <h2 class="panel-heading">{t("chat-held", { count: held.length })}</h2>
      <ul>
        {held.map((message) => (
          <Held key={message.messageId} endpoint={endpoint} message={message} />
        ))}
      </ul>
    </section>
  );
}

function Held({ endpoint, message }: { endpoint: Endpoint; message: ChatMessage }) {
  const t = useText();
  const { messageId, name } = message;
  const judge = (approve: boolean) => () => void endpoint.ask({ type: "judgeChat", messageId, approve });
  return (
    <li class="chat-message held-message" data-testid="held-message">
      <header>
        <Author message={message} />
      </header>
      <Text text={message.text} />
      <div class="held-acts">
        <Button
          variant="primary"
          size="small"
          testid="chat-approve"
          label={t("chat-approve-of", { name })}
          onClick={judge(true)}
        >
          {t("chat-approve")}
        </Button>
        <Button size="small" testid="chat-refuse" label={t("chat-refuse-of", { name })} onClick={judge(false)}>
          {t("chat-refuse")}
        </Button>
      </div>
    </li>
  );
}
