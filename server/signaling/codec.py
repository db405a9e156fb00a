"""JSON on the wire <-> messages.  What cannot be read is a ``ProtocolError`` with the request's id as far as it is known."""

from __future__ import annotations

import typing

import msgspec

from server.errors import ProtocolError
from server.signaling.messages import ClientMessage, ServerMessage

_decoder: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)
_encoder = msgspec.json.Encoder()
_KNOWN = frozenset(str(message.__struct_config__.tag) for message in typing.get_args(ClientMessage))


class _Envelope(msgspec.Struct):
    type: typing.Any = None
    id: typing.Any = None


_envelope: msgspec.json.Decoder[_Envelope] = msgspec.json.Decoder(_Envelope)


class FrameRefused(Exception):
    """``request_id``: the id the frame carried, None when it could not be read."""

    def __init__(self, error: ProtocolError, request_id: int | None = None) -> None:
        super().__init__(error.code)
        self.error = error
        self.request_id = request_id


def decode(frame: bytes | str, limit: int) -> ClientMessage:
    """:raises FrameRefused: frameTooLarge, frameMalformed, messageUnknown, messageInvalid."""
    if len(frame) > limit:
        raise FrameRefused(ProtocolError("frameTooLarge"))
    try:
        return _decoder.decode(frame)
    except msgspec.ValidationError as error:
        raise _explain(frame, str(error)) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise FrameRefused(ProtocolError("frameMalformed")) from None


def _explain(frame: bytes | str, reason: str) -> FrameRefused:
    """A frame that is JSON and no message of ours."""
    try:
        envelope = _envelope.decode(frame)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return FrameRefused(ProtocolError("messageInvalid"))
    request_id = envelope.id if isinstance(envelope.id, int) and not isinstance(envelope.id, bool) else None
    if not isinstance(envelope.type, str) or envelope.type not in _KNOWN:
        return FrameRefused(ProtocolError("messageUnknown"), request_id)
    return FrameRefused(ProtocolError("messageInvalid", reason=reason), request_id)


def encode(message: ServerMessage) -> bytes:
    return _encoder.encode(message)
