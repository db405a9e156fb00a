"""DTLS-SRTP client (RFC 5764) over memory buffers: datagrams in, datagrams out, SRTP sessions at the end.

Everything uses ONE certificate and ONE OpenSSL context per process (:class:`Identity`).
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from dataclasses import dataclass

import pylibsrtp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from OpenSSL import SSL

_CIPHERS = b"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305"
_LABEL = b"EXTRACTOR-dtls_srtp"
_REPLAY_WINDOW = 1024


@dataclass(frozen=True, slots=True)
class _Profile:
    name: bytes
    number: int
    key_length: int
    salt_length: int


_PROFILES = (
    _Profile(b"SRTP_AEAD_AES_128_GCM", pylibsrtp.Policy.SRTP_PROFILE_AEAD_AES_128_GCM, 16, 12),
    _Profile(b"SRTP_AEAD_AES_256_GCM", pylibsrtp.Policy.SRTP_PROFILE_AEAD_AES_256_GCM, 32, 12),
    _Profile(b"SRTP_AES128_CM_SHA1_80", pylibsrtp.Policy.SRTP_PROFILE_AES128_CM_SHA1_80, 16, 14),
)


class DtlsError(Exception):
    """The handshake failed, or the server is not the one its description promised."""


class Identity:
    """A self-signed P-256 certificate and the context that shows it."""

    def __init__(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, secrets.token_hex(8))])
        now = datetime.datetime.now(tz=datetime.UTC)
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        certificate = builder.not_valid_after(now + datetime.timedelta(days=365)).sign(key, hashes.SHA256())
        self.fingerprint = _colons(certificate.fingerprint(hashes.SHA256()))
        self.context = SSL.Context(SSL.DTLS_METHOD)
        self.context.set_options(SSL.OP_NO_TICKET)
        # The chain proves nothing in WebRTC: DtlsClient compares the fingerprint instead.
        self.context.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, lambda *_: True)
        self.context.use_certificate(certificate)
        self.context.use_privatekey(key)
        self.context.set_cipher_list(_CIPHERS)
        self.context.set_tlsext_use_srtp(b":".join(profile.name for profile in _PROFILES))


def _colons(digest: bytes) -> str:
    return digest.hex(":").upper()


class DtlsClient:
    """Drive it: :meth:`start` once, :meth:`receive` per datagram, :meth:`tick` while not :attr:`connected`; send what each
    returns.  All raise :class:`DtlsError`."""

    def __init__(self, identity: Identity, fingerprint: tuple[str, str]) -> None:
        self._fingerprint = fingerprint
        self._ssl = SSL.Connection(identity.context, None)
        self._ssl.set_connect_state()
        self.inbound: pylibsrtp.Session | None = None
        self.outbound: pylibsrtp.Session | None = None
        self.profile = ""
        """The SRTP profile agreed on, by its DTLS name; empty before."""

    @property
    def connected(self) -> bool:
        return self.outbound is not None

    def start(self) -> list[bytes]:
        return self._handshake()

    def receive(self, datagram: bytes) -> list[bytes]:
        """Raises ``EOFError`` when the server has closed the association."""
        self._ssl.bio_write(datagram)
        if not self.connected:
            return self._handshake()
        try:
            self._ssl.recv(1500)
        except SSL.ZeroReturnError:
            raise EOFError from None
        except SSL.WantReadError:
            pass
        except SSL.Error as error:
            raise DtlsError(f"record refused: {error}") from error
        return self._pending()

    def tick(self) -> list[bytes]:
        """Resend the flight when its timer has run out (RFC 6347 §4.2.4)."""
        if self._ssl.DTLSv1_get_timeout() == 0:
            self._ssl.DTLSv1_handle_timeout()
        return self._pending()

    def close(self) -> list[bytes]:
        """The close_notify."""
        try:
            self._ssl.shutdown()
        except SSL.Error:
            return []
        return self._pending()

    def _handshake(self) -> list[bytes]:
        try:
            self._ssl.do_handshake()
        except SSL.WantReadError:
            return self._pending()
        except SSL.Error as error:
            raise DtlsError(f"handshake failed: {error}") from error
        flight = self._pending()
        self._check_fingerprint()
        self._derive()
        return flight

    def _pending(self) -> list[bytes]:
        # One flight of a client with a P-256 certificate stays below 1,000 bytes: one datagram.
        try:
            return [self._ssl.bio_read(4096)]
        except SSL.WantReadError:
            return []

    def _check_fingerprint(self) -> None:
        algorithm, promised = self._fingerprint
        certificate = self._ssl.get_peer_certificate(as_cryptography=True)
        if certificate is None or algorithm not in ("sha-256", "sha-384", "sha-512"):
            raise DtlsError("no usable certificate or fingerprint")
        digest = hashlib.new(algorithm.replace("-", ""), certificate.public_bytes(serialization.Encoding.DER)).digest()
        if _colons(digest) != promised:
            raise DtlsError("the certificate is not the one the description promised")

    def _derive(self) -> None:
        """SRTP sessions from the exported keys (RFC 5764 §4.2): client key, server key, client salt, server salt."""
        chosen = self._ssl.get_selected_srtp_profile()
        profile = next((candidate for candidate in _PROFILES if candidate.name == chosen), None)
        if profile is None:
            raise DtlsError("no SRTP profile in common")
        self.profile = profile.name.decode()
        key, salt = profile.key_length, profile.salt_length
        material = self._ssl.export_keying_material(_LABEL, 2 * (key + salt))
        keys = [material[side * key : (side + 1) * key] + material[2 * key + side * salt :][:salt] for side in (0, 1)]
        self.outbound = _session(profile, keys[0], pylibsrtp.Policy.SSRC_ANY_OUTBOUND)
        self.inbound = _session(profile, keys[1], pylibsrtp.Policy.SSRC_ANY_INBOUND)


def _session(profile: _Profile, key: bytes, direction: int) -> pylibsrtp.Session:
    policy = pylibsrtp.Policy(key=key, ssrc_type=direction, srtp_profile=profile.number)
    policy.window_size = _REPLAY_WINDOW
    policy.allow_repeat_tx = True
    return pylibsrtp.Session(policy)
