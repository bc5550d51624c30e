"""Item 5: each earlier activity in the plan's order: a digit, why, and a new date or its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stafett_tui.cli.line.conversation import NO, YES, EndedError, numbered
from stafett_tui.cli.line.hall import Hall
from stafett_tui.domain.activity import Activity, Ending
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.evaluation import Done, Effect
from stafett_tui.domain.guards import needs_new_date, to_rate
from stafett_tui.i18n import enums

DIGITS: Final = {str(n): effect for n, effect in enumerate(Effect, start=1)}
ENDED: Final = frozenset({"e", "ended", "avslutt", "avsluttes", "avsluttet", "avslutta", "ferdig"})
DONE: Final = {"j": Done.YES, "y": Done.YES, "d": Done.PARTLY, "p": Done.PARTLY, "n": Done.NO}


@dataclass(frozen=True)
class Slots:
    """What may stand after the digit, each after a tab: why, new date, ended, done as agreed, the child's mark."""

    why: str | None = None
    due: str | None = None
    ended: str | None = None
    done: str | None = None
    child: str | None = None


def review(hall: Hall) -> None:
    """Go through the activities that nobody has rated in this meeting yet."""
    talk = hall.talk
    rows = to_rate(hall.plan, hall.meeting)
    if not rows:
        talk.say(talk.tr("There are no earlier activities."))
        return
    scale = numbered(enums.name_of(talk.texts, effect) for effect in Effect)
    talk.help = (
        talk.tr("The scale: {scale}", scale=scale),
        talk.tr("After the digit may stand, each after a tab: why, new date, ended (y), done as agreed (y, p, n), "
                "the child's own mark (1-6)."),
        talk.tr("An empty answer leaves the activity as it is."),
    )  # fmt: skip
    talk.say(talk.tr("The scale: {scale}", scale=scale))
    for number, activity in enumerate(rows, start=1):
        _one(hall, activity, number, len(rows))


def _one(hall: Hall, activity: Activity, number: int, total: int) -> None:
    talk = hall.talk
    talk.say(
        talk.tr("Activity {n} of {total}: {what}", n=number, total=total, what=activity.what),
        talk.tr("Responsible: {name}. Deadline: {due}.", name=hall.name(activity.responsible), due=hall.due(
            activity.due)),
    )  # fmt: skip
    given = [e for e in activity.evaluations if e.meeting == hall.meeting_id]
    if given or not activity.open:
        said = enums.name_of(talk.texts, given[-1].effect if given else activity.state)
        talk.say(talk.tr("Rated already: {effect}.", effect=said))
        if not _stale(hall, activity):
            return
    else:
        rated = _rate(hall, activity)
        if rated is None:
            return
        if rated != Slots():
            _finish(hall, activity, rated)
            return
    _ask_on(hall, activity)


def _rate(hall: Hall, activity: Activity) -> Slots | None:
    talk = hall.talk
    while True:
        answer, *slots = talk.ask_raw(talk.tr("How did it go? 1 to 6. Empty: not rated.")).split("\t")
        digit = answer.strip()
        if not digit:
            return None
        if digit in DIGITS and len(slots) <= len(Slots.__dataclass_fields__):
            break
        talk.say(talk.tr("This was not understood. Choose one of: {choices}", choices=", ".join(DIGITS)))
    hall.desk.evaluations.rate(hall.plan_id, activity.id, DIGITS[digit], hall.meeting_id)
    talk.say(talk.tr("{effect}. Saved.", effect=enums.name_of(talk.texts, DIGITS[digit]).capitalize()))
    return Slots(*(slot.strip() or None for slot in slots))


def _ask_on(hall: Hall, activity: Activity) -> None:
    """Ask why, and how it goes on; what was answered is kept where the input ends in between."""
    talk = hall.talk
    why = talk.ask(talk.tr("Why? Empty: nothing to add.")) or None
    try:
        due = _due_or_end(hall, activity)
    except EndedError:
        _write(hall, activity, Slots(why=why), None)
        raise
    if due == _END:
        _write(hall, activity, Slots(why=why, ended="j"), None)
    else:
        _write(hall, activity, Slots(why=why), due)


_END: Final = "end"


def _due_or_end(hall: Hall, activity: Activity) -> str | None:
    """Ask for a new date: the next meeting is proposed where the old one has come; `e` ends the activity."""
    talk = hall.talk
    stale = _stale(hall, activity)
    question = (
        talk.tr("New date? Empty: the next meeting. e: it ends here.")
        if stale
        else talk.tr("New date? Empty: {due} stays. e: it ends here.", due=hall.due(activity.due))
    )
    while True:
        answer = talk.ask(question)
        if answer.casefold() in ENDED:
            return _END
        if not answer:
            return NEXT_MEETING if stale else None
        due = hall.understand(answer)
        if due is not None:
            return due


def _finish(hall: Hall, activity: Activity, slots: Slots) -> None:
    talk = hall.talk
    due = None
    if slots.due and slots.due.casefold() in ENDED:
        slots = Slots(slots.why, None, "j", slots.done, slots.child)
    ended = (slots.ended or "").casefold() in YES
    if slots.ended and not ended and slots.ended.casefold() not in NO:
        talk.say(talk.tr("Answer y for yes or n for no."))
    if not ended:
        due = hall.understand(slots.due) if slots.due else None
        if due is None and (slots.due or _stale(hall, activity)):
            due = _due_or_end(hall, activity) if slots.due else NEXT_MEETING
    if due == _END:
        slots, due = Slots(slots.why, None, "j", slots.done, slots.child), None
    _write(hall, activity, slots, due)


def _write(hall: Hall, activity: Activity, slots: Slots, due: str | None) -> None:
    talk = hall.talk
    ended = (slots.ended or "").casefold() in YES
    done = DONE.get((slots.done or "")[:1].casefold())
    child = DIGITS.get(slots.child or "")
    if not (slots.why or due or ended or done or child):
        return
    hall.desk.evaluations.go_on(
        hall.plan_id, hall.meeting_id, activity.id, why=slots.why, due=due, ended=Ending.ENDED if ended else None,
        done=done, child=child,
    )  # fmt: skip
    if ended:
        talk.say(talk.tr("It ends here. Saved."))
    elif due is not None:
        talk.say(talk.tr("It goes on, new date: {due}. Saved.", due=hall.due(due)))
    else:
        talk.say(talk.tr("Saved."))


def _stale(hall: Hall, activity: Activity) -> bool:
    return any(a.id == activity.id for a in needs_new_date(hall.plan, hall.meeting))
