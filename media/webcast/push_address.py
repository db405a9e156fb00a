"""Where a webcast may be pushed to: checked by the address that is connected to, at the moment it is connected to.

A worker stands where others do not reach, so whoever names its destinations must not reach through it what they could not
reach themselves: by default nothing but public addresses.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from media.webcast.push_records import PushFailed

PUBLIC: Final = "public"
PORTS: Final = {"rtmp": 1935, "rtmps": 443, "srt": 0, "udp": 0}
"""Schemes, with the port where none is named; 0: one must be."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


class Target(NamedTuple):
    scheme: str
    host: str
    port: int
    path: str
    """Without its first slash, with the query if there is one."""


class Place(NamedTuple):
    """To be connected to, as ``socket`` wants it."""

    family: socket.AddressFamily
    address: tuple[Any, ...]


def parse(address: str) -> Target:
    """Raises ``PushFailed``: addressInvalid."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise PushFailed("addressInvalid") from None
    usual = PORTS.get(parts.scheme)
    if usual is None or not parts.hostname or not (port or usual) or parts.username or parts.password:
        raise PushFailed("addressInvalid")
    return Target(parts.scheme, parts.hostname, port or usual, _path(parts))


def _path(parts: SplitResult) -> str:
    return parts.path.removeprefix("/") + (f"?{parts.query}" if parts.query else "")


class Policy:
    """``allowed``: host names, addresses, networks, and ``public`` for every public address.

    Raises ``ValueError`` for what is none of them."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self.public = PUBLIC in allowed
        self.names: set[str] = set()
        self.networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = []
        for entry in allowed:
            if entry == PUBLIC:
                continue
            try:
                self.networks.append(ipaddress.ip_network(entry))
            except ValueError:
                if not entry or "/" in entry or ":" in entry:
                    raise
                self.names.add(entry.lower().rstrip("."))

    def permits(self, host: str, address: Address) -> bool:
        if host.lower().rstrip(".") in self.names:
            return True
        meant = _meant(address)
        return any(one in network for one in {address, meant} for network in self.networks) or (
            self.public and is_public(meant) and is_public(address)
        )


def is_public(address: Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _meant(address: Address) -> Address:
    """The IPv4 address within an IPv6 address."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def places(target: Target, policy: Policy, find: Callable[..., Any] = socket.getaddrinfo) -> list[Place]:
    """Those of a host that may be connected to.  Waits for the name service.

    Raises ``PushFailed``: hostUnknown, hostForbidden."""
    kind = socket.SOCK_STREAM if target.scheme.startswith("rtmp") else socket.SOCK_DGRAM
    try:
        found = find(target.host, target.port, type=kind)
    except (OSError, UnicodeError):
        raise PushFailed("hostUnknown") from None
    permitted = [
        Place(family, address)
        for family, _, _, _, address in found
        if policy.permits(target.host, ipaddress.ip_address(str(address[0]).partition("%")[0]))
    ]
    if not permitted:
        raise PushFailed("hostForbidden")
    return permitted
