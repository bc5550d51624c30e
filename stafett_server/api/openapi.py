"""The description of the API, made from the same tables and models that answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from stafett_server.api.asking import POSTED
from stafett_tui.sync.protocol import (
    PROTO,
    Adopted,
    Code,
    DeadlinesFound,
    Done,
    Exchanged,
    Frame,
    LookupsTaken,
    Overviewed,
    PolicyTold,
    Problem,
    Register,
    Registered,
    Reply,
    Wire,
)
from stafett_tui.sync.protocol.codes import HTTP_STATUS

ANSWERS: Final[dict[str, type[Wire]]] = {
    "exchange": Exchanged, "overview": Overviewed, "adopt": Adopted, "lookups": LookupsTaken, "reason": Done,
    "deadlines": DeadlinesFound, "policy": PolicyTold, "new_device": Registered, "leave": Done, "register": Registered,
}  # fmt: skip
_ALWAYS: Final = (Code.TOO_LARGE, Code.MALFORMED, Code.RETRY, Code.RESTORING)
_OF_MESSAGE: Final = (*_ALWAYS, Code.UPGRADE)
_OF_DEVICE: Final = (Code.AUTH, Code.REVOKED)
_OF_PLAN: Final = (Code.GAP, Code.EPOCH, Code.FORK, Code.CLONE, Code.RESNAPSHOT, Code.PLAN_GONE)
_JSON: Final = "application/json"
_BYTES: Final = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_PLAN: Final = r"^[^/\u0000]{1,80}$"
"""Ids are the laptops' own; a path ends at a slash."""
_SAYS: Final = (
    "Protocol 1 of Stafett. The same requests travel in frames (`Frame`, `Reply`) over the live socket `/v1/live`, "
    "which also tells of other people's commits. docs/sync.md tells what the messages mean."
)


@cache
def described() -> str:
    """Give the description as JSON."""
    return json.dumps(description(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def description() -> dict[str, Any]:
    """Give the description as OpenAPI 3.1."""
    messages: set[type[Wire]] = {*POSTED.values(), *ANSWERS.values(), Register, Problem, Frame, Reply}
    ordered = sorted(messages, key=lambda model: model.__name__)
    _, schemas = models_json_schema([(model, "validation") for model in ordered], ref_template=_ref("{model}")["$ref"])
    posted = {f"/v1/{kind}": {"post": _posted(kind, model)} for kind, model in POSTED.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Stafett", "version": str(PROTO), "description": _SAYS},
        "paths": {
            **posted,
            "/v1/register": {"post": _posted("register", Register)},
            "/v1/blobs/{plan}/{digest}": _blobs(),
            "/v1/health": {"get": _health()},
        },
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"device": {"type": "http", "scheme": "bearer"}},
        },
    }


def _posted(kind: str, model: type[Wire]) -> dict[str, Any]:
    open_to_all = model is Register
    codes = (*_OF_MESSAGE, Code.AUTH, Code.OTHER) if open_to_all else (*_OF_MESSAGE, *_OF_DEVICE, *_OF_PLAN)
    return {
        "operationId": kind,
        "summary": _first_line(model),
        "security": [] if open_to_all else [{"device": []}],
        "requestBody": {"required": True, "content": {_JSON: {"schema": _ref(model.__name__)}}},
        "responses": {"200": _answer(ANSWERS[kind]), **_problems(codes)},
    }


def _blobs() -> dict[str, Any]:
    codes = (*_ALWAYS, *_OF_DEVICE, *_OF_PLAN)
    told: dict[str, Any] = {"security": [{"device": []}]}
    return {
        "parameters": [
            _in_path("plan", _PLAN),
            _in_path("digest", "^[0-9a-f]{64}$"),
        ],
        "put": {
            "operationId": "bring_file", "summary": "Bring a file of a plan, by the SHA-256 of its bytes.", **told,
            "requestBody": {"required": True, "content": _BYTES},
            "responses": {"200": _answer(Done), **_problems(codes)},
        },
        "get": {
            "operationId": "fetch_file", "summary": "Fetch a file of a plan.", **told,
            "responses": {"200": {"description": "The bytes.", "content": _BYTES}, **_problems(codes)},
        },
    }  # fmt: skip


def _health() -> dict[str, Any]:
    answers = {"200": _answer(Done), **_problems((Code.RETRY, Code.RESTORING))}
    return {
        "operationId": "health",
        "summary": "Tell whether the server can answer.",
        "security": [],
        "responses": answers,
    }


def _in_path(name: str, pattern: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "pattern": pattern}}


def _problems(codes: Iterable[Code]) -> dict[str, Any]:
    by_status: dict[str, list[str]] = {}
    for code in codes:
        by_status.setdefault(str(HTTP_STATUS[code]), []).append(code.value)
    return {
        status: {"description": ", ".join(sorted(found)), "content": {_JSON: {"schema": _ref("Problem")}}}
        for status, found in sorted(by_status.items())
    }


def _answer(model: type[Wire]) -> dict[str, Any]:
    return {"description": _first_line(model), "content": {_JSON: {"schema": _ref(model.__name__)}}}


def _first_line(model: type[Wire]) -> str:
    return (model.__doc__ or "").partition("\n")[0]


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
