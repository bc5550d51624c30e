"""Files of plans, by the hash of their bytes; whether somebody may bring or fetch one is the keeper's to say."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from stafett_server.api.wire import HEADERS
from stafett_server.log.stopping import Stopped
from stafett_tui.sync.protocol import Code

KIND: Final = "application/octet-stream"
"""No browser is told what a file would be: it opens nothing."""
HEADERS_OF_FILE: Final = {**HEADERS, "content-disposition": "attachment", "content-security-policy": "sandbox"}
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_PLAN: Final = 80


def checked(plan: str, digest: str) -> None:
    """See that these name a file; raises Stopped."""
    if not 0 < len(plan) <= _PLAN or "\0" in plan:
        raise Stopped(Code.MALFORMED, "plan: an id of 1 to 80 characters")
    if _HASH.fullmatch(digest) is None:
        raise Stopped(Code.MALFORMED, "hash: 64 hexadecimal digits")


def check_bytes(digest: str, data: bytes) -> None:
    """See that the bytes are those that the hash names; raises Stopped."""
    if hashlib.sha256(data).hexdigest() != digest:
        raise Stopped(Code.MALFORMED, "the bytes have another hash")
