"""Both fan-out kernels for every test that asks for one.  A missing native kernel fails the test: CI builds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.unit.media.fanout_harness import KernelClass, Rig, patient_native


@pytest.fixture(params=["reference", "native"])
def kernel_class(request: pytest.FixtureRequest) -> KernelClass:
    if request.param == "reference":
        from media.fanout.reference import ReferenceKernel

        return ReferenceKernel
    return patient_native()


@pytest.fixture
def make_rig(kernel_class: KernelClass) -> Iterator[Callable[..., Rig]]:
    rigs: list[Rig] = []

    def make(**options: Any) -> Rig:
        rigs.append(Rig(kernel_class, **options))
        return rigs[-1]

    yield make
    for rig in rigs:
        rig.close()


@pytest.fixture
def rig(make_rig: Callable[..., Rig]) -> Rig:
    return make_rig()
