"""Points parked in earlier meetings: each is taken up, becomes an activity, is dropped aloud, or stays."""

from __future__ import annotations

from typing import Final

from stafett_tui.cli.line.hall import Hall
from stafett_tui.domain.minutes import Settling, parked
from stafett_tui.i18n.enums import name_of

HOW: Final = {"t": Settling.TAKEN_UP, "a": Settling.ACTIVITY, "d": Settling.DROPPED}


def settle(hall: Hall) -> None:
    """Ask about each point that earlier meetings left."""
    talk = hall.talk
    for point in parked(hall.plan, before=hall.meeting_id):
        talk.help = (talk.tr("t: we take it up now. a: it became an activity. d: dropped. Empty: it stays parked."),)
        talk.say(talk.tr("Parked earlier: {text}", text=point.body.text))
        question = talk.tr("What becomes of it? t taken up, a an activity, d dropped. Empty: it stays.")
        answer = talk.choose(question, HOW)
        if answer:
            hall.desk.minutes.settle(hall.plan_id, point.id, HOW[answer], hall.meeting_id)
            talk.say(talk.tr("{effect}. Saved.", effect=name_of(talk.texts, HOW[answer]).capitalize()))
