"""What `verify` tells, without the text of anybody."""

from __future__ import annotations

from dataclasses import dataclass

from stafett_tui.domain.errors import ErrorKind


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be; never its text."""

    kind: ErrorKind
    """CHAIN_BROKEN, INDEX_DIFFERS or FILE_DAMAGED."""
    plan_id: str = ""
    seq: int = 0
    what: str = ""
    """Which part: leaf, link, place, header, body, count, blank, hidden, sync, pending, plan, activity, meeting, blob,
    lookup, page, file."""
