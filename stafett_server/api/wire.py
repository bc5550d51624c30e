"""Bytes in and bytes out: a request is read within its limits, an answer is written as small as it can be."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Mapping
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import Response

from stafett_server.log.stopping import Stopped
from stafett_tui.sync.protocol import MOST_BYTES, OLDEST, PROTO, Answer, Code, Problem, Wire
from stafett_tui.sync.protocol.codes import HTTP_STATUS

M = TypeVar("M")

HEADERS: Final[Mapping[str, str]] = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
_WORTH: Final = 1024
"""From so many bytes an answer is compressed."""
_SAID: Final = 480
_SHOWN: Final = 5
_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


async def body_of(request: Request, most: int = MOST_BYTES) -> bytes:
    """Read the bytes of a request, unpacked; raises Stopped where they are too many."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise Stopped(Code.TOO_LARGE, f"at most {most} bytes")
        parts.append(part)
    raw = parts[0] if len(parts) == 1 else b"".join(parts)
    packing = request.headers.get("content-encoding", "identity").strip().lower()
    if packing == "identity":
        return raw
    if packing != "gzip":
        raise Stopped(Code.MALFORMED, "content-encoding: gzip or none")
    return _unpacked(raw, most)


def _unpacked(raw: bytes, most: int) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    try:
        found = reader.decompress(raw, most + 1)
    except zlib.error:
        raise Stopped(Code.MALFORMED, "content-encoding: not gzip") from None
    if len(found) > most:
        raise Stopped(Code.TOO_LARGE, f"at most {most} bytes, unpacked")
    if not reader.eof or reader.unused_data:
        raise Stopped(Code.MALFORMED, "content-encoding: not one whole gzip")
    return found


def read(model: TypeAdapter[M], raw: bytes) -> M:
    """Read a message; raises Stopped that says where it is not one, and never what stood there."""
    if len(raw) > MOST_BYTES:
        raise Stopped(Code.TOO_LARGE, f"at most {MOST_BYTES} bytes")
    try:
        found = model.validate_json(raw)
    except ValidationError as error:
        _check_proto(_proto_of(raw))
        raise Stopped(Code.MALFORMED, _where(error)) from None
    if b"\\u0000" in raw and _NUL.search(raw):
        raise Stopped(Code.MALFORMED, "a NUL in a text")
    _check_proto(getattr(found, "proto", PROTO))
    return found


def _check_proto(proto: object) -> None:
    if isinstance(proto, int) and not OLDEST <= proto <= PROTO:
        raise Stopped(Code.UPGRADE, "another protocol", least=OLDEST, most=PROTO)


def _proto_of(raw: bytes) -> object:
    try:
        found = from_json(raw)
    except ValueError:
        return None
    asked = found.get("ask", found) if isinstance(found, dict) else None
    return asked.get("proto") if isinstance(asked, dict) else None


def _where(error: ValidationError) -> str:
    """Say where and how a message is wrong; a field that should not be there is not named."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    places = [
        (".".join(map(str, each["loc"][:-1] if each["type"] == "extra_forbidden" else each["loc"])), each["type"])
        for each in found[:_SHOWN]
    ]
    return "; ".join(f"{place or 'the message'}: {kind}" for place, kind in places)[:_SAID]


def written(message: Wire) -> bytes:
    """Write a message without what is not said."""
    return message.__pydantic_serializer__.to_json(message, exclude_none=True)


def response(answer: Answer, *, gzipped: bool = False, more: Mapping[str, str] | None = None) -> Response:
    """Give an answer over HTTP, under the status of its code."""
    status = HTTP_STATUS[answer.code] if isinstance(answer, Problem) else 200
    headers = {**HEADERS, **(more or {})}
    if isinstance(answer, Problem):
        headers |= _of_problem(answer)
    content = written(answer)
    if gzipped and len(content) > _WORTH:
        content = gzip.compress(content, compresslevel=4, mtime=0)
        headers["content-encoding"] = "gzip"
    return Response(content, status, headers, media_type="application/json")


def _of_problem(problem: Problem) -> dict[str, str]:
    if problem.code is Code.AUTH:
        return {"www-authenticate": "Bearer"}
    return {} if problem.wait is None else {"retry-after": str(max(1, round(problem.wait)))}


def takes_gzip(request: Request) -> bool:
    """Tell whether whoever asks unpacks gzip."""
    return "gzip" in request.headers.get("accept-encoding", "")
