"""What is being written in the capture line: a line or a form, what waits behind it, and what was put aside.

Nothing written is ever thrown away.
"""

from __future__ import annotations

from stafett_tui.capture.line import Composition, start
from stafett_tui.domain.minutes import MinuteLine
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.meeting import echo
from stafett_tui.screens.meeting.deeds import Form
from stafett_tui.screens.meeting.face import Face, Where

Mode = Composition | Form


class Pen:
    """What is written, on whatever it may be; where it is saved is no business of it."""

    def __init__(self, face: Face, texts: Texts) -> None:
        """Begin with an empty line."""
        self.face, self.texts = face, texts
        self.mode: Mode = start()
        self.behind: Mode | None = None
        """What was being written when a form opened over it."""
        self.came_from: Where = "list"
        self.recalled: MinuteLine | None = None
        """The line of the minutes that is taken up again."""
        self.promoted: str | None = None
        """The line that what is written is made of."""
        self.aside: list[Mode] = []
        """What Esc put aside and nobody has taken back."""
        self.aside_is_last = False
        """Whether nothing was written since Esc put something aside: then Ctrl+Z brings it back."""

    @property
    def free(self) -> bool:
        """Whether nothing is being written."""
        return isinstance(self.mode, Composition) and self.mode.is_empty

    @property
    def prompt(self) -> str:
        """The words before the line."""
        if self.recalled is not None:
            return self.texts.tr("last line: ")
        return echo.form_prompt(self.mode) if isinstance(self.mode, Form) else echo.prompt(self.mode)

    @property
    def placeholder(self) -> str:
        """What stands in the line while it is empty: what Enter takes then."""
        if isinstance(self.mode, Form):
            return f"({self.mode.slot.proposal})" if self.mode.slot.proposal else ""
        return "" if self.mode.slot or self.recalled else self.texts.tr("what was said?")

    def type(self, text: str) -> None:
        """Write at the end of the line."""
        if self.recalled is not None:
            self.let_go()
        self.face.put(self.mode.text + text, self.prompt, self.placeholder)

    def become(self, mode: Mode) -> None:
        """Write on with this."""
        self.mode = mode
        self.face.put(mode.text, self.prompt, self.placeholder)
        self.face.draw()

    def let_go(self) -> None:
        """Let go of the line that was taken up again."""
        self.recalled = None
        self.become(self.mode)

    def clear(self) -> None:
        """Begin with an empty line again."""
        self.promoted = self.recalled = None
        self.become(start())

    # ---- forms

    def fill(self, form: Form) -> None:
        """Open a form in the line; what was being written waits behind it."""
        if not isinstance(self.mode, Form) and not self.free:
            self.behind = self.mode
        if not isinstance(self.mode, Form):
            self.came_from = self.face.where
        self.recalled = None
        self.face.say("")
        self.become(form)
        self.face.focus_on("line")

    def leave_form(self) -> None:
        """The meeting goes to another item: a form is put aside, or away where nothing is written in it."""
        if isinstance(self.mode, Form):
            if not self.mode.untouched:
                self._lay_aside()
            self.close()

    def close(self) -> None:
        """The form is done with: go on with what waited behind it, or go back to where it was opened from."""
        behind, self.behind = self.behind, None
        if behind is not None:
            self.become(behind)
        else:
            self.clear()
            self.face.focus_on(self.came_from)

    # ---- aside, and back again

    def put_aside(self) -> None:
        """Put what is written aside, where Ctrl+Z finds it."""
        form = isinstance(self.mode, Form)
        self._lay_aside()
        if form:
            self.close()
        else:
            self.clear()

    def _lay_aside(self) -> None:
        self.aside.append(self.mode)
        self.aside_is_last = True
        self.face.say(self.texts.tr("Put aside. {key_undo} brings it back."))

    def take_back(self) -> bool:
        """Bring back what was put aside last; False where there is nothing, or something else is being written."""
        if not self.aside or not self.free or not self.aside_is_last:
            return False
        self.take_up(self.aside.pop())
        self.face.say(self.texts.tr("Here is what was put aside."))
        return True

    def take_up(self, mode: Mode) -> None:
        """Go on with a line or form as it was left."""
        self.become(mode)
        self.face.focus_on("line")
