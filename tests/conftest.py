"""How Hypothesis looks for examples: the same ones every time, so that a change is judged by itself; ``make search`` looks
for new ones, ever longer, and what it finds becomes a test of its own."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
