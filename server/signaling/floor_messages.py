"""The signalling messages of the floor: list of speakers, agenda, clocks, sitting, priority, screen.

``messages.py`` takes all of them in.
"""

from __future__ import annotations

from typing import Literal

from server.signaling.wire import Attending as Attending
from server.signaling.wire import Part as _Part
from server.signaling.wire import Person as Person
from server.signaling.wire import Request as _Request
from server.signaling.wire import Wire as _Wire

RequestKind = Literal["statement", "pointOfOrder", "rightOfReply", "motion", "reply", "interposedQuestion"]
Motion = Literal["suspendMeeting", "adjournMeeting", "adjournDebate", "closeDebate", "other"]
RequestState = Literal["queued", "called", "deferred", "granted", "speaking", "paused"]
Origin = Literal["remote", "seat", "liteClient", "secretariat", "preRegistered"]
ListName = Literal["speakers", "replies", "rightsOfReply"]
ListState = Literal["open", "closed", "suspended"]
SittingState = Literal["scheduled", "open", "suspended", "closed"]
FloorMode = Literal["request", "autoNext", "openWithLimit", "override", "pushToTalk", "operatorOnly"]
TimePolicy = Literal["show", "bell", "autoClose"]
DeferReason = Literal["skipped", "noAnswer", "absent", "linkLost"]
ItemChange = Literal["keep", "purge", "move"]


# --- parts ------------------------------------------------------------------------------------------------------------


class FloorEntry(_Part, frozen=True, kw_only=True):
    """One request in the list of speakers.  Order inside an item and a list is ``rank``, ascending."""

    request_id: str
    person: str
    kind: RequestKind
    motion: Motion | None = None
    """What a motion moves; None for other kinds."""
    state: RequestState
    rank: float
    item: str | None = None
    """Agenda item; None in a meeting without an agenda."""
    list: ListName = "speakers"
    language: str
    origin: Origin = "remote"
    """How it came first."""
    attending: Attending = "remote"
    """Where the person is now."""
    deferred_for: DeferReason | None = None
    """Why it is ``deferred``: skipped, the call not answered, away when called, or the connection lost while speaking."""
    precedence: str | None = None
    """The person's precedence class; None in a meeting without classes."""
    registered_by: str | None = None
    """Who asked on the person's behalf."""
    answer_to: str | None = None
    """The request this one replies to."""
    merged: tuple[str, ...] = ()
    """Others of the delegation who asked too."""
    answered: bool = False
    """The called person is ready: their devices are armed, or they are in the room."""
    call_until: float | None = None
    """Unix seconds: called and not answered, it is deferred then."""
    requested_at: float
    """Unix seconds."""
    speaking_since: float | None = None
    """When the microphone first opened."""
    limit_s: float | None = None
    """Speaking time; None: no limit."""
    spoken_s: float = 0.0
    """Seconds spoken before ``running_since``."""
    running_since: float | None = None
    """Unix seconds; None: the clock stands."""
    held_until: float | None = None
    """The connection dropped: deferred then."""


class SpeechView(_Part, frozen=True):
    """Who has the floor and their clock: spoken is ``spoken_s``, and what passed since ``running_since``.  Green until
    ``amber_s`` are left, then amber, red once ``limit_s`` is reached."""

    request_id: str
    person: Person
    kind: RequestKind
    state: RequestState
    limit_s: float | None
    spoken_s: float
    running_since: float | None
    amber_s: float


class AgendaEntry(_Part, frozen=True):
    item_id: str
    title: dict[str, str]
    """UI language -> title."""


class ListView(_Part, frozen=True):
    """A list of the current item."""

    name: ListName
    state: ListState
    limit: int | None
    """Most requests that may wait."""


class SittingView(_Part, frozen=True):
    state: SittingState
    public: bool
    """False: in camera."""
    number: int
    """Counts sittings from 1; 0 before the first."""
    since: float | None
    """Unix seconds of the last change of state."""


class FloorRules(_Part, frozen=True):
    mode: FloorMode
    speakers_limit: int
    """Normal speakers at once; chair, room and interruptions do not count."""
    time_limits_s: dict[str, float]
    """Kind, or ``class/kind``, -> seconds; 0: no limit."""
    time_policy: TimePolicy
    amber_s: float
    grace_s: float
    """``autoClose``: the speech ends so long after its limit."""
    item_change: ItemChange
    """What happens to waiting requests when the agenda item changes, unless told otherwise."""


class ScreenView(_Part, frozen=True):
    sharer: str | None
    """Who may share their screen now."""
    asking: tuple[str, ...]
    """Who waits for permission, longest first."""


class FloorView(_Part, frozen=True):
    """The topic ``floor``, sent whole: what changes seldom."""

    agenda: tuple[AgendaEntry, ...]
    item: str | None
    """The item under discussion."""
    lists: tuple[ListView, ...]
    sitting: SittingView
    rules: FloorRules
    precedence: tuple[str, ...]
    """Precedence classes, first served first; empty: everyone in order of receipt."""
    presiding: str | None
    """The person in the chair; None: nobody has taken it yet."""
    priority: str | None
    """Who holds priority: delegates' microphones are silent until it is released."""
    screen: ScreenView
    last_speech: str | None
    """Request that ``readdLast`` brings back."""


class DelegationTotal(_Part, frozen=True):
    """Speaking time of a delegation so far, points of order left out.  A delegation not listed has not spoken."""

    delegation: str
    speeches: int
    spoken_s: float


# --- requests ---------------------------------------------------------------------------------------------------------


class RequestFloor(_Request, frozen=True, tag="requestFloor"):
    """Chair, deputy in the chair and moderator name the ``person`` they ask for; ``item`` other than the current one, or a
    list not open yet, is theirs alone too (pre-registration)."""

    kind: RequestKind = "statement"
    language: str | None = None
    motion: Motion | None = None
    answer_to: str | None = None
    """Replies: what they answer; default the speech in progress."""
    person: str | None = None
    item: str | None = None
    origin: Origin | None = None
    """Default ``remote``, for another person ``secretariat``."""


class AddDelegate(_Request, frozen=True, tag="addDelegate"):
    """Enter a delegate who is in the room and has no device; the reply's ``person`` is their id."""

    name: str
    delegation: str
    language: str
    seat: str | None = None


class WithdrawFloor(_Request, frozen=True, tag="withdrawFloor"):
    request_id: str | None = None
    """Default: the request with the floor, else the next to come."""


class AnswerCall(_Request, frozen=True, tag="answerCall"):
    """Called and ready: devices are armed.  Brings a deferred request back to the head of its class."""

    request_id: str | None = None


class SetMicrophone(_Request, frozen=True, tag="setMicrophone"):
    """Open or close one's own microphone (with the floor, or as chair or room)."""

    open: bool


class CallSpeaker(_Request, frozen=True, tag="callSpeaker"):
    request_id: str


class GrantFloor(_Request, frozen=True, tag="grantFloor"):
    request_id: str


class TakeBackCall(_Request, frozen=True, tag="takeBackCall"):
    """The called person waits again where they waited."""

    request_id: str


class DeferRequest(_Request, frozen=True, tag="deferRequest"):
    """Skip: back to the head of the class when the person answers or is called again."""

    request_id: str


class EndSpeech(_Request, frozen=True, tag="endSpeech"):
    """By the speaker: released; by the chair: revoked."""

    request_id: str


class PauseSpeech(_Request, frozen=True, tag="pauseSpeech"):
    """Silence a speech and stop its clock."""

    request_id: str


class ResumeSpeech(_Request, frozen=True, tag="resumeSpeech"):
    request_id: str


class RemoveRequest(_Request, frozen=True, tag="removeRequest"):
    request_id: str


class MoveRequest(_Request, frozen=True, tag="moveRequest"):
    """Put a waiting request before another of its list; None: last."""

    request_id: str
    before: str | None = None


class SwapRequests(_Request, frozen=True, tag="swapRequests"):
    """Exchange two places."""

    request_id: str
    other: str


class ReaddLast(_Request, frozen=True, tag="readdLast"):
    """The speech that ended last waits again, first, with its clock."""


class SetSpeechLimit(_Request, frozen=True, tag="setSpeechLimit"):
    """Speaking time of one who waits or speaks; None: no limit."""

    request_id: str
    limit_s: float | None


class OpenList(_Request, frozen=True, tag="openList"):
    open: bool
    list: ListName = "speakers"
    item: str | None = None
    """Default: the current item."""


class SuspendList(_Request, frozen=True, tag="suspendList"):
    """Nothing is taken and nobody called from it until it is opened or closed."""

    list: ListName = "speakers"
    item: str | None = None


class ClearList(_Request, frozen=True, tag="clearList"):
    """Remove all who wait; None: from every list of the current item."""

    list: ListName | None = None


class ClearFloor(_Request, frozen=True, tag="clearFloor"):
    """End every speech and remove all who wait."""


class MuteAll(_Request, frozen=True, tag="muteAll"):
    """Close every microphone but the chair's; nobody loses the floor."""


class HoldPriority(_Request, frozen=True, tag="holdPriority"):
    """Attention tone; delegates' microphones are silent and clocks stand until ``releasePriority``."""


class ReleasePriority(_Request, frozen=True, tag="releasePriority"):
    pass


class ClearPriority(_Request, frozen=True, tag="clearPriority"):
    """Attention tone; every speech ends."""


class SetFloorRules(_Request, frozen=True, tag="setFloorRules"):
    """What is None stays."""

    mode: FloorMode | None = None
    speakers_limit: int | None = None
    time_limits_s: dict[str, float] | None = None
    """Laid over those there are."""
    time_policy: TimePolicy | None = None
    amber_s: float | None = None
    grace_s: float | None = None
    item_change: ItemChange | None = None


class SetPrecedence(_Request, frozen=True, tag="setPrecedence"):
    """Put a person into a precedence class; None: that of the delegation."""

    person: str
    precedence: str | None = None


class SetAttending(_Request, frozen=True, tag="setAttending"):
    """In the room or remote, one at a time; default oneself."""

    attending: Attending
    person: str | None = None


class AssignSeat(_Request, frozen=True, tag="assignSeat"):
    """A seat's button asks for this person; None frees the seat."""

    seat: str
    person: str | None = None


class TakeChair(_Request, frozen=True, tag="takeChair"):
    """Preside from now on."""


class AddAgendaItem(_Request, frozen=True, tag="addAgendaItem"):
    """The reply's ``item`` is its id."""

    title: dict[str, str]


class RenameAgendaItem(_Request, frozen=True, tag="renameAgendaItem"):
    item: str
    title: dict[str, str]


class MoveAgendaItem(_Request, frozen=True, tag="moveAgendaItem"):
    """Before another; None: last."""

    item: str
    before: str | None = None


class RemoveAgendaItem(_Request, frozen=True, tag="removeAgendaItem"):
    """One that is not open and for which nobody waits."""

    item: str


class OpenAgendaItem(_Request, frozen=True, tag="openAgendaItem"):
    item: str
    waiting: ItemChange | None = None
    """What happens to those who wait; default as in the rules."""


class CloseAgendaItem(_Request, frozen=True, tag="closeAgendaItem"):
    """No item is under discussion: only points of order are taken."""


class OpenSitting(_Request, frozen=True, tag="openSitting"):
    pass


class SuspendSitting(_Request, frozen=True, tag="suspendSitting"):
    """Lists and clocks freeze, microphones close."""


class ResumeSitting(_Request, frozen=True, tag="resumeSitting"):
    pass


class CloseSitting(_Request, frozen=True, tag="closeSitting"):
    """Speeches end; those who wait keep their places for the next sitting."""


class SetSittingPublic(_Request, frozen=True, tag="setSittingPublic"):
    public: bool


class RequestScreen(_Request, frozen=True, tag="requestScreen"):
    """Ask to share one's screen; who presides may at once."""


class AllowScreen(_Request, frozen=True, tag="allowScreen"):
    """Let a person share; whoever shared before stops."""

    person: str


class StopScreen(_Request, frozen=True, tag="stopScreen"):
    """Stop sharing, withdraw the question, or (chair, technician) stop whoever shares or asks."""

    person: str | None = None


FloorMessage = (
    RequestFloor
    | AddDelegate
    | WithdrawFloor
    | AnswerCall
    | SetMicrophone
    | CallSpeaker
    | GrantFloor
    | TakeBackCall
    | DeferRequest
    | EndSpeech
    | PauseSpeech
    | ResumeSpeech
    | RemoveRequest
    | MoveRequest
    | SwapRequests
    | ReaddLast
    | SetSpeechLimit
    | OpenList
    | SuspendList
    | ClearList
    | ClearFloor
    | MuteAll
    | HoldPriority
    | ReleasePriority
    | ClearPriority
    | SetFloorRules
    | SetPrecedence
    | SetAttending
    | AssignSeat
    | TakeChair
    | AddAgendaItem
    | RenameAgendaItem
    | MoveAgendaItem
    | RemoveAgendaItem
    | OpenAgendaItem
    | CloseAgendaItem
    | OpenSitting
    | SuspendSitting
    | ResumeSitting
    | CloseSitting
    | SetSittingPublic
    | RequestScreen
    | AllowScreen
    | StopScreen
)


# --- deltas -----------------------------------------------------------------------------------------------------------


class ListDelta(_Wire, frozen=True, tag="list"):
    number: int
    put: tuple[FloorEntry, ...]
    gone: tuple[str, ...]
    people: dict[str, Person]
    """The people named in ``put``."""


class FloorDelta(_Wire, frozen=True, tag="floor"):
    number: int
    floor: FloorView


class TotalsDelta(_Wire, frozen=True, tag="totals"):
    """To those at the console."""

    number: int
    put: tuple[DelegationTotal, ...]
