"""Checks on what callers hand to a kernel; the same for both."""

from __future__ import annotations

import socket
from collections.abc import Mapping

from media.fanout.kernel import Address, Kind

_AUDIO, _VIDEO = frozenset(("opus",)), frozenset(("vp8", "h264"))
MAX_HISTORY = 8192
MAX_BUS_NAME = 255


def check_address(address: Address) -> bytes:
    """The packed address (4 bytes IPv4, 16 bytes IPv6); raises ``ValueError`` on names and on ports out of range.

    An IPv6 address may carry its zone (``fe80::1%eth0``, RFC 4007 §11); see :func:`zone_of`.
    """
    host, port = address
    if not 0 < port < 65536:
        raise ValueError(f"port out of range: {port}")
    try:
        if ":" in host:
            zone_of(address)
            return socket.inet_pton(socket.AF_INET6, host.partition("%")[0])
        return socket.inet_pton(socket.AF_INET, host)
    except OSError:
        raise ValueError(f"not an IP address: {host!r}") from None


def zone_of(address: Address) -> int:
    """Index of the interface an IPv6 address is bound to, 0 when it names none; raises ``OSError`` on an unknown one."""
    zone = address[0].partition("%")[2]
    return int(zone) if zone.isdecimal() else socket.if_nametoindex(zone) if zone else 0


def check_cname(cname: str) -> bytes:
    """The CNAME as SDES carries it; raises ``ValueError`` above 255 bytes."""
    data = cname.encode()
    if len(data) > 255:
        raise ValueError("CNAME longer than 255 bytes")
    return data


def check_bus(kind: str, bus: str) -> bytes:
    """The name of a bus as the pipe carries it, empty for none; raises ``ValueError`` when it is too long or not sound."""
    name = bus.encode()
    if name and (len(name) > MAX_BUS_NAME or kind not in _AUDIO):
        raise ValueError(f"not a bus: {bus!r} of {kind}")
    return name


def check_row(payload_types: Mapping[Kind, int], clock_rate: int, first_sequence_number: int) -> None:
    """Raises ``ValueError``: a row is audio or video, its numbers start in 1…32767 (RFC 3711 §3.3.1)."""
    kinds: frozenset[str] = frozenset(payload_types)
    if not kinds or not (kinds <= _AUDIO or kinds <= _VIDEO):
        raise ValueError(f"a row carries audio or video: {sorted(kinds)}")
    if not all(0 <= number <= 127 for number in payload_types.values()):
        raise ValueError("payload type out of range")
    if not 1 <= first_sequence_number <= 32767:
        raise ValueError("the first sequence number lies in 1…32767")
    if clock_rate <= 0:
        raise ValueError("clock rate out of range")


def check_source(kind: str, clock_rate: int, history: int) -> None:
    """Raises ``ValueError`` on a codec the fan-out does not know and on a history out of range."""
    if kind not in _AUDIO | _VIDEO:
        raise ValueError(f"unknown kind: {kind!r}")
    if clock_rate <= 0 or not 1 <= history <= MAX_HISTORY:
        raise ValueError("clock rate or history out of range")
