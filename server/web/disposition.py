"""Answers that are saved, never shown: whatever a file holds, a browser runs nothing of it on our origin."""

from __future__ import annotations

from urllib.parse import quote

SANDBOX = "sandbox; default-src 'none'"


def attachment(name: str) -> dict[str, str]:
    """Headers; the name in ASCII and whole (RFC 6266, RFC 8187)."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._- ") else "_" for char in name)
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": SANDBOX,
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
