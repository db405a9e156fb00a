/** Refusals of the entry and of registration in words. */
import type { Step } from "../../door/entry";
import { useCatalog } from "../text";

/** Where the same code means different things. */
const AT: Readonly<Partial<Record<Step, Readonly<Record<string, string>>>>> = {
  access: { codeRefused: "door-fault-access" },
  code: { codeRefused: "door-fault-code" },
  inside: { codeRefused: "door-fault-app" },
};

const WORDS: Readonly<Record<string, string>> = {
  codeSpent: "door-fault-spent",
  channelMissing: "door-fault-channel",
  notAccredited: "door-fault-accreditation",
  attendsOnSite: "door-fault-onsite",
  meetingNotOpen: "door-fault-meeting",
  tooFast: "door-fault-fast",
  busy: "door-fault-busy",
  unknownConference: "door-fault-conference",
  registrationNotOpen: "door-fault-not-open",
  registrationClosed: "door-fault-closed",
  participantsFull: "door-fault-full",
  activeFull: "door-fault-active",
  delegationFull: "door-fault-delegation",
  onSiteFull: "door-fault-seats",
  formForbids: "door-fault-form",
  fieldInvalid: "door-fault-field",
  alreadyRegistered: "door-fault-registered",
  invitationUnknown: "door-fault-invitation",
  slotFull: "door-fault-slot-full",
  unknownSlot: "door-fault-slot",
};

export function Fault(props: { readonly code: string; readonly step?: Step }) {
  const catalog = useCatalog();
  const id = (props.step && AT[props.step]?.[props.code]) ?? WORDS[props.code] ?? `error-${props.code}`;
  const known = catalog.has(id) ? id : "error-unknown";
  return (
    <p class="door-fault" role="alert" data-testid="door-fault" data-code={props.code}>
      {catalog.t(known)}
    </p>
  );
}
