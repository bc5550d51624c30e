"""What a capture line is read against in a meeting: the people, the goals, today and the next meeting."""

from __future__ import annotations

from collections.abc import Iterator

from stafett_tui.capture.people import Person, Relation
from stafett_tui.capture.scene import Scene
from stafett_tui.cli.line.hall import Hall
from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.consent import covers, person_covered
from stafett_tui.domain.goal import goals
from stafett_tui.domain.people import Participant, opening, participants
from stafett_tui.domain.people import Relation as DomainRelation


def scene(hall: Hall) -> Scene:
    """Give the scene as it is now; the last activity's goal serves where none is said."""
    plan = hall.plan
    numbers = {goal.id: goal.number for goal in goals(plan)}
    last = [f.body.goal for f in plan.of(ActivityPlanned) if f.body.meeting == hall.meeting_id]
    opened = opening(plan)
    return Scene(
        people=tuple(_people(hall)),
        today=hall.today,
        goals=tuple(numbers.values()),
        next_meeting=hall.next_on,
        lang=hall.language(),
        last_goal=numbers.get(last[-1] or "") if last else None,
        child_name="" if opened is None else opened.owner.name,
    )


def goal_id(hall: Hall, number: int | None) -> str | None:
    """Give the goal with this number."""
    return next((goal.id for goal in goals(hall.plan) if goal.number == number), None)


def _people(hall: Hall) -> Iterator[Person]:
    plan = hall.plan
    for p in participants(plan):
        yield Person(p.person, p.name, p.title, p.service, person_covered(plan, p.person, hall.today), _relation(p))
    opened = opening(plan)
    if opened is not None:
        yield Person(opened.owner.id, opened.owner.name)
    for w in hall.meeting.wished:
        yield Person(w.id, w.body.name, w.body.title, w.body.service, covers(plan, w.body.service, hall.today))


def _relation(p: Participant) -> Relation | None:
    if p.relation is DomainRelation.MOTHER:
        return "mother"
    return "father" if p.relation is DomainRelation.FATHER else None
