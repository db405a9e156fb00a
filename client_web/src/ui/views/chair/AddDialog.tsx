/** Adding somebody on their behalf: found in the list of participants, or entered as a delegate in the room. */
import { useMemo, useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { delegationName, languageName } from "../../../i18n/names";
import {
  type ListName,
  type Motion,
  motionValues,
  type Person,
  type RequestKind,
  requestKindValues,
} from "../../../protocol/messages";
import { delegations } from "../../../state/delegations";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Select, TextField } from "../../kit/Field";
import { useCatalog } from "../../text";
import { PersonLines } from "../Plate";
import { sortPeople } from "../people/order";

const SHOWN = 8;
const KIND_OF: Readonly<Record<ListName, RequestKind>> = {
  speakers: "statement",
  replies: "reply",
  rightsOfReply: "rightOfReply",
};

export function AddDialog(props: {
  readonly endpoint: Endpoint;
  readonly list: ListName;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useCatalog();
  return (
    <Dialog
      open={props.open}
      title={t("add-speaker")}
      closeText={t("close")}
      onClose={props.onClose}
      testid="add-dialog"
    >
      <AddForm key={props.list} {...props} />
    </Dialog>
  );
}

function AddForm({ endpoint, list, onClose }: { endpoint: Endpoint; list: ListName; onClose: () => void }) {
  const { t, language } = useCatalog();
  const [kind, setKind] = useState<RequestKind>(KIND_OF[list]);
  const [motion, setMotion] = useState<Motion>("other");
  const [query, setQuery] = useState("");
  const { listing, roster } = endpoint;
  const people = roster.people.value;
  const tag = language.value;
  const found = useMemo(
    () =>
      sortPeople(
        people.filter((one) => speaks(one) && matches(one, query, tag)),
        tag,
      ),
    [people, query, tag],
  );
  const add = async ({ id, name }: Person) => {
    const reply = await listing.add({ person: id, name, kind, ...(kind === "motion" ? { motion } : {}) });
    if (reply) onClose();
  };
  return (
    <>
      <Select
        label={t("kind")}
        value={kind}
        options={requestKindValues.map((value) => ({ value, text: t("request-kind", { kind: value }) }))}
        onChange={(value) => setKind(value as RequestKind)}
        testid="add-kind"
      />
      {kind === "motion" && (
        <Select
          label={t("motion-label")}
          value={motion}
          options={motionValues.map((value) => ({ value, text: t("motion", { motion: value }) }))}
          onChange={(value) => setMotion(value as Motion)}
          testid="add-motion"
        />
      )}
      <TextField label={t("find-participant")} value={query} onInput={setQuery} autocomplete="off" testid="add-find" />
      <ul class="add-found" aria-label={t("participants")}>
        {found.slice(0, SHOWN).map((person) => (
          <li key={person.id}>
            <PersonLines person={person} />
            {!person.connected && <span class="tag tag-warn">{t("not-connected")}</span>}
            <Button
              size="small"
              testid="add"
              label={t("add-person", { name: person.name })}
              onClick={() => void add(person)}
            >
              {t("add")}
            </Button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="hint">{t("nobody-found")}</p>}
      <NewDelegate endpoint={endpoint} kind={kind} onDone={onClose} />
    </>
  );
}

function NewDelegate({ endpoint, kind, onDone }: { endpoint: Endpoint; kind: RequestKind; onDone: () => void }) {
  const { t, language } = useCatalog();
  const [name, setName] = useState("");
  const [delegation, setDelegation] = useState(delegations[0] ?? "");
  const [spoken, setSpoken] = useState(endpoint.meeting.languages.value[0] ?? "en");
  const tag = language.value;
  const countries = useMemo(() => {
    const collator = new Intl.Collator(tag);
    const named = delegations.map((code) => ({ value: code, text: delegationName(code, tag) }));
    return named.sort((a, b) => collator.compare(a.text, b.text));
  }, [tag]);
  const enter = async () => {
    if (await endpoint.listing.addDelegate({ name: name.trim(), delegation, language: spoken }, kind)) onDone();
  };
  return (
    <details class="new-delegate">
      <summary>{t("delegate-without-device")}</summary>
      <TextField
        label={t("your-name")}
        value={name}
        maxLength={80}
        onInput={setName}
        autocomplete="off"
        testid="new-name"
      />
      <Select
        label={t("delegation")}
        value={delegation}
        options={countries}
        onChange={setDelegation}
        testid="new-delegation"
      />
      <Select
        label={t("language-spoken")}
        value={spoken}
        options={endpoint.meeting.languages.value.map((code) => ({ value: code, text: languageName(code, tag) }))}
        onChange={setSpoken}
        testid="new-language"
      />
      <Button testid="new-add" disabled={name.trim() === ""} onClick={() => void enter()}>
        {t("add")}
      </Button>
    </details>
  );
}

const speaks = ({ role }: Person) => role === "delegate" || role === "deputy";

function matches({ name, delegation }: Person, query: string, language: string): boolean {
  const wanted = query.trim().toLocaleLowerCase(language);
  return `${name} ${delegationName(delegation, language)}`.toLocaleLowerCase(language).includes(wanted);
}
