"""The steps that histories are made of, and how often each is taken."""

from __future__ import annotations

import shutil
from random import Random
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.activity import ActivityPlanned, ActivityRevised, CommentWritten
from stafett_tui.domain.baton import BatonForced, BatonOffered, BatonTaken
from stafett_tui.domain.concern import ConcernWritten
from stafett_tui.domain.consent import ConsentWithdrawn
from stafett_tui.domain.goal import Arena, GoalRevised, GoalSet
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.keptout import KeptOut, LetIn
from stafett_tui.domain.lifecycle import ErasureAsked, PlanErased, PlanPaused
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.domain.people import ParticipantLeft
from tests.support.domain import KINDERGARTEN, KLOK, PPT, STODIG, VARM, consent, guardian, provider
from tests.support.domain_life import COORDINATOR
from tests.support.domain_moves import WHATS
from tests.sync.faults import FAILURES, TROUBLES, Trouble
from tests.sync.machine_beginning import CREWS, NOTES, PLAN, Beginning, alone
from tests.sync.machine_laws import BrokenLawError, hold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stafett_tui.domain.event import Body
    from stafett_tui.domain.plan import Plan
    from tests.sync.machine import Fleet


def bodies(rng: Random, plan: Any) -> list[Body]:
    """Give two or three things that belong together."""
    meeting = next((f.id for f in reversed(plan.of(MeetingCalled))), "none")
    activity = next((f.id for f in reversed(plan.of(ActivityPlanned))), "none")
    choice = [
        GoalSet(arena=Arena.HOME, text=f"mål {rng.randrange(99)}"),
        ActivityPlanned(what=f"tiltak {rng.randrange(99)}", responsible=rng.choice((STODIG, KLOK, None))),
        LineWritten(meeting=meeting, item="welcome", sort=LineSort.NOTE, text=f"linje {rng.randrange(99)}"),
        CommentWritten(activity=activity, text=f"kommentar {rng.randrange(99)}"),
        ConcernWritten(initiator="Mamma", text=f"undring {rng.randrange(99)}"),
    ]  # fmt: skip
    return rng.sample(choice, rng.randrange(2, 4))


def revising(plan: Plan, rng: Random) -> Body:
    """Give a new value for a field that others change too."""
    activity = plan.of(ActivityPlanned)
    goal = plan.of(GoalSet)
    if activity and (rng.random() < 0.7 or not goal):
        name = rng.choice(("what", "due"))
        value = f"tiltak {rng.randrange(99)}" if name == "what" else f"2026-12-{rng.randrange(10, 29)}"
        return ActivityRevised(thing=activity[0].id, field=name, value=value, reason="fordi")
    return GoalRevised(thing=goal[0].id if goal else "none", field="text", value=f"mål {rng.randrange(99)}")


def turning(plan: Plan, person: str, rng: Random) -> Body:
    """Give a turn in the life of a plan that takes sight, rights or words from somebody, or gives them."""
    thing = rng.choice([*plan.facts] or ["nothing"])
    offer, kept = (next((f.id for f in reversed(plan.of(kind))), "none") for kind in (BatonOffered, KeptOut))
    asked = plan.last(ErasureAsked)
    erasing = (
        ErasureAsked(reason="familien vil")
        if asked is None
        else PlanErased(asked=asked.id, archived=asked.body.archived)
    )
    services: tuple[str, ...] = rng.choice(((), (PPT,)))
    of_holder = (
        Blanked(target=thing, reason="feil logg"), ParticipantLeft(person=rng.choice((KLOK, NOTES, VARM))),
        provider(KLOK, "Klok Ugle", PPT), guardian(VARM, "Varm Kaffekopp"), BatonOffered(person=KLOK),
        ServiceHidden(service=PPT, readers=rng.choice(((VARM,), (VARM, NOTES), ()))), consent(KINDERGARTEN, PPT),
        ConsentWithdrawn(by=VARM, services=services), PlanPaused(reason="ferie"),
    )  # fmt: skip
    of_family = (
        ConsentWithdrawn(by=VARM, services=services), KeptOut(by=VARM, person=KLOK), KeptOut(by=VARM, service=PPT),
        LetIn(by=VARM, kept=kept),
    )  # fmt: skip
    of_office = (
        erasing, erasing, BatonForced(person=KLOK, reason="syk"),
        Blanked(target=thing, reason="feil logg"), ParticipantLeft(person=KLOK),
    )  # fmt: skip
    of_service = (BatonTaken(person=person, offer=offer), BatonOffered(person=STODIG), *of_holder)
    return rng.choice({STODIG: of_holder, VARM: of_family, COORDINATOR: of_office}.get(person, of_service))


def write(fleet: Fleet, rng: Random, at: int) -> None:
    """Somebody writes something: the first that the gate lets through."""
    written = len(fleet.record.written)
    for _ in range(8):
        fleet.write(at, PLAN, (rng.choice(WHATS), 0, rng.randrange(21), rng.randrange(21)))
        if len(fleet.record.written) > written:
            break


def turn(fleet: Fleet, rng: Random, at: int) -> None:
    """Somebody tries some turns in the life of the plan."""
    for _ in range(3):
        fleet.turn(at, PLAN, lambda plan: turning(plan, fleet.at(at).account.person, rng))


def together(fleet: Fleet, rng: Random, at: int) -> None:
    """Write some things that belong together; now and then the power goes meanwhile."""
    plan = fleet.at(at).plan(PLAN)
    if plan is not None:
        power = (rng.randrange(12), rng.random() < 0.3) if rng.random() < 0.3 else None
        fleet.together(at, PLAN, bodies(rng, plan), power)


STEPS: dict[Callable[[Fleet, Random, int], object], int] = {
    write: 22,
    turn: 5,
    together: 6,
    lambda fleet, rng, at: fleet.turn(at, PLAN, lambda plan: revising(plan, rng)): 10,
    lambda fleet, rng, at: fleet.sync(at): 22,
    lambda fleet, rng, at: fleet.sync(at, trouble(rng)): 14,
    lambda fleet, rng, at: fleet.sync(at, power=(rng.randrange(40), rng.random() < 0.3)): 5,
    lambda fleet, rng, at: fleet.sync(at, trouble(rng), (rng.randrange(40), rng.random() < 0.3)): 2,
    lambda fleet, rng, at: fleet.replay(rng.randrange(1000)): 3,
    lambda fleet, rng, at: fleet.clone(at): 2,
    lambda fleet, rng, at: fleet.upgrade(at, PLAN): 1,
    lambda fleet, rng, at: fleet.copy(at): 1,
    lambda fleet, rng, at: fleet.put_back(at): 1,
    lambda fleet, rng, at: fleet.back_up(): 2,
    lambda fleet, rng, at: fleet.restore(epoch=rng.random() < 0.4): 3,
    lambda fleet, rng, at: fleet.revoke(at) if rng.random() < 0.4 else None: 1,
    lambda fleet, rng, at: fleet.days(rng.choice((1, 7, 40, 400))) if rng.random() < 0.5 else None: 1,
    lambda fleet, rng, at: fleet.skew(at, rng.choice((-14600, -400, 1, 400, 14600))): 2,
    lambda fleet, rng, at: fleet.log_in(fleet.at(at)): 2,
    lambda fleet, rng, at: fleet.settle(): 1,
}
"""What may happen, and how often."""


LENGTH = (12, 26)
"""Steps of one history: at least, and fewer than."""


def trouble(rng: Random) -> Trouble:
    """Give trouble for one or two requests of a round."""
    found = {}
    for _ in range(rng.randrange(1, 3)):
        found[rng.randrange(4)] = rng.choice((*TROUBLES, f"{rng.choice(FAILURES)} {rng.randrange(30)}"))
    return Trouble(found)


def play(beginning: Beginning, seed: int, folder: Path) -> None:
    """Play the history of a seed; a broken law names it."""
    rng = Random(seed)
    crew = rng.choice(CREWS)
    fleet = alone(folder, crew, beginning.make) if rng.random() < 0.15 else beginning.copy(folder, crew)
    try:
        history(fleet, rng, rng.randrange(*LENGTH))
    except BrokenLawError as broken:
        raise BrokenLawError(f"seed {seed}: {broken}") from broken
    finally:
        fleet.close()
        shutil.rmtree(folder)


def history(fleet: Fleet, rng: Random, length: int) -> None:
    """Take random steps, then let everybody take part and sync until quiet, and hold every law.

    What was sent in the end is sent once more: nothing comes of it (I3).
    """
    fleet.limit = rng.choice((1000, 1000, 3))
    for step in rng.choices([*STEPS], [*STEPS.values()], k=length):
        step(fleet, rng, rng.randrange(60))
    for laptop in fleet.laptops:
        fleet.log_in(laptop)
    fleet.settle()
    before = fleet.standing()
    for at in range(max(len(fleet.record.sent) - 10, 0), len(fleet.record.sent)):
        fleet.replay(at)
    hold("I3", fleet.standing() == before, "a repetition changed something")
