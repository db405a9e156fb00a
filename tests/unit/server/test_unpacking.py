"""What a zip unpacks to is counted, not believed."""

from __future__ import annotations

import io
import zipfile

import pytest

from server import unpacking


def archive(*sizes: int) -> zipfile.ZipFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for number, size in enumerate(sizes):
            made.writestr(f"part{number}", b"0" * size)
    return zipfile.ZipFile(file)


@pytest.mark.parametrize(("limit", "fits"), [(300_000, True), (299_999, False), (0, False)])
def test_all_parts_together_are_held_to_the_limit(limit: int, fits: bool) -> None:
    assert unpacking.fits(archive(100_000, 200_000), limit) is fits


def test_a_directory_that_understates_its_parts_lets_no_more_through() -> None:
    lying = archive(1_000_000)
    lying.infolist()[0].file_size = 10
    with pytest.raises(zipfile.BadZipFile):
        unpacking.fits(lying, 100)


def test_nothing_fits_everywhere() -> None:
    assert unpacking.fits(archive(), 0)
