"""What the meeting screen does with the store: reads, writes in order, keeps the unfinished line."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.screens.frame.framed import Framed, undone_words
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.meeting import drafts, guardlist
from stafett_tui.screens.meeting.conduct import Conduct
from stafett_tui.screens.meeting.deeds import Deed
from stafett_tui.screens.meeting.drawing import draw_all, draw_hints, draw_line
from stafett_tui.screens.meeting.face import Where
from stafett_tui.screens.meeting.hands import Hands
from stafett_tui.screens.meeting.lineup import Lineup
from stafett_tui.screens.meeting.outbox import Outbox
from stafett_tui.screens.meeting.parts import Capture, Listing, MinutesSheet
from stafett_tui.screens.meeting.view import View, read_view
from stafett_tui.screens.meeting.writing import FIELD
from stafett_tui.services.undo import Undone
from stafett_tui.widgets.chrome import Say
from stafett_tui.widgets.page import Sheet

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.store.drafts import Draft

KEEP_AFTER: Final = 0.4
"""Seconds after which an unfinished line is on the disk (I9: at most one second is lost)."""
ASIDE: Final = "aside"


class MeetingActs(Framed):
    """Reading and writing, for the meeting screen."""

    def __init__(self, given: Given, plan_id: str, meeting_id: str) -> None:
        """Make the parts; nothing is read yet."""
        super().__init__(given)
        self._plan_id, self.meeting_id = plan_id, meeting_id
        self.hands = Hands(self, given.office.clock.wall)
        self.conduct = Conduct(self.hands, given.texts, plan_id)
        self.line = Lineup(self.conduct, given.texts)
        self.conduct.line = self.line
        self.strip, self.list_title, self.minutes_title = Say(id="strip"), Say(id="list-title"), Say(id="minutes-title")
        self.slots, self.hints = Say(id="slots"), Say(id="hints")
        self.list = Listing(self.hands, vi=False)
        self.capture = Capture(self.hands, given.texts.tr("what was said?"))
        self.minutes = MinutesSheet(self.hands)
        self.agenda, self.agreed = Sheet(id="agenda"), Sheet(id="agreed", wrap=True)
        self.minute: Timer | None = None
        self._outbox: Outbox | None = None
        self._keeping: Timer | None = None
        self._kept: dict[str, tuple[str, int]] = {}

    @property
    def plan_id(self) -> str:
        """The plan of the meeting."""
        return self._plan_id

    @property
    def busy(self) -> bool:
        """Whether the store has not answered yet."""
        return self.conduct.view is None or (self._outbox is not None and self._outbox.busy)

    # ---- reading

    def read_first(self) -> None:
        """Read the meeting for the first time, with the line that was left unfinished."""
        self._outbox = Outbox(asyncio.get_running_loop())
        office, plan_id, thing = self.given.office, self._plan_id, self.meeting_id

        def job() -> tuple[View, tuple[Draft | None, ...]]:
            desk = office.desk()
            return read_view(desk, plan_id, thing), tuple(desk.drafts.take(plan_id, name) for name in (ASIDE, FIELD))

        def then(answer: tuple[View, tuple[Draft | None, ...]]) -> None:
            view, (aside, line) = answer
            self._read(view)
            self._take_up(aside, line)
            self.hands.release()

        self._outbox.put(job, then, self._failed_reading)

    def read_soon(self) -> None:
        """Read again, after what is being written."""
        office, plan_id, thing = self.given.office, self._plan_id, self.meeting_id
        if self._outbox is not None:
            self._outbox.put(lambda: read_view(office.desk(), plan_id, thing), self._read_again, self._failed_reading)

    def _read_again(self, view: View) -> None:
        self._read(view)
        self.hands.release()

    def _read(self, view: View) -> None:
        self.conduct.read(view, idle=not self.busy)
        self.run_clock()

    def _failed_reading(self, error: BaseException) -> None:
        self.refuse(error if isinstance(error, StafettError) else ErrorKind.BAD_INPUT)
        self.hands.release()

    # ---- writing

    def send(self, deed: Deed) -> None:
        """Write it after what is being written already; nothing is said as saved before the answer."""
        if self._outbox is None:
            return
        office, plan_id, thing, outbox = self.given.office, self._plan_id, self.meeting_id, self._outbox

        def job() -> tuple[Changes | Undone, View]:
            desk = office.desk()
            answer = deed.run(desk)
            return answer, read_view(desk, plan_id, thing)

        self.line.aside_is_last = False
        outbox.put(job, partial(self._saved, deed), partial(self._refused, deed))

    def _saved(self, deed: Deed, answer: tuple[Changes | Undone, View]) -> None:
        result, view = answer
        self.line.answered(deed, saved=True)
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
            if error.kind is ErrorKind.MINUTES_NOT_READY and self.conduct.view is not None:
                missing = guardlist.missing_words(self.conduct.now())
                self.say(((self.tr("Cannot be locked yet. Missing: {what}", what=missing), "alarm"),))
        else:
            self._failed()
        self.show()
        self.hands.release()

    def run_act(self, name: str) -> bool:
        """An act of the registry that is this screen's own."""
        if name == "change_pane":
            order: tuple[Where, ...] = ("list", "line", "minutes")
            self.hands.focus_on(order[(order.index(self.hands.where) + 1) % len(order)])
        elif name in {"undo", "redo"}:
            self._back_and_forth(redo=name == "redo")
        else:
            return self.conduct.act(name)
        return True

    def _back_and_forth(self, *, redo: bool) -> None:
        plan_id = self._plan_id
        if not redo and self.line.take_back():
            return
        if redo:
            self.send(Deed(lambda desk: desk.undo.redo(plan_id), "Done again: {what}"))
        else:
            self.send(Deed(lambda desk: desk.undo.undo(plan_id), "Undone: {what}"))

    # ---- the unfinished line

    def keep_soon(self) -> None:
        """Keep the unfinished line within a second; one timer, started by the first letter."""
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_AFTER, self.keep)

    def keep(self) -> None:
        """Hand the unfinished line to the store, as it is now."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        aside = self.line.aside[-1] if self.line.aside else None
        self._keep(FIELD, drafts.kept(self.line.mode))
        self._keep(ASIDE, ("", 0) if aside is None else drafts.kept(aside))

    def _keep(self, field: str, kept: tuple[str, int]) -> None:
        if self._outbox is None or self._kept.get(field, ("", 0)) == kept:
            return
        self._kept[field] = kept
        office, plan_id, (text, at) = self.given.office, self._plan_id, kept
        self._outbox.put(lambda: office.desk().drafts.keep(plan_id, field, text, at), self._kept_draft, self._not_kept)

    def _kept_draft(self, _answer: None) -> None:
        self.hands.release()

    def _not_kept(self, error: BaseException) -> None:
        self._kept.clear()
        if isinstance(error, StafettError):
            self.refuse(error)
        self.hands.release()

    def _take_up(self, aside: Draft | None, line: Draft | None) -> None:
        """Go on with what was left unfinished."""
        now = self.conduct.now()
        if aside is not None:
            self.line.aside.append(drafts.taken_up(aside.text, aside.cursor, now))
        if line is None:
            return
        self._kept[FIELD] = (line.text, line.cursor)
        left = drafts.taken_up(line.text, line.cursor, now)
        if not self.line.free:
            self.line.aside.append(left)
            return
        self.line.take_up(left)
        self.say(self.tr("This was not finished last time. Enter saves it, Esc puts it aside."))

    def finish(self) -> None:
        """Before the screen goes: the unfinished line and all that waits go to the disk."""
        if self._outbox is not None:
            self.keep()
            self._outbox.close()
            self._outbox = None

    # ---- what the screen itself does

    def show(self) -> None:
        """Everything, as it is now."""
        draw_all(self)

    def show_line(self) -> None:
        """The slots and what is understood of them."""
        draw_line(self)

    def show_hints(self) -> None:
        """The keys of the part in focus."""
        draw_hints(self)

    def run_clock(self) -> None:
        """Let the clock run by whole minutes."""
        raise NotImplementedError

    def go_back(self) -> None:
        """Leave the screen."""
        raise NotImplementedError

    def run_binding(self, key: str) -> None:
        """Run what a key is bound to that none of the parts took."""
        bound = self.active_bindings.get(key)
        if bound is not None and bound.enabled:
            self.call_later(self.app.run_action, bound.binding.action, bound.node)
