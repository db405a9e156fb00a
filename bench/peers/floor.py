"""The bare floor: ``floor.c`` beside this file, compiled at run time against the system's libcrypto.

It has no door: its listeners are told to it, so :class:`Running` comes without a server and ``begin`` starts one for them.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bench.peers import BUILD, PeerMissing, Place, Stream
from bench.peers.child import Child

KEY_BYTES, SALT_BYTES = 16, 12
_LABEL_KEY, _LABEL_SALT = 0, 2


def session_keys(master: bytes) -> tuple[bytes, bytes]:
    """RTP session key and salt of a master key and salt, AEAD_AES_128_GCM (RFC 3711 §4.3.1, RFC 7714 §11)."""
    key, salt = master[:KEY_BYTES], master[KEY_BYTES:].ljust(14, b"\0")

    def derive(label: int, size: int) -> bytes:
        block = bytearray(salt)
        block[7] ^= label
        cipher = Cipher(algorithms.AES(key), modes.CTR(bytes(block) + b"\0\0")).encryptor()
        return cipher.update(bytes(size))

    return derive(_LABEL_KEY, KEY_BYTES), derive(_LABEL_SALT, SALT_BYTES)


def build() -> Path:
    """Raises :class:`PeerMissing`."""
    source = Path(__file__).with_name("floor.c")
    target = BUILD / f"floor-{hashlib.sha256(source.read_bytes()).hexdigest()[:12]}"
    if target.exists():
        return target
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise PeerMissing("no C compiler")
    BUILD.mkdir(parents=True, exist_ok=True)
    command = [compiler, "-O2", "-Wall", "-Wextra", "-o", str(target), str(source), "-l:libcrypto.so.3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PeerMissing(f"floor.c does not compile: {done.stderr.strip()[-500:]}")
    return target


@contextmanager
def sending(stream: Stream, listeners: Sequence[tuple[int, str]], folder: Path, place: Place) -> Iterator[Child]:
    """``listeners``: (port, master key and salt in hexadecimal).  Sends from the start to the end of the context."""
    command = [str(build()), stream]
    with Child(command, side=place.server, log=folder / "floor.log") as floor:
        for port, master in listeners:
            key, salt = session_keys(bytes.fromhex(master))
            floor.say(f"{port} {key.hex()} {salt.hex()} {place.listeners}")
        floor.say("")
        floor.line("ready")
        floor.say("")
        yield floor
