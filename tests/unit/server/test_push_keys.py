"""Keys of destinations: taken once, kept beside the database, shown to nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.errors import UserError
from server.push_keys import Keys, PushKeys, divide

LONG = "long enough to be one"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("rtmp://a/live", "k", ""), ("rtmp://a/live", Keys("k"))),
        (("rtmp://a/live2/k-e-y", "", ""), ("rtmp://a/live2", Keys("k-e-y"))),
        (("rtmps://a:443/app/inst/k?token=1", "", ""), ("rtmps://a:443/app/inst", Keys("k?token=1"))),
        (("srt://a:9000", "id", LONG), ("srt://a:9000", Keys("id", LONG))),
        (
            (f"srt://a:9000?mode=caller&latency=200&streamid=id&passphrase={LONG.replace(' ', '%20')}", "", ""),
            ("srt://a:9000?latency=200", Keys("id", LONG)),
        ),
        (("udp://239.1.1.1:5000", "", ""), ("udp://239.1.1.1:5000", Keys())),
        (("srt://[2001:db8::1]:9000", "", ""), ("srt://[2001:db8::1]:9000", Keys())),
    ],
)
def test_what_is_secret_of_an_address_is_no_part_of_what_is_shown(
    typed: tuple[str, str, str], expected: tuple[str, Keys]
) -> None:
    shown, keys = divide(*typed)
    assert (shown, keys.key, keys.passphrase) == (expected[0], expected[1].key, expected[1].passphrase)


@pytest.mark.parametrize(
    "typed",
    [
        *[
            (address, "k", "")
            for address in ("http://a/b", "rtmp://u:p@a/live", "rtmp://a", "file:///x", "rtmp://a b/c", "")
        ],
        *[("rtmp://a/live", "", ""), ("rtmp://a/live?x=1", "k", ""), ("rtmp://a/live", "k", LONG)],
        *[("srt://a", "", ""), ("srt://a:9000", "", "short"), ("srt://a:9000?mode=listener", "", "")],
        *[("srt://a:9000?latency=200000", "", ""), ("udp://a:1", "k", ""), ("rtmp://a/live", "k" * 513, "")],
    ],
)
def test_what_cannot_be_pushed_to_is_refused(typed: tuple[str, str, str]) -> None:
    with pytest.raises(UserError, match="valueInvalid"):
        divide(*typed)


def test_keys_are_for_their_owner_alone_and_outlive_the_process(tmp_path: Path) -> None:
    PushKeys(tmp_path / "m.pushes").put("d1", Keys("k", LONG))
    (file,) = (tmp_path / "m.pushes").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    again = PushKeys(tmp_path / "m.pushes")
    assert again.get("d1").key == "k" and again.get("d1").passphrase == LONG
    assert again.get("d2") == Keys()


def test_keys_go_with_their_destination(tmp_path: Path) -> None:
    keys = PushKeys(tmp_path)
    for name in ("d1", "d2", "d3"):
        keys.put(name, Keys(name))
    keys.remove("d1")
    keys.tidy(["d3"])
    assert [file.stem for file in tmp_path.iterdir()] == ["d3"] and keys.get("d1") == Keys()


def test_a_disk_that_takes_nothing_refuses_the_destination(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="journalUnavailable"):
        PushKeys(tmp_path / "file" / "x").put("d1", Keys("k"))


def test_keys_are_in_no_message_that_is_shown() -> None:
    assert "secret" not in repr(Keys("secret", "secret"))
