"""Why syncing does not go on, where somebody has to do something, and that a clock is wrong: a sentence of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from stafett_tui.i18n.texts import N_, Texts

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_YEAR: Final = timedelta(days=365)
_MANY: Final = 2
"""From so many years on, days say nothing."""
SENTENCES: Final[Mapping[str, str]] = {
    "login": N_("The server does not know this machine any more. Ask for a new code, and log in: stafett login."),
    "revoked": N_("The server has shut this machine out. Ask whoever runs the server."),
    "upgrade": N_("Program and server are of different versions. Everything is saved here; upgrade the program."),
    "restoring": N_("The server is being restored. Everything is saved here, and sent when it is done."),
    "refused": N_("The server did not take what was sent. Everything is saved here; tell whoever runs the server."),
    "emptied": N_("The server lacks most of a plan that is here. Nothing of it goes unasked: open the plan."),
    "untaken": N_(
        "For something here the server has no plan with you in it. It is kept; tell whoever runs the server."
    ),
    "disk": N_("The disk took nothing of what came from the server. Make room on it."),
}
"""By the values of `services.standing.Hindrance`."""


def hindered_words(hindered: str, t: Texts) -> str:
    """Why syncing does not go on, and what to do."""
    return t.tr(SENTENCES.get(hindered, SENTENCES["refused"]))


def off_words(off: timedelta, t: Texts) -> str:
    """That the machine's clock is wrong, by how much, and what to do."""
    by = _span(abs(off), t)
    if off > timedelta():
        told = t.tr("The clock of this machine is {by} before the server's.", by=by)
    else:
        told = t.tr("The clock of this machine is {by} behind the server's.", by=by)
    return f"{told} {t.tr('Set it right; everything is saved and sent all the same.')}"


def behind_words(behind: timedelta, t: Texts) -> str:
    """That the machine's clock lies behind what is written in the log already, by how much, and what to do."""
    said = t.tr("The clock of this machine is {by} behind the log.", by=_span(behind, t))
    return f"{said} {t.tr('Set it right; everything is saved all the same.')}"


def _span(size: timedelta, t: Texts) -> str:
    """A length of time in its largest unit that says something."""
    if size >= _MANY * _YEAR:
        return t.trn("{n} year", "{n} years", size // _YEAR, n=size // _YEAR)
    if size >= _DAY:
        return t.trn("{n} day", "{n} days", size.days, n=size.days)
    if size >= _HOUR:
        return t.trn("{n} hour", "{n} hours", size // _HOUR, n=size // _HOUR)
    minutes = max(size // timedelta(minutes=1), 1)
    return t.trn("{n} minute", "{n} minutes", minutes, n=minutes)
