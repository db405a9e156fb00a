"""A camera in layers without a browser, as the server's own code takes it."""

from __future__ import annotations

from collections import Counter

from headless import sdp
from headless.layers import CAMERA_MID, LayeredCamera
from headless.sending import Loop
from media.rtp.header import parse_header
from media.sfu.publication import Publication
from media.transport.sdp import parse
from media.transport.sdp_layouts import answer_publisher

LOCAL = sdp.Local("ufrag", "p" * 24, ":".join(["AB"] * 32), "cname")


def loop(size: int) -> Loop:
    key = b"\x10\x02\x00\x9d\x01\x2a" + bytes((size & 0xFF, size >> 8, size & 0xFF, size >> 8))
    return Loop((key + bytes(size), b"\x11\x02\x00" + bytes(size)), (0,), 25, size, size)


def camera_into(packets: list[bytes]) -> LayeredCamera:
    def transmit(packet: bytes) -> bytes:
        packets.append(packet)
        return packet

    return LayeredCamera(("q", "h", "f"), transmit)


def test_the_server_takes_every_layer_for_what_it_is() -> None:
    packets: list[bytes] = []
    camera = camera_into(packets)
    outgoing = sdp.Outgoing(CAMERA_MID, "video", 1, tuple(layer.rid for layer in camera.layers))
    offer = sdp.publisher_offer(LOCAL, [sdp.Outgoing("0", "audio", 5), outgoing])
    _, layout = answer_publisher(parse(offer))
    assert layout.tracks[1].rids == ("q", "h", "f") and layout.tracks[1].ssrcs == ()
    publication = Publication("p", "m", 1, layout, Counter())
    camera.show([loop(180), loop(360), loop(720)])
    for tick in range(4):
        camera.step(tick)
    for packet in packets:
        if publication.admits(packet):
            publication.place(packet, 0.0)
    layers = publication.tracks[1].layers
    assert [layer.ssrc for layer in layers] == [sender.stream.ssrc for sender in camera.layers]
    assert [layer.pixels for layer in layers] == [180**2, 360**2, 720**2]
    assert publication.counters["rtp_unknown"] == publication.counters["rtp_malformed"] == 0


def test_layers_that_are_shown_nothing_are_not_sent() -> None:
    packets: list[bytes] = []
    camera = camera_into(packets)
    assert not camera.open
    camera.show([loop(180)])
    assert camera.open
    camera.step(0)
    assert {parse_header(packet).ssrc for packet in packets} == {camera.layers[0].stream.ssrc}
    camera.show(None)
    assert not camera.open
