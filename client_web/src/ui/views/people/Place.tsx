/** How somebody takes part: in the room or remote, at which seat, in which precedence class. */
import { useState } from "preact/hooks";
import type { Endpoint } from "../../../endpoint/endpoint";
import type { Attending, Person } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { Select, TextField } from "../../kit/Field";
import { useText } from "../../text";

/** `onDone`: something was changed; the console says what, and takes it back. */
export function Place(props: { endpoint: Endpoint; person: Person; onDone: () => void }) {
  const t = useText();
  const { endpoint, person, onDone } = props;
  const { meeting, placing } = endpoint;
  if (!meeting.can("requestOnBehalf") || (person.role !== "delegate" && person.role !== "deputy")) return null;
  const attend = (attending: Attending) => async () => {
    await placing.attend(person, attending);
    onDone();
  };
  return (
    <section class="person-place" aria-label={t("own-attending")}>
      <div class="act-row">
        <Button
          icon="hall"
          testid="person-room"
          pressed={person.attending === "room"}
          onClick={() => void attend("room")()}
        >
          {t("attends-room")}
        </Button>
        <Button
          icon="headphones"
          testid="person-remote"
          pressed={person.attending === "remote"}
          onClick={() => void attend("remote")()}
        >
          {t("attends-remote")}
        </Button>
      </div>
      <Seat {...props} />
      <Precedence {...props} />
    </section>
  );
}

function Seat({ endpoint, person, onDone }: { endpoint: Endpoint; person: Person; onDone: () => void }) {
  const t = useText();
  const [seat, setSeat] = useState("");
  const assign = async () => {
    await endpoint.placing.seat(person, seat.trim());
    onDone();
  };
  return (
    <form
      class="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        void assign();
      }}
    >
      <TextField
        label={t("seat-label")}
        value={seat}
        onInput={setSeat}
        maxLength={40}
        autocomplete="off"
        testid="person-seat"
      />
      <Button submit testid="person-seat-assign" disabled={seat.trim() === ""}>
        {t("seat-assign")}
      </Button>
    </form>
  );
}

function Precedence({ endpoint, person, onDone }: { endpoint: Endpoint; person: Person; onDone: () => void }) {
  const t = useText();
  const classes = endpoint.floor.view.value.precedence;
  if (classes.length === 0) return null;
  const set = async (chosen: string) => {
    await endpoint.placing.setPrecedence(person, chosen || null);
    onDone();
  };
  return (
    <Select
      label={t("precedence-label")}
      value={endpoint.placing.entryOf(person)?.precedence ?? ""}
      options={[
        { value: "", text: t("precedence-delegation") },
        ...classes.map((name) => ({ value: name, text: name })),
      ]}
      onChange={(chosen) => void set(chosen)}
      testid="person-precedence"
    />
  );
}
