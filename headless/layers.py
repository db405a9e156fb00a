"""A camera in several layers (simulcast, RFC 8853): one sender each, named by mid and rid in every packet."""

from __future__ import annotations

import random
from collections.abc import Sequence

from headless import sdp
from headless.sending import Loop, Transmit, VideoSender
from media.rtp.header import build_extensions

CAMERA_MID = "1"


class LayeredCamera:
    """Shows one :class:`Loop` per layer, the smallest first; all of them show the same."""

    def __init__(self, rids: Sequence[str], transmit: Transmit) -> None:
        self.layers = tuple(VideoSender(random.randrange(1, 1 << 32), transmit, rid=rid) for rid in rids)
        for layer in self.layers:
            layer.stream.extension = build_extensions({sdp.MID_ID: CAMERA_MID.encode(), sdp.RID_ID: layer.rid.encode()})

    @property
    def open(self) -> bool:
        return any(layer.open for layer in self.layers)

    def show(self, loops: Sequence[Loop] | None) -> None:
        """None: camera off.  Fewer loops than layers: the largest layers are not sent.  Each starts with a key frame."""
        shown = list(loops or ())
        for n, layer in enumerate(self.layers):
            layer.show(shown[n] if n < len(shown) else None)

    def forget(self) -> None:
        """A new connection has new keys: nothing sent on the old one may be sent again."""
        for layer in self.layers:
            layer.forget()

    def step(self, tick: int) -> None:
        for layer in self.layers:
            layer.step(tick)
