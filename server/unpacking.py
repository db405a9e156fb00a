"""What a zip really unpacks to, whatever its directory says: counted into nothing, up to a limit.  Pure."""

from __future__ import annotations

import zipfile

CHUNK = 65_536


def fits(archive: zipfile.ZipFile, limit: int) -> bool:
    """Whether all of it is at most ``limit`` bytes; no more than one chunk above is unpacked to know.

    :raises zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError: it cannot be unpacked.
    """
    left = limit
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    return False
    return True
