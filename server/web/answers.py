"""The shape of HTTP answers: JSON bodies, one mapping of error codes to statuses, and the headers every answer carries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from aiohttp import web

from server.errors import HemicycleError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

STATUS = {
    "tokenUnknown": 401,
    "notPermitted": 403,
    "unknownMeeting": 404,
    "unknownChannel": 404,
    "unknownPeer": 404,
    "meetingFull": 409,
    "activeFull": 409,
    "quotaReached": 409,
    "placeClosed": 409,
    "entryRefused": 403,
    "unknownMessage": 404,
    "unknownStatement": 404,
    "codeUnknown": 404,
    "unknownSeat": 404,
    "attendsRemotely": 409,
    "attendsInRoom": 409,
    "alreadyRequested": 409,
    "listClosed": 409,
    "listFull": 409,
    "listSuspended": 409,
    "sittingNotOpen": 409,
    "itemNotOpen": 409,
    "operatorOnly": 409,
    "wrongState": 409,
    "noRequest": 409,
    "valueInvalid": 422,
    "statementDelivered": 409,
    "statementsFull": 409,
    "fileTooLarge": 413,
    "fileTypeRefused": 415,
    "notPlaying": 409,
    "alreadyPlaying": 409,
    "unknownParticipant": 404,
    "unknownRequest": 404,
    "deskTaken": 409,
    "frameTooLarge": 413,
    "nameInvalid": 422,
    "noBooth": 422,
    "channelNotPermitted": 409,
    "relayCycle": 409,
    "boothEmpty": 409,
    "unknownCall": 404,
    "unknownTerm": 404,
    "glossaryFull": 409,
    "webcastOff": 409,
    "sittingInCamera": 409,
    "unknownWebcast": 404,
    "unknownRecording": 404,
    "textEmpty": 422,
    "textTooLong": 422,
    "sdpInvalid": 400,
    "tooFast": 429,
    "signInFailed": 401,
    "sessionUnknown": 401,
    "csrfInvalid": 403,
    "lockedOut": 423,
    "busy": 503,
    "passwordWeak": 422,
    "nameTaken": 409,
    "unknownStaff": 404,
    "unknownConference": 404,
    "unknownPerson": 404,
    "unknownRegistration": 404,
    "unknownDeclaration": 404,
    "unknownLetter": 404,
    "unknownDocument": 404,
    "documentsFull": 409,
    "unknownTest": 404,
    "unknownKey": 404,
    "unknownSlot": 404,
    "slotFull": 409,
    "fieldInvalid": 422,
    "changedMeanwhile": 409,
    "registrationNotOpen": 409,
    "registrationClosed": 409,
    "alreadyRegistered": 409,
    "formForbids": 409,
    "participantsFull": 409,
    "delegationFull": 409,
    "onSiteFull": 409,
    "tableInvalid": 422,
    "encodingUnclear": 422,
    "mappingInvalid": 422,
    "codeRefused": 401,
    "codeSpent": 409,
    "channelMissing": 409,
    "notAccredited": 403,
    "attendsOnSite": 409,
    "enteredElsewhere": 409,
    "meetingNotOpen": 409,
    "journalUnavailable": 503,
    "mediaUnavailable": 503,
}
"""Error code -> HTTP status; any other code is 400."""

SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob: mediastream:",
            "worker-src 'self' blob:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "camera=(self), microphone=(self), display-capture=(self), autoplay=(self), fullscreen=(self), "
        "speaker-selection=(self), screen-wake-lock=(self), geolocation=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Server": "Hemicycle",
}
HSTS = "max-age=31536000"

_encode = msgspec.json.Encoder().encode


def json_body(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return json_bytes(_encode(value), status, headers)


def json_bytes(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(
        body=body, status=status, content_type="application/json", headers={"Cache-Control": "no-store", **(headers or {})}
    )


def refusal(code: str, detail: dict[str, str] | None = None, *, status: int = 0) -> web.Response:
    """``status`` 0: the code's."""
    return json_body({"code": code, "detail": detail or {}}, status or STATUS.get(code, 400))


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Errors of ours by their code; what aiohttp refuses on the API in the same shape."""
    try:
        return await handler(request)
    except HemicycleError as error:
        return refusal(error.code, error.detail)
    except web.HTTPRequestEntityTooLarge:
        return refusal("frameTooLarge")


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """``on_response_prepare``: security headers on everything."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.secure:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
