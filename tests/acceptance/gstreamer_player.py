"""A webcast on demand in GStreamer: run by ``/usr/bin/python3``, which has Debian's bindings.

``gstreamer_player.py URL`` plays the playlist to its end, as fast as it is decoded, and prints how much there was:
``{"video": [{"buffers": …, "seconds": …}], "audio": [{…}, …]}``, each of its streams, with ``"error"`` where it stopped.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst  # noqa: E402


class Player:
    def __init__(self, url: str) -> None:
        self.pipeline = Gst.Pipeline()
        self.loop = GLib.MainLoop()
        self.shown: dict[str, list[dict[str, float]]] = {}
        self.error = ""
        source = Gst.ElementFactory.make("uridecodebin")
        source.set_property("uri", url)
        source.connect("pad-added", self.added)
        self.pipeline.add(source)
        bus = self.pipeline.get_bus()
        bus.add_signal_watch()
        bus.connect("message", self.told)

    def added(self, _: Any, pad: Any) -> None:
        kind = pad.query_caps(None).get_structure(0).get_name().partition("/")[0]
        sink = Gst.ElementFactory.make("fakesink")
        sink.set_property("sync", False)
        self.pipeline.add(sink)
        sink.sync_state_with_parent()
        pad.link(sink.get_static_pad("sink"))
        count = {"buffers": 0, "seconds": 0.0}
        self.shown.setdefault(kind, []).append(count)
        pad.add_probe(Gst.PadProbeType.BUFFER, self.buffer, count)

    def buffer(self, _: Any, info: Any, count: dict[str, float]) -> Any:
        piece = info.get_buffer()
        count["buffers"] += 1
        if piece.duration != Gst.CLOCK_TIME_NONE:
            count["seconds"] += piece.duration / Gst.SECOND
        return Gst.PadProbeReturn.OK

    def told(self, _: Any, message: Any) -> None:
        if message.type == Gst.MessageType.ERROR:
            error, details = message.parse_error()
            self.error = f"{error.message} ({details})"
        if message.type in (Gst.MessageType.ERROR, Gst.MessageType.EOS):
            self.loop.quit()

    def play(self) -> dict[str, Any]:
        self.pipeline.set_state(Gst.State.PLAYING)
        self.loop.run()
        self.pipeline.set_state(Gst.State.NULL)
        return {**self.shown, **({"error": self.error} if self.error else {})}


Gst.init(None)
print(json.dumps(Player(sys.argv[1]).play()))
