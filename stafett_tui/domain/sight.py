"""Which bodies of a log somebody lacks or has in other words: a short mark that laptop and server compare (R29, I7)."""

import hashlib
from collections.abc import Iterable

from stafett_tui.domain.event import Entry


def lacking(log: Iterable[Entry]) -> tuple[int, ...]:
    """Give the places whose body is not there: hidden from the reader, or blanked."""
    return tuple(e.seq for e in log if e.event is None or e.event.body is None)


def retold(seq: int, body: bytes) -> str:
    """Give how a place is named in a mark whose event is told in other words (`retelling`)."""
    return f"{seq}:{hashlib.sha256(body).hexdigest()[:8]}"


def mark_of(places: Iterable[int | str]) -> str:
    """Give the mark of such places: empty where nothing lacks, else the beginning of a hash over them."""
    told = ",".join(str(each) for each in places)
    return hashlib.sha256(told.encode()).hexdigest()[:16] if told else ""
