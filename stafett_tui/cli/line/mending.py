"""Item 6: activities that lack a person or a date, or whose person no consent covers, are put right."""

from __future__ import annotations

from stafett_tui.capture.line import Slot, start, understand
from stafett_tui.cli.line.asking import ask_when, ask_who, with_slot
from stafett_tui.cli.line.hall import Hall
from stafett_tui.cli.line.saving import due_of
from stafett_tui.cli.line.scene import scene
from stafett_tui.domain.activity import Activity, activities
from stafett_tui.domain.consent import person_covered


def mend(hall: Hall) -> None:
    """Ask about each running activity what the lock will ask for."""
    for activity in activities(hall.plan):
        if not activity.open:
            continue
        if _lacks_person(hall, activity):
            _person(hall, activity)
        if activity.due is None:
            _date(hall, activity)


def _lacks_person(hall: Hall, activity: Activity) -> bool:
    people = (activity.responsible, *activity.helpers)
    return any(person is None or not person_covered(hall.plan, person, hall.today) for person in people)


def _person(hall: Hall, activity: Activity) -> None:
    talk = hall.talk
    talk.say(talk.tr("This activity needs somebody who may do it: {what}", what=activity.what))
    composition = ask_who(hall, start(f"+{activity.what}"), first=True)
    understood = understand(composition, scene(hall))
    if understood.responsible is None or understood.stop:
        talk.say(*(talk.tr("STOPP: {name}. Consent is missing; ask the family.", name=p.name) for p in understood.stop))
        return
    helpers = [person.id for person in understood.helpers]
    hall.desk.activities.revise(hall.plan_id, activity.id, "responsible", understood.responsible.id)
    if helpers != list(activity.helpers):
        hall.desk.activities.revise(hall.plan_id, activity.id, "helpers", list(helpers))
    talk.say(talk.tr("Responsible: {name}", name=understood.responsible.name), talk.tr("Saved."))


def _date(hall: Hall, activity: Activity) -> None:
    talk = hall.talk
    talk.say(talk.tr("This activity needs a deadline: {what}", what=activity.what))
    composition = with_slot(start(f"+{activity.what}"), Slot.WHEN, "")
    due = due_of(understand(ask_when(hall, composition, first=True), scene(hall)))
    if due is not None:
        hall.desk.activities.revise(hall.plan_id, activity.id, "due", due)
        talk.say(talk.tr("Deadline: {date}", date=hall.due(due)), talk.tr("Saved."))
