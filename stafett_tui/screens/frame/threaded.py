"""Reads and writes in threads; the answer, or the error as a sentence, comes back to the screen as one message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual import work
from textual.message import Message

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n.errors import error_text
from stafett_tui.screens.frame.crash import place
from stafett_tui.screens.frame.given import Given
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.screen import StafettScreen

if TYPE_CHECKING:
    from stafett_tui.services.desk import Desk

T = TypeVar("T")
Job = Callable[[], None]


class Threaded(StafettScreen):
    """A screen that never waits for the store, with a word line for what came of it."""

    @dataclass
    class Told(Message):
        """A thread is done; this is what is to be done with its answer here."""

        job: Job

    def __init__(self, given: Given) -> None:
        """Take what every screen is given."""
        super().__init__(given.texts, actions=given.actions)
        self.given = given
        self.word = Sheet(wrap=True, id="word")

    def say(self, line: Line) -> None:
        """Say a word at the foot of the screen; it stands until the next one."""
        self.word.set_lines([line] if line else [])

    def refuse(self, error: StafettError | ErrorKind) -> None:
        """Say why something was not done, and what to do."""
        found = error if isinstance(error, StafettError) else StafettError(error)
        self.say((("! ", "alarm"), (error_text(self.texts, found), "")))

    def read(self, fn: Callable[[Desk], T], then: Callable[[T], None]) -> None:
        """Read in a thread, and show what was read."""
        self._in_thread(fn, then)

    def write(self, fn: Callable[[Desk], T], then: Callable[[T], Any] | None = None) -> None:
        """Write in a thread, after what was asked for before; it is written even if this screen is closed meanwhile."""
        self.given.errands.send(partial(self._do, fn, then or self._nothing))

    def _nothing(self, _answer: object) -> None:
        """Nothing more is to be done: the signal of the change reaches every screen."""

    @work(thread=True, exit_on_error=False, group="desk")
    def _in_thread(self, fn: Callable[[Desk], T], then: Callable[[T], Any]) -> None:
        self._do(fn, then)

    def _do(self, fn: Callable[[Desk], T], then: Callable[[T], Any]) -> None:
        """In a thread: do it, and bring the answer, or the error as a sentence, back to the screen."""
        try:
            answer = fn(self.given.office.desk())
        except StafettError as error:
            self.post_message(self.Told(partial(self.refuse, error)))
        except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a sentence and case data stay where they are
            self.post_message(self.Told(partial(self._failed, error)))
        else:
            self.post_message(self.Told(partial(then, answer)))

    def _failed(self, error: BaseException) -> None:
        """Say that the program itself failed, and where; what cannot be loaded is of another version by now."""
        told = self.tr("Something went wrong in the program ({place}), and nothing was changed. Try again.",
                       place=place(error))  # fmt: skip
        if isinstance(error, ImportError):
            told = self.tr("The program was replaced while it was open. Everything is saved: {key_quit} quits; "
                           "then start it again.")  # fmt: skip
        self.say((("! ", "alarm"), (told, "")))

    def on_threaded_told(self, event: Told) -> None:
        """Do what a thread's answer calls for."""
        event.stop()
        event.job()
