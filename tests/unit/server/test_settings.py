"""Settings: order of the sources, clear errors, and a manual that is complete."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import get_type_hints

import pytest

from server import settings
from server.settings import Settings, SettingsError, load


def test_later_sources_override_earlier_ones(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[server]\nport = 1\nhost = "::"\n[media]\nport = 2\n')
    assert load().server.port == 8080
    assert load(file).server.port == 1
    assert load(file, {"HEMICYCLE_SERVER_PORT": "3"}).server.port == 3
    merged = load(file, {"HEMICYCLE_SERVER_PORT": "3"}, {"server.port": 4, "media.port": None})
    assert (merged.server.port, merged.server.host, merged.media.port) == (4, "::", 2)


def test_lists_come_from_files_and_from_commas(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[media]\nadvertise = ["192.0.2.1", "2001:db8::1"]\n')
    assert load(file).advertise == ("192.0.2.1", "2001:db8::1")
    assert load(environment={"HEMICYCLE_MEDIA_ADVERTISE": "192.0.2.7, 192.0.2.8"}).advertise == ("192.0.2.7", "192.0.2.8")


def test_truth_comes_from_files_and_from_words() -> None:
    assert load().mixer.fec is True
    assert load(environment={"HEMICYCLE_MIXER_FEC": "false"}).mixer.fec is False


def test_the_advertised_address_defaults_to_the_host() -> None:
    assert load(flags={"server.host": "192.0.2.5"}).advertise == ("192.0.2.5",)


def test_media_may_have_an_address_of_their_own() -> None:
    assert load(flags={"server.host": "192.0.2.5"}).media_host == "192.0.2.5"
    apart = load(flags={"server.host": "127.0.0.1", "media.host": "192.0.2.6"})
    assert (apart.media_host, apart.advertise) == ("192.0.2.6", ("192.0.2.6",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[server]\nprot = 1\n", "unknown setting 'server.prot'; did you mean server.port"),
        ("port = 1\n", "unknown setting 'port'"),
        ('[server]\nport = "many"\n', "server.port must be a whole number, not 'many'"),
        ("[server]\nport = true\n", "server.port must be a whole number"),
        ("[server]\nhost = 1\n", "server.host must be text"),
        ("[media]\nadvertise = 1\n", "media.advertise must be a list of texts"),
        ('[mixer]\nfec = "yes"\n', "mixer.fec must be true or false, not 'yes'"),
        ("[mixer]\nfec = 1\n", "mixer.fec must be true or false, not 1"),
        ("[server\n", "is not TOML"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=message.replace("(", r"\(")):
        load(file)


def test_a_missing_file_and_an_unknown_variable_are_named() -> None:
    with pytest.raises(SettingsError, match=r"cannot read nowhere\.toml"):
        load(Path("nowhere.toml"))
    with pytest.raises(SettingsError, match="unknown setting 'HEMICYCLE_SERVER_PROT'; did you mean HEMICYCLE_SERVER_PORT"):
        load(environment={"HEMICYCLE_SERVER_PROT": "1"})


def test_variables_of_others_and_of_the_kernel_are_left_alone() -> None:
    assert load(environment={"HEMICYCLE_KERNEL": "reference", "PATH": "x"}) == load()


def test_the_manual_and_the_types_name_the_same_settings() -> None:
    manual = tomllib.loads(settings.REFERENCE.read_text())
    typed = {name: {f.name for f in dataclasses.fields(section)} for name, section in get_type_hints(Settings).items()}
    assert {section: set(table) for section, table in manual.items()} == typed


def test_every_setting_of_the_manual_is_explained() -> None:
    lines = settings.REFERENCE.read_text().splitlines()
    bare = [line for before, line in zip(lines, lines[1:], strict=False) if " = " in line and not before.startswith("#")]
    bare = [line for line in bare if not line.startswith("#")]
    assert not bare
