"""The capture line: keys in it, what Enter hands to the store, and what comes back from there."""

from __future__ import annotations

from dataclasses import dataclass

from stafett_tui.capture.line import Composition, understand
from stafett_tui.capture.scene import Scene
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.meeting import following, stopped, upcoming, writing
from stafett_tui.screens.meeting.conduct import Conduct
from stafett_tui.screens.meeting.deeds import Deed, Form, Tell
from stafett_tui.screens.meeting.lastline import LastLine
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.pen import Mode, Pen
from stafett_tui.screens.meeting.scene import scene_of
from stafett_tui.screens.meeting.written import Sent


@dataclass
class OnItsWay:
    """A line the store has not answered for, and how it was written."""

    sent: Sent
    mode: Mode


class Lineup(Pen):
    """The capture line of a meeting."""

    def __init__(self, conduct: Conduct, texts: Texts) -> None:
        """Begin with an empty line."""
        super().__init__(conduct.face, texts)
        self.conduct = conduct
        self.last = LastLine(conduct, self)
        self.on_its_way: list[OnItsWay] = []
        self.asked: Mode | None = None
        """What Enter asked about; a second Enter saves it as it stands."""
        self.began = ""
        """Where the meeting was when the line was begun: it belongs there, though the agenda is moved elsewhere."""
        self.days: tuple[str, ...] = ()
        """Days offered for an uncertain phrase, while one of them stands in the slot."""

    # ---- what is

    @property
    def sent(self) -> tuple[Sent, ...]:
        """What the minutes show as not saved yet."""
        return tuple(each.sent for each in self.on_its_way)

    def scene(self, now: Now) -> Scene:
        """What the line is read against."""
        return scene_of(now, self.conduct.focus_goal)

    # ---- typing

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
        if self.recalled is not None and self.last.key(key):
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
            self.conduct.phrases()
        elif key == "down" and not self.free:
            self.choose()
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

    def choose(self) -> None:
        """Arrow down: the next of the people or days that are offered."""
        if self.conduct.view is None:
            return
        mode, understood = self.mode, None
        if isinstance(mode, Form):
            days = mode.offers(mode)
        else:
            understood = understand(mode, self.scene(self.conduct.now()))
            days = writing.offered_days(understood)
        if days or mode.text in self.days:
            self.days = days or self.days
            at = self.days.index(mode.text) + 1 if mode.text in self.days else 0
            self.become(mode.with_text(self.days[at % len(self.days)]))
        elif understood is not None and len(understood.candidates) > 1 and isinstance(mode, Composition):
            self.become(writing.next_person(mode, understood))

    def escape(self) -> None:
        """Put what is written aside, where Ctrl+Z finds it; leave an empty line for the list."""
        if self.recalled is not None:
            self.let_go()
        elif isinstance(self.mode, Form) and self.mode.untouched:
            self.close()
        elif not self.free:
            self.put_aside()
        elif self.conduct.shown or self.conduct.panel in {"lock", "phrases"}:
            self.conduct.escape()
        else:
            self.face.focus_on("list")

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
                self.close()
                self.conduct.do(doing)
            else:
                self.face.say(doing.text)
        elif self.free:
            self.face.focus_on("list")
        elif number := writing.jump(mode, now):
            self.clear()
            self.conduct.go_to(number)
        elif (starts := upcoming.typed_alone(mode.line, now)) and self.conduct.panel == "next":
            self.clear()
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
        self.clear()
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
