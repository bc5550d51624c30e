"""What is done about each answer of the server: decided here, without touching anything; the round carries it out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Final

from stafett_tui.domain.person import is_person
from stafett_tui.sync.protocol import MOST_BYTES, Code, Overviewed, SentEntry, SentEvent

_ESCAPED: Final = 1.2
"""How much longer an event gets inside a message, at most in practice."""
_AROUND: Final = 200
"""Signs around one event in a message."""
_LAST: Final = "~"
"""Sorts after every date."""


class Deed(StrEnum):
    """What one round does about a problem."""

    GO_ON_FROM = "go_on_from"
    """Send again from the place that the server expects."""
    NEW_EPOCH = "new_epoch"
    """Note the epoch and prove the past anew, plan by plan."""
    OFFER = "offer"
    """Take the log anew and offer again what it lacks."""
    ANEW = "anew"
    """Take the log anew as it may be read now."""
    BEGIN = "begin"
    """There is no such log any more: offer all that is one's own."""
    RENAME = "rename"
    """Take another device id and number anew."""
    PURGE = "purge"
    SMALLER = "smaller"
    """Send fewer at once."""
    KEEP = "keep"
    """Keep everything of this plan, and tell."""
    STOP = "stop"
    """Keep everything, tell, and ask no more in this round."""


DEEDS: Final[Mapping[Code, Deed]] = {
    Code.AUTH: Deed.STOP,
    Code.OTHER: Deed.KEEP,
    Code.REVOKED: Deed.PURGE,
    Code.GAP: Deed.GO_ON_FROM,
    Code.EPOCH: Deed.NEW_EPOCH,
    Code.FORK: Deed.OFFER,
    Code.CLONE: Deed.RENAME,
    Code.RESNAPSHOT: Deed.ANEW,
    Code.PLAN_GONE: Deed.BEGIN,
    Code.TOO_LARGE: Deed.SMALLER,
    Code.MALFORMED: Deed.KEEP,
    Code.UPGRADE: Deed.KEEP,
    Code.RETRY: Deed.STOP,
    Code.RESTORING: Deed.STOP,
}


def errands(found: Overviewed, ordered: Sequence[str], waiting: Collection[str]) -> tuple[str, ...]:
    """Give the plans to go through: what is gone, what has unsent words, then the nearest meeting first (R31)."""
    place = {plan: at for at, plan in enumerate(ordered)}
    meeting = {head.plan: head.next_meeting or _LAST for head in found.changed}
    wanted = dict.fromkeys((*found.gone, *(plan for plan in ordered if plan in waiting), *meeting))

    def order(plan: str) -> tuple[bool, bool, bool, str, int]:
        unsent = plan not in waiting
        return plan not in found.gone, unsent, is_person(plan), meeting.get(plan, _LAST), place.get(plan, len(place))

    return tuple(sorted(wanted, key=order))


def fitting(given: Sequence[SentEvent | SentEntry]) -> int:
    """Give how many of these go into one request (sync limits)."""
    size = 0.0
    for count, each in enumerate(given):
        size += _AROUND + _ESCAPED * (_length(each.header) + _length(each.body))
        if size > MOST_BYTES:
            return max(count, 1)
    return len(given)


def _length(text: str | None) -> int:
    return 0 if text is None else len(text.encode())
