"""The sockets a stream goes out by, and other ends that do not behave."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from media.webcast.push_address import parse
from media.webcast.push_records import Opening, PushFailed
from media.webcast.push_rtmp import HANDSHAKE
from media.webcast.push_sinks import RtmpSink, Sink, connect
from media.webcast.push_srt import MESSAGE, way
from tests.unit.webcast.test_push_rtmp import STARTED, said

FLV = b"FLV\x01\x05\x00\x00\x00\x09" + bytes(4)


def opening(address: str, timeout_s: float = 0.3) -> Opening:
    return Opening(address, "k", "", ("127.0.0.1",), timeout_s, ())


def accepting(connection: socket.socket) -> None:
    """A server that takes the stream as far as its greeting goes."""
    greeting = connection.recv(1 + HANDSHAKE, socket.MSG_WAITALL)
    connection.sendall(b"\x03" + bytes(HANDSHAKE) + greeting[1:])
    connection.sendall(said("_result", 1.0, {}, {}) + said("_result", 4.0, None, 1.0) + said("onStatus", 0.0, None, STARTED))


@contextmanager
def serving(serve: Callable[[socket.socket], None]) -> Iterator[str]:
    """Its address; ``serve`` has one connection, which stays open until the end."""
    done = threading.Event()

    def run() -> None:
        connection, _ = listening.accept()
        with connection:
            serve(connection)
            done.wait()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield f"rtmp://127.0.0.1:{listening.getsockname()[1]}/live"
        finally:
            done.set()
            thread.join()


def hang_up(sink: Sink) -> None:
    """As the end of its process does."""
    assert isinstance(sink, RtmpSink)
    sink._socket.close()


def tag(size: int, at_ms: int) -> bytes:
    return (
        b"\x09"
        + size.to_bytes(3, "big")
        + at_ms.to_bytes(3, "big")
        + bytes(4)
        + bytes(size)
        + (size + 11).to_bytes(4, "big")
    )


def test_a_server_that_reads_nothing_any_more_stalls_within_a_few_seconds_of_stream() -> None:
    with serving(accepting) as address:
        sink = connect(parse(address), opening(address))
        sink.write(FLV)
        with pytest.raises(PushFailed, match="stalled"):
            for number in range(400):
                sink.write(tag(10_000, number * 40))
        assert sink.sent_bytes < 2_000_000
        hang_up(sink)


def test_tags_are_sent_however_they_are_written() -> None:
    received = bytearray()

    def keep(connection: socket.socket) -> None:
        accepting(connection)
        while data := connection.recv(65_536):
            received.extend(data)

    with serving(keep) as address:
        sink = connect(parse(address), opening(address, 5.0))
        assert isinstance(sink, RtmpSink) and sink.container == "flv"
        stream = FLV + tag(100, 0) + tag(200, 40)
        for byte in stream:
            sink.write(bytes((byte,)))
        sink.close()
    assert b"\x06\x00\x00\x28\x00\x00\xc8\x09" in received and b"deleteStream" in received


def test_a_server_that_hangs_up_is_noticed() -> None:
    connected = threading.Event()

    def leave(connection: socket.socket) -> None:
        accepting(connection)
        connected.wait(5.0)
        connection.shutdown(socket.SHUT_RDWR)

    with serving(leave) as address:
        sink = connect(parse(address), opening(address, 5.0))
        connected.set()
        with pytest.raises(PushFailed, match="closed"):
            until = time.monotonic() + 5.0
            while time.monotonic() < until:
                sink.look()
        hang_up(sink)


def test_a_server_that_hangs_up_in_the_middle_of_the_greeting_rejects() -> None:
    with serving(lambda connection: connection.shutdown(socket.SHUT_RDWR)) as address:
        with pytest.raises(PushFailed, match="rejected"):
            connect(parse(address), opening(address, 5.0))


def test_what_speaks_no_tls_is_no_rtmps() -> None:
    with serving(lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as address:
        with pytest.raises(PushFailed, match="tlsInvalid"):
            connect(parse(address.replace("rtmp:", "rtmps:")), opening(address, 5.0))


def test_where_nobody_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        address = f"rtmp://127.0.0.1:{found.getsockname()[1]}/live"
    with pytest.raises(PushFailed, match="refused"):
        connect(parse(address), opening(address))


def test_mpeg_ts_goes_by_datagrams_of_seven_packets_to_listed_addresses_alone() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(5.0)
        address = f"udp://127.0.0.1:{receiver.getsockname()[1]}"
        sink = connect(parse(address), opening(address))
        for _ in range(8):
            sink.write(bytes(188))
        sink.close()
        assert [len(receiver.recv(2000)), len(receiver.recv(2000))] == [MESSAGE, 188]
    with pytest.raises(PushFailed, match="hostForbidden"):
        connect(parse("udp://93.184.216.34:5000"), Opening("", "", "", ("public",), 1.0, ()))


@pytest.mark.parametrize("path", ["?latency=x", "?latency=-1", "?latency=10001", "?latency=１"])
def test_a_latency_that_is_none_is_refused(path: str) -> None:
    with pytest.raises(PushFailed, match="addressInvalid"):
        way(path)


def test_a_latency_is_taken_from_the_address() -> None:
    assert way("?latency=200").latency_ms == 200 and way("").latency_ms is None
