"""Item 2: the child's own words, or why the child was not asked (C-14)."""

from __future__ import annotations

from stafett_tui.cli.line.hall import Hall
from stafett_tui.documents.markdown import kind_of
from stafett_tui.domain.voice import child_voices, heard_in
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_


def before_lines(hall: Hall) -> None:
    """Say how the child's words are written, and what the child said last."""
    talk, kind = hall.talk, kind_of(hall.plan)
    earlier = [f for f in child_voices(hall.plan) if f.body.meeting != hall.meeting_id]
    if earlier:
        talk.say(talk.tr(owned(N_("The child said last: {text}"), kind), text=earlier[-1].body.text))
    talk.say(talk.tr(owned(N_("The child's own words begin with '."), kind)))


def why_not_asked(hall: Hall) -> None:
    """Ask why, where the child's words are missing."""
    talk, kind = hall.talk, kind_of(hall.plan)
    if heard_in(hall.plan, hall.meeting_id):
        return
    talk.help = (talk.tr(owned(N_("Without the child's words or a reason the minutes cannot be locked."), kind)),)
    missing = N_("The child's words are missing. Why was the child not asked? Empty: later.")
    reason = talk.ask(talk.tr(owned(missing, kind)))
    if reason:
        hall.desk.minutes.why_not_asked(hall.plan_id, hall.meeting_id, reason)
        talk.say(talk.tr("Saved."))
