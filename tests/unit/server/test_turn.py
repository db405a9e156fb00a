"""Credentials of the relay: what it will check, and mistakes in the settings that are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from server.settings import SettingsError, load
from server.settings import Turn as TurnSettings
from server.turn import Turn, from_settings

URL = "turns:turn.example.org:443?transport=tcp"
SETTINGS = TurnSettings((URL,), "north", "", 3600.0)


def test_a_username_says_until_when_it_is_good_and_the_password_is_its_mac() -> None:
    (server,) = Turn((URL,), "north", 3600).ice_servers("p1", 1_700_000_000.9)
    assert server.urls == (URL,)
    assert server.username == "1700003600:p1"
    # printf 1700003600:p1 | openssl dgst -sha1 -hmac north -binary | base64
    assert server.credential == "4EEMVinF9VQKZF50YH25G6+f6lw="


def test_two_people_have_different_credentials() -> None:
    turn = Turn((URL,), "north", 3600)
    assert turn.ice_servers("p1", 0)[0].credential != turn.ice_servers("p2", 0)[0].credential


def test_without_a_relay_there_are_no_credentials() -> None:
    assert from_settings(load().turn).ice_servers("p1", 0) == ()


@pytest.mark.parametrize("url", [URL, "turn:192.0.2.1", "turn:[2001:db8::1]:3478?transport=udp", "turns:turn.example.org"])
def test_relays_are_named_by_their_urls(url: str) -> None:
    assert from_settings(replace(SETTINGS, urls=(url,))).urls == (url,)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"urls": ("https://turn.example.org",)}, "turn.urls: 'https://turn.example.org' is not"),
        ({"urls": ('turn:a"; rel=b',)}, "turn.urls"),
        ({"urls": ("turn:a?transport=sctp",)}, "turn.urls"),
        ({"secret": ""}, "turn.urls needs turn.secret"),
        ({"secret_file": "also"}, "one of them"),
        ({"secret": "", "secret_file": "/nonexistent/secret"}, "cannot read turn.secret_file"),
        ({"ttl_s": 5.0}, "turn.ttl_s must be at least 60"),
    ],
)
def test_a_mistake_in_the_settings_is_named(change: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError, match=message.replace(".", r"\.")):
        from_settings(replace(SETTINGS, **change))  # type: ignore[arg-type]


def test_the_secret_may_stand_in_a_file_and_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("south\n")
    turn = from_settings(replace(SETTINGS, secret="", secret_file=str(tmp_path / "secret")))
    assert turn.secret == "south" and "south" not in repr(turn)
