"""The capture line: what is written, forms that open in it, the last line taken up again, and what Esc put aside.

Nothing written is ever thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass

from stafett_tui.capture.line import Composition, start, understand
from stafett_tui.capture.scene import Scene
from stafett_tui.domain.minutes import LineSort, MinuteLine
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.meeting import correct, echo, upcoming, writing
from stafett_tui.screens.meeting.conduct import Conduct
from stafett_tui.screens.meeting.deeds import Deed, Tell
from stafett_tui.screens.meeting.face import Where
from stafett_tui.screens.meeting.form import Form
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.scene import scene_of
from stafett_tui.screens.meeting.written import Sent
from stafett_tui.widgets.inks import Line

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
        self.recalled: MinuteLine | None = None
        self.promoted: str | None = None
        """The line that what is written is made of."""
        self.aside: list[Mode] = []
        """What Esc put aside and nobody has taken back."""
        self.aside_is_last = False
        """Whether nothing was written since Esc put something aside: then Ctrl+Z brings it back."""
        self.on_its_way: list[OnItsWay] = []
        self.asked: Mode | None = None
        """What Enter asked about; a second Enter saves it as it stands."""
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
        return "" if self.mode.slot else self.texts.tr("what was said?")

    def shown(self, now: Now) -> Line:
        """The line above: the slots and what is understood."""
        if self.recalled is not None:
            return echo.recalled_words(now, self.recalled)
        if isinstance(self.mode, Form):
            return echo.form_line(self.mode, now.cells)
        if (starts := upcoming.typed_alone(self.mode.line, now)) and self.conduct.panel == "next":
            return ((f" {upcoming.proposed_words(now, starts)}", "strong"),)
        understood = understand(self.mode, self._scene(now))
        return echo.line_words(self.mode, understood, now, promoted=self.promoted is not None)

    def offered(self, now: Now) -> Line:
        """The line below: people and days to choose from, warnings; empty where there are none."""
        if self.recalled is not None or self.free:
            return ""
        if isinstance(self.mode, Form):
            words = self.mode.echo(self.mode)
            return f" {words}" if isinstance(words, str) else ((" ", ""), *words)
        return echo.offers(self.mode, understand(self.mode, self._scene(now)), now)

    def _scene(self, now: Now) -> Scene:
        return scene_of(now, self.conduct.focus_goal)

    # ---- typing

    def type(self, text: str) -> None:
        """Write at the end of the line."""
        if self.recalled is not None:
            self._forget_recalled()
        self.face.put(self.mode.text + text, self.prompt, self.placeholder)

    def changed(self, text: str) -> None:
        """The text in the line is another."""
        if text != self.mode.text:
            self.mode = self.mode.with_text(text)

    def key(self, key: str) -> bool:
        """A key in the line, before the line itself takes it; True when it is used up."""
        if self.recalled is not None and self._recalled_key(key):
            return True
        if key == "enter":
            self.save()
        elif key == "tab":
            self.tab(back=False)
        elif key == "shift+tab":
            self.tab(back=True)
        elif key == "escape":
            self.escape()
        elif key == "down" and not self.free:
            self.choose()
        elif key == "up" and self.free:
            self.recall(1)
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
            self._become(self.mode.back_tab() if back else self.mode.tab())
        else:
            self._become(self.mode.back_tab() if back else self.mode.tab())

    def choose(self) -> None:
        """Arrow down: the next of the people or days that are offered."""
        if self.conduct.view is None:
            return
        understood = None
        if isinstance(self.mode, Form):
            days = self.mode.offers(self.mode)
        else:
            understood = understand(self.mode, self._scene(self.conduct.now()))
            days = writing.offered_days(understood)
        if days or self.mode.text in self.days:
            self.days = days or self.days
            at = self.days.index(self.mode.text) + 1 if self.mode.text in self.days else 0
            self._become(self.mode.with_text(self.days[at % len(self.days)]))
        elif understood is not None and len(understood.candidates) > 1 and isinstance(self.mode, Composition):
            self._become(writing.next_person(self.mode, understood))

    def _become(self, mode: Mode) -> None:
        self.mode = mode
        self.face.put(mode.text, self.prompt, self.placeholder)
        self.face.draw()

    # ---- Enter

    def save(self) -> None:
        """Enter, from whichever slot: hand what is written to the store, and begin the next line at once."""
        if self.conduct.view is None:
            return
        now, mode = self.conduct.now(), self.mode
        if isinstance(mode, Form):
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

    def _save_line(self, now: Now, mode: Composition) -> None:
        understood = understand(mode, self._scene(now))
        doubt = writing.doubt(understood, now)
        if doubt is not None and (self.asked != mode or not understood.text):
            self.asked = mode
            self.face.say(doubt.text)
            return
        sent = writing.on_its_way(understood, now)
        self.on_its_way.append(OnItsWay(sent, mode))
        promoted = self.promoted
        self._clear()
        self.conduct.do(writing.deed(understood, now, sent, promoted))

    def answered(self, deed: Deed, *, saved: bool) -> None:
        """The store has answered for a line: it stands, or comes back into the line."""
        way = next((w for w in self.on_its_way if w.sent.key == deed.sent), None) if deed.sent else None
        if way is None:
            return
        self.on_its_way.remove(way)
        if saved:
            return
        if self.free:
            self._become(way.mode)
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
        self.recalled = None
        self.face.say("")
        self._become(form)
        self.face.focus_on("line")

    def leave_form(self) -> None:
        """The meeting goes to another item: a form is put aside, or away where nothing is written in it."""
        if isinstance(self.mode, Form):
            if not self.mode.untouched:
                self.aside.append(self.mode)
                self.aside_is_last = True
                self.face.say(self.texts.tr("Put aside. Ctrl+Z brings it back."))
            self._close()

    def _close(self) -> None:
        behind, self.behind = self.behind, None
        if behind is not None:
            self._become(behind)
        else:
            self._clear()
            self.face.focus_on(self.came_from)

    def _clear(self) -> None:
        self.promoted = self.recalled = None
        self._become(start())

    # ---- Esc, and back again

    def escape(self) -> None:
        """Put what is written aside, where Ctrl+Z finds it; leave an empty line for the list."""
        if self.recalled is not None:
            self._forget_recalled()
        elif isinstance(self.mode, Form) and self.mode.untouched:
            self._close()
        elif not self.free:
            self.aside.append(self.mode)
            self.aside_is_last = True
            form = isinstance(self.mode, Form)
            self.face.say(self.texts.tr("Put aside. Ctrl+Z brings it back."))
            if form:
                self._close()
            else:
                self._clear()
        elif self.conduct.shown or self.conduct.panel == "lock":
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
        self._become(mode)
        self.face.focus_on("line")

    # ---- the last line

    def recall(self, step: int) -> None:
        """Take up the last line, or the one before it."""
        if self.conduct.view is None or not self.conduct.view.writable:
            return
        now = self.conduct.now()
        if self.aside and self.recalled is None and step > 0:
            self.aside_is_last = True
            self.take_back()
            return
        lines = [line for line in now.view.lines if line.item == now.view.item] or list(now.view.lines)
        if not lines:
            self.face.say(self.texts.tr("There is no line to take up yet."))
            return
        at = len(lines) if self.recalled is None else lines.index(self.recalled)
        at -= step
        if at >= len(lines):
            self._forget_recalled()
            return
        self.recalled = lines[max(at, 0)]
        self.face.put("", self.prompt, "")
        self.face.draw()

    def _recalled_key(self, key: str) -> bool:
        line, now = self.recalled, self.conduct.now()
        assert line is not None  # noqa: S101 - key() has looked
        if key in {"up", "down"}:
            self.recall(1 if key == "up" else -1)
        elif key == "enter":
            self.fill(correct.form(now, line))
        elif key == "tab":
            self.fill(correct.form(now, line, at=1))
        elif key in {"delete", "backspace"}:
            self._strike(now, line)
        elif key == "plus" and line.sort is not LineSort.ACTIVITY:
            self.recalled, self.promoted = None, line.id if line.sort is not LineSort.VOICE else None
            self._become(start(f"+{line.text}"))
        elif key == "escape":
            self._forget_recalled()
        else:
            self._forget_recalled()
            return False
        return True

    def _forget_recalled(self) -> None:
        self.recalled = None
        self.face.put(self.mode.text, self.prompt, self.placeholder)
        self.face.draw()

    def _strike(self, now: Now, line: MinuteLine) -> None:
        plan_id, thing = now.plan_id, line.id
        self._forget_recalled()
        said = self.texts.tr("The line is taken away. Ctrl+Z brings it back.")
        self.conduct.do(Deed(lambda desk: desk.minutes.strike(plan_id, thing), said))
