"""Words the REST description is made of."""

from __future__ import annotations

from typing import Any

from server.web.answers import STATUS

JSON = "application/json"
TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
TOKEN: list[dict[str, list[str]]] = [{"token": []}]
BEARER: list[dict[str, list[str]]] = [{"bearer": []}]


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def object_of(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def list_of(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def path_parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": TEXT}


MEETING = path_parameter("meeting")


def content(description: str, schema: Any, media: str = JSON) -> dict[str, Any]:
    return {"description": description, "content": {media: {"schema": schema}}}


def refusals(*codes: str) -> dict[str, Any]:
    """One answer per status, naming the codes."""
    by_status: dict[str, list[str]] = {}
    for code in dict.fromkeys(codes):
        by_status.setdefault(str(STATUS.get(code, 400)), []).append(code)
    return {status: content(", ".join(named), ref("Refusal")) for status, named in sorted(by_status.items())}


def query(name: str, description: str, schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}
