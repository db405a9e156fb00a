"""Every form of address the origin has: what leads out, does not exist or lies far ahead is refused, whatever is asked."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bus.messages import CaptionLine, CaptionLines
from media.webcast import origin as origin_module
from tests.unit.media.webcast.test_webcast_origin import AT, ID, Site

SECRET = "what nobody may read"
FORMS = {
    "/webcast/{meeting}/index.m3u8": "/webcast/demo/index.m3u8",
    "/webcast/{meeting}/start.m3u8": "/webcast/demo/start.m3u8",
    "/webcast/{meeting}/{webcast}/index.m3u8": f"/webcast/demo/{ID}/index.m3u8",
    "/webcast/{meeting}/{webcast}/start.m3u8": f"/webcast/demo/{ID}/start.m3u8",
    "/webcast/{meeting}/{webcast}/{rendition}.m3u8": f"/webcast/demo/{ID}/fr.m3u8",
    "/webcast/{meeting}/{webcast}/start/{rendition}.m3u8": f"/webcast/demo/{ID}/start/720p.m3u8",
    "/webcast/{meeting}/{webcast}/vod/index.m3u8": f"/webcast/demo/{ID}/vod/index.m3u8",
    "/webcast/{meeting}/{webcast}/vod/{rendition}.m3u8": f"/webcast/demo/{ID}/vod/fr.m3u8",
    "/webcast/{meeting}/{webcast}/{rendition}/{number}.m4s": f"/webcast/demo/{ID}/720p/0.m4s",
    "/webcast/{meeting}/{webcast}/{rendition}/{number}.{part}.m4s": f"/webcast/demo/{ID}/fr/0.2.m4s",
    "/webcast/{meeting}/{webcast}/{rendition}/{number}.r{revision}.m4s": f"/webcast/demo/{ID}/fr/0.r1.m4s",
    "/webcast/{meeting}/{webcast}/{rendition}/{number}.silent.m4s": f"/webcast/demo/{ID}/fr/0.silent.m4s",
    "/webcast/{meeting}/{webcast}/{rendition}/init.{number}.mp4": f"/webcast/demo/{ID}/fr/init.0.mp4",
    "/webcast/{meeting}/{webcast}/{rendition}/silent.mp4": f"/webcast/demo/{ID}/fr/silent.mp4",
    "/webcast/{meeting}/{webcast}/download/{file}": f"/webcast/demo/{ID}/download/fr.m4a",
    "/webcast/{meeting}/{webcast}/captions/{language}.m3u8": f"/webcast/demo/{ID}/captions/fr.m3u8",
    "/webcast/{meeting}/{webcast}/start/captions/{language}.m3u8": f"/webcast/demo/{ID}/start/captions/fr.m3u8",
    "/webcast/{meeting}/{webcast}/vod/captions/{language}.m3u8": f"/webcast/demo/{ID}/vod/captions/fr.m3u8",
    "/webcast/{meeting}/{webcast}/captions/{language}/{first}.vtt": f"/webcast/demo/{ID}/captions/fr/0.vtt",
    "/webcast/{meeting}/{webcast}/captions/{language}/{first}-{last}.vtt": f"/webcast/demo/{ID}/captions/fr/0-1.vtt",
}
"""An address of each form; all but that of a correction, of which there is none, are answered."""
UNANSWERED = "r1.m4s"
TYPES = (b"application/vnd.apple.mpegurl", b"video/mp4", b"audio/mp4", b"text/vtt", b"application/json")
OUTWARDS = (
    *("..", "%2e%2e", "..%2f..%2fsecret", "..%5csecret", "%2fetc%2fpasswd", "secret", "secret%00", ""),
    *("%c0%ae%c0%ae%c0%afsecret", "%252e%252e%252fsecret", "index.jsonl", "x" * 5000, "٣"),
)
PIECES = [
    *("webcast", "demo", ID, "720p", "fr", "vod", "start", "download", "captions", "flac", "index.m3u8", "fr.m3u8"),
    *("0.m4s", "0.0.m4s", "999999999.m4s", "0.9.m4s", "0.r0.m4s", "0.r1.m4s", "0.silent.m4s", "999999999.silent.m4s"),
    *("init.0.mp4", "init.999999999.mp4", "silent.mp4", "all.mp4", "fr.m4a", "chapters.json", "manifest.json"),
    *("0.vtt", "0-1.vtt", "1-0.vtt", "0-999999999.vtt", *OUTWARDS),
]
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(["_HLS_msn", "_HLS_part", "_HLS_skip", "from", "to", "x"]),
        st.sampled_from(["0", "1", "999999999", "-1", "YES", "nan", "1e400", "1800000004", "%00", "٣", ""]),
    ),
    max_size=3,
)


@contextmanager
def on_air(directory: Path) -> Iterator[tuple[asyncio.Runner, Site]]:
    """A webcast of two segments and a part, with a line of captions, and a secret in every directory of the disk."""

    async def begin(site: Site) -> None:
        await site.start()
        await site.on_air()
        site.studio.play(site.packager, 7)
        await site.library.caption(CaptionLines("demo", ID, "fr", (CaptionLine("c1", "Bonjour", AT, AT + 1),)))
        await site.written()

    site = Site(directory / "data")
    with asyncio.Runner() as runner:
        try:
            runner.run(begin(site))
            for place in [directory, *(found for found in directory.rglob("*") if found.is_dir())]:
                for name in ("secret", "secret.m4s", "secret.mp4", "secret.m3u8", "secret.json"):
                    (place / name).write_text(SECRET)
            yield runner, site
        finally:
            runner.run(site.stop())


async def ask(site: Site, path: str) -> tuple[int, bytes]:
    """Exactly these bytes, as no client would send them."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(site.url.split(":")[2].split("/")[0]))
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        answer = await asyncio.wait_for(reader.read(), 20)
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1]), answer


def holds_nothing_it_should_not(answer: bytes) -> bool:
    return SECRET.encode() not in answer and b"root:" not in answer and b'"opened"' not in answer


def variables(form: str, address: str) -> list[tuple[int, int]]:
    """Where in an address the variables of its form are."""
    pattern = "".join(
        f"(?P<{piece[1:-1]}>.+?)" if piece.startswith("{") else re.escape(piece) for piece in re.split(r"(\{[a-z]+\})", form)
    )
    found = re.fullmatch(pattern, address)
    assert found is not None, (form, address)
    return [found.span(name) for name in found.groupdict()]


def test_every_form_of_address_is_known_here_and_answers(tmp_path: Path) -> None:
    with on_air(tmp_path) as (runner, site):
        forms = {re.sub(r"\{(\w+)[^}]*\}", r"{\1}", one.canonical) for one in site.origin.application().router.resources()}
        assert forms == set(FORMS)
        for address in FORMS.values():
            status, answer = runner.run(ask(site, address))
            assert status == (404 if address.endswith(UNANSWERED) else 200), address
            assert holds_nothing_it_should_not(answer)


def test_no_part_of_an_address_leads_out_or_is_anything_but_a_name(tmp_path: Path) -> None:
    with on_air(tmp_path) as (runner, site):
        for form, address in FORMS.items():
            for begin, end in variables(form, address):
                for outward in OUTWARDS:
                    path = address[:begin] + outward + address[end:]
                    status, answer = runner.run(ask(site, path))
                    assert 400 <= status < 500 and holds_nothing_it_should_not(answer), path


def test_what_lies_far_ahead_is_refused_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origin_module, "BLOCK_S", 15.0)
    numbered = [form for form in FORMS if re.search(r"\{(number|first|last)\}", form)]
    with on_air(tmp_path) as (runner, site):
        for form in numbered:
            far = re.sub(r"(?<=[/.-])\d(?=[.-])", "999999999", FORMS[form])
            assert far != FORMS[form]
            began = time.monotonic()
            status, _ = runner.run(ask(site, far))
            assert status in (400, 404) and time.monotonic() - began < 10, far
    assert len(numbered) == 7


def test_whatever_is_asked_is_answered_and_gives_nothing_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origin_module, "BLOCK_S", 0.02)
    paths = st.lists(st.sampled_from(PIECES) | st.text("abfr0127.%/\\-_~", max_size=12), max_size=6).map("/".join)

    with on_air(tmp_path) as (runner, site):

        @settings(max_examples=150, deadline=None)
        @given(st.sampled_from(["/", "/webcast/demo/", f"/webcast/demo/{ID}/"]), paths, QUERIES)
        @example("/", f"webcast/demo/{ID}/vod/fr.m3u8", [("from", "1e400")])
        @example("/", f"webcast/demo/{ID}/fr.m3u8", [("_HLS_msn", "999999999"), ("_HLS_part", "0")])
        def whatever(prefix: str, path: str, query: list[tuple[str, str]]) -> None:
            asked = prefix + path + ("?" + "&".join(f"{name}={value}" for name, value in query) if query else "")
            status, answer = runner.run(ask(site, asked))
            head, _, body = answer.partition(b"\r\n\r\n")
            assert status in (200, 400, 404, 503) and holds_nothing_it_should_not(answer), asked
            assert status != 200 or (body and any(b"Content-Type: " + kind in head for kind in TYPES)), asked

        whatever()
