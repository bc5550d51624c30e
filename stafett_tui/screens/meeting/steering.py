"""Acts of the registry that are the meeting's own, by their ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from stafett_tui.domain.meeting import MeetingState
from stafett_tui.screens.meeting import course, guardlist
from stafett_tui.screens.meeting.attendance import everyone, interpreter_form
from stafett_tui.screens.meeting.conduct import Conduct
from stafett_tui.screens.meeting.deeds import Fill
from stafett_tui.screens.meeting.now import Now


def _share(conduct: Conduct, _now: Now) -> None:
    conduct.shown = not conduct.shown
    conduct.face.draw()


def _lock_list(conduct: Conduct, now: Now) -> None:
    if now.view.meeting.state is MeetingState.LOCKED:
        conduct.show("locked")
    elif not now.view.writable:
        conduct.face.say(conduct.texts.tr("The meeting is not running."))
    else:
        conduct.show("lock")
        missing = guardlist.missing_words(now)
        if missing:
            conduct.face.say(conduct.texts.tr("Cannot be locked yet. Missing: {what}", what=missing))


def _interpreter(conduct: Conduct, now: Now) -> None:
    if now.view.writable:
        conduct.do(Fill(interpreter_form(now)))
    else:
        conduct.face.say(conduct.texts.tr("The meeting is not running."))


def _on_locked(conduct: Conduct, now: Now, kind: str) -> None:
    if now.view.meeting.state is MeetingState.LOCKED:
        conduct.do(Fill(course.reason_form(now, kind)))
    else:
        conduct.face.say(conduct.texts.tr("The minutes are not locked."))


ACTS: Final[Mapping[str, Callable[[Conduct, Now], None]]] = {
    "next_item": lambda conduct, _: conduct.next_item(),
    "all_present": lambda conduct, now: conduct.do(everyone(now)),
    "read_back": lambda conduct, _: conduct.turn("read_back"),
    "lock": _lock_list,
    "clock": lambda conduct, now: conduct.do(course.pause(now)),
    "break_off": lambda conduct, now: conduct.do(course.break_off(now)),
    "unlock": lambda conduct, now: conduct.do(course.unlock(now)),
    "interpreter": _interpreter,
    "reopen": lambda conduct, now: _on_locked(conduct, now, "reopen"),
    "remark": lambda conduct, now: _on_locked(conduct, now, "remark"),
    "show": _share,
    "phrases": lambda conduct, _: conduct.phrases(),
}
"""Acts of the registry that are the meeting's own."""


def steer(conduct: Conduct, name: str) -> bool:
    """Do an act of the registry; False where it is none of this screen's, or the meeting is not read yet."""
    act = ACTS.get(name)
    if act is None or conduct.view is None:
        return False
    act(conduct, conduct.now())
    return True
