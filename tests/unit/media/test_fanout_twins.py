"""Both kernels put out the same datagrams, byte for byte, whatever is asked of them."""

from __future__ import annotations

import sys

import pytest

from media.fanout import kernel as kernel_module
from media.fanout.reference import ReferenceKernel
from tests.unit.media.fanout_harness import KernelClass, patient_native
from tests.unit.media.fanout_script import play, sent_numbers


@pytest.mark.parametrize("seed", range(25))
def test_the_native_kernel_does_what_the_reference_does(seed: int) -> None:
    native, reference = play(patient_native(), seed, 400, rejoin=True), play(ReferenceKernel, seed, 400, rejoin=True)
    assert native == reference
    assert reference[1]["sent"] > 500 and reference[1]["resent"] > 10


@pytest.mark.parametrize("seed", range(10))
def test_no_index_is_ever_used_for_two_payloads(kernel_class: KernelClass, seed: int) -> None:
    """AES-GCM breaks when one index encrypts two payloads: whatever happens, one number goes with one datagram."""
    listeners, counters, _ = play(kernel_class, 1000 + seed, 600, rejoin=False)
    assert counters["resent"] > 20 and counters["sent"] > 1000
    for datagrams in listeners:
        rtp = [datagram for datagram in datagrams if not 192 <= datagram[1] <= 223]
        assert len(set(sent_numbers(rtp))) == len(set(rtp))


@pytest.mark.parametrize(("wanted", "name"), [("", "native"), ("native", "native"), ("reference", "reference")])
def test_the_environment_chooses_the_kernel(monkeypatch: pytest.MonkeyPatch, wanted: str, name: str) -> None:
    monkeypatch.setenv("HEMICYCLE_KERNEL", wanted)
    made = kernel_module.create(-1)
    assert made.name == name
    made.close()


def test_without_the_native_build_the_reference_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "media.fanout._native", None)
    monkeypatch.delenv("HEMICYCLE_KERNEL", raising=False)
    made = kernel_module.create(-1)
    assert made.name == "reference"
    made.close()
    monkeypatch.setenv("HEMICYCLE_KERNEL", "native")
    with pytest.raises(ImportError):
        kernel_module.create(-1)
