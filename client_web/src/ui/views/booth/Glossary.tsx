/** The meeting's terms: found as one types, in any language; the booth's own and the floor's first; one may add. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { endonym } from "../../../i18n/names";
import type { Term } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { useText } from "../../text";

const SHOWN = 100;
const WORDS_MAX = 200;

export function Glossary({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { glossary, meeting } = endpoint;
  const found = glossary.found.value;
  const languages = useLanguages(endpoint);
  const place = useRef<HTMLDivElement>(null);
  const asked = endpoint.booth.findTerm.value;
  useEffect(() => {
    if (asked > 0) place.current?.querySelector("input")?.focus();
  }, [asked]);
  return (
    <div class="console-glossary" ref={place}>
      <TextField
        label={t("glossary-search")}
        placeholder={t("glossary-search")}
        hideLabel
        value={glossary.search.value}
        onInput={(text) => {
          glossary.search.value = text;
        }}
        testid="glossary-search"
      />
      <p class="visually-hidden" role="status">
        {t("glossary-found", { number: String(found.length) })}
      </p>
      {found.length === 0 && <p class="hint">{t("glossary-none")}</p>}
      <ul class="console-terms">
        {found.slice(0, SHOWN).map((term) => (
          <TermLine key={term.termId} endpoint={endpoint} term={term} languages={languages} />
        ))}
      </ul>
      {meeting.can("editGlossary") && <AddTerm endpoint={endpoint} languages={languages} />}
    </div>
  );
}

/** The floor's and the booth's, then the others of the meeting. */
function useLanguages({ meeting }: Endpoint): readonly string[] {
  const all = meeting.languages.value;
  const first = [meeting.stage.value.floorLanguage, meeting.me.value?.booth];
  return [...new Set([...first.filter((tag): tag is string => !!tag && all.includes(tag)), ...all])];
}

function TermLine({ endpoint, term, languages }: { endpoint: Endpoint; term: Term; languages: readonly string[] }) {
  const t = useText();
  const known = languages.filter((tag) => term.words[tag]);
  const name = term.words[known[0] ?? ""] ?? "";
  return (
    <li data-testid="term">
      <dl>
        {known.map((tag) => (
          <div key={tag}>
            <dt>{tag}</dt>
            <dd lang={tag} dir="auto">
              {term.words[tag]}
            </dd>
          </div>
        ))}
      </dl>
      {endpoint.meeting.can("editGlossary") && (
        <Button
          variant="quiet"
          size="small"
          icon="close"
          iconOnly
          testid="term-remove"
          onClick={() => void endpoint.booth.removeTerm(term.termId)}
        >
          {t("term-remove", { name })}
        </Button>
      )}
    </li>
  );
}

function AddTerm({ endpoint, languages }: { endpoint: Endpoint; languages: readonly string[] }) {
  const t = useText();
  const [words, setWords] = useState<Readonly<Record<string, string>>>({});
  const given = Object.entries(words).flatMap(([tag, word]) => (word.trim() ? [[tag, word.trim()]] : []));
  const add = async () => {
    if (given.length > 0 && (await endpoint.booth.addTerm(Object.fromEntries(given)))) setWords({});
  };
  return (
    <details class="console-add-term">
      <summary data-testid="term-add-open">{t("term-add")}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        {languages.map((tag) => (
          <TextField
            key={tag}
            label={endonym(tag)}
            value={words[tag] ?? ""}
            maxLength={WORDS_MAX}
            onInput={(word) => setWords({ ...words, [tag]: word })}
            testid={`term-${tag}`}
          />
        ))}
        <Button variant="primary" submit disabled={given.length === 0} testid="term-add">
          {t("term-add")}
        </Button>
      </form>
    </details>
  );
}
