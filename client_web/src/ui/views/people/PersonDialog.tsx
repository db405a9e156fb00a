/** What one may do to a participant: to write, to silence, to rename, to move, to put out. */
import { useEffect, useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import { languageName } from "../../../i18n/names";
import type { Person, Role } from "../../../protocol/messages";
import { rolesFor } from "../../../state/moderation";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Select, TextField } from "../../kit/Field";
import { useCatalog, useText } from "../../text";
import { QualityBadge } from "../Quality";
import { Place } from "./Place";
import { below, mayWriteTo } from "./rights";

interface PersonProps {
  readonly endpoint: Endpoint;
  readonly person: Person;
}

export function PersonDialog(props: {
  readonly endpoint: Endpoint;
  readonly person: Person | null;
  readonly onClose: () => void;
  readonly onWrite: (person: Person) => void;
}) {
  const { endpoint, person, onClose, onWrite } = props;
  const t = useText();
  return (
    <Dialog
      open={person !== null}
      title={person?.name ?? ""}
      closeText={t("close")}
      onClose={onClose}
      testid="person-dialog"
    >
      {person && (
        <div class="person-acts" key={person.id}>
          <p class="person-facts">
            <span class="tag">{t("role", { role: person.role })}</span>
            {!person.connected && <span class="tag tag-warn">{t("not-connected")}</span>}
            <QualityBadge endpoint={endpoint} person={person} />
          </p>
          {mayWriteTo(endpoint, person) && (
            <Button icon="chat" testid="person-write" onClick={() => onWrite(person)}>
              {t("person-write")}
            </Button>
          )}
          <Media endpoint={endpoint} person={person} />
          <Rename endpoint={endpoint} person={person} />
          <Move endpoint={endpoint} person={person} />
          <Place endpoint={endpoint} person={person} onDone={onClose} />
          <PutOut endpoint={endpoint} person={person} onDone={onClose} />
        </div>
      )}
    </Dialog>
  );
}

function Media({ endpoint, person }: PersonProps) {
  const t = useText();
  const { meeting, floor } = endpoint;
  if (!meeting.can("muteParticipant")) return null;
  const { id, cameraMuted, microphone } = person;
  const { screen } = floor.view.value;
  const sharing = screen.sharer === id;
  const asking = screen.asking.includes(id);
  return (
    <div class="act-row">
      <Button
        icon="microphoneOff"
        testid="person-mute"
        disabled={!microphone}
        onClick={() => void endpoint.ask({ type: "muteParticipant", person: id })}
      >
        {t("mute-microphone")}
      </Button>
      {below(endpoint, person) && (
        <Button
          icon={cameraMuted ? "camera" : "cameraOff"}
          testid="person-camera"
          onClick={() => void endpoint.ask({ type: "muteCamera", person: id, muted: !cameraMuted })}
        >
          {cameraMuted ? t("allow-camera") : t("stop-camera")}
        </Button>
      )}
      {asking && meeting.can("allowScreen") && (
        <Button
          icon="screen"
          testid="person-allow-screen"
          onClick={() => void endpoint.ask({ type: "allowScreen", person: id })}
        >
          {t("allow-their-screen")}
        </Button>
      )}
      {sharing && meeting.can("stopScreen") && (
        <Button testid="person-screen" onClick={() => void endpoint.ask({ type: "stopScreen", person: id })}>
          {t("stop-their-screen")}
        </Button>
      )}
    </div>
  );
}

function Rename({ endpoint, person }: PersonProps) {
  const t = useText();
  const [name, setName] = useState(person.name);
  const [delegation, setDelegation] = useState(person.delegation);
  useEffect(() => {
    setName(person.name);
    setDelegation(person.delegation);
  }, [person.name, person.delegation]);
  if (!endpoint.meeting.can("renameParticipant") || !below(endpoint, person)) return null;
  const changed = name.trim() !== person.name || delegation.trim() !== person.delegation;
  return (
    <form
      class="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        void endpoint.ask({ type: "renameParticipant", person: person.id, name, delegation });
      }}
    >
      <TextField
        label={t("your-name")}
        value={name}
        onInput={setName}
        maxLength={120}
        autocomplete="off"
        testid="rename-name"
      />
      <TextField
        label={t("delegation")}
        value={delegation}
        onInput={setDelegation}
        maxLength={120}
        autocomplete="off"
        testid="rename-delegation"
      />
      <Button submit testid="person-rename" disabled={!changed || name.trim() === ""}>
        {t("rename")}
      </Button>
    </form>
  );
}

function Move({ endpoint, person }: PersonProps) {
  const { t, language } = useCatalog();
  const { meeting } = endpoint;
  const [role, setRole] = useState<Role>(person.role);
  const [booth, setBooth] = useState(meeting.languages.value[0] ?? "");
  useEffect(() => setRole(person.role), [person.role]);
  const by = meeting.me.value?.person.role ?? "passive";
  const roles = rolesFor(by, person.role);
  if (!meeting.can("moveParticipant") || roles.length === 0) return null;
  const interpreter = role === "interpreter";
  return (
    <form
      class="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        void endpoint.ask({ type: "moveParticipant", person: person.id, role, booth: interpreter ? booth : null });
      }}
    >
      <Select
        label={t("move-to")}
        value={role}
        options={roles.map((value) => ({ value, text: t("role", { role: value }) }))}
        onChange={(value) => setRole(value as Role)}
        testid="move-role"
      />
      {interpreter && (
        <Select
          label={t("booth")}
          value={booth}
          options={meeting.languages.value.map((tag) => ({ value: tag, text: languageName(tag, language.value) }))}
          onChange={setBooth}
          testid="move-booth"
        />
      )}
      <Button submit testid="person-move" disabled={role === person.role && !interpreter}>
        {t("move-role")}
      </Button>
    </form>
  );
}

function PutOut({ endpoint, person, onDone }: PersonProps & { onDone: () => void }) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const { meeting } = endpoint;
  const own = person.id === meeting.me.value?.person.id;
  if (own || !meeting.can("removeParticipant") || !below(endpoint, person)) return null;
  if (!asking) {
    return (
      <div class="act-row act-last">
        <Button icon="leave" testid="person-remove" onClick={() => setAsking(true)}>
          {t("put-out")}
        </Button>
      </div>
    );
  }
  const remove = async () => {
    if (await endpoint.ask({ type: "removeParticipant", person: person.id })) onDone();
  };
  return (
    <div class="act-last">
      <p>{t("put-out-sure", { name: person.name })}</p>
      <div class="act-row">
        <Button variant="danger" testid="person-remove-sure" onClick={() => void remove()}>
          {t("put-out")}
        </Button>
        <Button testid="person-remove-not" onClick={() => setAsking(false)}>
          {t("keep-in")}
        </Button>
      </div>
    </div>
  );
}
