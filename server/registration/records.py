"""What registration keeps: one struct per table, its fields in the order of the columns.  Times are Unix seconds.

Structs are replaced, never changed.  Identifiers are hexadecimal digits, those of conferences words.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

UI_LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
Texts = dict[str, str]
"""UI language -> text."""
Form = Literal["physical", "virtual", "hybrid"]
StaffRole = Literal["administrator", "organiser", "desk", "technician", "auditor"]
Role = Literal["delegate", "passive", "chair", "moderator", "interpreter", "technician"]
"""``delegate`` is an active participant: may ask for the floor."""
ROLES: tuple[Role, ...] = ("delegate", "passive", "chair", "moderator", "interpreter", "technician")
Attendance = Literal["onSite", "remote"]
Accreditation = Literal["pending", "approved", "refused"]
Standing = Literal["registered", "waiting", "cancelled", "invited"]
"""``invited`` and ``waiting`` take no place."""
SlotKind = Literal["coaching", "test"]
MessageState = Literal["queued", "sending", "sent", "failed", "refused", "uncertain", "expired", "held"]
"""``docs/guide/registration.md`` says what each means; ``delivery.NEXT`` what follows what."""
Channel = Literal["mail", "sms"]


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``links``: UI language -> where it is: elsewhere, or a file of the conference (``conferences.file_link``)."""

    title: Texts
    links: Texts
    symbol: str = ""


class PlannedItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """An item of the agenda."""

    item_id: str
    title: Texts


class Sitting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    meeting_id: str
    starts_at: float
    ends_at: float
    title: Texts = {}
    public: bool = True
    agenda: list[PlannedItem] = []
    sitting_id: str = ""
    """Given by the server: the same for as long as it is planned, whatever changes of it."""
    revision: int = 0
    """Kept by the server: grows with each change calendars must know (RFC 5545 §3.8.7.4)."""


class Delegation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``names``: UI language -> official name; ``group``: where the list of participants puts it."""

    names: Texts = {}
    group: str = "members"
    order: str = ""
    """Sorts before the name in its group; empty: by name in the language of the list."""


class Plan(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What an organiser decides about a conference."""

    title: Texts
    form: Form = "hybrid"
    venue: Texts = {}
    timezone: str = "UTC"
    starts_at: float
    ends_at: float
    opens_at: float | None = None
    """Registration is taken from then on; None: as soon as it is published."""
    deadline_at: float | None = None
    """Registration closes by itself; None: by hand."""
    languages: list[str] = msgspec.field(default_factory=lambda: list(UI_LANGUAGES))
    participants_limit: int = 3000
    active_limit: int = 450
    on_site_limit: int | None = None
    quota: int | None = None
    """Registered people of one delegation at most; None: no quota."""
    quotas: dict[str, int] = {}
    """Delegation -> its own quota."""
    on_site_quota: int | None = None
    """People of one delegation on site at most."""
    delegations: dict[str, Delegation] = {}
    """Countries by ISO 3166 code need no entry."""
    groups: list[str] = msgspec.field(default_factory=lambda: ["members", "observers", "organisations"])
    """Groups of delegations in the order of the list of participants."""
    documents: list[Document] = []
    sittings: list[Sitting] = []
    accreditation_required: bool = True
    own_form: bool = False
    """People may register themselves on the public page."""
    webcast_declarations: bool = False
    """Whoever follows by webcast alone may declare it, for the final list."""
    retention_days: int = 365
    """People of the conference are erased so long after its end."""
    invitation: Texts = {}
    """UI language -> text of several lines."""
    reminder_days: int | None = None
    """Who is invited and has not answered is reminded so long before the deadline; None: never."""
    accreditation_mails: bool = False
    """People are told how their accreditation was decided."""


class Conference(Plan, frozen=True, kw_only=True, rename="camel"):
    conference_id: str
    version: int = 1
    """Grows with each change: who changes names the one they saw."""
    published_at: float | None = None
    closed_at: float | None = None
    """Registration is closed."""
    final_at: float | None = None
    """The list of participants is final."""
    invited_at: float | None = None
    """The invitation was sent; whoever is invited later gets theirs at once."""
    reminded_at: float | None = None
    calendar_version: int = 0
    """Grows with each change of the sittings that calendars must know."""
    withdrawn: list[Sitting] = []
    """Sittings that were planned and are not any more."""


class Person(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    person_id: str
    number: str | None = None
    """Registration number in the usual system; unique."""
    email: str | None = None
    """Unique as ``people.folded`` makes it."""
    honorific: str = ""
    given_name: str = ""
    family_name: str = ""
    language: str = "en"
    phone: str = ""
    """E.164."""
    created_at: float
    updated_at: float
    erased_at: float | None = None

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.given_name, self.family_name) if part)


class Registration(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    registration_id: str
    conference_id: str
    person_id: str
    role: Role = "delegate"
    delegation: str = ""
    function: str = ""
    """Title on the list of participants, as given."""
    rank: int = 100
    """Place within the delegation: head first."""
    booth: str | None = None
    """Language of an interpreter's booth."""
    attendance: Attendance = "remote"
    standing: Standing = "registered"
    accreditation: Accreditation = "pending"
    reason: str = ""
    """Why accreditation was refused."""
    letter: str | None = None
    """Blob of the letter of accreditation."""
    letter_name: str = ""
    letter_type: str = ""
    access_generation: int = 0
    """0: no access code was issued yet."""
    access_hash: str | None = None
    totp_generation: int = 0
    """0: no authenticator app; negative: enrolment begun and not confirmed."""
    totp_step: int = 0
    """The last time step a code was taken of (RFC 6238 §5.2)."""
    wrong_codes: int = 0
    locked_at: float | None = None
    created_at: float
    updated_at: float


class Staff(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    staff_id: str
    name: str
    role: StaffRole
    password_hash: str
    totp_generation: int = 1
    totp_step: int = 0
    failures: int = 0
    locked_until: float | None = None
    created_at: float
    disabled_at: float | None = None


class SessionRow(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    session_hash: str
    family: str
    """The same for the tokens that replaced one another since the sign-in."""
    kind: Literal["staff", "delegate"]
    subject_id: str
    issued_at: float
    seen_at: float
    expires_at: float


class Challenge(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A one-time code asked for; the code itself is derived from ``challenge_id``."""

    challenge_id: str
    registration_id: str
    channel: Channel
    issued_at: float
    expires_at: float
    tries: int = 0
    used_at: float | None = None


class Message(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    message_id: str
    unique_key: str
    conference_id: str
    registration_id: str
    kind: str
    channel: Channel
    state: MessageState = "queued"
    attempts: int = 0
    created_at: float
    next_at: float
    expires_at: float | None = None
    sent_at: float | None = None
    error: str = ""
    """What the mail server said, at most 200 characters."""
    parameters: dict[str, str] = {}


class CheckIn(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    registration_id: str
    meeting_id: str
    at: float
    by: str = ""
    """Staff who checked them in at the desk; empty: they entered."""


class Declaration(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Someone who followed by webcast alone and wants to be on the final list."""

    declaration_id: str
    conference_id: str
    name: str
    email: str
    delegation: str = ""
    function: str = ""
    state: Accreditation = "pending"
    at: float


class ApiKey(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A machine's key: of its secret the hash is kept."""

    key_id: str
    name: str
    secret_hash: str
    scopes: list[str]
    """Duties."""
    created_at: float
    created_by: str
    expires_at: float | None = None
    revoked_at: float | None = None
    used_at: float | None = None
    """The last time, to the minute."""


class Slot(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A coaching session that can be booked."""

    slot_id: str
    conference_id: str
    kind: SlotKind = "coaching"
    starts_at: float
    ends_at: float
    places: int = 1
    language: str = "en"
    revision: int = 0
    """Grows with each change of its time."""
    withdrawn_at: float | None = None


class Booking(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    slot_id: str
    registration_id: str
    kind: SlotKind
    booked_at: float
    came_at: float | None = None
    """When they first entered the session."""
    reminded_at: float | None = None


class Edition(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A final list of participants as it was when it was made."""

    conference_id: str
    version: int
    at: float
    by: str
    """Staff id."""
    content: dict[str, Any]
    """``official.Frozen``."""


class DocumentFile(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A file of a conference's document; ``file_id`` is the name of its blob."""

    file_id: str
    conference_id: str
    file_name: str
    media_type: str
    size: int
    """Bytes."""
    at: float
    by: str
    """Staff id."""


class Act(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A row of the audit log.  ``detail`` never holds names, addresses or codes."""

    at: float
    who: str
    """Staff id, ``registration:<id>``, or ``system``."""
    act: str
    conference_id: str = ""
    subject: str = ""
    detail: dict[str, Any] = {}
    number: int = 0
    """Given by the database, growing."""
