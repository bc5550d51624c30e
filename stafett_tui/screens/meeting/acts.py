"""What the meeting screen does with the store: reads, and writes in the order typed."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.screens.frame.asking import Choice, Dialogue
from stafett_tui.screens.frame.messages import BecameKnown
from stafett_tui.screens.frame.named import clock_words
from stafett_tui.screens.frame.questions import pick_question
from stafett_tui.screens.frame.undone import undone_words
from stafett_tui.screens.meeting import guardlist
from stafett_tui.screens.meeting.deeds import Deed
from stafett_tui.screens.meeting.face import Where
from stafett_tui.screens.meeting.keeping import ASIDE, Keeping
from stafett_tui.screens.meeting.leading import Leader, question
from stafett_tui.screens.meeting.outbox import Outbox
from stafett_tui.screens.meeting.steering import steer
from stafett_tui.screens.meeting.view import View, read_view
from stafett_tui.screens.meeting.writing import FIELD
from stafett_tui.services.undo import Undone

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.drafts import Draft

ANEW: Final = 2**62
"""Behind every place: something came that no answer of ours can hold, as what waits may get another place."""


class MeetingActs(Keeping):
    """Reading and writing, for the meeting screen."""

    # ---- reading

    def read_first(self) -> None:
        """Read the meeting for the first time, with the line that was left unfinished."""
        self.outbox = Outbox(asyncio.get_running_loop())
        office, plan_id, thing = self.given.office, self._plan_id, self.meeting_id

        def job() -> tuple[View, tuple[Draft | None, ...]]:
            desk = office.desk()
            return read_view(desk, plan_id, thing), tuple(desk.drafts.take(plan_id, name) for name in (ASIDE, FIELD))

        def then(answer: tuple[View, tuple[Draft | None, ...]]) -> None:
            view, (aside, line) = answer
            self._read(view)
            self.post_message(BecameKnown())
            self.take_up_drafts(aside, line)
            if told := clock_words(view.plan, office.clock.now(), self.texts):
                self.say((("! ", "alarm"), (told, "")))
            self.hands.release()

        self.outbox.put(job, then, self._failed_reading)

    def read_soon(self) -> None:
        """Read again, after what is being written."""
        office, plan_id, thing = self.given.office, self._plan_id, self.meeting_id
        if self.outbox is not None:
            self.outbox.put(lambda: read_view(office.desk(), plan_id, thing), self._read_again, self._failed_reading)

    def _read_again(self, view: View) -> None:
        self._read(view)
        self.hands.release()

    def _read(self, view: View) -> None:
        self.conduct.read(view, idle=not self.busy)
        self.run_clock()
        if self.behind and not self.busy:
            behind, self.behind = self.behind, 0
            if view.plan.seq < behind:
                self.read_soon()

    def fall_behind(self, changes: Changes) -> None:
        """Something came while the store had not answered: it is read after that, unless the answer holds it."""
        self.behind = max(self.behind, changes.seq if changes.act else ANEW)

    def _failed_reading(self, error: BaseException) -> None:
        if isinstance(error, StafettError):
            self.refuse(error)
        else:
            self._failed(error)
        self.hands.release()

    # ---- writing

    def send(self, deed: Deed) -> None:
        """Write it after what is being written already; nothing is said as saved before the answer."""
        if self.outbox is None:
            return
        office, plan_id, thing, outbox = self.given.office, self._plan_id, self.meeting_id, self.outbox

        def job() -> tuple[Changes | Undone, View | BaseException]:
            desk = office.desk()
            answer = deed.run(desk)
            try:
                return answer, read_view(desk, plan_id, thing)
            except Exception as error:  # noqa: BLE001 - it is written: only the reading is told as failed
                return answer, error

        self.line.aside_is_last = False
        outbox.put(job, partial(self._saved, deed), partial(self._refused, deed))

    def _saved(self, deed: Deed, answer: tuple[Changes | Undone, View | BaseException]) -> None:
        result, view = answer
        self.line.answered(deed, saved=True)
        if isinstance(view, BaseException):
            self._failed_reading(view)
            return
        self._read(view)
        if isinstance(result, Undone):
            self.say(self.tr(deed.said, what=undone_words(result.what, self.texts)))
        elif deed.said:
            self.say(deed.said)
        if deed.then is not None:
            self.conduct.do(deed.then(self.conduct.now()))
        self.hands.release()

    def _refused(self, deed: Deed, error: BaseException) -> None:
        self.conduct.refused(deed)
        self.line.answered(deed, saved=False)
        if isinstance(error, StafettError):
            self.refuse(error)
            if error.kind is ErrorKind.LED_ELSEWHERE:
                self._led_elsewhere(deed)
            if error.kind is ErrorKind.MINUTES_NOT_READY and self.conduct.view is not None:
                missing = guardlist.missing_words(self.conduct.now())
                self.say(((self.tr("Cannot be locked yet. Missing: {what}", what=missing), "alarm"),))
        else:
            self._failed(error)
        self.show()
        self.hands.release()

    # ---- who leads

    def action_take_over(self) -> None:
        """Lead the meeting from here, once that is said."""
        view = self.conduct.view
        if view is None or not view.writable:
            self.say(self.tr("The meeting is not running."))
        elif view.leader is None:
            self.say(self.tr("The meeting is led from here already."))
        else:
            self.converse(self._ask_take_over(view.leader, None))

    def _led_elsewhere(self, deed: Deed) -> None:
        """What was tried belongs to the device that leads: ask whether this one does from now on."""
        office, plan_id, thing = self.given.office, self._plan_id, self.meeting_id

        def then(view: View) -> None:
            self._read_again(view)
            if view.leader is not None and not self.asking.open:
                self.converse(self._ask_take_over(view.leader, deed))

        if self.conduct.view is not None:
            self.conduct.item = self.conduct.view.meeting.item
        if self.outbox is not None:
            self.outbox.put(lambda: read_view(office.desk(), plan_id, thing), then, self._failed_reading)

    def _ask_take_over(self, leads: Leader, deed: Deed | None) -> Dialogue:
        plan_id, thing = self._plan_id, self.meeting_id
        choices = [Choice(self.tr("leave it there"), False), Choice(self.tr("take over here"), True)]
        if (yield pick_question(question(leads, self.texts), choices)):
            said = self.tr("The meeting is led from here now.")
            self.send(Deed(lambda desk: desk.meetings.take_over(plan_id, thing), said))
            if deed is not None:
                self.send(deed)

    def run_act(self, name: str) -> bool:
        """An act of the registry that is this screen's own."""
        if name == "change_pane":
            order: tuple[Where, ...] = ("list", "line", "minutes")
            self.hands.focus_on(order[(order.index(self.hands.where) + 1) % len(order)])
        elif name in {"undo", "redo"}:
            self._back_and_forth(redo=name == "redo")
        else:
            return steer(self.conduct, name)
        return True

    def _back_and_forth(self, *, redo: bool) -> None:
        plan_id = self._plan_id
        if not redo and self.line.take_back():
            return
        if redo:
            self.send(Deed(lambda desk: desk.undo.redo(plan_id), "Done again: {what}"))
        else:
            self.send(Deed(lambda desk: desk.undo.undo(plan_id), "Undone: {what}"))
