"""How much one machine holds: an assembly with all its signalling, a storm of joins, and the most listeners of a channel.

Every listener is real (ICE, DTLS, SRTP) and runs on the same processors as the product, which pays for their half of
loopback too.  Terms: *participants* are connected by WebSocket and subscriber, the *active* ones by a warm publisher too;
all seven channels carry speech; *added delay* is from the deadline of the tick that completed a packet to the listener's
kernel receive stamp; *loop lag* is the worst process's p99.  ``python -m bench.capacity [--quick]``
"""

from __future__ import annotations

import argparse
import json
import subprocess
from typing import Any

from bench.joins import ENTRIES, MOST, crowd, storm
from bench.product import ProductFailed, serving

ACTIVE = 440
"""The meeting's 450 less those who speak."""
HELD_S = 300.0
VIDEO_S = 60.0
VIDEO_KBPS = 500
STEPS = (3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000)
STEP_S = 15.0
LAGS = ("server_loop_lag_p99_ms", "transport_loop_lag_p99_ms", "mixer_tick_late_p99_ms")


def assembly(
    participants: int, active: int, seconds: float, *, rate: float, switches: int, chats: int, video_kbps: int = 0
) -> dict[str, Any]:
    """One meeting with everybody in it, for a while; what the crowd saw.  ``video_kbps``: of a picture that all see."""
    with serving(server_entries_per_s=ENTRIES, server_entries_burst=ENTRIES) as product:
        options = ["--listeners", participants, "--active", active, "--rate", rate, "--seconds", seconds]
        options += ["--channels", "all", "--switches", switches, "--chats", chats]
        if video_kbps:
            options += ["--profile", "plenary", "--video-kbps", video_kbps]
        return crowd(product, *options) | {"priority_raised": product.raised}


def players(listeners: int, seconds: float) -> dict[str, Any]:
    """Listeners of one 40 ms channel by WHEP, without signalling."""
    with serving(server_entries_per_s=ENTRIES, server_entries_burst=ENTRIES) as product:
        options = ["--listeners", listeners, "--rate", 200, "--seconds", seconds, "--channels", "floor", "--whep"]
        return crowd(product, *options, "--ptime", 40)


def holds(found: dict[str, Any], listeners: int) -> bool:
    """Everybody in, and not one packet lost by the server once they were."""
    listening = found.get("listening", {})
    return found["joining"]["joined"] == listeners and lost_by_server(listening) == 0


def lost_by_server(listening: dict[str, Any]) -> int:
    """Gaps of sequence numbers, without what the listeners' own socket buffers dropped."""
    return max(0, int(listening.get("lost", 0)) - int(listening.get("overflow", 0)))


def most_listeners(steps: tuple[int, ...], seconds: float) -> tuple[int, list[dict[str, Any]]]:
    """The highest step that holds, and what each looked like."""
    best, seen = 0, []
    for listeners in steps:
        try:
            found = players(listeners, seconds)
        except (ProductFailed, subprocess.SubprocessError) as error:
            seen.append({"listeners": listeners, "error": str(error)[:400]})
            break
        seen.append({"listeners": listeners, **found})
        if not holds(found, listeners):
            break
        best = listeners
    return best, seen


def figures(found: dict[str, Any]) -> dict[str, object]:
    """Of an assembly, under their keys."""
    listening = found["listening"]
    lags = [listening["worst"][name] for name in LAGS if name in listening["worst"]]
    return {
        "capacity.participants": found["joining"]["joined"],
        "capacity.seconds": listening["seconds"],
        "capacity.packets": listening["packets"],
        "capacity.lost_packets": lost_by_server(listening),
        "capacity.added_delay_p50_ms": listening["delay_ms"]["p50"],
        "capacity.added_delay_p99_ms": listening["delay_ms"]["p99"],
        "capacity.loop_lag_p99_ms": round(max(lags), 2),
        "capacity.ticks_missed": listening["counted"].get("mixer_ticks_missed"),
        "capacity.kib_per_listener": found["kib_per_listener"]["product"],
        "capacity.cpu": listening["cpu_share"],
        "capacity.client_cpu": listening["client_cpu_share"],
        "capacity.machine_busy": listening["machine_busy"],
        "broadcast.p50_ms": found["broadcast_ms"]["p50"],
        "broadcast.p99_ms": found["broadcast_ms"]["p99"],
        "switch.p50_ms": found["switch_ms"]["p50"],
        "switch.p99_ms": found["switch_ms"]["p99"],
    }


def run(*, quick: bool = False, held_s: float | None = None) -> dict[str, object]:
    """The figures under their keys, and ``capacity.samples``."""
    if quick:
        found = assembly(150, 30, 4.0, rate=100, switches=6, chats=4)
        return figures(found) | {"capacity.joins_per_s": found["joining"]["joins_per_s"], "capacity.samples": [found]}
    stormed = storm(MOST, 320)
    found = assembly(MOST, ACTIVE, held_s or HELD_S, rate=150, switches=40, chats=20)
    seen = assembly(MOST, ACTIVE, VIDEO_S, rate=100, switches=0, chats=0, video_kbps=VIDEO_KBPS)
    most, steps = most_listeners(STEPS, STEP_S)
    joining = stormed["joining"]
    return figures(found) | {
        "capacity.joins_per_s": joining["joins_per_s"],
        "capacity.joins_sustained_per_s": joining["sustained_per_s"],
        "capacity.joins_ticks_missed": joining["counted"].get("mixer_ticks_missed"),
        "capacity.joins_lost_packets": joining["lost"],
        "capacity.join_p99_ms": joining.get("join_ms", {}).get("p99"),
        "capacity.video_participants": seen["joining"]["joined"],
        "capacity.video_packets_per_s": round(seen["listening"]["packets"] / seen["listening"]["seconds"]),
        "capacity.video_lost_packets": lost_by_server(seen["listening"]),
        "capacity.video_added_delay_p99_ms": seen["listening"]["delay_ms"]["p99"],
        "capacity.video_cpu": seen["listening"]["cpu_share"],
        "capacity.video_client_cpu": seen["listening"]["client_cpu_share"],
        "capacity.max_listeners": most,
        "capacity.samples": [stormed, found, seen, *steps],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--held-s", type=float, help="seconds the assembly is held; default 300")
    chosen = parser.parse_args()
    result = run(quick=chosen.quick, held_s=chosen.held_s)
    result.pop("capacity.samples")
    print(json.dumps(result, indent=1))
