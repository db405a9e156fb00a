"""How many watch a webcast, wherever its files come from: players say every 30 s that they play.

Counted, never told apart: the announcements of the last 30 s are the viewers.  Nothing else is kept of them but how many
came from each network lately, which bounds what one of them can claim.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Final

from server.allowance import Allowance

EVERY_S: Final = 30
"""Between two announcements of a player; a contract with players."""
NETWORK_VIEWERS: Final = 250
"""Of one network at most; the others are not counted."""
_IPV6_PREFIX: Final = 48


class Audience:
    """``monotonic``: seconds of a clock that never jumps."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._networks = Allowance(NETWORK_VIEWERS / EVERY_S, NETWORK_VIEWERS, monotonic)
        self._seconds = [(0, 0)] * EVERY_S
        """Which second, and announcements in it, at its place in a ring."""

    def note(self, address: str) -> bool:
        """A player at this address plays.  False: too many of its network; it does not count."""
        if not self._networks.take(network(address)):
            return False
        second = int(self._monotonic())
        at, number = self._seconds[second % EVERY_S]
        self._seconds[second % EVERY_S] = (second, number + 1 if at == second else 1)
        return True

    @property
    def viewers(self) -> int:
        since = int(self._monotonic()) - EVERY_S
        return sum(number for second, number in self._seconds if second > since)


def network(address: str) -> str:
    """What one household or office shares: an IPv4 address, the first 48 bits of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.version == 4 or parsed.ipv4_mapped is not None:
        return str(parsed if parsed.version == 4 else parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), _IPV6_PREFIX), strict=False))
