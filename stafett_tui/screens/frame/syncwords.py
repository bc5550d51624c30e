"""How laptop and server stand, in words: saved, waiting, synced, two versions; and what has to be told besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from stafett_tui.i18n import dates
from stafett_tui.i18n.hindrances import hindered_words, off_words
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.screens.frame.named import joined, wall
from stafett_tui.services.syncstate import Removed, SyncState, Word

_BAR: Final = 20
"""Cells of a bar."""
_CUT_OFF: Final[Mapping[str, str]] = {
    "revoked": N_("shut out"), "login": N_("logged out"), "upgrade": N_("upgrade the program"),
}  # fmt: skip
"""What stands in the head line where this laptop takes no part, by the values of `standing.Hindrance`."""
_GOES_ON: Final = frozenset({"", "emptied"})
"""Hindrances that concern one plan alone, or nothing: the others are sent and fetched."""


def head_words(state: SyncState, saved: str, t: Texts, *, disputed: bool = False) -> tuple[str, ...]:
    """The words of the head line: two versions before the other three, and since when nobody answers."""
    versions = (t.tr("two versions"),) if disputed else ()
    if state.word is Word.WAITING:
        word = t.tr("waiting ({n})", n=state.waiting)
    elif state.word is Word.SYNCED and state.hindered in _GOES_ON:
        word = t.tr("synced")
    else:
        word = saved
    return (*versions, word)


def unread_word(unread: int, t: Texts) -> str:
    """How much of what came cannot be read by this program, for the head line; empty where all is read (R38)."""
    return t.tr("not read ({n})", n=unread) if unread else ""


def since_words(state: SyncState, now: datetime, t: Texts) -> str:
    """That this laptop is shut out, else since when the server has not answered, for the head line; else empty."""
    if state.hindered in _CUT_OFF:
        return t.tr(_CUT_OFF[state.hindered])
    if state.since is None:
        return ""
    return t.tr("offline since {time}", time=_moment(state.since, now))


def sentence(state: SyncState, saved: str, now: datetime, t: Texts) -> str:
    """All of it as sentences: what Ctrl+S says."""
    if state.hindered not in _GOES_ON and (state.since is None or state.hindered in _CUT_OFF):
        left = t.trn("{n} thing waits.", "{n} things wait.", state.waiting, n=state.waiting) if state.waiting else ""
        return " ".join(filter(None, (hindered_words(state.hindered, t), left)))
    if state.since is not None:
        told = t.tr("Everything is saved here. The server has not answered since {time}.",
                    time=_moment(state.since, now))  # fmt: skip
        waits = t.trn("{n} thing waits, and is sent by itself.", "{n} things wait, and are sent by themselves.",
                      state.waiting, n=state.waiting)  # fmt: skip
        return " ".join(filter(None, (told, waits if state.waiting else "", t.tr("It is tried again now."))))
    if state.word is Word.WAITING:
        return t.trn("Everything is saved here. {n} thing is on its way to the server.",
                     "Everything is saved here. {n} things are on their way to the server.",
                     state.waiting, n=state.waiting)  # fmt: skip
    return t.tr("Everything is saved here and at the server.") if state.word is Word.SYNCED else saved


def removed_words(removed: Removed, t: Texts) -> str:
    """What was taken out of this laptop, and what stays of one's own."""
    told = t.tr("A plan is removed from this machine: you may not open it any more.")
    if removed.name:
        told = t.tr("Plan {plan} is removed from this machine: you may not open it any more.", plan=removed.name)
    if not removed.unsent:
        return told
    return f"{told} {_unsent_words(removed.unsent, t)}"


def _unsent_words(n: int, t: Texts) -> str:
    return t.trn("{n} thing of yours that was never sent stays under: What was not taken.",
                 "{n} things of yours that were never sent stay under: What was not taken.", n, n=n)  # fmt: skip


def all_removed_words(gone: Sequence[Removed], t: Texts) -> str:
    """What was taken out of this laptop at once, in few words: each plan is told of on home too."""
    if len(gone) == 1:
        return removed_words(gone[0], t)
    told = t.tr("{n} plans are removed from this machine: you may not open them any more.", n=len(gone))
    if all(each.name for each in gone):
        plans = joined([each.name for each in gone], t)
        told = t.tr("The plans {plans} are removed from this machine: you may not open them any more.", plans=plans)
    unsent = sum(each.unsent for each in gone)
    return f"{told} {_unsent_words(unsent, t)}" if unsent else told


def fetching_words(done: int, of: int, t: Texts) -> str:
    """How far the first sync has come, with a bar."""
    full = _BAR * done // max(of, 1)
    return t.tr("Fetching plans from the server  {bar}  {n} of {m}", bar="#" * full + "." * (_BAR - full), n=done, m=of)


def news(before: SyncState, after: SyncState, t: Texts) -> str:
    """What has to be told now that was not told before: what hinders, what was removed, else a clock that is wrong."""
    gone = [each for each in after.removed if each not in before.removed]
    hindered = hindered_words(after.hindered, t) if after.hindered and after.hindered != before.hindered else ""
    if gone or hindered:
        return " ".join(filter(None, (hindered, all_removed_words(gone, t) if gone else "")))
    if after.clock_off is not None and before.clock_off is None:
        return off_words(after.clock_off, t)
    return ""


def _moment(at: datetime, now: datetime) -> str:
    """The time; of another day with its date."""
    shown, today = wall(at), wall(now)
    clock = dates.clock(shown)
    return clock if shown.date() == today.date() else f"{dates.short(shown.date())} {clock}"
