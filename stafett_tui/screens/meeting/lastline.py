"""The last line taken up again with Up: Enter edits it, + makes an activity of it, Del removes it (T6, T10)."""

from __future__ import annotations

from stafett_tui.capture.line import start
from stafett_tui.domain.minutes import LineSort, MinuteLine
from stafett_tui.screens.meeting import correct
from stafett_tui.screens.meeting.conduct import Conduct
from stafett_tui.screens.meeting.deeds import Deed
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.pen import Pen


class LastLine:
    """Keys on a line of the minutes that is taken up in the capture line."""

    def __init__(self, conduct: Conduct, pen: Pen) -> None:
        """Take up lines of this meeting with this pen."""
        self._conduct = conduct
        self._pen = pen

    def take(self, step: int) -> None:
        """Take up the last line, or the one before it; what Esc put aside comes first."""
        pen, conduct = self._pen, self._conduct
        if conduct.view is None or not conduct.view.writable:
            return
        if pen.aside and pen.recalled is None and step > 0:
            pen.aside_is_last = True
            pen.take_back()
            return
        now = conduct.now()
        lines = [line for line in now.view.lines if line.item == now.view.item] or list(now.view.lines)
        if not lines:
            pen.face.say(pen.texts.tr("There is no line to take up yet."))
            return
        at = (len(lines) if pen.recalled is None or pen.recalled not in lines else lines.index(pen.recalled)) - step
        if at >= len(lines):
            pen.let_go()
            return
        pen.recalled = lines[max(at, 0)]
        pen.face.put("", pen.prompt, "")
        pen.face.draw()

    def key(self, key: str) -> bool:
        """A key while a line is taken up; any other lets it go."""
        pen, line = self._pen, self._pen.recalled
        assert line is not None  # noqa: S101 - the capture line has looked
        now = self._conduct.now()
        if key in {"up", "down"}:
            self.take(1 if key == "up" else -1)
        elif key == "enter":
            pen.fill(correct.form(now, line))
        elif key == "tab":
            pen.fill(correct.form(now, line, at=1))
        elif key in {"delete", "backspace"}:
            self._strike(now, line)
        elif key == "plus" and line.sort is not LineSort.ACTIVITY:
            pen.recalled = None
            pen.promoted = line.id if line.sort is not LineSort.VOICE else None
            pen.become(start(f"+{line.text}"))
        else:
            pen.let_go()
            return key == "escape"
        return True

    def _strike(self, now: Now, line: MinuteLine) -> None:
        plan_id, thing = now.plan_id, line.id
        self._pen.let_go()
        said = now.texts.tr("The line is taken away. {key_undo} brings it back.")
        self._conduct.do(Deed(lambda desk: desk.minutes.strike(plan_id, thing), said))
