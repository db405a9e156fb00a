"""Keys kept beside the database."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def read(path: Path) -> bytes:
    """256 bits; new where there are none, for their owner alone.

    :raises OSError: they cannot be read or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
    return path.read_bytes()


def companions(run_dir: Path) -> str:
    """With which the robots of the test meeting get in: beside the sockets, for the processes of one server.

    :raises OSError: it cannot be read or written.
    """
    return read(run_dir / "companions.key").hex()
