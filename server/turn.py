"""Credentials for the relay of networks that let only TCP to port 443 out (draft-uberti-behave-turn-rest).

The relay shares a secret with us and keeps no list of users: the username says until when it is good, the password is its
HMAC.  Who holds neither secret nor unexpired credentials can allocate nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field

from server.settings import ROOT, SettingsError
from server.settings import Turn as TurnSettings
from server.signaling.messages import IceServer

_URL = re.compile(r"turns?:([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?(\?transport=(udp|tcp))?")
"""RFC 7065 section 3.1."""


@dataclass(frozen=True, slots=True)
class Turn:
    """``ttl_s``: how long credentials are good for."""

    urls: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)
    ttl_s: float = 0.0

    def ice_servers(self, holder: str, now: float) -> tuple[IceServer, ...]:
        """For one participant or session, good until ``now + ttl_s`` (Unix seconds); nothing where there is no relay."""
        if not self.urls:
            return ()
        username = f"{int(now + self.ttl_s)}:{holder}"
        digest = hmac.digest(self.secret.encode(), username.encode(), hashlib.sha1)
        return (IceServer(urls=self.urls, username=username, credential=base64.b64encode(digest).decode()),)


def from_settings(settings: TurnSettings) -> Turn:
    """:raises SettingsError: not a TURN URL, no secret, or a file that cannot be read."""
    for url in settings.urls:
        if _URL.fullmatch(url) is None:
            raise SettingsError(f"turn.urls: {url!r} is not turn:HOST or turns:HOST[:PORT][?transport=udp|tcp]")
    secret = _secret(settings)
    if settings.urls and not secret:
        raise SettingsError("turn.urls needs turn.secret or turn.secret_file, the relay's static-auth-secret")
    if settings.urls and settings.ttl_s < 60:
        raise SettingsError(f"turn.ttl_s must be at least 60, not {settings.ttl_s:g}")
    return Turn(settings.urls, secret, settings.ttl_s)


def _secret(settings: TurnSettings) -> str:
    if not settings.secret_file:
        return settings.secret
    if settings.secret:
        raise SettingsError("turn.secret and turn.secret_file: one of them")
    file = ROOT / settings.secret_file
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read turn.secret_file {file}: {error}") from error
