"""The steps that histories are made of, and how often each is taken."""

from __future__ import annotations

import shutil
from random import Random
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.activity import ActivityPlanned, ActivityRevised, CommentWritten
from stafett_tui.domain.baton import BatonForced, BatonOffered, BatonTaken
from stafett_tui.domain.concern import ConcernWritten
from stafett_tui.domain.consent import ConsentWithdrawn
from stafett_tui.domain.document import documents
from stafett_tui.domain.goal import Arena, GoalRevised, GoalSet
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.keptout import KeptOut, LetIn
from stafett_tui.domain.lifecycle import ErasureAsked, PlanErased, PlanPaused
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.domain.people import ParticipantLeft
from stafett_tui.domain.person import ContactNoted, OpenersNamed, ProtectionNoted
from stafett_tui.domain.protection import AddressProtection
from tests.support.domain import BLID, KINDERGARTEN, KLOK, MUNTER, PPT, STODIG, VARM, consent, guardian, provider
from tests.support.domain_life import COORDINATOR
from tests.support.domain_moves import WHATS
from tests.sync.faults import FAILURES, TROUBLES, Trouble
from tests.sync.machine_beginning import CREWS, NOTES, OTHER, PLAN, Beginning
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
    written, plan = len(fleet.record.written), rng.choice(fleet.plans)
    for _ in range(8):
        fleet.write(at, plan, (rng.choice(WHATS), 0, rng.randrange(21), rng.randrange(21)))
        if len(fleet.record.written) > written:
            break


def turn(fleet: Fleet, rng: Random, at: int) -> None:
    """Somebody tries some turns in the life of the plan."""
    where = rng.choice(fleet.plans)
    for _ in range(3):
        fleet.turn(at, where, lambda plan: turning(plan, fleet.at(at).account.person, rng))


def together(fleet: Fleet, rng: Random, at: int) -> None:
    """Write some things that belong together; now and then the power goes meanwhile."""
    where = rng.choice(fleet.plans)
    plan = fleet.at(at).plan(where)
    if plan is not None:
        fleet.together(at, where, bodies(rng, plan), power(rng) if rng.random() < 0.3 else None)


def revise(fleet: Fleet, rng: Random, at: int) -> None:
    """Somebody gives a field another value."""
    fleet.turn(at, rng.choice(fleet.plans), lambda plan: revising(plan, rng))


def note(fleet: Fleet, rng: Random, at: int) -> None:
    """Somebody notes how to reach a person, or how closely their place is guarded (K-02, K-03)."""
    person = rng.choice((VARM, VARM, BLID, KLOK, MUNTER))
    told: tuple[Body, ...] = (ContactNoted(phone=f"0000{rng.randrange(9999):04}"),)
    if rng.random() < 0.4:
        named = tuple(rng.sample((STODIG, KLOK, VARM, BLID, COORDINATOR), rng.randrange(1, 5)))
        told = (OpenersNamed(persons=named), ProtectionNoted(protection=rng.choice([*AddressProtection])))
    fleet.note(at, rng.choice(fleet.plans), person, *told, asking=rng.random() < 0.8)


def last_file_blanked(plan: Plan) -> Body:
    """Give the words that take the last file out."""
    return Blanked(target=next((fact.id for fact in reversed(documents(plan))), "none"), reason="feil fil")


def attach(fleet: Fleet, rng: Random, at: int) -> None:
    """Somebody attaches a file, now and then the same to both plans; or takes the last one out again."""
    if rng.random() < 0.3:
        fleet.turn(at, rng.choice(fleet.plans), last_file_blanked)
        return
    data = f"skjema {rng.randrange(5)}".encode()
    for plan in (rng.choice(fleet.plans), *([PLAN] if rng.random() < 0.2 else [])):
        fleet.attach(at, plan, data)


def away(fleet: Fleet, rng: Random, at: int) -> None:
    """Some days without contact; then somebody looks whether the plan opens (R10)."""
    fleet.days(rng.choice((1, 7, 13, 15, 20)))
    fleet.looks(at, rng.choice(fleet.plans))


def breaks(fleet: Fleet, rng: Random, at: int) -> None:
    """The server breaks right after something took sight from somebody, and its copy is older (R25)."""
    fleet.back_up()
    rng.choice((note, note, turn))(fleet, rng, at)
    fleet.sync(at)
    fleet.restore(epoch=rng.random() < 0.4)


def curious(fleet: Fleet) -> None:
    """Every laptop asks for every file, whether it is told of it or not (I7)."""
    for at in range(len(fleet.laptops)):
        for plan in dict.fromkeys(fleet.plans):
            for which in range(len(fleet.server.files(plan))):
                fleet.fetch(at, plan, which)


def move(fleet: Fleet, rng: Random, at: int) -> None:
    """Somebody finds a sentence in the wrong log."""
    if len(fleet.plans) > 1:
        fleet.move(at, *rng.sample((PLAN, OTHER), 2))
    else:
        write(fleet, rng, at)


def live(fleet: Fleet, rng: Random, at: int) -> None:
    """Somebody writes; the server tells everybody, who hear it late, in any order, more than once or never (R36)."""
    together(fleet, rng, at)
    fleet.sync(at)
    for each in range(len(fleet.laptops)):
        fleet.tell(each)
        for _ in range(rng.randrange(3)):
            fleet.hear(each, rng.randrange(99), rng.choice(("", "", "", "again", "lost")))


def renamed(fleet: Fleet, rng: Random, at: int) -> None:
    """A disk is cloned, both go on, and in the middle of taking another name an answer is lost or the power goes (R26)."""
    fleet.clone(at)
    for each in (at, len(fleet.laptops) - 1):
        together(fleet, rng, each)
        lost = Trouble({rng.randrange(1, 6): rng.choice(("answer", "request", "twice"))})
        fleet.sync(each, lost, power(rng) if rng.random() < 0.3 else None)


def log_in(fleet: Fleet, rng: Random, at: int) -> None:
    """Somebody takes part, or would, but a message is lost or the power goes (S-02)."""
    fleet.takes_part(at, rng.choice(("", "", "request", "answer")), power(rng) if rng.random() < 0.2 else None)


def power(rng: Random) -> tuple[int, bool]:
    """Say before which statement the power goes, or right after it."""
    return rng.randrange(40), rng.random() < 0.3


STEPS: dict[Callable[[Fleet, Random, int], object], int] = {
    write: 22,
    turn: 5,
    together: 6,
    revise: 10,
    note: 4,
    attach: 4,
    move: 2,
    away: 2,
    breaks: 2,
    live: 9,
    renamed: 1,
    log_in: 3,
    lambda fleet, rng, at: fleet.looks(at, rng.choice(fleet.plans), rng.choice(("", "oppfølging"))): 4,
    lambda fleet, rng, at: fleet.sync(at): 22,
    lambda fleet, rng, at: fleet.sync(at, trouble(rng)): 14,
    lambda fleet, rng, at: fleet.sync(at, power=power(rng)): 5,
    lambda fleet, rng, at: fleet.sync(at, trouble(rng), power(rng)): 2,
    lambda fleet, rng, at: fleet.replay(rng.randrange(1000)): 3,
    lambda fleet, rng, at: fleet.clone(at): 2,
    lambda fleet, rng, at: fleet.upgrade(at, PLAN): 1,
    lambda fleet, rng, at: fleet.copy(at): 1,
    lambda fleet, rng, at: fleet.put_back(at): 1,
    lambda fleet, rng, at: fleet.back_up(): 2,
    lambda fleet, rng, at: fleet.restore(epoch=rng.random() < 0.4): 2,
    lambda fleet, rng, at: fleet.revoke(at) if rng.random() < 0.4 else None: 1,
    lambda fleet, rng, at: fleet.days(rng.choice((1, 7, 40, 400))) if rng.random() < 0.5 else None: 1,
    lambda fleet, rng, at: fleet.skew(at, rng.choice((-14600, -400, 1, 400, 14600))): 2,
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


def begun(beginning: Beginning, rng: Random, folder: Path) -> Fleet:
    """Give a fleet to begin with: one plan or two, ordered, or begun alone."""
    crew = rng.choice(CREWS)
    sort = rng.choices(("one", "two", "alone", "one alone"), (55, 20, 12, 13))[0]
    if sort == "alone":
        return beginning.alone(folder, crew)
    if sort == "one alone":
        return beginning.one_alone(folder, crew[:3], rng.choice((STODIG, KLOK)))
    return (beginning.two or beginning).copy(folder, crew) if sort == "two" else beginning.copy(folder, crew)


def play(beginning: Beginning, seed: int, folder: Path) -> None:
    """Play the history of a seed; a broken law names it."""
    rng = Random(seed)
    fleet = begun(beginning, rng, folder)
    try:
        history(fleet, rng, rng.randrange(*LENGTH))
    except BrokenLawError as broken:
        raise BrokenLawError(f"seed {seed}: {broken}") from broken
    finally:
        fleet.close()
        shutil.rmtree(folder)


def _as_they_are(_fleet: Fleet) -> None:
    """Leave every clock alone."""


def history(fleet: Fleet, rng: Random, length: int, clocks: Callable[[Fleet], None] = _as_they_are) -> None:
    """Take random steps, then let everybody take part and sync until quiet, and hold every law."""
    fleet.limit, fleet.live = rng.choice((1000, 1000, 3)), rng.random() < 0.5
    for at in range(len(fleet.laptops) if fleet.live else 0):
        fleet.sync(at)
    for step in rng.choices([*STEPS], [*STEPS.values()], k=length):
        clocks(fleet)
        step(fleet, rng, rng.randrange(60))
    for laptop in fleet.laptops:
        fleet.log_in(laptop)
    curious(fleet)
    fleet.settle()
    once_more(fleet)


def once_more(fleet: Fleet) -> None:
    """Send once more what was sent in the end: nothing comes of what the server knows (I3).

    What it hears of for the first time, as one that nobody told that it is older may, it takes; then every law holds.
    """
    sent = fleet.record.sent
    before, last = fleet.standing(), range(max(len(sent) - 10, 0), len(sent))
    known = [at for at in last if fleet.record.knows(*sent[at])]
    for at in known:
        fleet.replay(at)
    hold("I3", fleet.standing() == before, "a repetition changed something")
    if len(known) < len(last):
        for at in last:
            fleet.replay(at)
        fleet.settle()
