"""What only some of a meeting are told of: messages between few, what became of one that was held, who took on a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from server.client import Client
from server.meeting import chat
from server.meeting import events as e
from server.meeting.chat import EVENT
from server.meeting.meeting import Meeting
from server.meeting.roles import may
from server.runtime import MeetingRuntime
from server.signaling import codec, views
from server.signaling import messages as m
from server.signaling import moderation_views as aside
from server.signaling.session import Transmit


class Correspondence:
    """``clients``: those connected, by participant id."""

    def __init__(self, runtime: MeetingRuntime, clients: Mapping[str, Client], scene: Callable[[], views.Scene]) -> None:
        self._runtime = runtime
        self._clients = clients
        self._scene = scene

    @property
    def _meeting(self) -> Meeting:
        return self._runtime.live

    def tell_of(self, event: e.Event) -> None:
        if isinstance(event, e.ChatPosted) and event.thread != EVENT:
            self._posted(event)
        elif isinstance(event, e.ChatApproved | e.ChatRefused):
            self._judged(event)
        elif isinstance(event, e.SupportClaimed | e.SupportReleased):
            self._claimed(event)

    def _posted(self, event: e.ChatPosted) -> None:
        thread = self._meeting.chat.thread(event.thread)
        message = next((one for one in thread.page(None, 50) if one.message_id == event.message_id), None)
        if message is None:
            return
        scene, people = self._scene(), self._meeting.roster.participants
        for identity in tuple(self._readers_of(event.thread)):
            client = self._clients[identity]
            if client.session.state == "joined":
                client.perform([Transmit(codec.encode(aside.private(scene, people[identity], message)))])

    def _readers_of(self, thread: str) -> Iterable[str]:
        """Whoever is connected and reads a private thread."""
        people = self._meeting.roster.participants
        return (
            identity
            for identity in self._clients
            if identity in people and chat.reads(self._meeting, people[identity], thread)
        )

    def _judged(self, event: e.ChatApproved | e.ChatRefused) -> None:
        client = self._clients.get(event.participant_id)
        if client is not None:
            judged = m.ChatJudged(message_id=event.message_id, approved=isinstance(event, e.ChatApproved))
            client.perform([Transmit(codec.encode(judged))])

    def _claimed(self, event: e.SupportClaimed | e.SupportReleased) -> None:
        claimed = m.SupportClaimed(thread=event.thread, claimed_by=self._meeting.chat.thread(event.thread).claimed_by)
        for identity in tuple(self._readers_of(event.thread)):
            if may(self._meeting, identity, "supportInbox"):
                self._clients[identity].perform([Transmit(codec.encode(claimed))])
