"""What stands around the capture line: the words before it, the line above, the line below, and choosing from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.capture.line import Composition, understand
from stafett_tui.documents.family_choice import touched_words
from stafett_tui.screens.meeting import echo, stopped, upcoming, writing
from stafett_tui.screens.meeting.deeds import Form
from stafett_tui.screens.meeting.now import Now
from stafett_tui.widgets.inks import Line

if TYPE_CHECKING:
    from stafett_tui.screens.meeting.lineup import Lineup


def prompt(lineup: Lineup) -> str:
    """The words before the line."""
    if lineup.last.line is not None:
        return lineup.texts.tr("last line: ")
    return echo.form_prompt(lineup.mode) if isinstance(lineup.mode, Form) else echo.prompt(lineup.mode)


def placeholder(lineup: Lineup) -> str:
    """What stands in the line while it is empty: what Enter takes then."""
    if isinstance(lineup.mode, Form):
        return f"({lineup.mode.slot.proposal})" if lineup.mode.slot.proposal else ""
    return "" if lineup.mode.slot or lineup.last.line else lineup.texts.tr("what was said?")


def above(lineup: Lineup, now: Now) -> Line:
    """The slots and what is understood."""
    if lineup.last.line is not None:
        return echo.recalled_words(now, lineup.last.line)
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
    if lineup.last.line is not None or lineup.free:
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


def choose(lineup: Lineup) -> None:
    """Arrow down: the next of the people or days that are offered."""
    if lineup.conduct.view is None:
        return
    mode, understood = lineup.mode, None
    if isinstance(mode, Form):
        days = mode.offers(mode)
    else:
        understood = understand(mode, lineup.scene(lineup.conduct.now()))
        days = writing.offered_days(understood)
    if days or mode.text in lineup.days:
        lineup.days = days or lineup.days
        at = lineup.days.index(mode.text) + 1 if mode.text in lineup.days else 0
        lineup.become(mode.with_text(lineup.days[at % len(lineup.days)]))
    elif understood is not None and len(understood.candidates) > 1 and isinstance(mode, Composition):
        lineup.become(writing.next_person(mode, understood))
