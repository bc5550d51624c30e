"""What stands around the capture line: the line above it, and the line below."""

from __future__ import annotations

from stafett_tui.capture.line import understand
from stafett_tui.documents.family_choice import touched_words
from stafett_tui.screens.meeting import echo, stopped, upcoming
from stafett_tui.screens.meeting.deeds import Form
from stafett_tui.screens.meeting.lineup import Lineup
from stafett_tui.screens.meeting.now import Now
from stafett_tui.widgets.inks import Line


def above(lineup: Lineup, now: Now) -> Line:
    """The slots and what is understood."""
    if lineup.recalled is not None:
        return echo.recalled_words(now, lineup.recalled)
    if isinstance(lineup.mode, Form):
        return echo.form_line(lineup.mode, now.cells)
    if stopped.stops(now.view):
        return stopped.shortly(now.view, now.texts)
    if (starts := upcoming.typed_alone(lineup.mode.line, now)) and lineup.conduct.panel == "next":
        return ((f" {upcoming.proposed_words(now, starts)}", "strong"),)
    understood = understand(lineup.mode, lineup.scene(now))
    return echo.line_words(lineup.mode, understood, now, promoted=lineup.promoted is not None)


def below(lineup: Lineup, now: Now) -> Line:
    """People and days to choose from, warnings; empty where there are none."""
    if lineup.recalled is not None or lineup.free:
        return ""
    if isinstance(lineup.mode, Form):
        words = lineup.mode.echo(lineup.mode)
        offered = f" {words}" if isinstance(words, str) else ((" ", ""), *words)
        return _kept_out(" ".join(slot.text for slot in lineup.mode.slots), now) or offered
    kept = _kept_out(" ".join(lineup.mode.texts), now)
    offered = echo.offers(lineup.mode, understand(lineup.mode, lineup.scene(now)), now)
    return offered or kept if lineup.mode.slot else kept or offered


def _kept_out(text: str, now: Now) -> Line:
    """Whose choice the text goes against (C-12); it may be saved all the same."""
    told = touched_words(now.view.plan, text, now.texts)
    return ((" ! ", "alarm"), (told, "")) if told else ""
