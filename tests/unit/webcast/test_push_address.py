"""Where a webcast may go, whatever a name says."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from media.webcast.push_address import Place, Policy, parse, places
from media.webcast.push_records import PushFailed


def found(*addresses: str) -> Any:
    def find(host: str, port: int, type: int) -> list[tuple[Any, ...]]:
        families = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in addresses]
        return [(family, type, 0, "", (one, port)) for family, one in zip(families, addresses, strict=True)]

    return find


INSIDE = [
    *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
    *("64:ff9b::7f00:1", "2002:7f00:1::", "240.0.0.1"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_public_is_not_reached_whatever_name_it_has(address: str) -> None:
    with pytest.raises(PushFailed, match="hostForbidden"):
        places(parse("rtmp://ingest.example.org/live"), Policy(["public"]), found(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_a_public_address_is_reached(address: str) -> None:
    (place,) = places(parse("rtmp://ingest.example.org/live"), Policy(["public"]), found(address))
    assert place.address == (address, 1935)


def test_of_several_addresses_only_those_permitted_are_tried() -> None:
    got = places(parse("srt://a.example:9000"), Policy(["public"]), found("10.0.0.1", "93.184.216.34"))
    assert got == [Place(socket.AF_INET, ("93.184.216.34", 9000))]


@pytest.mark.parametrize(
    ("allowed", "host", "address", "expected"),
    [
        (["studio.example"], "Studio.Example.", "10.0.0.1", True),
        (["studio.example"], "other.example", "93.184.216.34", False),
        (["10.20.0.0/16"], "x", "10.20.3.4", True),
        (["10.20.0.0/16"], "x", "10.21.3.4", False),
        (["10.20.0.0/16"], "x", "::ffff:10.20.3.4", True),
        (["public", "127.0.0.1"], "x", "127.0.0.1", True),
        ([], "x", "93.184.216.34", False),
    ],
)
def test_what_is_listed_is_reached(allowed: list[str], host: str, address: str, expected: bool) -> None:
    assert Policy(allowed).permits(host, ipaddress.ip_address(address)) is expected


@pytest.mark.parametrize("entry", ["10.0.0.1/8", "10.0.0.0/33", "http://x", ""])
def test_what_is_no_host_is_refused_when_the_worker_starts(entry: str) -> None:
    with pytest.raises(ValueError):
        Policy([entry])


def test_a_name_nobody_knows_is_told_as_such() -> None:
    def find(*_: Any, **__: Any) -> Any:
        raise socket.gaierror

    with pytest.raises(PushFailed, match="hostUnknown"):
        places(parse("srt://a.example:9000"), Policy(["public"]), find)


@pytest.mark.parametrize(
    "address",
    ["http://a/b", "file:///etc/passwd", "rtmp:///live", "srt://a", "rtmp://u:p@a/live", "rtmp://a:x/live", "pipe:1", ""],
)
def test_other_addresses_are_none(address: str) -> None:
    with pytest.raises(PushFailed, match="addressInvalid"):
        parse(address)
