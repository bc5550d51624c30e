"""What is remembered outside a log: what a device lacks by its mark, and what goes into the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from stafett_server.log.held import Held
from stafett_server.log.room import Asker, Room
from stafett_server.log.rows import Key
from stafett_server.log.sight import Sight
from stafett_tui.domain.event import Entry, Sealed, stamp
from stafett_tui.domain.sight import mark_of
from stafett_tui.sync.protocol import Known, packed

WHOLE: Final = frozenset({"consent.withdrawn", "plan.erased"})
"""Kinds whose exact bytes stand in the ledger: no words of a case, and put back where a backup lacks them."""


def before_of(room: Room, asker: Asker, held: Held, sight: Sight, known: Known) -> tuple[int, ...] | None:
    """Give the places that the device lacks, by its mark; None where nobody knows them (R29)."""
    del asker, held
    now = sight.until(known.after)
    if known.lacks == mark_of(now):
        return now
    return room.marks.places(known.lacks)


def entries_for(key: Key, placed: Iterable[tuple[Entry, Sealed]], gone: Iterable[str]) -> list[dict[str, Any]]:
    """Give what the ledger keeps of new places: withdrawals and erasures as written, ids of what was blanked."""
    told: list[dict[str, Any]] = []
    for entry, sealed in placed:
        if entry.event is not None and entry.event.kind in WHOLE and sealed.body is not None:
            told.append(
                {"what": "event", "header": sealed.header.decode(), "body": sealed.body.decode(),
                 "salt": packed(sealed.salt), "at": stamp(entry.at)}
            )  # fmt: skip
    ids = sorted(gone)
    if ids:
        told.append({"what": "blanked", "ids": ids})
    return [{"tenant": key[0], "plan": key[1]} | each for each in told]
