"""The plan and the moment as the capture line reads them: people, goals, days."""

from __future__ import annotations

from stafett_tui.capture.people import Person, Relation
from stafett_tui.capture.scene import Scene
from stafett_tui.i18n.texts import N_
from stafett_tui.screens.meeting.now import Now

_ROLES = {"guardian": N_("guardian"), "owner": N_("plan owner"), "guest": N_("interpreter")}


def people_of(now: Now) -> tuple[Person, ...]:
    """Everyone who can be named; those no consent covers too, as somebody to be stopped at."""
    relations: dict[str, Relation] = {
        p.person: "mother" if p.relation.value == "mother" else "father"
        for p in now.view.people
        if p.relation is not None and p.relation.value in {"mother", "father"}
    }
    return tuple(
        Person(
            id=row.person, name=row.name, role=row.title if row.kind != "guest" else "", service=row.service,
            covered=row.covered, relation=relations.get(row.person),
            role_words=_words(now, row.kind),
        )
        for row in now.view.room
    )  # fmt: skip


def scene_of(now: Now, focus_goal: int | None = None) -> Scene:
    """What a line is read against."""
    view = now.view
    here = [a for a in view.activities.values() if a.meeting == now.meeting and a.goal_number]
    last = max(here, key=lambda a: view.numbers.get(a.id, 0)).goal_number if here else None
    return Scene(
        people=people_of(now), today=view.today, goals=tuple(g.number for g in view.goals), next_meeting=view.next_on,
        lang="nn" if view.opened.language == "nn" else "nb", focus_goal=focus_goal, last_goal=last,
        child_name=view.opened.owner.name,
    )  # fmt: skip


def _words(now: Now, kind: str) -> tuple[str, ...]:
    return (now.texts.tr(_ROLES[kind]),) if kind in _ROLES else ()
