"""Short forms in the capture line open to whole words of the plan at the blank behind them; Backspace takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.capture.short import Opened, long_words, opened
from stafett_tui.capture.slots import Composition
from stafett_tui.domain.activity import activities
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten
from stafett_tui.domain.goal import goals
from stafett_tui.domain.minutes import LineWritten
from stafett_tui.screens.meeting.parted import MeetingParts

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan


class Shortening:
    """Opens short forms on the way into the line, at once and in the order typed."""

    def __init__(self, screen: MeetingParts) -> None:
        """Work in this screen's capture line."""
        self._screen = screen
        self._last: Opened | None = None

    def blank(self) -> None:
        """A blank is about to be written: open the short form before it, if there is one."""
        self._last = None
        line, capture, view = self._screen.line, self._screen.capture, self._screen.conduct.view
        if view is None or not isinstance(line.mode, Composition) or line.mode.slot or capture.at < len(capture.text):
            return
        found = opened(capture.text, view.plan.once(words_of))
        if found is None:
            return
        capture.text = capture.text.removesuffix(found.short) + found.word
        self._last = found
        self._screen.say(
            self._screen.tr("{short}: {word}. Backspace takes it back.", short=found.short, word=found.word)
        )

    def backspace(self) -> bool:
        """Right after a short form was opened: write the short form instead; tell whether that was it."""
        found, self._last = self._last, None
        capture = self._screen.capture
        if found is None or not capture.text.endswith(f"{found.word} ") or capture.at < len(capture.text):
            return False
        capture.text = capture.text.removesuffix(f"{found.word} ") + f"{found.short} "
        return True


def words_of(plan: Plan) -> tuple[str, ...]:
    """The long words of a plan: its goals, activities, concern and minutes."""
    texts = [*(g.text for g in goals(plan)), *(a.what for a in activities(plan))]
    texts += [f.body.text for f in plan.of(ConcernWritten)] + [f.body.text for f in plan.of(AboutMeWritten)]
    return long_words([*texts, *(f.body.text for f in plan.of(LineWritten))])
