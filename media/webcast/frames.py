"""How long each frame of a segment is: what a download's header is made of, kept here when the segments themselves are in
an object store alone.

    <webcast>/frames/<rendition>   {file: the sizes as its ``trun`` boxes hold them}, MessagePack
"""

from __future__ import annotations

import os
import struct
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from media.webcast import playlist
from media.webcast.timeline import PART_AAC_FRAMES, PART_FRAMES

_HEAD = 8 + 4 * max(PART_FRAMES, PART_AAC_FRAMES) + 120 + 8
"""More bytes than a ``moof`` of ours and the head of its ``mdat`` have."""
_DECODER = msgspec.msgpack.Decoder(dict[str, bytes])


def sizes(path: Path) -> bytes:
    """Four bytes for each frame of a segment's file, big-endian.

    :raises OSError: it is not there, or ends too early."""
    frames = PART_FRAMES if playlist.is_video(path.parent.name) else PART_AAC_FRAMES
    file = os.open(path, os.O_RDONLY)
    try:
        found, at, end = [], 0, os.fstat(file).st_size
        while at < end:
            head = os.pread(file, _HEAD, at)
            (moof,) = struct.unpack_from(">I", head.ljust(4, b"\0"))
            if moof < 4 * frames or len(head) < moof + 8:
                raise FileNotFoundError(f"{path} is shorter than its index says")
            found.append(head[moof - 4 * frames : moof])
            at += moof + int.from_bytes(head[moof : moof + 4], "big")
    finally:
        os.close(file)
    return b"".join(found)


def collect(directory: Path, names: Iterable[str]) -> None:
    """Of these segments, which are about to be deleted here.  :raises OSError:"""
    found: dict[str, dict[str, bytes]] = defaultdict(dict)
    for name in names:
        path = directory / name
        if path.suffix == ".m4s" and path.exists():
            found[path.parent.name][path.name] = sizes(path)
    (directory / "frames").mkdir(mode=0o700, exist_ok=True)
    for rendition, segments in found.items():
        begun = directory / "frames" / f"{rendition}.begun"
        begun.write_bytes(msgspec.msgpack.encode(load(directory, rendition) | segments))
        begun.replace(directory / "frames" / rendition)


def load(directory: Path, rendition: str) -> dict[str, bytes]:
    """Of the files that are no longer here, by name."""
    try:
        return _DECODER.decode((directory / "frames" / rendition).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return {}
