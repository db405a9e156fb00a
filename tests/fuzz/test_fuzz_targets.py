"""Every parser and every door to the network, with damaged traffic and with noise: nothing but the documented error, no
hang, and what the target says must hold.  ``make fuzz`` runs the same targets for longer, guided by coverage."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

QUICK, SLOW = 150, 15
INSERTED = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"\0", b"\xff" * 4, b"\r\n", b"%s%n", b"a=", b"m=video 9 UDP/TLS/RTP/SAVPF 96\r\n", b'"', b"\\u0000", b"{"]
    ),
)


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    """A seed with some places cut, changed, doubled or filled with something else; or noise."""
    target = TARGETS[name]
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=min(300, target.longest)))
    data = draw(st.sampled_from(list(target.seeds)))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(data)))
        cut = draw(st.sampled_from([0, 0, 1, 1, 2, 4, 16, 100]))
        kept = data[at : at + cut] if draw(st.booleans()) else b""
        data = data[:at] + kept + draw(INSERTED) + data[at + (0 if kept else cut) :]
    return data[: target.longest]


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_seeds_of_real_shapes_pass(name: str) -> None:
    for seed in TARGETS[name].seeds:
        TARGETS[name].run(seed)


@pytest.mark.parametrize("name", [name for name in sorted(TARGETS) if not TARGETS[name].slow])
@settings(max_examples=QUICK, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_damaged_traffic_is_read_or_refused(name: str, data: st.DataObject) -> None:
    TARGETS[name].run(data.draw(damaged(name)))


@pytest.mark.parametrize("name", [name for name in sorted(TARGETS) if TARGETS[name].slow])
@settings(max_examples=SLOW, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_hostile_scripts_are_played_to_the_end(name: str, data: st.DataObject) -> None:
    TARGETS[name].run(data.draw(damaged(name)))
