"""Latency, handover, lip sync, self-hearing, limiter, intelligibility.  ``python -m bench interpretation``"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict

from bench.handover import run_handovers, run_product_handovers
from bench.hearing import bursts, self_hearing_db, server_band_hz
from bench.intelligibility import intelligibility
from bench.mixer import speech_latency_ms
from bench.product import raise_priority
from bench.speech_path import measure


def run(*, quick: bool = False) -> dict[str, object]:
    """``speech.server_latency_ms``: 95th percentile, real processes; ``handover.gap_ms``: the longest of all in the product;
    ``interpretation.load``: processes that waited for a processor meanwhile, which shows in all that runs in real time."""
    raise_priority(os.getpid())  # its participants and its nodes; what else this machine does has the rest
    latency, lips = measure(6 if quick else 60)
    turns, whole = run_handovers(quick=quick), run_product_handovers(quick=quick)
    own = self_hearing_db()
    loud = bursts(("floor",) if quick else ("floor", "fr"))
    return {
        "speech.server_latency_ms": latency.p95_ms,
        "speech.server_latency": asdict(latency),
        "speech.mixer_latency_ms": speech_latency_ms(seconds=20 if quick else 120),
        "speech.lip_sync_ms": asdict(lips),
        "handover.gap_ms": max(whole.gaps_ms),
        "handover.product": asdict(whole),
        "handover.node": asdict(turns),
        "room.mix_minus_db": own["room"],
        "speech.self_hearing_db": max(own.values()),
        "speech.self_hearing": own,
        "hearing.burst_over_ceiling_ms": max(found.above_ms for found in loud.values()),
        "hearing.bursts": {name: asdict(found) for name, found in loud.items()},
        "audio.server_band_hz": server_band_hz(),
        "interpretation.load": os.getloadavg()[1],
        "speech.stoi": intelligibility(seconds=8 if quick else 30),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    print(json.dumps(run(quick=parser.parse_args().quick), indent=2))
