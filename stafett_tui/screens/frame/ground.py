"""The ground of every screen: its place in the program, its questions, its reads and writes in threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.message import Message

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n.errors import error_text
from stafett_tui.screens.frame.asking import Asking, Dialogue
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.messages import Back
from stafett_tui.widgets.bindings import app_bindings
from stafett_tui.widgets.chrome import Rule
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.screen import StafettScreen

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk

T = TypeVar("T")
Job = Callable[[], None]


class Ground(StafettScreen):
    """A screen with a word line, a place for questions, undo, and the sentence for too small a terminal."""

    BINDINGS = [*app_bindings()]
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-low"), (24, "-high")]
    DEFAULT_CSS = """
    Ground > #word { height: auto; max-height: 3; }
    Ground > #too-small { display: none; height: 1fr; }
    Ground.-tiny > *, Ground.-flat > * { display: none; }
    Ground.-tiny > #too-small, Ground.-flat > #too-small { display: block; }
    """

    @dataclass
    class Told(Message):
        """A thread is done; this is what is to be done with its answer here."""

        job: Job

    def __init__(self, given: Given) -> None:
        """Take what every screen is given."""
        super().__init__(given.texts)
        self.given = given
        self.word = Sheet(wrap=True, id="word")
        self.asking = Asking()

    # ---- what a kind of screen says of itself

    @property
    def plan_id(self) -> str | None:
        """The plan that is open here: undo works in it."""
        return None

    @property
    def title_line(self) -> str:
        """Where one is, for the head line."""
        return ""

    def reload(self) -> None:
        """Read again what is shown, after a change."""

    def touches(self, changes: Changes) -> bool:
        """Whether a change is about what is shown here."""
        return self.plan_id in {None, changes.plan_id}

    # ---- the frame

    def compose(self) -> ComposeResult:
        """Head, body, question, word and footer; or one sentence."""
        yield self.head
        yield Rule()
        yield from self.body()
        yield self.asking
        yield self.word
        yield self.foot
        yield Sheet([self.tr("The window is too small. Make it at least 60 columns wide and 18 lines high.")],
                    wrap=True, id="too-small")  # fmt: skip

    def on_mount(self) -> None:
        """Listen to every change from now on."""
        self.given.changed.subscribe(self, self._changed)
        self.show_head()

    def show_head(self) -> None:
        """Say where one is, and when it was saved."""
        parts = [self.given.saved(), self.tr("F1 help")]
        self.head.show(left=self.title_line, right=" | ".join(part for part in parts if part))

    def on_resize(self) -> None:
        """After a window that was too small: stand somewhere again."""
        if self.focused is None:
            self.call_after_refresh(self.stand)

    def stand(self) -> None:
        """Give focus back to the part of the screen that keys belong to."""
        if self.focused is None:
            self.focus_next()

    def say(self, line: Line) -> None:
        """Say a word at the foot of the screen; it stands until the next one."""
        self.word.set_lines([line] if line else [])

    def refuse(self, error: StafettError | ErrorKind) -> None:
        """Say why something was not done, and what to do."""
        found = error if isinstance(error, StafettError) else StafettError(error)
        self.say((("! ", "alarm"), (error_text(self.texts, found), "")))

    def _changed(self, changes: Changes) -> None:
        self.show_head()
        if self.touches(changes):
            self.reload()

    # ---- questions

    def converse(self, talk: Dialogue) -> None:
        """Ask the questions of a dialogue at the foot of the screen."""
        self.say("")
        self.asking.begin(talk)

    # ---- threads

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
        except Exception:  # noqa: BLE001 - whatever it is, the person gets a sentence and case data stay where they are
            self.post_message(self.Told(self._failed))
        else:
            self.post_message(self.Told(partial(then, answer)))

    def _failed(self) -> None:
        self.say((("! ", "alarm"), (self.tr("Something went wrong, and nothing was changed. Try again."), "")))

    def on_ground_told(self, event: Told) -> None:
        """Do what a thread's answer calls for."""
        event.stop()
        event.job()

    # ---- acts of every screen

    def action_back(self) -> None:
        """Leave the question, else the screen."""
        if self.asking.open:
            self.asking.leave()
        else:
            self.post_message(Back())
