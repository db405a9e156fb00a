"""Errors by audience.  Codes are stable and documented in ``docs/protocol.md``; sentences are the client's business."""

from __future__ import annotations


class HemicycleError(Exception):
    """Base of the errors that reach a client.  ``code`` is one of the tables below."""

    codes: frozenset[str] = frozenset()

    def __init__(self, code: str, **detail: str) -> None:
        if code not in self.codes:
            raise ValueError(f"undocumented error code {code!r}")
        super().__init__(code)
        self.code = code
        self.detail = detail


class UserError(HemicycleError):
    """A well-formed request that may not or cannot be carried out now; the connection goes on."""

    codes = frozenset(
        {
            "notPermitted",
            "notJoined",
            "unknownParticipant",
            "unknownRequest",
            "unknownChannel",
            "unknownMeeting",
            "unknownPeer",
            "alreadyRequested",
            "noRequest",
            "listClosed",
            "wrongState",
            "floorNotGranted",
            "meetingFull",
            "activeFull",
            "quotaReached",
            "placeClosed",
            "entryRefused",
            "deskTaken",
            "noBooth",
            "unknownMessage",
            "chatClosed",
            "chatQueueFull",
            "slowMode",
            "unknownStatement",
            "statementDelivered",
            "statementsFull",
            "fileTooLarge",
            "fileTypeRefused",
            "notPlaying",
            "alreadyPlaying",
            "codeUnknown",
            "attendsRemotely",
            "textEmpty",
            "textTooLong",
            "tooFast",
            "journalUnavailable",
            "mediaUnavailable",
            "sdpInvalid",
            "tokenUnknown",
            "nameInvalid",
            "itemNotOpen",
            "unknownItem",
            "unknownSeat",
            "listSuspended",
            "listFull",
            "notMember",
            "sittingNotOpen",
            "operatorOnly",
            "contradicted",
            "attendsInRoom",
            "valueInvalid",
            "channelNotPermitted",
            "relayCycle",
            "boothEmpty",
            "unknownCall",
            "unknownTerm",
            "glossaryFull",
            "webcastOff",
            "sittingInCamera",
            "unknownWebcast",
            "unknownPush",
            "pushesFull",
            "unknownRecording",
        }
    )


class ProtocolError(HemicycleError):
    """The peer does not speak the protocol; the frame is refused, and the connection closed after repeated offences."""

    codes = frozenset(
        {
            "frameTooLarge",
            "frameMalformed",
            "messageUnknown",
            "messageInvalid",
            "joinExpected",
            "alreadyJoined",
            "versionUnsupported",
        }
    )


class RegistrationError(HemicycleError):
    """What registration refuses, to staff and delegates alike; listed in ``docs/guide/registration.md``."""

    codes = frozenset(
        {
            "signInFailed",
            "sessionUnknown",
            "csrfInvalid",
            "lockedOut",
            "notPermitted",
            "tooFast",
            "busy",
            "passwordWeak",
            "nameTaken",
            "unknownStaff",
            "unknownConference",
            "unknownPerson",
            "unknownRegistration",
            "unknownDeclaration",
            "unknownMessage",
            "unknownLetter",
            "unknownDocument",
            "documentsFull",
            "unknownTest",
            "unknownKey",
            "unknownSlot",
            "slotFull",
            "fieldInvalid",
            "changedMeanwhile",
            "wrongState",
            "registrationNotOpen",
            "registrationClosed",
            "alreadyRegistered",
            "formForbids",
            "participantsFull",
            "activeFull",
            "delegationFull",
            "onSiteFull",
            "tableInvalid",
            "encodingUnclear",
            "mappingInvalid",
            "codeRefused",
            "codeSpent",
            "channelMissing",
            "notAccredited",
            "attendsOnSite",
            "enteredElsewhere",
            "meetingNotOpen",
        }
    )


class Evicted(HemicycleError):
    """The connection is closed and must not come back by itself."""

    codes = frozenset({"replaced", "removed", "left", "withdrawn", "slow", "serverStopping", "tooManyErrors"})
