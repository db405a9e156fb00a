"""Who is sent the composed picture, and for how long it is made."""

from __future__ import annotations

import pytest

from bus import pipe
from bus.messages import MeetingState, Webcast
from media.rtp.rtcp import Pli
from media.sfu.composed import DELAY_S, KEPT_S, WANT_INTERVAL_S, WORKER
from media.sfu.source import NTP_EPOCH_S
from media.sfu.subscription import Subscription
from tests.unit.media.test_sfu_forwarder import Meeting, source_of

ROOM = MeetingState("m", slots={"speaker": "p1/cam", "room": "hall/cam"})
ALL = ("speaker", "room")


@pytest.fixture
def meeting() -> Meeting:
    found = Meeting()
    found.forwarder.apply(ROOM, 0.0)
    return found


def composed(meeting: Meeting) -> int | None:
    source = meeting.forwarder.slots.composed.layer.source
    return source.number if source is not None else None


def told(meeting: Meeting, now: float) -> list[str]:
    """What the worker is told."""
    return [type(pipe.decode(message)).__name__ for message in meeting.forwarder.slots.composed.messages(now)]


def seen(meeting: Meeting, listener: Subscription) -> tuple[int | None, ...]:
    return tuple(meeting.seen(listener, line) for line in range(2))


def test_whoever_lacks_the_codec_of_a_slot_gets_the_composed_picture_there_and_nobody_else(meeting: Meeting) -> None:
    vp8_only, both = meeting.listener(video=ALL), meeting.listener(video=ALL, kinds=("vp8", "h264"))
    speaker, hall = meeting.camera("p1", kind="h264"), meeting.camera("hall")
    assert composed(meeting) is not None
    assert meeting.kernel.sources[composed(meeting) or 0] == "vp8"
    assert seen(meeting, vp8_only) == (composed(meeting), source_of(hall))
    assert seen(meeting, both) == (source_of(speaker), source_of(hall))
    assert meeting.forwarder.slots.composed.layer.rows == 1


def test_nothing_is_composed_while_everyone_decodes_everything(meeting: Meeting) -> None:
    meeting.listener(video=ALL, kinds=("vp8", "h264"))
    camera = meeting.camera("p1", kind="h264")
    meeting.listener("floor")
    meeting.camera("hall")
    assert composed(meeting) is None and told(meeting, 1.0) == [] and not camera.tracks[0].layers[0].tapped


def test_one_of_a_listeners_pictures_is_the_composed_one_the_most_important(meeting: Meeting) -> None:
    listener = meeting.listener(video=ALL)
    meeting.camera("hall", kind="h264")
    assert seen(meeting, listener) == (None, composed(meeting))
    speaker = meeting.camera("p1", kind="h264")
    assert seen(meeting, listener) == (composed(meeting), None)
    meeting.forwarder.withdraw(speaker)
    assert seen(meeting, listener) == (None, composed(meeting))
    speaker = meeting.camera("p1")
    assert seen(meeting, listener) == (source_of(speaker), composed(meeting))


def test_a_row_that_has_it_keeps_it_from_one_camera_to_the_next(meeting: Meeting) -> None:
    listener = meeting.listener(video=ALL)
    meeting.camera("p1", kind="h264")
    meeting.camera("p2", kind="h264")
    slots, row = meeting.forwarder.slots, listener.video[0]
    assert row is not None
    slots.begun(slots.composed.layer)
    meeting.forwarder.apply(MeetingState("m", slots={"speaker": "p2/cam"}), 1.0)
    assert row.shown is slots.composed.layer and meeting.seen(listener) == composed(meeting)


def test_the_worker_gets_the_slots_cameras_while_it_composes_and_is_told_every_second(meeting: Meeting) -> None:
    meeting.listener(video=ALL)
    camera = meeting.camera("p1", kind="h264")
    layer = camera.tracks[0].layers[0]
    assert layer.tapped and layer.key_frames.wanted
    assert told(meeting, 10.0) == ["WantMessage"]
    assert told(meeting, 10.0 + WANT_INTERVAL_S / 2) == []
    assert told(meeting, 10.0 + WANT_INTERVAL_S) == ["WantMessage"]


def test_key_frames_its_listeners_ask_for_are_asked_of_the_worker_merged_and_throttled(meeting: Meeting) -> None:
    listener = meeting.listener(video=ALL)
    meeting.camera("p1", kind="h264")
    slots = meeting.forwarder.slots
    told(meeting, 10.0)
    slots.composed.layer.bind(77)
    slots.composed.layer.key_frames.seen(10.0)
    assert "KeyFrameMessage" not in told(meeting, 10.1)
    for _ in range(5):
        meeting.forwarder.feedback(listener, [Pli(1, 20)], 10.2)
    assert told(meeting, 10.3) == ["KeyFrameMessage"]
    meeting.forwarder.feedback(listener, [Pli(1, 20)], 10.4)
    assert told(meeting, 10.5) == []
    assert "KeyFrameMessage" in told(meeting, 10.9)
    meeting.forwarder.requests(11.5)
    assert all(peer != WORKER for peer, _ in meeting.kernel.controls)


def test_it_ends_a_while_after_the_last_who_took_it(meeting: Meeting) -> None:
    listener = meeting.listener(video=ALL)
    camera = meeting.camera("p1", kind="h264")
    meeting.forwarder.sweep(10.0)
    meeting.forwarder.apply(MeetingState("m", slots={"room": "hall/cam"}), 10.5)
    meeting.forwarder.sweep(11.0)
    assert composed(meeting) is not None and told(meeting, 11.0) == ["WantMessage"]
    meeting.forwarder.apply(ROOM, 11.5)
    meeting.forwarder.sweep(20.0)
    assert meeting.seen(listener) == composed(meeting) is not None, "taken again: it goes on"
    meeting.forwarder.unsubscribe(listener)
    meeting.forwarder.sweep(21.0)
    assert not meeting.forwarder.idle
    meeting.forwarder.sweep(21.0 + KEPT_S)
    assert composed(meeting) is None and told(meeting, 30.0) == []
    assert not camera.tracks[0].layers[0].tapped and len(meeting.kernel.sources) == 1
    assert meeting.listener(video=ALL) and composed(meeting) is not None, "and can begin again"


def test_a_webcast_keeps_its_taps_when_the_composed_picture_ends(meeting: Meeting) -> None:
    listener = meeting.listener(video=ALL)
    camera = meeting.camera("p1", kind="h264")
    meeting.forwarder.apply(MeetingState("m", slots=ROOM.slots, webcast=Webcast("w", "onAir", ())), 1.0)
    meeting.forwarder.unsubscribe(listener)
    meeting.forwarder.sweep(1.0)
    meeting.forwarder.sweep(1.0 + KEPT_S)
    assert composed(meeting) is None and camera.tracks[0].layers[0].tapped


def test_another_stream_of_the_worker_is_another_source_its_listeners_wait_for(meeting: Meeting) -> None:
    listener = meeting.listener(video=ALL)
    meeting.camera("p1", kind="h264")
    slots, row = meeting.forwarder.slots, listener.video[0]
    slots.begun(slots.composed.layer)
    before = slots.composed.layer.source
    slots.renew(slots.composed.layer)
    assert row is not None and row.layer is slots.composed.layer and row.shown is None
    assert meeting.seen(listener) == composed(meeting) is not None and slots.composed.layer.source is not before
    assert slots.composed.layer.key_frames.wanted and len(meeting.kernel.sources) == 2


def test_its_clock_tells_when_what_it_shows_had_come(meeting: Meeting) -> None:
    meeting.listener(video=ALL)
    meeting.camera("p1", kind="h264")
    meeting.forwarder.set_clocks(1000.0, 1_700_000_000.0)
    ntp, timestamp = meeting.kernel.clocks[composed(meeting) or 0]
    assert timestamp == 90_000_000
    assert ntp / 2**32 - NTP_EPOCH_S == pytest.approx(1_700_001_000.0 - DELAY_S, abs=1e-4)
