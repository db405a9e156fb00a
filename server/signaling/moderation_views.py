"""What clients see of the chat, of moderation and of statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from server.meeting import admission, chat, statements
from server.meeting.chat import Message, Thread
from server.meeting.meeting import Meeting
from server.meeting.plates import plate
from server.meeting.roles import Permission, may, permissions
from server.meeting.roster import Participant
from server.meeting.statements import File
from server.signaling import interpretation_views, views
from server.signaling.chat_messages import ChatMessage, ChatMode, ChatSettings, PrivateChat, ThreadView
from server.signaling.moderation_messages import EvictedView, ModerationView, QuotaView, StatementView, UpgradeView
from server.signaling.views import Scene
from server.signaling.wire import Role

NEEDED: Mapping[Permission, set[str]] = {
    "moderateChat": {"heldChat", "moderation"},
    "seeQuality": {"quality"},
    "seeTotals": {"totals"},
    "readStatements": {"statements"},
    "seeBooths": {"interpretation"},
    "useDesk": {"interpretation"},
    "writeCaptions": {"interpretation"},
    "seeFitness": {"fitness"},
    "readGlossary": {"glossary"},
    "manageWebcast": {"webcast"},
}
"""Permission -> the topics it lets see."""
THREADS_SHOWN = 100
"""Private threads in a snapshot."""


def topics_of(meeting: Meeting, participant: Participant) -> frozenset[str]:
    """The topics not for everyone that this participant sees."""
    seen = {f"booth:{tag}" for tag in interpretation_views.booths_seen_by(meeting, participant)}
    allowed = permissions(meeting, participant)
    for permission, topics in NEEDED.items():
        seen |= topics if permission in allowed else set()
    if "statements" not in seen and statements.reads_after(meeting, participant):
        seen.add("delivered")
    return frozenset(seen)


# --- chat -------------------------------------------------------------------------------------------------------------


def message(message: Message, *, uncovered: bool = False) -> ChatMessage:
    """``uncovered``: with the text although it is hidden."""
    return ChatMessage(
        message_id=message.message_id,
        number=message.number,
        person=message.participant_id,
        name=message.name,
        delegation=message.delegation,
        text="" if message.hidden and not uncovered else message.text,
        sent_at=message.sent_at,
        hidden=message.hidden,
        hidden_by=message.hidden_by,
    )


def settings(meeting: Meeting) -> ChatSettings:
    return ChatSettings(mode=cast(ChatMode, chat.mode(meeting)), slow_s=chat.slow_s(meeting))


def held(meeting: Meeting) -> tuple[ChatMessage, ...]:
    return tuple(message(one) for one in meeting.chat.held.values())


def thread(scene: Scene, reader: Participant, one: Thread) -> ThreadView:
    identity = reader.participant_id
    return ThreadView(
        thread=chat.name_for(identity, one.key),
        person=views.person_by_id(scene, _other(one, identity)),
        last=one.last,
        read=one.read.get(identity, 0),
        last_at=one.last_at,
        claimed_by=one.claimed_by if may(scene.meeting, identity, "supportInbox") else None,
        visitor=_visitor(one),
    )


def _visitor(one: Thread) -> str:
    if not one.people or not one.people[0].startswith(chat.VISITOR):
        return ""
    return next((said.name for said in one.messages.values() if said.participant_id == one.people[0]), "")


def _other(one: Thread, identity: str) -> str:
    return next((person for person in one.people if person != identity), "")


def threads(scene: Scene, reader: Participant) -> tuple[ThreadView, ...]:
    return tuple(thread(scene, reader, one) for one in chat.threads_of(scene.meeting, reader))


def private(scene: Scene, reader: Participant, one: Message) -> PrivateChat:
    """The message as this reader is told of it."""
    identity = reader.participant_id
    return PrivateChat(
        thread=chat.name_for(identity, one.thread),
        person=views.person_by_id(scene, _other(Thread(one.thread), identity)),
        message=message(one),
    )


# --- moderation -------------------------------------------------------------------------------------------------------


def moderation(scene: Scene) -> ModerationView:
    meeting = scene.meeting
    return ModerationView(
        evicted=tuple(
            EvictedView(
                person=identity,
                name=evicted.participant.name,
                delegation=evicted.participant.delegation,
                role=cast(Role, evicted.participant.role),
                at=evicted.at,
                by=evicted.by,
            )
            for identity, evicted in meeting.roster.evicted.items()
        ),
        upgrades=_upgrades(scene),
        quota=meeting.config.quota,
        quotas=_quotas(meeting),
    )


def _upgrades(scene: Scene) -> tuple[UpgradeView, ...]:
    known = (
        (upgrade, views.person_by_id(scene, identity)) for identity, upgrade in scene.meeting.admission.upgrades.items()
    )
    return tuple(
        UpgradeView(person=person, state=upgrade.state, requested_at=upgrade.requested_at, until=upgrade.until)
        for upgrade, person in known
        if person is not None
    )


def _quotas(meeting: Meeting) -> tuple[QuotaView, ...]:
    named = {name.casefold(): name for name in meeting.config.quotas}
    named = {**{key: key.upper() for key in meeting.admission.quotas}, **named}
    limits = ((name, admission.quota(meeting, name)) for name in named.values())
    return tuple(
        QuotaView(delegation=name, quota=limit, active=admission.delegates_of(meeting, name))
        for name, limit in limits
        if limit is not None
    )


# --- statements -------------------------------------------------------------------------------------------------------


def statement(meeting: Meeting, file: File) -> StatementView:
    return StatementView(
        statement_id=file.statement_id,
        language=file.language,
        kind="recording" if file.recording else "text",
        person=file.participant_id,
        name=file.name,
        delegation=file.delegation,
        plate=plate(meeting.config, file.name, file.delegation),
        file_name=file.file_name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        duration_s=file.duration_s,
        filed_at=file.filed_at,
        delivered=file.delivered_at is not None,
    )


def statements_for(meeting: Meeting, reader: Participant) -> list[StatementView]:
    files = meeting.statements.files.values()
    return [statement(meeting, file) for file in files if statements.may_read(meeting, reader, file)]
