"""The arrows between packages never turn back, pure packages stay pure, and third-party edges have one importer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("bus", "server", "media", "headless")

FORBIDDEN_ARROWS = {
    "bus": ("server", "media", "headless", "bench"),
    "media": ("server", "headless", "bench"),
    "server": ("media", "headless", "bench"),
    "headless": ("bench",),
    "server/meeting": (
        "server.web",
        "server.storage",
        "server.focus",
        "server.app",
        "server.signaling",
        "server.runtime",
        "bus",
    ),
    "server/signaling": ("server.web", "server.storage", "server.focus", "server.app", "bus"),
    "server/registration": ("server.web", "server.app", "server.focus", "server.signaling", "server.attendance", "bus"),
    "media/rtp": ("media.transport", "media.mixer", "media.fanout", "media.sfu", "media.codec", "bus"),
    "media/fanout": ("media.transport", "media.mixer", "media.sfu", "media.codec", "bus.local", "bus.messages"),
    "media/sfu": ("media.transport", "media.mixer"),
    "media/mixer": ("media.transport", "media.sfu"),
}

PURE = (
    "server/meeting",
    "server/unpacking.py",
    "server/signaling",
    *(
        f"server/registration/{name}.py"
        for name in (
            *("records", "duties", "derivation", "people", "conferences", "places", "sheets", "words", "drafts"),
            *("importing", "delivery", "letters", "calendars", "convocation"),
            *("factors", "official", "printed", "pinyin", "traces"),
        )
    ),
    "media/rtp",
    "media/sfu",
    "media/mixer",
    "media/clock.py",
    *(
        f"media/webcast/{name}.py"
        for name in (
            "timeline",
            "boxes",
            "packager",
            "records",
            "history",
            "playlist",
            "sound",
            "meters",
            "depacketize",
            "layout",
        )
    ),
    "bus/messages.py",
    "bus/pipe.py",
)
IMPURE_MODULES = {
    "asyncio",
    "time",
    "random",
    "socket",
    "threading",
    "subprocess",
    "aiohttp",
    "aiortc",
    "av",
    "sqlalchemy",
    "secrets",
}

SOLE_IMPORTERS = {
    "aiortc": ("media/transport", "headless"),
    "aiohttp": (
        "server/web",
        "server/app.py",
        "server/registration/carriers.py",
        "media/webcast",
        "media/webcast_process.py",
    ),
    "aiosmtplib": ("server/registration/carriers.py",),
    "argon2": ("server/registration/passwords.py",),
    "pypinyin": ("server/registration/pinyin.py",),
    "typst": ("server/registration/typesetting.py",),
    "python_calamine": ("server/registration/sheets.py",),
    "av": ("media/codec", "media/webcast"),
    "sqlalchemy": ("server/storage",),
    "websockets": ("headless",),
    "pylibsrtp": ("media/transport", "media/fanout", "headless"),
}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _sources() -> list[tuple[str, list[str]]]:
    files = [f for package in PACKAGES for f in sorted((ROOT / package).rglob("*.py"))]
    assert len(files) > 40, "the packages have moved: this test would prove nothing"
    return [(f.relative_to(ROOT).as_posix(), list(_imports(f))) for f in files]


def _inside(path: str, place: str) -> bool:
    return path == place or path.startswith(place + "/")


def _names(imported: str, module: str) -> bool:
    return imported == module or imported.startswith(module + ".")


def test_no_arrow_between_packages_turns_back() -> None:
    wrong = [
        f"{path} imports {name}"
        for path, names in _sources()
        for place, forbidden in FORBIDDEN_ARROWS.items()
        if _inside(path, place)
        for name in names
        if any(_names(name, module) for module in forbidden)
    ]
    assert not wrong, "\n".join(wrong)


def test_pure_packages_know_no_clock_no_chance_and_no_io() -> None:
    wrong = [
        f"{path} imports {name}"
        for path, names in _sources()
        if any(_inside(path, place) for place in PURE)
        for name in names
        if name.split(".")[0] in IMPURE_MODULES
    ]
    assert not wrong, "\n".join(wrong)


def test_each_third_party_edge_has_its_one_importer() -> None:
    wrong = [
        f"{path} imports {name}"
        for path, names in _sources()
        for name in names
        if (places := SOLE_IMPORTERS.get(name.split(".")[0])) and not any(_inside(path, place) for place in places)
    ]
    assert not wrong, "\n".join(wrong)
