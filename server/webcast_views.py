"""What the webcast's operator sees of it: what was asked for, what the nodes were told, what the worker measures."""

from __future__ import annotations

from collections.abc import Iterable

from bus import messages as bus
from server.meeting.meeting import Meeting
from server.signaling.webcast_messages import PushView, RenditionMeter, RenditionView, WebcastView


def view(
    meeting: Meeting, told: bus.Webcast | None, status: bus.WebcastStatus | None, announced: int = 0, *, connected: bool
) -> WebcastView:
    """``told``: as the nodes have it.  ``status``: the last of the worker.  ``connected``: whether the worker is there.

    ``announced``: viewers whose players say that they play.  The worker sees others too, but not what a cache answers: the
    larger number is shown, and at least so many watch."""
    asked, config = meeting.webcasting.webcast, meeting.config
    told = told if asked is not None else None
    if asked is None or (status is not None and status.webcast_id != asked.webcast_id):
        status = None
    return WebcastView(
        allowed=config.webcast,
        connected=connected,
        webcast_id=asked.webcast_id if asked else None,
        mode=asked.mode if asked else "off",
        showing=told.mode if told else "off",
        layout=asked.layout if asked else config.webcast_layout,
        delay_s=asked.delay_s if asked else config.webcast_delay_s,
        recorded=asked.recorded if asked else config.webcast_recorded,
        started_at=asked.started_at if asked else None,
        since=asked.since if asked else None,
        renditions=_renditions(told, status) if told else (),
        viewers=max(announced, status.viewers if status else 0) if asked else 0,
        lag_ms=status.lag_ms if status else None,
        frames=status.frames if status else 0,
        dropped_frames=status.dropped_frames if status else 0,
        pictures=status.pictures if status else (),
        disk=status.disk if status else "ok",
        storage=status.storage if status else "off",
        storage_behind=status.storage_behind if status else 0,
        storage_reason=status.storage_reason if status else None,
        index_damaged=status.index_damaged if status else False,
        pushes=tuple(_pushes(meeting, told, status)),
    )


def _pushes(meeting: Meeting, told: bus.Webcast | None, status: bus.WebcastStatus | None) -> Iterable[PushView]:
    pushed = {push.push_id for push in told.pushes} if told else set()
    known = {one.push_id: one for one in status.pushes if one.push_id in pushed} if status else {}
    for push_id, push in meeting.webcasting.pushes.items():
        one = known.get(push_id) if push.on else None
        yield PushView(
            push_id=push_id,
            address=push.address,
            channels=push.channels,
            on=push.on,
            state=one.state if one else "off" if not push.on else "connecting" if push_id in pushed else "waiting",
            since=one.since if one else None,
            reason=one.reason or None if one else None,
            retry_at=one.retry_at if one else None,
            bps=one.bps if one else 0,
            dropped_frames=one.dropped_frames if one else 0,
        )


def _renditions(told: bus.Webcast, status: bus.WebcastStatus | None) -> tuple[RenditionView, ...]:
    return tuple(
        RenditionView(
            channel=one.channel,
            name=one.name,
            recorded=one.recorded and told.recorded,
            withheld=tuple(track.removesuffix("/mic") for track in one.without),
            meter=_meter(status.renditions.get(one.channel)) if status else None,
        )
        for one in told.renditions
    )


def _meter(measured: bus.RenditionMeter | None) -> RenditionMeter | None:
    if measured is None:
        return None
    return RenditionMeter(
        lufs=measured.lufs,
        momentary_lufs=measured.momentary_lufs,
        true_peak_dbtp=measured.true_peak_dbtp,
        silent_s=measured.silent_s,
    )
