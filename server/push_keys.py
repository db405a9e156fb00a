"""The keys of destinations the webcast is pushed to: beside the database and never in it, for their owner alone, and gone
with their destination.  Whoever types one in is the last person who sees it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import msgspec

from server.errors import UserError
from server.meeting.webcasting_pushes import ONE_LANGUAGE, scheme_of

LONGEST_LATENCY_MS = 10_000
PASSPHRASE_LENGTH = (10, 79)
"""libsrt takes no other."""
_LENGTH = 512


class Keys(msgspec.Struct, frozen=True):
    key: str = ""
    """RTMP's stream key, SRT's stream id."""
    passphrase: str = ""

    def __repr__(self) -> str:
        return "Keys()"


def divide(address: str, key: str, passphrase: str) -> tuple[str, Keys]:
    """What may be shown of an address, and what may not, also where it is part of what was typed in: the last part of an
    RTMP address without a key, an SRT address's ``streamid`` and ``passphrase``.

    :raises UserError: valueInvalid (address, key, passphrase)."""
    address, key = address.strip(), key.strip()
    scheme = scheme_of(address)
    if scheme in ONE_LANGUAGE:
        address, key = _rtmp(address, key)
    elif scheme == "srt":
        address, key, passphrase = _srt(address, key, passphrase)
    elif urlsplit(address).query or key:
        raise UserError("valueInvalid", field="address")
    if len(key) > _LENGTH or not key.isprintable():
        raise UserError("valueInvalid", field="key")
    least, most = PASSPHRASE_LENGTH
    if passphrase and (scheme != "srt" or not least <= len(passphrase.encode()) <= most):
        raise UserError("valueInvalid", field="passphrase")
    return address, Keys(key, passphrase)


def _rtmp(address: str, key: str) -> tuple[str, str]:
    """A query belongs to the key: there servers look for their tokens."""
    parts = urlsplit(address)
    path = parts.path.strip("/")
    if not key:
        path, _, key = path.rpartition("/")
        key += f"?{parts.query}" if parts.query else ""
    elif parts.query:
        raise UserError("valueInvalid", field="address")
    if not path or not key:
        raise UserError("valueInvalid", field="key" if path else "address")
    return f"{parts.scheme}://{parts.netloc}/{path}", key


def _srt(address: str, key: str, passphrase: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    said = dict(parse_qsl(parts.query))
    latency = said.get("latency")
    if said.get("mode", "caller") != "caller" or parts.path.strip("/"):
        raise UserError("valueInvalid", field="address")
    if latency is not None and not (latency.isdecimal() and int(latency) <= LONGEST_LATENCY_MS):
        raise UserError("valueInvalid", field="address")
    shown = f"srt://{parts.netloc}" + (f"?latency={latency}" if latency is not None else "")
    return shown, key or said.get("streamid", ""), passphrase or said.get("passphrase", "")


class PushKeys:
    """One meeting's; ``directory`` is made for the first."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._known: dict[str, Keys] = {}

    def put(self, push_id: str, keys: Keys) -> None:
        """On disk on return.

        :raises UserError: journalUnavailable."""
        path = self._directory / f"{push_id}.json"
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(msgspec.json.encode(keys))
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            self.remove(push_id)
            raise UserError("journalUnavailable") from None
        self._known[push_id] = keys

    def get(self, push_id: str) -> Keys:
        """Of a destination whose keys are not there any more: none."""
        if push_id not in self._known:
            try:
                self._known[push_id] = msgspec.json.decode((self._directory / f"{push_id}.json").read_bytes(), type=Keys)
            except (OSError, msgspec.MsgspecError):
                self._known[push_id] = Keys()
        return self._known[push_id]

    def remove(self, push_id: str) -> None:
        self._known.pop(push_id, None)
        with contextlib.suppress(OSError):
            (self._directory / f"{push_id}.json").unlink()

    def tidy(self, known: Collection[str]) -> None:
        """Delete the keys of destinations that are none any more."""
        with contextlib.suppress(FileNotFoundError):
            for path in self._directory.glob("*.json"):
                if path.stem not in known:
                    self.remove(path.stem)
