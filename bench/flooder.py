"""One hostile sender on 127.0.0.9: floods the media port of a product on this machine for some seconds.

``python -m bench.flooder KIND --url http://127.0.0.1:8080 --seconds 5 --rate 50000`` prints ``{"sent": …}``.  It is a
process of its own with one thread, and it goes to loopback alone.  The kinds (:data:`KINDS`) from nobody need no more than
the port's number; *forged* knows a ufrag; the others first become a listener by WHEP, as anyone may in the demo's meeting.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import random
import select
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from headless.dtls import DtlsClient, Identity
from headless.load import check_loopback
from headless.load_wire import Checks, Descriptions, Remote, whep_offer
from media.rtp import rtcp

HERE: Final = "127.0.0.9"
STEP_S: Final = 0.005
VARIETY: Final = 500
"""Different datagrams of a kind that are prepared."""
PATIENCE_S: Final = 10.0
NACKS: Final = 260
"""Pairs of a NACK that fills a datagram: 4,420 numbers."""
CONNECTIONS: Final = 500

Make = Callable[[], bytes]


class Session(NamedTuple):
    """A WHEP session that was opened and not yet connected."""

    remote: Remote
    ufrag: str
    identity: Identity

    def checks(self, password: str = "") -> Checks:
        return Checks(f"{self.remote.ufrag}:{self.ufrag}", password or self.remote.password, os.urandom(8))


def opened(url: str) -> Session:
    identity, ufrag = Identity(), os.urandom(4).hex()
    offer = whep_offer(ufrag, os.urandom(12).hex(), identity.fingerprint)
    asked = urllib.request.Request(
        f"{url}/whep/demo/floor", data=offer.encode(), method="POST", headers={"content-type": "application/sdp"}
    )
    with urllib.request.urlopen(asked, timeout=PATIENCE_S) as reply:
        return Session(Descriptions(identity.fingerprint).read(reply.read().decode()), ufrag, identity)


class Attacker:
    """Its socket and, once :meth:`connect` has returned, the keys of a real listener."""

    def __init__(self, url: str) -> None:
        self.session = opened(url)
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind((HERE, 0))
        self.sock.connect(self.session.remote.candidate)

    def connect(self) -> DtlsClient:
        """Raises ``TimeoutError``."""
        checks, dtls = self.session.checks(), DtlsClient(self.session.identity, self.session.remote.fingerprint)
        until = time.monotonic() + PATIENCE_S
        begun = False
        self.sock.send(checks.request(os.urandom(12)))
        while not dtls.connected:
            if time.monotonic() > until:
                raise TimeoutError("the attacker could not become a listener")
            if not select.select([self.sock], [], [], 0.2)[0]:
                for datagram in dtls.tick() if begun else [checks.request(os.urandom(12))]:
                    self.sock.send(datagram)
                continue
            data = self.sock.recv(2048)
            if data[0] < 4 and not begun:
                begun, answers = True, dtls.start()
            elif 20 <= data[0] < 64:
                answers = dtls.receive(data)
            else:
                answers = []
            for datagram in answers:
                self.sock.send(datagram)
        return dtls


# --- kinds ------------------------------------------------------------------------------------------------------------


def garbage(attacker: Attacker) -> Make:
    return _cycle([random.randbytes(random.randint(1, 1200)) for _ in range(VARIETY)])


def checks_of_nobody(attacker: Attacker) -> Make:
    made = [Checks(f"{os.urandom(4).hex()}:x", "p" * 24, os.urandom(8)).request(os.urandom(12)) for _ in range(VARIETY)]
    return _cycle(made)


def forged_checks(attacker: Attacker) -> Make:
    """The right ufrag, the wrong password."""
    checks = attacker.session.checks("wrong password of some length")
    return _cycle([checks.request(os.urandom(12)) for _ in range(VARIETY)])


def hellos(attacker: Attacker) -> Make:
    """ClientHellos from an address that no check has verified."""
    return _cycle(_hellos(attacker))


def srtp(attacker: Attacker) -> Make:
    head = [bytes((0x80, 111)) + os.urandom(10) for _ in range(VARIETY)]
    return _cycle([start + os.urandom(160) for start in head])


def checks_of_a_listener(attacker: Attacker) -> Make:
    """Authentic ones, each of which asks for an answer."""
    attacker.connect()
    checks = attacker.session.checks()
    return _cycle([checks.request(os.urandom(12)) for _ in range(VARIETY)])


def hellos_of_a_listener(attacker: Attacker) -> Make:
    attacker.connect()
    return _cycle(_hellos(attacker))


def srtp_of_a_listener(attacker: Attacker) -> Make:
    attacker.connect()
    return srtp(attacker)


def nacks_of_a_listener(attacker: Attacker) -> Make:
    """Authentic SRTCP: each asks for thousands of packets."""
    outbound = attacker.connect().outbound
    assert outbound is not None
    numbers = tuple(range(17 * NACKS))
    compound = rtcp.build([rtcp.Nack(1, ssrc, numbers) for ssrc in (1,)])
    return lambda: outbound.protect_rtcp(compound)


KINDS: Final[dict[str, Callable[[Attacker], Make]]] = {
    "garbage": garbage,
    "checks_of_nobody": checks_of_nobody,
    "forged_checks": forged_checks,
    "hellos": hellos,
    "srtp": srtp,
    "checks_of_a_listener": checks_of_a_listener,
    "hellos_of_a_listener": hellos_of_a_listener,
    "srtp_of_a_listener": srtp_of_a_listener,
    "nacks_of_a_listener": nacks_of_a_listener,
}
CONNECTING: Final = "connections"
"""Not datagrams: TCP connections that are opened, say a byte now and then, and are opened again when closed."""


def _hellos(attacker: Attacker) -> list[bytes]:
    made: list[bytes] = []
    for _ in range(20):
        made += DtlsClient(attacker.session.identity, attacker.session.remote.fingerprint).start()
    return made


def _cycle(made: list[bytes]) -> Make:
    return itertools.cycle(made).__next__


# --- floods -----------------------------------------------------------------------------------------------------------


def paced(seconds: float, rate: float) -> Iterator[int]:
    """How many are due, every :data:`STEP_S`; what could not be sent in time is not made up for."""
    begun = last = time.monotonic()
    while (now := time.monotonic()) < begun + seconds:
        yield max(1, round((now - last) * rate))
        last = now
        time.sleep(max(0.0, now + STEP_S - time.monotonic()))


def flood(kind: str, url: str, seconds: float, rate: float) -> dict[str, object]:
    if kind == CONNECTING:
        return connect(opened(url).remote.candidate, seconds, rate)
    attacker = Attacker(url)
    make = KINDS[kind](attacker)
    sent = 0
    for due in paced(seconds, rate):
        for _ in range(min(due, int(rate))):
            with contextlib.suppress(OSError):
                attacker.sock.send(make())
                sent += 1
    attacker.sock.close()
    return {"sent": sent, "seconds": seconds}


def connect(target: tuple[str, int], seconds: float, rate: float) -> dict[str, object]:
    held: list[socket.socket] = []
    tried = 0
    for due in paced(seconds, rate):
        for _ in range(due):
            sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
            with contextlib.suppress(OSError):
                sock.bind((HERE, 0))
                sock.connect_ex(target)
                tried += 1
            held.append(sock)
        for sock in random.sample(held, min(20, len(held))):
            with contextlib.suppress(OSError):
                sock.send(b"\x00")
        while len(held) > CONNECTIONS:
            held.pop(0).close()
    for sock in held:
        sock.close()
    return {"sent": tried, "seconds": seconds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=(*KINDS, CONNECTING))
    parser.add_argument("--url", required=True)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rate", type=float, default=50_000.0)
    options = parser.parse_args()
    check_loopback(options.url)
    print(json.dumps(flood(options.kind, options.url, options.seconds, options.rate)))


if __name__ == "__main__":
    main()
