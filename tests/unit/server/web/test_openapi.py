"""The REST interface's description names every route, and every reference in it leads somewhere."""

from __future__ import annotations

import json
import re

from server.errors import Evicted, ProtocolError, RegistrationError, UserError
from server.web import openapi
from server.web.answers import STATUS
from server.web.routes import ROUTES

PAGES = {
    "/",
    "/meeting/{meeting}",
    "/seat/{meeting}/{code}",
    "/webcast/{meeting}",
    "/webcast/{meeting}/",
    "/m/{meeting}/s/{statement}",
    "/recordings",
    "/recordings/{recording}",
    "/embed/{meeting}",
    "/enter/{conference}",
    "/conferences/{conference}",
    "/register/{conference}",
    "/registration",
    "/registration/{page:.+}",
    "/check",
    "/{path:.+}",
    "/ws",
}
"""For browsers, not described as REST; the WebSocket is described in docs/protocol.md."""
DOCUMENT = openapi.describe("1.2.3")


def test_every_route_is_described_and_nothing_else() -> None:
    read = [route.path for route in ROUTES if route.path in PAGES or route.path.startswith("/guide")]
    served = {(route.path, route.method.lower()) for route in ROUTES if route.path not in read}
    described = {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert described == served


def test_every_reference_leads_somewhere() -> None:
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(DOCUMENT)))
    assert references and references <= set(DOCUMENT["components"]["schemas"])


def test_path_parameters_are_described() -> None:
    for path, methods in DOCUMENT["paths"].items():
        named = set(re.findall(r"{(\w+)}", path))
        for operation in methods.values():
            described = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
            assert described == named, path


def test_statuses_belong_to_codes_that_exist() -> None:
    assert set(STATUS) <= UserError.codes | ProtocolError.codes | Evicted.codes | RegistrationError.codes
