"""People who speak while the crowd listens: one on the floor and one at a desk per language, in a process of their own.

They never pause, so every channel carries speech at every moment and no encoder rests.  The floor may be seen, too.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from headless import script
from headless.cadence import Cadence
from headless.clips import Library
from headless.dtls import Identity
from headless.entry import enter
from headless.participant import Participant
from headless.sending import filler

PICTURES_PER_SECOND = 25
READY_S = 30.0
STOP_S = 10.0


class SpeakersFailed(Exception):
    """They could not take their places; the text says why."""


async def _speak(url: str, meeting: str, languages: tuple[str, ...], video_kbps: int, stop: Connection) -> None:
    identity, cadence, library = Identity(), Cadence(), Library()
    people: list[Participant] = []
    key = script.load().delegates[0].key
    try:
        for language in ("", *languages):
            role = "interpreter" if language else "room"
            name = f"Load {role} {language}".strip()
            entry = await enter(
                url, meeting, name=name, role=role, language=language or languages[0], booth=language or None
            )
            person = Participant(identity=identity, cadence=cadence, decrypt_every=50)
            people.append(person)
            await person.join(url, entry.token)
            await person.open_publisher()
            person.microphone.play(library.clip(key, language or languages[0]), loop=True)
            await (person.set_desk("on") if language else person.set_microphone(True))
            if video_kbps and not language:
                person.show(filler(video_kbps * 125 // PICTURES_PER_SECOND, PICTURES_PER_SECOND))
        stop.send("")
        await asyncio.to_thread(stop.poll, None)
    finally:
        await asyncio.gather(*(person.leave() for person in people), return_exceptions=True)


def _main(url: str, meeting: str, languages: tuple[str, ...], video_kbps: int, link: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        asyncio.run(_speak(url, meeting, languages, video_kbps, link))
    except Exception as error:
        link.send(f"{type(error).__name__}: {error}")


@contextmanager
def speakers(url: str, meeting: str, languages: tuple[str, ...], video_kbps: int = 0) -> Iterator[int]:
    """While inside, the floor and every language carry speech; yields the pid.  Blocks until they speak.

    ``video_kbps``: of the floor's camera, 0 without one.  Raises :class:`SpeakersFailed`.
    """
    context: Any = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_main, args=(url, meeting, languages, video_kbps, there), daemon=True)
    process.start()
    there.close()
    try:
        trouble = _trouble(here)
        if trouble:
            raise SpeakersFailed(trouble)
        yield process.pid
    finally:
        here.close()
        process.join(STOP_S)
        if process.is_alive():
            process.kill()
            process.join()


def _trouble(link: Connection) -> str:
    """Empty once they speak."""
    try:
        return str(link.recv()) if link.poll(READY_S) else f"they do not speak after {READY_S:g} s"
    except EOFError:
        return "their process ended"
