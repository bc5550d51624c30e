"""The capture line: what is written, forms that open in it, the last line taken up again, and what Esc put aside.

Nothing written is ever thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass

from stafett_tui.capture.line import Composition, start, understand
from stafett_tui.capture.scene import Scene
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.meeting import around, following, stopped, upcoming, writing
from stafett_tui.screens.meeting.conduct import Conduct
from stafett_tui.screens.meeting.deeds import Deed, Form, Tell
from stafett_tui.screens.meeting.face import Where
from stafett_tui.screens.meeting.lastline import LastLine
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.scene import scene_of
from stafett_tui.screens.meeting.written import Sent

Mode = Composition | Form


@dataclass
class OnItsWay:
    """A line the store has not answered for, and how it was written."""

    sent: Sent
    mode: Mode


class Lineup:
    """The capture line."""

    def __init__(self, conduct: Conduct, texts: Texts) -> None:
        """Begin with an empty line."""
        self.conduct, self.texts = conduct, texts
        self.face = conduct.face
        self.mode: Mode = start()
        self.behind: Mode | None = None
        """What was being written when a form opened over it."""
        self.came_from: Where = "list"
        self.last = LastLine(self)
        self.promoted: str | None = None
        """The line that what is written is made of."""
        self.aside: list[Mode] = []
        """What Esc put aside and nobody has taken back."""
        self.aside_is_last = False
        """Whether nothing was written since Esc put something aside: then Ctrl+Z brings it back."""
        self.on_its_way: list[OnItsWay] = []
        self.asked: Mode | None = None
        """What Enter asked about; a second Enter saves it as it stands."""
        self.began = ""
        """Where the meeting was when the line was begun: it belongs there, though the agenda is moved elsewhere."""
        self.days: tuple[str, ...] = ()
        """Days offered for an uncertain phrase, while one of them stands in the slot."""

    # ---- what is

    @property
    def free(self) -> bool:
        """Whether nothing is being written."""
        return isinstance(self.mode, Composition) and self.mode.is_empty

    @property
    def sent(self) -> tuple[Sent, ...]:
        """What the minutes show as not saved yet."""
        return tuple(each.sent for each in self.on_its_way)

    def scene(self, now: Now) -> Scene:
        """What the line is read against."""
        return scene_of(now, self.conduct.focus_goal)

    # ---- typing

    def type(self, text: str) -> None:
        """Write at the end of the line."""
        if self.last.line is not None:
            self.last.forget()
        self.face.put(self.mode.text + text, around.prompt(self), around.placeholder(self))

    def changed(self, text: str) -> None:
        """The text in the line is another."""
        if text == self.mode.text:
            return
        if self.free:
            self.face.say("")
            self.began = self.conduct.item
        self.mode = self.mode.with_text(text)

    def key(self, key: str) -> bool:
        """A key in the line, before the line itself takes it; True when it is used up."""
        if self.last.line is not None and self.last.key(key):
            return True
        if key == "enter":
            self.save()
        elif key == "tab":
            self.tab(back=False)
        elif key == "shift+tab":
            self.tab(back=True)
        elif key == "escape":
            self.escape()
        elif key == "backslash" and self.free:
            self.conduct.act("phrases")
        elif key == "down" and not self.free:
            around.choose(self)
        elif key == "up" and self.free:
            self.last.take(1)
        elif key == "backspace" and not self.mode.text and not self.free:
            self.tab(back=True)
        else:
            return key in {"up", "down"}
        return True

    def tab(self, *, back: bool) -> None:
        """The next slot, or the one before; from an empty line to the list."""
        if self.free:
            self.face.focus_on("list")
        elif isinstance(self.mode, Form):
            self.become(self.mode.back_tab() if back else self.mode.tab())
        else:
            self.become(self.mode.back_tab() if back else self.mode.tab())

    def become(self, mode: Mode) -> None:
        """Write on with this."""
        self.mode = mode
        self.face.put(mode.text, around.prompt(self), around.placeholder(self))
        self.face.draw()

    # ---- Enter

    def save(self) -> None:
        """Enter, from whichever slot: hand what is written to the store, and begin the next line at once."""
        if self.conduct.view is None:
            return
        now, mode = self.conduct.now(), self.mode
        if stopped.holds_back(now.view, mode) and not self.free and not self._jumps(mode, now):
            self.face.say(stopped.words(now.view, self.texts))
        elif isinstance(mode, Form):
            doing = mode.finish(mode)
            if not isinstance(doing, Tell):
                self._close()
                self.conduct.do(doing)
            else:
                self.face.say(doing.text)
        elif self.free:
            self.face.focus_on("list")
        elif number := writing.jump(mode, now):
            self._clear()
            self.conduct.go_to(number)
        elif (starts := upcoming.typed_alone(mode.line, now)) and self.conduct.panel == "next":
            self._clear()
            self.face.focus_on("list")
            self.conduct.do(upcoming.set_to(now, starts))
        else:
            self._save_line(now, mode)

    @staticmethod
    def _jumps(mode: Mode, now: Now) -> bool:
        return isinstance(mode, Composition) and writing.jump(mode, now) is not None

    def _save_line(self, now: Now, mode: Composition) -> None:
        understood = understand(mode, self.scene(now))
        doubt = writing.doubt(understood, now)
        if doubt is not None and (self.asked != mode or not understood.text):
            self.asked = mode
            self.face.say(doubt.text)
            return
        sent = writing.on_its_way(understood, now)
        self.on_its_way.append(OnItsWay(sent, mode))
        promoted = self.promoted
        self._clear()
        self.conduct.do(writing.deed(understood, following.at(now, self.began), sent, promoted))

    def answered(self, deed: Deed, *, saved: bool) -> None:
        """The store has answered for a line: it stands, or comes back into the line."""
        way = next((w for w in self.on_its_way if w.sent.key == deed.sent), None) if deed.sent else None
        if way is None:
            return
        self.on_its_way.remove(way)
        if saved:
            return
        if self.free:
            self.become(way.mode)
            self.face.focus_on("line")
        else:
            self.aside.append(way.mode)

    # ---- forms

    def fill(self, form: Form) -> None:
        """Open a form in the line; what was being written waits behind it."""
        if not isinstance(self.mode, Form) and not self.free:
            self.behind = self.mode
        if not isinstance(self.mode, Form):
            self.came_from = self.face.where
        self.last.line = None
        self.face.say("")
        self.become(form)
        self.face.focus_on("line")

    def leave_form(self) -> None:
        """The meeting goes to another item: a form is put aside, or away where nothing is written in it."""
        if isinstance(self.mode, Form):
            if not self.mode.untouched:
                self.aside.append(self.mode)
                self.aside_is_last = True
                self.face.say(self.texts.tr("Put aside. {key_undo} brings it back."))
            self._close()

    def _close(self) -> None:
        behind, self.behind = self.behind, None
        if behind is not None:
            self.become(behind)
        else:
            self._clear()
            self.face.focus_on(self.came_from)

    def _clear(self) -> None:
        self.promoted = self.last.line = None
        self.become(start())

    # ---- Esc, and back again

    def escape(self) -> None:
        """Put what is written aside, where Ctrl+Z finds it; leave an empty line for the list."""
        if self.last.line is not None:
            self.last.forget()
        elif isinstance(self.mode, Form) and self.mode.untouched:
            self._close()
        elif not self.free:
            self.aside.append(self.mode)
            self.aside_is_last = True
            form = isinstance(self.mode, Form)
            self.face.say(self.texts.tr("Put aside. {key_undo} brings it back."))
            if form:
                self._close()
            else:
                self._clear()
        elif self.conduct.shown or self.conduct.panel in {"lock", "phrases"}:
            self.conduct.escape()
        else:
            self.face.focus_on("list")

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
