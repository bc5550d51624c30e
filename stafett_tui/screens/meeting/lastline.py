"""The last line taken up again with Up: Enter edits it, + makes an activity of it, Del removes it (T6, T10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.capture.line import start
from stafett_tui.domain.minutes import LineSort, MinuteLine
from stafett_tui.screens.meeting import around, correct
from stafett_tui.screens.meeting.deeds import Deed
from stafett_tui.screens.meeting.now import Now

if TYPE_CHECKING:
    from stafett_tui.screens.meeting.lineup import Lineup


class LastLine:
    """A line of the minutes, taken up in the capture line."""

    def __init__(self, lineup: Lineup) -> None:
        """Begin with none."""
        self.lineup = lineup
        self.line: MinuteLine | None = None

    def take(self, step: int) -> None:
        """Take up the last line, or the one before it; what Esc put aside comes first."""
        lineup, conduct = self.lineup, self.lineup.conduct
        if conduct.view is None or not conduct.view.writable:
            return
        if lineup.aside and self.line is None and step > 0:
            lineup.aside_is_last = True
            lineup.take_back()
            return
        now = conduct.now()
        lines = [line for line in now.view.lines if line.item == now.view.item] or list(now.view.lines)
        if not lines:
            lineup.face.say(lineup.texts.tr("There is no line to take up yet."))
            return
        at = (len(lines) if self.line is None or self.line not in lines else lines.index(self.line)) - step
        if at >= len(lines):
            self.forget()
            return
        self.line = lines[max(at, 0)]
        lineup.face.put("", around.prompt(lineup), "")
        lineup.face.draw()

    def key(self, key: str) -> bool:
        """A key while a line is taken up; any other lets it go."""
        line, lineup = self.line, self.lineup
        assert line is not None  # noqa: S101 - the capture line has looked
        now = lineup.conduct.now()
        if key in {"up", "down"}:
            self.take(1 if key == "up" else -1)
        elif key == "enter":
            lineup.fill(correct.form(now, line))
        elif key == "tab":
            lineup.fill(correct.form(now, line, at=1))
        elif key in {"delete", "backspace"}:
            self._strike(now, line)
        elif key == "plus" and line.sort is not LineSort.ACTIVITY:
            self.line = None
            lineup.promoted = line.id if line.sort is not LineSort.VOICE else None
            lineup.become(start(f"+{line.text}"))
        else:
            self.forget()
            return key == "escape"
        return True

    def forget(self) -> None:
        """Let the line go."""
        self.line = None
        self.lineup.become(self.lineup.mode)

    def _strike(self, now: Now, line: MinuteLine) -> None:
        plan_id, thing = now.plan_id, line.id
        self.forget()
        said = now.texts.tr("The line is taken away. {key_undo} brings it back.")
        self.lineup.conduct.do(Deed(lambda desk: desk.minutes.strike(plan_id, thing), said))
