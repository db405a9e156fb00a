"""A WHIP sender and WHEP player of GStreamer's webrtcbin: run by ``/usr/bin/python3``, which has Debian's bindings.

``gstreamer_peer.py send URL TOKEN vp8|h264`` sends 440 Hz and a moving pattern until standard input closes.
``gstreamer_peer.py play URL vp8|h264`` prints, four times a second, a JSON line with the buffers decoded so far.
Both print the session's path first.
"""

from __future__ import annotations

import json
import sys
import threading
import urllib.request
from typing import Any

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstWebRTC", "1.0")
gi.require_version("GstSdp", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

SOUND = "audiotestsrc is-live=true wave=sine freq=440 volume=0.3 ! audioconvert ! opusenc ! rtpopuspay pt=111"
PICTURE = "videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=180,framerate=15/1 ! videoconvert"
CODECS = {
    "vp8": "vp8enc deadline=1 keyframe-max-dist=30 ! rtpvp8pay pt=96",
    "h264": "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=30 threads=1 sliced-threads=false "
    "! video/x-h264,profile=constrained-baseline ! rtph264pay pt=102 config-interval=-1 aggregate-mode=zero-latency",
}
OPUS = "application/x-rtp,media=audio,encoding-name=OPUS,payload=111,clock-rate=48000,encoding-params=(string)2"
VIDEO = "application/x-rtp,media=video,clock-rate=90000,rtcp-fb-nack-pli=true,"
WANTED = {
    "vp8": VIDEO + "encoding-name=VP8,payload=96",
    "h264": VIDEO + "encoding-name=H264,payload=102,packetization-mode=(string)1,profile-level-id=(string)42e01f",
}
DECODERS = {
    "OPUS": "rtpopusdepay ! opusdec",
    "VP8": "rtpvp8depay ! vp8dec",
    "H264": "rtph264depay ! h264parse ! openh264dec",
}


class Peer:
    def __init__(self, pipeline: Any, url: str, token: str = "") -> None:
        self.pipeline, self.url, self.token = pipeline, url, token
        self.bin = pipeline.get_by_name("rtc")
        self.agent = self.bin.get_property("ice-agent")  # Kept: else it is freed.
        self.agent.emit("add-local-ip-address", "127.0.0.1")
        self.session = ""
        self.bin.connect("notify::ice-gathering-state", self.gathered)
        self.bin.connect("on-negotiation-needed", self.negotiate)

    def negotiate(self, *_: Any) -> None:
        self.bin.emit("create-offer", None, Gst.Promise.new_with_change_func(self.offered))

    def offered(self, promise: Any) -> None:
        self.reply = promise.get_reply()  # Kept while its description is in use.
        self.bin.emit("set-local-description", self.reply.get_value("offer"), Gst.Promise.new())

    def gathered(self, *_: Any) -> None:
        complete = GstWebRTC.WebRTCICEGatheringState.COMPLETE
        if self.bin.get_property("ice-gathering-state") == complete and not self.session:
            self.session = "asked"
            threading.Thread(target=self.post, daemon=True).start()

    def post(self) -> None:
        offer = self.bin.get_property("local-description").sdp.as_text()
        headers = {"Content-Type": "application/sdp"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            request = urllib.request.Request(self.url, offer.encode(), headers, method="POST")
            with urllib.request.urlopen(request, timeout=10) as response:
                answer, self.session = response.read(), response.headers["Location"]
        except OSError as error:
            print(offer, file=sys.stderr)
            say(error=str(error))
            raise
        _, message = GstSdp.SDPMessage.new()
        GstSdp.sdp_message_parse_buffer(answer, message)
        description = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, message)
        self.bin.emit("set-remote-description", description, Gst.Promise.new())
        say(session=self.session)


def say(**words: Any) -> None:
    print(json.dumps(words), flush=True)


def send(url: str, token: str, codec: str) -> tuple[Any, Peer]:
    text = f"webrtcbin name=rtc bundle-policy=max-bundle {SOUND} ! {OPUS} ! rtc. {PICTURE} ! {CODECS[codec]} ! rtc."
    pipeline = Gst.parse_launch(text)
    peer = Peer(pipeline, url, token)
    for transceiver in transceivers(peer):
        transceiver.set_property("direction", GstWebRTC.WebRTCRTPTransceiverDirection.SENDONLY)
    return pipeline, peer


def transceivers(peer: Peer) -> list[Any]:
    """Those the pads have made."""
    found = (peer.bin.emit("get-transceiver", index) for index in range(4))
    return [transceiver for transceiver in found if transceiver is not None]


def play(url: str, codec: str) -> tuple[Any, Peer]:
    pipeline = Gst.Pipeline.new()
    element = Gst.ElementFactory.make("webrtcbin", "rtc")
    element.set_property("bundle-policy", GstWebRTC.WebRTCBundlePolicy.MAX_BUNDLE)
    pipeline.add(element)
    peer = Peer(pipeline, url)
    received = {"audio": 0, "video": 0}
    receiving = GstWebRTC.WebRTCRTPTransceiverDirection.RECVONLY
    for caps in (OPUS, WANTED[codec]):
        peer.bin.emit("add-transceiver", receiving, Gst.Caps.from_string(caps))

    def count(_pad: Any, _info: Any, kind: str) -> Any:
        received[kind] += 1
        return Gst.PadProbeReturn.OK

    def arrived(_bin: Any, pad: Any) -> None:
        caps = pad.get_current_caps().get_structure(0)
        kind, decoder = caps.get_string("media"), DECODERS[caps.get_string("encoding-name")]
        sink = Gst.parse_bin_from_description(f"queue ! {decoder} ! fakesink name=end sync=false", True)
        pipeline.add(sink)
        sink.sync_state_with_parent()
        pad.link(sink.get_static_pad("sink"))
        sink.get_by_name("end").get_static_pad("sink").add_probe(Gst.PadProbeType.BUFFER, count, kind)

    peer.bin.connect("pad-added", arrived)

    def report() -> bool:
        say(**received)
        return True

    GLib.timeout_add(250, report)
    return pipeline, peer


def main(action: str, *words: str) -> None:
    Gst.init(None)
    loop = GLib.MainLoop()
    pipeline, _peer = send(*words) if action == "send" else play(*words)

    def until_closed() -> None:
        sys.stdin.read()
        loop.quit()

    def failed(_bus: Any, message: Any) -> None:
        say(error=str(message.parse_error()))

    bus = pipeline.get_bus()
    bus.add_signal_watch()
    bus.connect("message::error", failed)
    threading.Thread(target=until_closed, daemon=True).start()
    pipeline.set_state(Gst.State.PLAYING)
    loop.run()
    pipeline.set_state(Gst.State.NULL)


if __name__ == "__main__":
    main(*sys.argv[1:])
