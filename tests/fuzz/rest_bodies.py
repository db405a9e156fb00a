"""Bodies schemathesis does not know by itself."""

from __future__ import annotations

import schemathesis

schemathesis.serializer.alias(["application/sdp", "application/trickle-ice-sdpfrag"], "text/plain")
