"""What may be asked of booths, desks, captioners and sign-language interpreters.  ``commands.py`` takes all of them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetDesk:
    """``mode``: off, on, pushToMute.  ``channel``: where to; None: where the desk puts out to just now."""

    by: str
    mode: str
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class SelectOutgoing:
    """A or B, chosen beforehand, or changed while on."""

    by: str
    channel: str


@dataclass(frozen=True, slots=True)
class SetAutoRelay:
    """Whether the desk's floor key delivers the pivot while the floor is in a language others work from by relay."""

    by: str
    on: bool


@dataclass(frozen=True, slots=True)
class OfferHandover:
    """The one on air offers; ``to`` None: the next desk of the booth.  ``in_s``: when, 0 for now."""

    by: str
    to: str | None = None
    in_s: float = 0.0


@dataclass(frozen=True, slots=True)
class AskHandover:
    """A desk that is off asks the one on air for the microphone."""

    by: str
    in_s: float = 0.0


@dataclass(frozen=True, slots=True)
class AnswerHandover:
    by: str
    accept: bool


@dataclass(frozen=True, slots=True)
class CancelHandover:
    by: str


@dataclass(frozen=True, slots=True)
class TakeOver:
    """By force, without being offered.  ``participant_id``: who gets the microphone; None: ``by``."""

    by: str
    participant_id: str | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """The booth's private voice link, heard by the boothmates alone, while the key is held."""

    by: str
    on: bool


@dataclass(frozen=True, slots=True)
class AskSlowDown:
    by: str


@dataclass(frozen=True, slots=True)
class CallHelp:
    """``kind``: technician, chair, cannotHear."""

    by: str
    call_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class AnswerHelp:
    """Somebody is seeing to it."""

    by: str
    call_id: str


@dataclass(frozen=True, slots=True)
class CloseHelp:
    """Finished, or called back by who called."""

    by: str
    call_id: str


@dataclass(frozen=True, slots=True)
class SetUnfit:
    """The speaker's sound is too poor to be interpreted: the booth's interpretation is suspended."""

    by: str
    unfit: bool


@dataclass(frozen=True, slots=True)
class SetDirect:
    """The booth's word that the floor is spoken in its own language, or is not."""

    by: str
    direct: bool


@dataclass(frozen=True, slots=True)
class SetConsent:
    """Of the interpreter at the desk, for each use."""

    by: str
    recording: bool
    webcast: bool


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """What the interpreters behind a booth's equipment consent to, by paper; both False: withdrawn."""

    by: str
    booth: str
    recording: bool
    webcast: bool
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SilenceDesk:
    by: str
    participant_id: str


@dataclass(frozen=True, slots=True)
class SetBooth:
    """``outgoing``: permitted B channels; None: every other language."""

    by: str
    language: str
    desks: int
    outgoing: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SetInterpretation:
    """Interlock modes ``none``, ``override``, ``interlock``; ``policy`` as in the configuration."""

    by: str
    within: str
    between_a: str
    between_b: str
    auto_relay: bool
    policy: str


@dataclass(frozen=True, slots=True)
class PatchChannel:
    """Listeners of ``channel`` hear ``source``; None: their own again."""

    by: str
    channel: str
    source: str | None


@dataclass(frozen=True, slots=True)
class ForceRelay:
    """The desk hears ``channel`` whatever it selects; None: it selects again."""

    by: str
    participant_id: str
    channel: str | None


@dataclass(frozen=True, slots=True)
class OpenSoundCheck:
    by: str


@dataclass(frozen=True, slots=True)
class CloseSoundCheck:
    by: str


@dataclass(frozen=True, slots=True)
class MarkSoundCheck:
    """``participant_id`` None: one's own desk.  ``result``: passed, failed; None: not done."""

    by: str
    step: str
    result: str | None
    participant_id: str | None = None


@dataclass(frozen=True, slots=True)
class SetSigning:
    """The sign-language interpreter's camera is in the slot ``sign``, or not."""

    by: str
    on: bool


@dataclass(frozen=True, slots=True)
class WriteCaption:
    """One finished line."""

    by: str
    caption_id: str
    language: str
    text: str
    started_at: float | None = None


@dataclass(frozen=True, slots=True)
class AddTerms:
    """``terms``: id -> language -> words."""

    by: str
    terms: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class RemoveTerm:
    by: str
    term_id: str


InterpretationCommand = (
    SetDesk
    | SelectOutgoing
    | SetAutoRelay
    | OfferHandover
    | AskHandover
    | AnswerHandover
    | CancelHandover
    | TakeOver
    | Talk
    | AskSlowDown
    | CallHelp
    | AnswerHelp
    | CloseHelp
    | SetUnfit
    | SetDirect
    | SetConsent
    | RecordConsent
    | SilenceDesk
    | SetBooth
    | SetInterpretation
    | PatchChannel
    | ForceRelay
    | OpenSoundCheck
    | CloseSoundCheck
    | MarkSoundCheck
    | SetSigning
    | WriteCaption
    | AddTerms
    | RemoveTerm
)
