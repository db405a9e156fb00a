"""What a page says of itself in its head to search engines and to those who share it: Open Graph, schema.org, oEmbed."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

SITE_NAME = "Hemicycle"


class Head(NamedTuple):
    """``url`` and the others are absolute addresses; ``about``: a schema.org object."""

    title: str
    description: str
    url: str
    player: str
    oembed: str
    language: str
    about: Mapping[str, Any]
    playlist: str | None = None


def markup(head: Head) -> str:
    """For the end of ``<head>``; every text is escaped."""
    title = html.escape(head.title)
    described = html.escape(head.description)
    properties = {
        "og:type": "video.other",
        "og:site_name": SITE_NAME,
        "og:title": head.title,
        "og:description": head.description,
        "og:url": head.url,
        "og:video:url": head.player,
        "og:video:type": "text/html",
        "og:video:width": "1280",
        "og:video:height": "720",
        "og:locale": head.language,
    }
    lines = [f'<meta property="{name}" content="{html.escape(value)}">' for name, value in properties.items()]
    oembed = html.escape(head.oembed)
    return "\n".join(
        [
            f'<meta name="description" content="{described}">',
            '<meta name="twitter:card" content="player">',
            f'<link rel="canonical" href="{html.escape(head.url)}">',
            f'<link rel="alternate" type="application/json+oembed" href="{oembed}" title="{title}">',
            *lines,
            f'<script type="application/ld+json">{data(head.about)}</script>',
            "",
        ]
    )


def put(page: str, head: Head) -> str:
    """The page with its title and the rest in its head."""
    before, opened, rest = page.partition("<title>")
    if opened:
        page = f"{before}<title>{html.escape(head.title)}</title>{rest.partition('</title>')[2]}"
    begin, end, rest = page.partition("</head>")
    return f"{begin}{markup(head)}{end}{rest}" if end else page


def data(about: Mapping[str, Any]) -> str:
    """JSON that cannot end the script element it stands in (HTML standard section 4.12.1.3)."""
    text = msgspec.json.encode({"@context": "https://schema.org", **about}).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def moment(at: float) -> str:
    """ISO 8601 in UTC."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def duration(seconds: float) -> str:
    """ISO 8601."""
    return f"PT{max(0, round(seconds))}S"


def video(title: str, description: str, url: str, player: str, begins: float, ends: float | None) -> dict[str, Any]:
    """A schema.org VideoObject; ``ends`` None: a broadcast that goes on."""
    about: dict[str, Any] = {
        "@type": "VideoObject",
        "name": title,
        "description": description,
        "url": url,
        "embedUrl": player,
        "uploadDate": moment(begins),
        "isAccessibleForFree": True,
    }
    if ends is not None:
        return {**about, "duration": duration(ends - begins)}
    live = {"@type": "BroadcastEvent", "isLiveBroadcast": True, "startDate": moment(begins)}
    return {**about, "publication": live}
