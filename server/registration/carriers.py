"""Ways a message leaves: a mail server (RFC 5321), an SMS gateway by HTTP, or not at all: it is held for the desk to read.

A carrier calls ``handing_over`` right before the point of no return: what fails before is certainly not delivered, what
fails after may be.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

import aiohttp
import aiosmtplib
from aiosmtplib.errors import SMTPException, SMTPRecipientRefused, SMTPResponseException

from server.settings import Mail, SettingsError, Sms

HandingOver = Callable[[], Awaitable[None]]


class Unreachable(Exception):
    """The carrier's server: nothing of this batch can go now."""


class Postponed(Exception):
    """This message, for now."""


class Refused(Exception):
    """This message, for good."""


class Uncertain(Exception):
    """It may have been delivered."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message as it goes out."""

    message_id: str
    to: str
    """Address or telephone number."""
    sender: str = ""
    mail: EmailMessage | None = None
    text: str = ""


class Session(Protocol):
    async def send(self, parcel: Parcel, handing_over: HandingOver) -> None:
        """:raises Unreachable, Postponed, Refused, Uncertain:"""


class Carrier(Protocol):
    def session(self) -> AbstractAsyncContextManager[Session]:
        """For some messages.

        :raises Unreachable:
        """


# --- mail ---


class SmtpCarrier:
    def __init__(self, settings: Mail) -> None:
        """:raises SettingsError: ``mail.security`` is none of the three, or the password cannot be read."""
        if settings.security not in ("starttls", "tls", "none"):
            raise SettingsError(f"mail.security: starttls, tls or none, not {settings.security!r}")
        self._settings = settings
        self._password = read_secret(settings.password_file)

    @contextlib.asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        settings = self._settings
        client = aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            timeout=settings.timeout_s,
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            username=settings.user or None,
            password=self._password or None,
        )
        try:
            await client.connect()
        except (SMTPException, OSError, ValueError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        try:
            yield _SmtpSession(client)
        finally:
            with contextlib.suppress(SMTPException, OSError):
                await client.quit()
            client.close()


class _SmtpSession:
    def __init__(self, client: aiosmtplib.SMTP) -> None:
        self._client = client

    async def send(self, parcel: Parcel, handing_over: HandingOver) -> None:
        assert parcel.mail is not None
        try:
            await self._client.mail(parcel.sender)
        except (SMTPException, OSError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        try:
            await self._client.rcpt(parcel.to)
        except (SMTPRecipientRefused, SMTPResponseException) as error:
            await self._reset()
            raise _answered(error.code, error.message) from error
        except (SMTPException, OSError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        await handing_over()
        try:
            await self._client.data(parcel.mail.as_bytes())
        except SMTPResponseException as error:
            await self._reset()
            raise _answered(error.code, error.message) from error
        except (SMTPException, OSError) as error:
            raise Uncertain(f"{type(error).__name__}: {error}") from error

    async def _reset(self) -> None:
        """Ready for the next message; when not, the next one finds out."""
        with contextlib.suppress(SMTPException, OSError):
            await self._client.rset()


def _answered(code: int, message: str) -> Exception:
    """4yz: try later; 5yz: never (RFC 5321 §4.2.1)."""
    return (Refused if 500 <= code < 600 else Postponed)(f"{code} {message}")


# --- SMS ---


class WebhookCarrier:
    """``POST {"to", "text", "id"}``; any 2xx is taken, 4xx but 408 and 429 refused, the rest tried again."""

    def __init__(self, settings: Sms) -> None:
        """:raises SettingsError: no URL, or the token cannot be read."""
        if not settings.url.startswith(("http://", "https://")):
            raise SettingsError("sms.url: where the gateway is, http:// or https://")
        self._settings = settings
        token = read_secret(settings.token_file)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    @contextlib.asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        timeout = aiohttp.ClientTimeout(total=self._settings.timeout_s)
        async with aiohttp.ClientSession(timeout=timeout, headers=self._headers) as http:
            yield _WebhookSession(http, self._settings.url)


class _WebhookSession:
    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http = http
        self._url = url

    async def send(self, parcel: Parcel, handing_over: HandingOver) -> None:
        await handing_over()
        body = {"to": parcel.to, "text": parcel.text, "id": parcel.message_id}
        try:
            async with self._http.post(self._url, json=body, allow_redirects=False) as response:
                status = response.status
        except aiohttp.ClientConnectorError as error:
            raise Postponed(str(error)) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Uncertain(f"{type(error).__name__}: {error}") from error
        if 400 <= status < 500 and status not in (408, 429):
            raise Refused(f"HTTP {status}")
        if not 200 <= status < 300:
            raise Postponed(f"HTTP {status}")


def read_secret(file: str) -> str:
    """:raises SettingsError: it cannot be read."""
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read {file}: {error}") from error


def mail_carrier(settings: Mail) -> Carrier | None:
    """None: mails are held.

    :raises SettingsError:
    """
    if settings.delivery not in ("outbox", "smtp"):
        raise SettingsError(f"mail.delivery: outbox or smtp, not {settings.delivery!r}")
    return SmtpCarrier(settings) if settings.delivery == "smtp" else None


def sms_carrier(settings: Sms) -> Carrier | None:
    """None: they are held, or not offered at all.

    :raises SettingsError:
    """
    if settings.delivery not in ("", "outbox", "webhook"):
        raise SettingsError(f'sms.delivery: "", outbox or webhook, not {settings.delivery!r}')
    return WebhookCarrier(settings) if settings.delivery == "webhook" else None
