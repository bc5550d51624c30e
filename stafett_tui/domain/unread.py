"""What has its place in a log and cannot be read by this program: kept as it came, counted, in nobody's way (R38)."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Final

from stafett_tui.domain.event import Event, Sealed, Unknown, read_stamp
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.plan import Plan

NAMELESS: Final = "unread:"
"""Begins the id of an event whose header cannot be read; its hash follows."""
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNREADABLE: Final = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


def opened(sealed: Sealed) -> Event:
    """Read the bytes of an event that has its place; one that cannot be read is `Unknown`, and stops nothing (R38).

    It keeps its name where its header can be read, so that it can be blanked; else it is named by its hash.
    """
    try:
        return CODEC.open(sealed)
    except _UNREADABLE:
        pass
    try:
        return _named(json.loads(sealed.header), sealed)
    except _UNREADABLE:
        name = NAMELESS + hashlib.sha256(sealed.salt + sealed.header).hexdigest()
        return Event(name, "", Unknown(was="", v=0, raw={}), sealed.salt, "", "", 0, _NEVER, kind=Unknown.KIND)


def unread(plan: Plan) -> int:
    """Count what this program cannot read in a plan: of a later version, or not what it says."""
    return plan.once(_unread)


def _unread(plan: Plan) -> int:
    return len(tuple(plan.of(Unknown)))


def _named(head: dict[str, Any], sealed: Sealed) -> Event:
    kind, v = str(head["kind"]), int(head["v"])
    body = None if sealed.body is None else Unknown(was=kind, v=v, raw=_raw(sealed.body))
    return Event(
        id=str(head["id"]), plan_id=str(head["plan"]), body=body, salt=sealed.salt, actor=str(head["actor"]),
        device=str(head["device"]), n=int(head["n"]), made_at=read_stamp(str(head["made_at"])), act=str(head["act"]),
        group=str(head["group"]), kind=kind,
    )  # fmt: skip


def _raw(body: bytes) -> dict[str, Any]:
    """Give what the body says, as far as it is JSON at all."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
