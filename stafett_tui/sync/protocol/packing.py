"""Between entries and the wire: the exact bytes that were hashed go over as text."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from typing import Literal

from stafett_tui.domain.event import GENESIS, Entry, Event, Sealed, Status, chain, leaf_of, read_stamp, stamp
from stafett_tui.domain.kinds import CODEC
from stafett_tui.sync.protocol.logs import SentEntry, SentEvent

_STATUS = {each.value: each for each in Status}


def packed(raw: bytes) -> str:
    """Give bytes as base64."""
    return b2a_base64(raw, newline=False).decode()


def unpacked(text: str) -> bytes:
    """Give the bytes of base64."""
    return a2b_base64(text)


def sent_event(sealed: Sealed) -> SentEvent:
    """Give an event for the wire; raises ValueError for a blanked one."""
    if sealed.body is None:
        msg = "a blanked event is not sent"
        raise ValueError(msg)
    return SentEvent(header=sealed.header.decode(), body=sealed.body.decode(), salt=packed(sealed.salt))


def sealed_event(sent: SentEvent) -> Sealed:
    """Give the sealed bytes of what was sent."""
    return Sealed(sent.header.encode(), sent.body.encode(), unpacked(sent.salt))


def sent_entry(entry: Entry, sealed: Sealed | None, *, own: str | None = None) -> SentEntry:
    """Give a place for the wire; `sealed` is None where the reader may not see it, `own` the asking device."""
    at, event = stamp(entry.at), entry.event
    status: Literal["ok", "conflict"] = "conflict" if entry.status is Status.CONFLICT else "ok"
    if sealed is None or sealed.body is None or event is None:
        return SentEntry(seq=entry.seq, at=at, status=status, leaf=packed(entry.leaf))
    if own is not None and event.device == own:
        return SentEntry(seq=entry.seq, at=at, status=status, policy=entry.policy, n=event.n)
    return SentEntry(
        seq=entry.seq, at=at, status=status, policy=entry.policy, header=sealed.header.decode(),
        body=sealed.body.decode(), salt=packed(sealed.salt),
    )  # fmt: skip


def brought_entry(entry: Entry, sealed: Sealed) -> SentEntry:
    """Give a place of a log begun alone: of a blanked event its header, so that it never comes back (R34)."""
    sent = sent_entry(entry, sealed)
    if sent.header is not None or not sealed.header:  # never seen here: its place alone is brought
        return sent
    return sent.model_copy(update={"header": sealed.header.decode()})


def retold_entry(entry: Entry) -> SentEntry:
    """Give a place whose event is told in other words: without salt, as the leaf is that of the real words."""
    if entry.event is None:
        msg = "an event that is not told at all"
        raise ValueError(msg)
    sealed = CODEC.seal(entry.event)
    return SentEntry(
        seq=entry.seq, at=stamp(entry.at), status="conflict" if entry.status is Status.CONFLICT else "ok",
        policy=entry.policy, leaf=packed(entry.leaf), header=sealed.header.decode(),
        body=None if sealed.body is None else sealed.body.decode(),
    )  # fmt: skip


def is_retold(sent: SentEntry) -> bool:
    """Tell whether a place is told in other words."""
    return sent.body is not None and sent.salt is None


def entry_of(
    sent: SentEntry, previous: bytes, own: Sealed | None = None, read: tuple[Event, bytes] | None = None,
    *, opening: Callable[[Sealed], Event] = CODEC.open,
) -> tuple[Entry, Sealed | None]:  # fmt: skip
    """Give the place after the hash `previous`, with the bytes where they are there; raises ValueError if not whole.

    `own` are the bytes of the device's own event that `n` stands for, `read` what they say and their leaf, where known;
    `opening` reads the bytes of the others.
    """
    sealed, (event, leaf) = own, read or (None, None)
    if sent.header is not None and sent.body is not None:
        sealed = Sealed(sent.header.encode(), sent.body.encode(), unpacked(sent.salt or ""))
        event = opening(sealed)
        leaf = None if sent.salt is None else leaf_of(sealed)
    elif sealed is not None and event is None:
        event, leaf = CODEC.open(sealed), leaf_of(sealed)
    if leaf is None:
        if sent.leaf is None:
            msg = "a place without a leaf"
            raise ValueError(msg)
        leaf = unpacked(sent.leaf)
    at, status = read_stamp(sent.at), _STATUS[sent.status]
    hash_ = chain(previous or GENESIS, sent.seq, at, status, leaf)
    return Entry(sent.seq, at, status, leaf, hash_, event, sent.policy), sealed
