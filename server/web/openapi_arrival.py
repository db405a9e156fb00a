"""Connection tests in the REST description."""

from __future__ import annotations

from typing import Any

import msgspec

from server.arrival.records import ConnectionTest, Report
from server.arrival.verdict import ClientFigures, NetworkFigures
from server.signaling.messages import IceServer
from server.web import connection_tests as tests
from server.web.describing import MEETING, NUMBER, TEXT, TOKEN, list_of, object_of, path_parameter, ref
from server.web.openapi_registration import operation, staffed

TICKET = object_of(ticket=TEXT, position=NUMBER, iceServers=list_of(ref("IceServer")))
ONE = (path_parameter("ticket"),)
NODE = ("sdpInvalid", "mediaUnavailable", "busy")
PATHS: dict[str, dict[str, Any]] = {
    "/api/connection-tests": {
        "post": operation(
            "Ask for a test of the connection; position 0: it is one's turn",
            TICKET,
            *("tooFast", "busy"),
            status=201,
            body=ref("Wanted"),
        )
    },
    "/api/connection-tests/{ticket}": {
        "get": operation("Keep one's place in the queue; every few seconds", TICKET, "unknownTest", parameters=ONE),
        "delete": operation("Give up", None, "unknownTest", parameters=ONE),
    },
    "/api/connection-tests/{ticket}/paths": {
        "post": operation(
            "The offer of one way: udp, tcp or relay",
            object_of(sdp=TEXT),
            *("unknownTest", "wrongState", *NODE),
            status=201,
            body=ref("Way"),
            parameters=ONE,
        )
    },
    "/api/connection-tests/{ticket}/load": {
        "post": operation(
            "Load a way that is connected, with padding down and then a picture up",
            object_of(warmUpMs=NUMBER, downMs=NUMBER, upMs=NUMBER, packetBytes=NUMBER),
            *("unknownTest", "wrongState", "unknownPeer", "mediaUnavailable"),
            status=201,
            body=ref("Load"),
            parameters=ONE,
        )
    },
    "/api/connection-tests/{ticket}/network": {
        "post": operation(
            "What the client measured; the verdict on the network",
            object_of(verdict=TEXT, reasons=list_of(TEXT), figures=ref("NetworkFigures")),
            "unknownTest",
            body=ref("ClientFigures"),
            parameters=ONE,
        )
    },
    "/api/connection-tests/{ticket}/report": {
        "post": operation(
            "What the whole check found: kept for support under a reference number",
            object_of(reference=TEXT, verdict=TEXT),
            *("unknownTest", "journalUnavailable"),
            status=201,
            body=ref("Report"),
            parameters=ONE,
        )
    },
    "/api/registration/connection-tests/{reference}": {
        "get": staffed(
            "A check by its reference number",
            ref("ConnectionTest"),
            "unknownTest",
            parameters=(path_parameter("reference"),),
        )
    },
    "/api/meetings/{meeting}/arrival": {
        "put": operation(
            "Tell the meeting of one's check: chair and technicians see it",
            None,
            *("unknownMeeting", "tokenUnknown", "entryRefused", "unknownTest"),
            body=ref("Arrived"),
            parameters=(MEETING,),
            security=TOKEN,
        )
    },
}


def schemas() -> dict[str, Any]:
    bodies = (tests.Wanted, tests.Way, tests.Load, tests.Arrived)
    shown = (ClientFigures, NetworkFigures, Report, ConnectionTest, IceServer)
    return msgspec.json.schema_components((*bodies, *shown), ref_template="#/components/schemas/{name}")[1]
