"""Which bodies of a log somebody lacks: a short mark that laptop and server compare (R29, I7)."""

import hashlib
from collections.abc import Iterable

from stafett_tui.domain.event import Entry


def lacking(log: Iterable[Entry]) -> tuple[int, ...]:
    """Give the places whose body is not there: hidden from the reader, or blanked."""
    return tuple(e.seq for e in log if e.event is None or e.event.body is None)


def mark_of(places: Iterable[int]) -> str:
    """Give the mark of such places: empty where nothing lacks, else the beginning of a hash over them."""
    told = ",".join(str(seq) for seq in places)
    return hashlib.sha256(told.encode()).hexdigest()[:16] if told else ""
