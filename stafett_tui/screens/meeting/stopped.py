"""Where nothing new may be written any more: why, in words, and what can still be done (C-08, C-09)."""

from __future__ import annotations

from typing import Final

from stafett_tui.capture.line import Composition
from stafett_tui.domain.consent import ConsentWithdrawn
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.lifecycle import endings
from stafett_tui.domain.meeting import MeetingState
from stafett_tui.i18n.errors import sentence
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.screens.meeting.deeds import Form
from stafett_tui.screens.meeting.view import View
from stafett_tui.widgets.inks import Line

STILL: Final = frozenset({"break_off"})
"""Forms that end something, and so are written all the same."""
CLOSED: Final = frozenset({MeetingState.LOCKED, MeetingState.CANCELLED})
"""Meetings in which no line is written any more."""
REMARK: Final = "remark"
"""The form of whoever has something to say to minutes that are locked."""

_SHORT: Final = {
    ErrorKind.NO_CONSENT: N_("No consent is valid yet: nothing new is written."),
    ErrorKind.CONSENT_EXPIRED: N_("The consent has run out: nothing new is written."),
    ErrorKind.PLAN_PASSIVE: N_("The plan is passive: nothing new is written."),
    ErrorKind.PLAN_CLOSED: N_("The plan has ended: nothing new is written."),
}


def stops(view: View) -> bool:
    """Tell whether the meeting is open for writing, and the plan is not."""
    return view.writable and view.stopped is not None


def holds_back(view: View, mode: Composition | Form) -> bool:
    """Tell whether what is written stays in the line instead of going to the store."""
    return stops(view) and not (isinstance(mode, Form) and mode.kind in STILL)


def takes(view: View, mode: Composition | Form) -> bool:
    """Tell whether what is left unfinished may still be saved: whoever reads along, or comes after the lock, may not.

    A remark on minutes is everybody's; a form tells at Enter whether it still fits.
    """
    if isinstance(mode, Form):
        return not view.reads_along or mode.kind == REMARK
    return not view.reads_along and view.meeting.state not in CLOSED


def words(view: View, t: Texts) -> Line:
    """Why nothing new is written, and what to do."""
    kind = view.stopped or ErrorKind.PLAN_PASSIVE
    last = endings(view.plan)
    if kind is ErrorKind.PLAN_PASSIVE and last and isinstance(last[-1].body, ConsentWithdrawn):
        said = t.tr("Consent is withdrawn. What you are writing stays as your draft; {key_lock} locks what was agreed.")
    else:
        said = sentence(t, kind)
    return (("! ", "alarm"), (said, ""))


def before(view: View, t: Texts) -> str:
    """Why a meeting that has not begun cannot begin, in one short sentence; empty where it can."""
    return "" if view.stopped is None or view.meeting.state in CLOSED else t.tr(_SHORT[view.stopped])


def shortly(view: View, t: Texts) -> Line:
    """The same in one short line, above the capture line for as long as it is so."""
    said = t.tr(_SHORT[view.stopped or ErrorKind.PLAN_PASSIVE])
    return ((f" {said} {t.tr('{key_lock} locks.')}", "alarm"),)
