"""The controlling side of ICE towards an ICE-lite server (RFC 8445 §2.4, RFC 7675): checks out, checks answered.

One candidate pair: a lite server has host candidates only, so the first pair that answers is nominated.  Without socket.
"""

from __future__ import annotations

import secrets
import string

from aioice import stun

_LETTERS = string.ascii_letters + string.digits
_PRIORITY = 110 << 24 | 65535 << 8 | 255
"""Peer-reflexive, as RFC 8445 §7.1.1 wants it in a check."""

Address = tuple[str, int]


def make_credential(length: int) -> str:
    """ICE characters (RFC 8839 §5.4): at least 4 for the ufrag, 22 for the password."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


class IceClient:
    """``answered`` counts checks the server has answered with good integrity: consent is fresh when it grows."""

    def __init__(self, ufrag: str, password: str, remote_ufrag: str, remote_password: str) -> None:
        self._username_out = f"{remote_ufrag}:{ufrag}"
        self._username_in = f"{ufrag}:{remote_ufrag}"
        self._key_out = remote_password.encode()
        self._key_in = password.encode()
        self._tie_breaker = secrets.randbits(64)
        self._pending: list[bytes] = []
        self.answered = 0
        self.rejected = 0

    def check(self) -> bytes:
        """A Binding request that nominates the pair.  The eight latest may still be answered."""
        message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        message.attributes["USERNAME"] = self._username_out
        message.attributes["PRIORITY"] = _PRIORITY
        message.attributes["ICE-CONTROLLING"] = self._tie_breaker
        message.attributes["USE-CANDIDATE"] = None
        message.add_message_integrity(self._key_out)
        self._pending = [*self._pending[-7:], message.transaction_id]
        return bytes(message)

    def receive(self, datagram: bytes, source: Address) -> bytes | None:
        """Take one STUN datagram; the datagram to send back, if any.  What does not add up is counted and dropped."""
        try:
            message = stun.parse_message(datagram)
        except ValueError:
            self.rejected += 1
            return None
        if message.message_class == stun.Class.REQUEST:
            return self._answer(message, source)
        if message.transaction_id not in self._pending or not message.check_message_integrity(self._key_out):
            self.rejected += 1
        elif message.message_class == stun.Class.RESPONSE:
            self._pending.remove(message.transaction_id)
            self.answered += 1
        return None

    def _answer(self, request: stun.Message, source: Address) -> bytes | None:
        if request.attributes.get("USERNAME") != self._username_in or not request.check_message_integrity(self._key_in):
            self.rejected += 1
            return None
        response = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, transaction_id=request.transaction_id)
        response.attributes["XOR-MAPPED-ADDRESS"] = source
        response.add_message_integrity(self._key_in)
        return bytes(response)
