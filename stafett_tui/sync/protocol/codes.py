"""The codes of protocol 1, and what every message stands on."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

PROTO: Final = 1
OLDEST: Final = 1
"""The oldest protocol that a server of this version still speaks (R21)."""
MOST_EVENTS: Final = 500
"""Events of one request (sync limits)."""
MOST_BYTES: Final = 1024 * 1024
"""Bytes of one request, unpacked."""
PAGE: Final = 1000
"""Entries of one page at most (R31)."""


class Code(StrEnum):
    """Why a whole request was not carried out."""

    AUTH = "AUTH"
    """No session, or an old one."""
    OTHER = "OTHER"
    """The code is another person's than the one this laptop takes part as; it was not used up."""
    REVOKED = "REVOKED"
    """This device or this person reads the plan no more: what is here of it goes."""
    GAP = "GAP"
    """An event is missing before these: go on from `expect` (R5)."""
    EPOCH = "EPOCH"
    """The server was restored: offer again what it may lack (R23)."""
    FORK = "FORK"
    """The log here is not the server's: the same, without its operator knowing (R23)."""
    CLONE = "CLONE"
    """Another device writes under this one's name: take a new one (R26)."""
    RESNAPSHOT = "RESNAPSHOT"
    """What may be read is another: take the log anew (R29)."""
    PLAN_GONE = "PLAN_GONE"
    """There is no such plan, file or policy."""
    TOO_LARGE = "TOO_LARGE"
    MALFORMED = "MALFORMED"
    """Not what the protocol says; nothing was applied."""
    UPGRADE = "UPGRADE"
    """Speak another protocol: `least` to `most` (R22)."""
    RETRY = "RETRY"
    """Not now; again after `wait` seconds."""
    RESTORING = "RESTORING"
    """The server is being restored (R25)."""


HTTP_STATUS: Final[dict[Code, int]] = {
    Code.AUTH: 401, Code.OTHER: 409, Code.REVOKED: 403, Code.GAP: 409, Code.EPOCH: 409, Code.FORK: 409, Code.CLONE: 409,
    Code.RESNAPSHOT: 410, Code.PLAN_GONE: 410, Code.TOO_LARGE: 413, Code.MALFORMED: 422, Code.UPGRADE: 426,
    Code.RETRY: 429, Code.RESTORING: 503,
}  # fmt: skip
"""The status that carries each code over HTTP."""


_BASE64: Final = r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
Bytes = Annotated[str, Field(max_length=88, pattern=_BASE64)]
"""Up to 64 bytes as base64: hashes, leaves and salts."""
Id = Annotated[str, Field(min_length=1, max_length=80)]
Seq = Annotated[int, Field(ge=0, lt=2**53)]


class Wire(BaseModel):
    """A message: nothing else than its fields, and no number where a word is asked for."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
