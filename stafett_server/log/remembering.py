"""What the ledger keeps of the logs: withdrawals, departures, hidden services, guarded addresses, erasures (R25)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from stafett_server.log.rows import Key
from stafett_tui.domain.consent import ConsentWithdrawn
from stafett_tui.domain.event import Body, Entry, Sealed, stamp
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.keptout import KeptOut
from stafett_tui.domain.lifecycle import PlanErased
from stafett_tui.domain.people import ParticipantAdded, ParticipantLeft
from stafett_tui.domain.person import OpenersNamed, ProtectionNoted
from stafett_tui.domain.plan import Plan
from stafett_tui.sync.protocol import packed

EVENT: Final = "event"
"""An event as it was written: it is put back where a restored log lacks it."""
LEFT: Final = "left"
"""Somebody left a plan for a reason, which is no business of this file."""
BLANKED: Final = "blanked"
"""Ids of events whose words are nowhere any more."""

Brought = tuple[Entry, Sealed | None]
_WHOLE: Final = (ConsentWithdrawn, PlanErased, ServiceHidden, ProtectionNoted, OpenersNamed)


def lines_for(key: Key, after: Plan, placed: Iterable[Brought], gone: Iterable[str]) -> list[dict[str, Any]]:
    """Give what is to be remembered of new places; no line holds a word of a case."""
    told = [line for entry, sealed in placed if (line := _line(after, entry, sealed)) is not None]
    ids = sorted(gone)
    if ids:
        told.append({"what": BLANKED, "ids": ids})
    return [{"tenant": key[0], "plan": key[1]} | line for line in told]


def _line(after: Plan, entry: Entry, sealed: Sealed | None) -> dict[str, Any] | None:
    event = entry.event
    if event is None or event.body is None or sealed is None or sealed.body is None:
        return None
    if isinstance(event.body, ParticipantLeft) and event.body.reason:
        told = {"what": LEFT, "id": event.id, "person": event.body.person, "at": stamp(entry.at)}
        return told | {"ends": _ends(after, event.body, entry.seq)}
    if not _wordless(event.body):
        return None
    return {
        "what": EVENT, "id": event.id, "header": sealed.header.decode(), "body": sealed.body.decode(),
        "salt": packed(sealed.salt), "at": stamp(entry.at), "ends": _ends(after, event.body, entry.seq),
    }  # fmt: skip


def _wordless(body: Body) -> bool:
    """Tell whether an event that takes sight away holds nothing but ids, names of services, dates and choices."""
    if isinstance(body, KeptOut):
        return not body.topic and bool(body.service or body.person)
    return isinstance(body, (*_WHOLE, ParticipantLeft))


def _ends(after: Plan, body: Body, seq: int) -> list[str]:
    """Give the events that came before and are not to come back after it: consents, or how somebody joined."""
    ended = (e.event for e in after.entries[: seq - 1] if e.event is not None)
    if isinstance(body, ConsentWithdrawn):
        return [event.id for event in ended if event.kind == "consent.given"]
    if isinstance(body, ParticipantLeft):
        joined = (e for e in ended if isinstance(e.body, ParticipantAdded) and e.body.person == body.person)
        return [event.id for event in joined]
    return []
