"""Settings: ``config/reference.toml`` < file given with --config < environment < flags.

The reference file holds every default and is the manual; the dataclasses here give types.  A key the reference does not know
is an error that names it and its nearest neighbours.
"""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "config" / "reference.toml"
ENVIRONMENT_PREFIX = "HEMICYCLE_"
OTHER_VARIABLES = frozenset({"HEMICYCLE_KERNEL"})
"""Read elsewhere (``media/fanout/kernel.py``), not settings."""
_TRUTH = {"true": True, "false": False}
"""As environment variables have it."""


class SettingsError(ValueError):
    """A sentence for the person who starts the server."""


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    tls_cert: str
    tls_key: str
    origins: tuple[str, ...]
    proxies: tuple[str, ...]
    max_body_bytes: int
    drain_s: float
    entries_per_s: float
    entries_burst: int
    client: str
    log_level: str


@dataclass(frozen=True, slots=True)
class Media:
    host: str
    port: int
    advertise: tuple[str, ...]
    request_timeout_s: float
    adoption_grace_s: float
    reconnect_spread_ms: int
    players_limit: int
    revocation_check_s: float


@dataclass(frozen=True, slots=True)
class Turn:
    urls: tuple[str, ...]
    secret: str
    secret_file: str
    ttl_s: float


@dataclass(frozen=True, slots=True)
class Mixer:
    bitrate_bps: int
    complexity: int
    fec: bool
    loss_percent: int
    ceiling_db: float
    jitter_min_ms: int
    jitter_max_ms: int
    loudness_lufs: float
    loudness_range_db: float
    loudness_rate_db_s: float


@dataclass(frozen=True, slots=True)
class Webcast:
    enabled: bool
    host: str
    port: int
    public_url: str
    dvr_s: float
    bitrate_bps: int
    small_bitrate_bps: int
    preset: str
    storage: str
    storage_credentials: str
    keep_local_h: float
    push_hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Storage:
    data: str


@dataclass(frozen=True, slots=True)
class Recordings:
    keep_days: float
    followers_limit: int


@dataclass(frozen=True, slots=True)
class Statements:
    max_bytes: int
    unpacked_max_bytes: int
    recording_max_bytes: int


@dataclass(frozen=True, slots=True)
class Signaling:
    max_frame_bytes: int
    rate_per_s: float
    rate_burst: int
    offences: int
    join_timeout_s: float
    heartbeat_s: float
    send_queue_bytes: int
    roster_interval_ms: int
    list_interval_ms: int
    levels_interval_ms: int
    quality_interval_ms: int


@dataclass(frozen=True, slots=True)
class Supervisor:
    restart_first_s: float
    restart_last_s: float
    restart_reset_s: float
    stop_grace_s: float


@dataclass(frozen=True, slots=True)
class Meetings:
    directory: str
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Registration:
    public_url: str
    organisation: str
    session_s: float
    session_idle_s: float
    session_rotation_s: float
    sign_in_failures: int
    sign_in_lock_s: float
    attempts_per_s: float
    attempts_burst: int
    password_min: int
    password_memory_kib: int
    password_passes: int
    code_life_s: float
    code_tries: int
    codes_before_lock: int
    resend_after_s: float
    resends_per_hour: int
    table_max_bytes: int
    table_max_rows: int
    letter_max_bytes: int
    document_max_bytes: int
    documents_max_bytes: int


@dataclass(frozen=True, slots=True)
class Mail:
    delivery: str
    sender: str
    host: str
    port: int
    security: str
    user: str
    password_file: str
    timeout_s: float
    retry_first_s: float
    retry_last_s: float
    retry_for_s: float


@dataclass(frozen=True, slots=True)
class Sms:
    delivery: str
    url: str
    token_file: str
    timeout_s: float


@dataclass(frozen=True, slots=True)
class Arrival:
    tests_at_once: int
    tests_per_address: int
    tests_per_s: float
    tests_burst: int
    retention_days: float


@dataclass(frozen=True, slots=True)
class TestMeeting:
    enabled: bool
    places: int


@dataclass(frozen=True, slots=True)
class Settings:
    server: Server
    media: Media
    turn: Turn
    mixer: Mixer
    webcast: Webcast
    storage: Storage
    recordings: Recordings
    statements: Statements
    signaling: Signaling
    supervisor: Supervisor
    meetings: Meetings
    registration: Registration
    mail: Mail
    sms: Sms
    arrival: Arrival
    test_meeting: TestMeeting

    @property
    def advertise(self) -> tuple[str, ...]:
        """Addresses for ICE candidates: those given, else the address the media port listens on."""
        return self.media.advertise or (self.media_host,)

    @property
    def webcast_host(self) -> str:
        return self.webcast.host or self.server.host

    @property
    def media_host(self) -> str:
        return self.media.host or self.server.host


def load(
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
) -> Settings:
    """``flags`` are dotted keys (``server.port``); None values are flags not given.  Raises ``SettingsError``."""
    values = _flat(_read(REFERENCE))
    known = frozenset(values)
    if file is not None:
        values |= _checked(_flat(_read(file)), known, str(file))
    values |= _from_environment(environment or {}, known)
    values |= {key: value for key, value in (flags or {}).items() if value is not None}
    return _build(values)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read {file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} is not TOML: {error}") from error


def _flat(tables: Mapping[str, Any]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for section, table in tables.items():
        if isinstance(table, dict):
            flat |= {f"{section}.{key}": value for key, value in table.items()}
        else:
            flat[section] = table
    return flat


def _checked(values: dict[str, object], known: frozenset[str], source: str) -> dict[str, object]:
    for key in values:
        if key not in known:
            raise SettingsError(_unknown(key, known, source))
    return values


def _unknown(key: str, known: frozenset[str], source: str) -> str:
    near = difflib.get_close_matches(key, known, n=2)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"{source}: unknown setting {key!r}{hint}"


def _from_environment(environment: Mapping[str, str], known: frozenset[str]) -> dict[str, object]:
    names = {ENVIRONMENT_PREFIX + key.replace(".", "_").upper(): key for key in known}
    values: dict[str, object] = {}
    for variable, text in environment.items():
        if not variable.startswith(ENVIRONMENT_PREFIX) or variable in OTHER_VARIABLES:
            continue
        if variable not in names:
            raise SettingsError(_unknown(variable, frozenset(names), "environment"))
        values[names[variable]] = text
    return values


def _build(values: Mapping[str, object]) -> Settings:
    sections = {}
    for name, section in get_type_hints(Settings).items():
        hints = get_type_hints(section)
        fields = {
            field.name: _convert(f"{name}.{field.name}", values[f"{name}.{field.name}"], hints[field.name])
            for field in dataclasses.fields(section)
        }
        sections[name] = section(**fields)
    return Settings(**sections)


def _convert(key: str, value: object, hint: object) -> object:
    try:
        if hint == tuple[str, ...]:
            parts = value.split(",") if isinstance(value, str) else list(value)  # type: ignore[call-overload]
            return tuple(str(part).strip() for part in parts if str(part).strip())
        if hint is str and isinstance(value, str):
            return value
        if hint is bool:
            return value if isinstance(value, bool) else _TRUTH[str(value)]
        if hint in (int, float) and isinstance(value, int | float | str) and not isinstance(value, bool):
            return hint(value)
    except (TypeError, ValueError, KeyError):
        pass
    expected = {int: "a whole number", float: "a number", str: "text", bool: "true or false"}.get(hint, "a list of texts")  # type: ignore[call-overload]
    raise SettingsError(f"{key} must be {expected}, not {value!r}")
