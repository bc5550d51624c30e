"""What stands for each act of the rights table, and a plan in which each has something to act on."""

from __future__ import annotations

from dataclasses import dataclass

from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.baton import BatonForced, BatonOffered, BatonTaken, BatonWished
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten, Side, Trait
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.evaluation import ActivityEvaluated, Effect
from stafett_tui.domain.event import Act
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.level import LevelProposed
from stafett_tui.domain.lifecycle import Demanded, ErasureAsked, PlanPaused, PlanStatus
from stafett_tui.domain.lock import MinutesReopened, RemarkMade, meetings
from stafett_tui.domain.log import ActUndone, Blanked
from stafett_tui.domain.meeting import LevelKept, Turn
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.domain.people import Role
from stafett_tui.domain.voice import Speaker, VoiceHeard
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    STODIG,
    VARM,
    YOUTH,
    Log,
    asked,
    guardian,
    planned,
    turn,
)
from tests.support.domain_moves import team

WHO = {
    Role.HOLDER: STODIG, Role.NOTE_TAKER: "sekretær", Role.PROVIDER: KLOK, Role.GUARDIAN: VARM, Role.OWNER: MUNTER,
    Role.COORDINATOR: "coordinator", Role.UNIT_LEADER: "leader", Role.ADMIN: "admin",
}  # fmt: skip
OFFICES = (Role.COORDINATOR, Role.UNIT_LEADER, Role.ADMIN)


@dataclass
class Room:
    """A plan of a youth of age, in which every act of the table has something to act on."""

    log: Log
    meeting: str
    line: str
    activity: str


def room(*, in_meeting: bool) -> Room:
    log = team(born=YOUTH)
    log.offices = {WHO[office]: frozenset({office}) for office in OFFICES}
    meeting = meetings(log.plan)[0].id
    turn(log, meeting)
    line = log.add(LineWritten(meeting=meeting, item="welcome", sort=LineSort.NOTE, text="linje"))
    activity = planned(log, responsible=None)
    if not in_meeting:
        turn(log, meeting, Turn.BROKEN_OFF)
    return Room(log, meeting, line, activity)


def body_of(act: Act, here: Room, person: str, *, own: bool):
    """Give what stands for an act; `own` makes it the writer's own item."""
    log = here.log
    responsible = person if own else None
    bodies = {
        Act.HEAD: lambda: AboutMeWritten(side=Side.SOCIAL, trait=Trait.STRENGTH, text="bygger") if own else ConcernWritten(text="undring"),
        Act.VOICE: lambda: VoiceHeard(text="hei", speaker=Speaker.CHILD if own else Speaker.MOTHER),
        Act.GOALS_ACTIVITIES: lambda: ActivityEvaluated(activity=planned(log, responsible=responsible), effect=Effect.WORKS),
        Act.COMMENT: lambda: CommentWritten(activity=here.activity, text="fint"),
        Act.MINUTES: lambda: LineWritten(meeting=here.meeting, item="welcome", sort=LineSort.NOTE, text="ny"),
        Act.LOCK: lambda: MinutesReopened(meeting=here.meeting, reason="feil"),
        Act.REMARK: lambda: RemarkMade(meeting=here.meeting, text="merknad"),
        Act.CONSENT: lambda: asked(log, KINDERGARTEN, by=(person,) if own else (MUNTER, VARM, BLID), partial=own),
        Act.PARTICIPANTS: lambda: guardian("ny", "Ny Nabo"),
        Act.BATON_OFFER: lambda: BatonOffered(person=KLOK),
        Act.BATON: lambda: BatonTaken(person=person if own else VARM),
        Act.BATON_FORCE: lambda: BatonForced(person=KLOK, reason="syk"),
        Act.BATON_WISH: lambda: BatonWished(person=KLOK),
        Act.LEVEL: lambda: LevelKept(meeting=here.meeting, level=2, holder=STODIG),
        Act.LEVEL_PROPOSAL: lambda: LevelProposed(level=3),
        Act.LIFECYCLE: lambda: PlanPaused(reason="ferie"),
        Act.DEMAND: lambda: Demanded(what=PlanStatus.CLOSED),
        Act.DELETE: lambda: ErasureAsked(reason="familien vil"),
        Act.BLANK: lambda: Blanked(target=here.line, reason="feil logg"),
        Act.DOCUMENT: lambda: DocumentAttached(name="skjema.pdf", sha256="0" * 64, size=1),
        Act.UNDO: lambda: undone(log, person),
    }  # fmt: skip
    return bodies[act]()


def undone(log: Log, person: str):
    """Let the person have done something that can be taken back."""
    event = log.event(GoalSet(arena=Arena.HOME, text="mål"), by=person)
    log.place(event)
    return ActUndone(undone=event.act)
