"""Who may take an active place: caps, quotas of delegations, and the waiting list of passive participants.

An upgrade is *waiting* (asked), *accepted* (next in line), then *offered* as soon as a place is free; whoever does not take
it in time is off the list.  An offered place counts as taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from server.errors import UserError
from server.meeting import commands as c
from server.meeting import events as e
from server.meeting.config import MeetingConfig
from server.meeting.roles import is_active

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

UpgradeState = Literal["waiting", "accepted", "offered"]


@dataclass(frozen=True, slots=True)
class Upgrade:
    """Replaced, never changed."""

    participant_id: str
    requested_at: float
    state: UpgradeState = "waiting"
    until: float | None = None
    """Until when the offer stands."""


@dataclass(slots=True)
class Admission:
    upgrades: dict[str, Upgrade] = field(default_factory=dict)
    """Participant id -> upgrade, in the order they were asked for."""
    quotas: dict[str, int | None] = field(default_factory=dict)
    """Delegation, folded -> quota set during the meeting; None: the meeting's own."""

    def copy(self) -> Admission:
        return replace(self, upgrades=dict(self.upgrades), quotas=dict(self.quotas))

    def offered(self) -> list[Upgrade]:
        return [upgrade for upgrade in self.upgrades.values() if upgrade.state == "offered"]


def quota(meeting: Meeting, delegation: str) -> int | None:
    """Active delegates the delegation may have; None: as many as there are places."""
    key, config = delegation.casefold(), meeting.config
    changed = meeting.admission.quotas.get(key)
    if changed is not None:
        return changed
    return next((number for name, number in config.quotas.items() if name.casefold() == key), config.quota)


def delegates_of(meeting: Meeting, delegation: str) -> int:
    """Active delegates, and offers made, of one delegation."""
    key, people = delegation.casefold(), meeting.roster.participants
    active = sum(person.role == "delegate" and person.delegation.casefold() == key for person in people.values())
    offers = (people.get(upgrade.participant_id) for upgrade in meeting.admission.offered())
    return active + sum(person is not None and person.delegation.casefold() == key for person in offers)


def check_entry(meeting: Meeting, role: str, delegation: str) -> None:
    """:raises UserError: meetingFull, activeFull, quotaReached."""
    if len(meeting.roster.participants) >= meeting.config.participants_limit:
        raise UserError("meetingFull")
    check_active(meeting, role, delegation)


def check_active(meeting: Meeting, role: str, delegation: str) -> None:
    """Whether there is a place for one more of this role.

    :raises UserError: activeFull, quotaReached.
    """
    if not is_active(role):
        return
    if meeting.roster.active + len(meeting.admission.offered()) >= meeting.config.active_limit:
        raise UserError("activeFull")
    if role == "delegate":
        check_quota(meeting, delegation)


def check_quota(meeting: Meeting, delegation: str) -> None:
    """Whether the delegation may have one more active delegate; those who name none have no quota.

    :raises UserError: quotaReached.
    """
    limit = quota(meeting, delegation) if delegation else None
    if limit is not None and delegates_of(meeting, delegation) >= limit:
        raise UserError("quotaReached", quota=str(limit))


def check_attending(config: MeetingConfig, role: str, attending: str) -> None:
    """Whether the meeting has delegates there.

    :raises UserError: placeClosed.
    """
    closed = {"virtual": "room", "physical": "remote"}.get(config.form)
    if role == "delegate" and attending == closed:
        raise UserError("placeClosed", form=config.form)


# --- decide -----------------------------------------------------------------------------------------------------------


def request_upgrade(meeting: Meeting, command: c.RequestUpgrade, now: float) -> list[e.Event]:
    if command.by in meeting.admission.upgrades:
        raise UserError("alreadyRequested")
    check_attending(meeting.config, "delegate", "remote")
    return [e.UpgradeRequested(at=now, participant_id=command.by)]


def withdraw_upgrade(meeting: Meeting, command: c.WithdrawUpgrade, now: float) -> list[e.Event]:
    _upgrade(meeting, command.by)
    return [_ended(command.by, now, "withdrawn", command.by)]


def answer_upgrade(meeting: Meeting, command: c.AnswerUpgrade, now: float) -> list[e.Event]:
    upgrade = _upgrade(meeting, command.participant_id)
    if not command.accept:
        return [_ended(command.participant_id, now, "refused", command.by)]
    if upgrade.state != "waiting":
        return []
    return [e.UpgradeAccepted(at=now, participant_id=command.participant_id, by=command.by)]


def take_upgrade(meeting: Meeting, command: c.TakeUpgrade, now: float) -> list[e.Event]:
    upgrade = _upgrade(meeting, command.by)
    if upgrade.state != "offered":
        raise UserError("wrongState", state=upgrade.state)
    return [e.ParticipantMoved(at=now, participant_id=command.by, role="delegate", booth=None, by=command.by)]


def set_quota(meeting: Meeting, command: c.SetQuota, now: float) -> list[e.Event]:
    delegation = command.delegation.strip()
    if not delegation or len(delegation) > 120:
        raise UserError("nameInvalid")
    if command.quota is not None and not 0 <= command.quota <= meeting.config.participants_limit:
        raise UserError("wrongState")
    if meeting.admission.quotas.get(delegation.casefold()) == command.quota:
        return []
    return [e.QuotaSet(at=now, delegation=delegation, quota=command.quota, by=command.by)]


def _upgrade(meeting: Meeting, participant_id: str) -> Upgrade:
    upgrade = meeting.admission.upgrades.get(participant_id)
    if upgrade is None:
        raise UserError("noRequest")
    return upgrade


def _ended(participant_id: str, now: float, reason: e.UpgradeOutcome, by: str) -> e.Event:
    return e.UpgradeEnded(at=now, participant_id=participant_id, reason=reason, by=by)


def deadline(meeting: Meeting) -> float | None:
    """The past when a place can be offered, else when the first offer lapses."""
    admission = meeting.admission
    if not admission.upgrades:
        return None
    if _next(meeting) is not None:
        return meeting.now
    return min((upgrade.until for upgrade in admission.offered() if upgrade.until is not None), default=None)


def due(meeting: Meeting, now: float) -> list[e.Event]:
    """Offers that lapsed; else the next offer."""
    late = [upgrade for upgrade in meeting.admission.offered() if upgrade.until is not None and upgrade.until <= now]
    if late:
        return [_ended(upgrade.participant_id, now, "lapsed", c.SYSTEM) for upgrade in late]
    chosen = _next(meeting)
    if chosen is None:
        return []
    until = now + meeting.config.upgrade_offer_s
    return [e.UpgradeOffered(at=now, participant_id=chosen.participant_id, until=until)]


def _next(meeting: Meeting) -> Upgrade | None:
    """The longest waiting of those accepted, present, for whom there is a place."""
    people = meeting.roster.participants
    for upgrade in meeting.admission.upgrades.values():
        person = people.get(upgrade.participant_id)
        if upgrade.state != "accepted" or person is None or not person.connected:
            continue
        try:
            check_active(meeting, "delegate", person.delegation)
        except UserError as error:
            if error.code == "activeFull":
                return None
            continue
        return upgrade
    return None


# --- apply ------------------------------------------------------------------------------------------------------------


def _requested(meeting: Meeting, event: e.UpgradeRequested) -> None:
    meeting.admission.upgrades[event.participant_id] = Upgrade(event.participant_id, event.at)


def _accepted(meeting: Meeting, event: e.UpgradeAccepted) -> None:
    upgrades = meeting.admission.upgrades
    upgrades[event.participant_id] = replace(upgrades[event.participant_id], state="accepted")


def _offered(meeting: Meeting, event: e.UpgradeOffered) -> None:
    upgrade = meeting.admission.upgrades.get(event.participant_id)
    if upgrade is not None:
        meeting.admission.upgrades[event.participant_id] = replace(upgrade, state="offered", until=event.until)


def _over(meeting: Meeting, event: e.UpgradeEnded | e.ParticipantLeft | e.ParticipantRemoved | e.ParticipantMoved) -> None:
    meeting.admission.upgrades.pop(event.participant_id, None)


def _quota_set(meeting: Meeting, event: e.QuotaSet) -> None:
    quotas = meeting.admission.quotas
    quotas.pop(event.delegation.casefold(), None)
    if event.quota is not None:
        quotas[event.delegation.casefold()] = event.quota


DECIDE: Mapping[type, Callable[[Meeting, Any, float], list[e.Event]]] = {
    c.RequestUpgrade: request_upgrade,
    c.WithdrawUpgrade: withdraw_upgrade,
    c.AnswerUpgrade: answer_upgrade,
    c.TakeUpgrade: take_upgrade,
    c.SetQuota: set_quota,
}

APPLY: Mapping[type, Callable[[Meeting, Any], None]] = {
    e.UpgradeRequested: _requested,
    e.UpgradeAccepted: _accepted,
    e.UpgradeOffered: _offered,
    e.UpgradeEnded: _over,
    e.ParticipantMoved: _over,
    e.ParticipantLeft: _over,
    e.ParticipantRemoved: _over,
    e.QuotaSet: _quota_set,
}
