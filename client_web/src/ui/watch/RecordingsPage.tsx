/** All recordings, and the search in them. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { endonym } from "../../i18n/names";
import type { Preferences } from "../../state/preferences";
import type { Found, RecordingCard } from "../../watch/records";
import { NO_QUESTION, type Question, type WatchService } from "../../watch/service";
import { clock } from "../../watch/timing";
import { Button } from "../kit/Button";
import { TextField } from "../kit/Field";
import { useCatalog, useText } from "../text";
import { Fault, Frame } from "./Frame";
import { Speaker } from "./Index";

export function RecordingsPage({
  service,
  preferences,
}: {
  readonly service: WatchService;
  readonly preferences: Preferences;
}) {
  const t = useText();
  const question = useSignal<Question>(NO_QUESTION);
  const found = useSignal<readonly RecordingCard[] | null>(null);
  const next = useSignal<string | null>(null);
  const fault = useSignal("");
  const ask = async (before: string | null) => {
    try {
      const page = await service.recordings(question.peek(), before);
      found.value = before === null ? page.recordings : [...(found.peek() ?? []), ...page.recordings];
      next.value = page.next;
      fault.value = "";
    } catch (error) {
      fault.value = (error as { code?: string }).code ?? "unknown";
    }
  };
  useEffect(() => void ask(null), []);
  const set = (change: Partial<Question>) => {
    question.value = { ...question.peek(), ...change };
  };
  return (
    <Frame preferences={preferences}>
      <main class="watch" data-testid="recordings">
        <h1>{t("watch-recordings")}</h1>
        <search>
          <form
            class="card watch-search"
            onSubmit={(event) => {
              event.preventDefault();
              void ask(null);
            }}
          >
            <TextField
              label={t("watch-words")}
              value={question.value.q}
              onInput={(q) => set({ q })}
              testid="search-words"
            />
            <TextField
              label={t("watch-speaker")}
              value={question.value.speaker}
              onInput={(speaker) => set({ speaker })}
            />
            <TextField
              label={t("delegation")}
              value={question.value.delegation}
              onInput={(delegation) => set({ delegation })}
            />
            <TextField label={t("watch-item")} value={question.value.item} onInput={(item) => set({ item })} />
            <Day label={t("watch-from")} value={question.value.from} onInput={(from) => set({ from })} />
            <Day label={t("watch-to")} value={question.value.to} onInput={(to) => set({ to })} />
            <Button submit variant="primary" testid="search">
              {t("watch-search")}
            </Button>
          </form>
        </search>
        {fault.value && <Fault code={fault.value} />}
        <p class="visually-hidden" role="status">
          {found.value && t("watch-found", { count: found.value.length })}
        </p>
        {found.value?.length === 0 && <p class="empty">{t("watch-none")}</p>}
        <ul class="watch-recordings">
          {found.value?.map((card) => (
            <Card key={card.recordingId} card={card} />
          ))}
        </ul>
        {next.value !== null && <Button onClick={() => void ask(next.value)}>{t("watch-more")}</Button>}
      </main>
    </Frame>
  );
}

function Day(props: { readonly label: string; readonly value: string; readonly onInput: (day: string) => void }) {
  return (
    <label class="field">
      <span class="field-label">{props.label}</span>
      <input
        class="control"
        type="date"
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </label>
  );
}

function Card({ card }: { readonly card: RecordingCard }) {
  const { pick, language } = useCatalog();
  const when = new Intl.DateTimeFormat(language.value, { dateStyle: "long", timeStyle: "short" });
  return (
    <li class="card" data-testid="recording">
      <h2>
        <a href={card.page}>{pick(card.title) || card.meeting}</a>
      </h2>
      <p class="watch-of">
        {when.format(new Date(card.startedAt * 1000))} · {clock(card.durationS)}
      </p>
      {card.found.length > 0 && (
        <ul class="watch-hits">
          {card.found.map((hit) => (
            <Hit key={`${hit.kind}${hit.startsAt}${hit.text}`} hit={hit} begins={card.startedAt} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Hit({ hit, begins }: { readonly hit: Found; readonly begins: number }) {
  const { pick, language } = useCatalog();
  const heard = hit.language ? `&lang=${encodeURIComponent(hit.language)}` : "";
  return (
    <li>
      <a href={`${hit.page}?at=${hit.startsAt.toFixed(1)}${heard}`} data-testid="hit">
        <span class="watch-mark-time">{clock(hit.startsAt - begins)}</span>
        {hit.text ? (
          <q lang={hit.language ?? undefined} dir="auto">
            {hit.text}
          </q>
        ) : hit.mark?.kind === "agendaItem" ? (
          pick(hit.mark.title)
        ) : (
          hit.mark && <Speaker mark={hit.mark} inLanguage={language.value} />
        )}
        {hit.language && <span class="watch-mark-language">{endonym(hit.language)}</span>}
      </a>
    </li>
  );
}
