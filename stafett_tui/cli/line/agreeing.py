"""Lines of the minutes in line mode: the same grammar as on the screen, what is missing is asked for."""

from __future__ import annotations

from typing import Final

from stafett_tui.capture.line import Composition, LineSort, parse_line, understand
from stafett_tui.capture.scene import Understanding
from stafett_tui.cli.line.asking import ask_activity, ask_voice
from stafett_tui.cli.line.conversation import EndedError
from stafett_tui.cli.line.hall import LINE, Hall
from stafett_tui.cli.line.saving import save
from stafett_tui.cli.line.scene import scene
from stafett_tui.cli.line.withdrawing import STOPS, WITHDRAW, withdraw
from stafett_tui.cli.line.words import echo
from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.minutes import LineSort as Sort
from stafett_tui.domain.minutes import lines as written
from stafett_tui.i18n.errors import error_text

UNDO: Final = frozenset({"angre", "undo"})
REDO: Final = frozenset({"gjør om", "gjer om", "redo"})
PROMOTE: Final = "+"


def lines(hall: Hall, item: str, total: int) -> int | None:
    """Take lines until an empty one; a digit alone answers the place of the agenda item to go to."""
    talk = hall.talk
    talk.say(talk.tr("Write a line, or an empty one for the next item."))
    while True:
        talk.help = _help(hall, total)
        typed = talk.ask_raw(talk.tr("Line:"))
        if not typed.strip():
            return None
        composition = parse_line(typed)
        if composition.sort is LineSort.JUMP:
            number = int(typed.strip())
            if number <= total:
                return number - 1
            talk.say(talk.tr("There are {n} agenda items.", n=total))
            continue
        try:
            _act(hall, item, typed.strip().casefold(), composition)
        except StafettError as error:
            if error.kind in STOPS:
                raise
            talk.say(error_text(talk.texts, error))


def _act(hall: Hall, item: str, word: str, composition: Composition) -> None:
    talk = hall.talk
    if word in UNDO:
        hall.desk.undo.undo(hall.plan_id)
        talk.say(talk.tr("Taken back. Saved."))
    elif word in REDO:
        hall.desk.undo.redo(hall.plan_id)
        talk.say(talk.tr("Back again. Saved."))
    elif word == PROMOTE:
        _promote(hall, item)
    elif word in WITHDRAW:
        withdraw(hall)
    else:
        take(hall, item, composition)


def take(hall: Hall, item: str, composition: Composition, *, promoted: str | None = None) -> None:
    """Ask for what is missing, say what is understood, and save; at the end of the input it is saved as it is."""
    talk = hall.talk
    hall.desk.drafts.keep(hall.plan_id, LINE, composition.line, composition.slot)
    hall.writing = composition
    try:
        composition = _complete(hall, composition)
    except EndedError:
        _save(hall, item, understand(hall.writing, scene(hall)), promoted)
        raise
    understood = understand(composition, scene(hall))
    if not understood.text:
        hall.desk.drafts.clear(hall.plan_id, LINE)
        talk.say(talk.tr("There are no words yet."))
        return
    talk.say(*echo(hall, understood))
    _save(hall, item, understood, promoted)
    talk.say(talk.tr("Saved."))


def take_up(hall: Hall, item: str) -> None:
    """Offer the line that was left unfinished last time; a form of the screen is left for the screen."""
    talk = hall.talk
    draft = hall.desk.drafts.take(hall.plan_id, LINE)
    if draft is None or not draft.text.strip() or draft.text.startswith("{"):
        return
    talk.say(talk.tr("Unfinished from last time: {text}", text=draft.text))
    talk.help = (talk.tr("Yes goes on with the line. No puts it away for good."),)
    if talk.yes(talk.tr("Go on with it? Empty: yes."), otherwise=True):
        take(hall, item, parse_line(draft.text))
    else:
        hall.desk.drafts.clear(hall.plan_id, LINE)


def _complete(hall: Hall, composition: Composition) -> Composition:
    if composition.sort is LineSort.ACTIVITY:
        return ask_activity(hall, composition)
    return ask_voice(hall, composition) if composition.sort is LineSort.VOICE else composition


def _save(hall: Hall, item: str, understood: Understanding, promoted: str | None) -> None:
    if understood.text:
        save(hall, item, understood, promoted)


def _promote(hall: Hall, item: str) -> None:
    """Make an activity of the last line of this item (T6)."""
    talk = hall.talk
    plain = {Sort.NOTE, Sort.AGREEMENT, Sort.PARKED, Sort.DISAGREEMENT}
    found = [line for line in written(hall.plan, hall.meeting_id) if line.item == item and line.sort in plain]
    if not found:
        talk.say(talk.tr("There is no line to make an activity of."))
        return
    talk.say(talk.tr("An activity of: {text}", text=found[-1].text))
    take(hall, item, parse_line(f"+{found[-1].text}"), promoted=found[-1].id)


def _help(hall: Hall, total: int) -> tuple[str, ...]:
    tr = hall.talk.tr
    return (
        tr("Words alone are a note. The first sign makes something else of the line:"),
        tr("+ an activity. It is asked who, when and for which goal; or write them after tabs."),
        tr("' the child's own words. 'm mother's, 'f father's."),
        tr("! an agreement. . a parked point. uenig: a disagreement. - a note that begins with another sign."),
        tr("+ alone makes an activity of the last line. undo takes the last act back."),
        tr("withdraw: somebody in the family withdraws the consent."),
        tr("A digit from 1 to {n} goes to that agenda item. An empty line goes to the next.", n=total),
    )
