"""Random histories: what several people on several devices try, one move after the other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from stafett_tui.domain.activity import ActivityEnded, ActivityPlanned, ActivityRevised, CommentWritten, Ending
from stafett_tui.domain.attendance import AttendanceMarked, GuestNamed, Presence, Wished
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten, Side, Trait
from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.evaluation import ActivityEvaluated, Done, Effect
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.kinds import REVISES
from stafett_tui.domain.lock import MinutesLocked, MinutesReopened, MinutesUnlocked, RemarkMade, meetings
from stafett_tui.domain.log import Blanked, ConflictResolved, Struck
from stafett_tui.domain.meeting import AgendaReached, LevelKept, MeetingCalled, MeetingTurned, Turn
from stafett_tui.domain.minutes import (
    LineSort,
    LineWritten,
    OwnWordsSaid,
    ParkedSettled,
    ReadTicked,
    Settling,
    to_read_back,
)
from stafett_tui.domain.people import Role
from stafett_tui.domain.policy import LegalBasis, Policy
from stafett_tui.domain.voice import Speaker, VoiceHeard, VoiceNotAsked
from tests.support.domain import (
    BLID,
    CHILD,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    NURSE,
    PPT,
    STODIG,
    VARM,
    YOUTH,
    Log,
    asked,
    guardian,
    provider,
    started,
    time,
)
from tests.support.domain_life import COORDINATOR, body_of_life, several

if TYPE_CHECKING:
    from stafett_tui.domain.event import Body

WRITERS = (
    (STODIG, "laptop"), (STODIG, "tablet"), (KLOK, "ppt"), (VARM, "phone"), ("sekretær", "pc"), (MUNTER, "pad"),
    (BLID, "blids"), (COORDINATOR, "office"),
)  # fmt: skip
READERS = (STODIG, KLOK, VARM, BLID, MUNTER, "sekretær", "lun", COORDINATOR, "stranger")
PEOPLE = (STODIG, KLOK, VARM, BLID, MUNTER, "nobody")
DUES = ("2026-11-10", "2026-11-20", "next_meeting", "2026-12-01T09:30", None)
DAYS = tuple(date(2026, 11, 16) + timedelta(days=7 * n) for n in range(6))

Move = tuple[str, int, int, int]


def team(policy: Policy | None = None, born: date = CHILD) -> Log:
    """Give a plan with a note-taker, a goal and a called meeting besides the usual people."""
    log = started(policy=policy or Policy(each_service_an_activity=False), born=born)
    log.add(provider("sekretær", "Rask Penn", KINDERGARTEN, Role.NOTE_TAKER))
    log.add(GoalSet(arena=Arena.HOME, text="Du sover"))
    log.add(MeetingCalled(time=time(DAYS[0])))
    log.offices = {COORDINATOR: frozenset({Role.COORDINATOR})}
    log.reasons = {COORDINATOR: frozenset({log.plan_id})}
    return log


def _pick(values: Any, n: int, none: Any = "nothing") -> Any:
    found = list(values)
    return found[n % len(found)] if found else none


def _things(log: Log, *kinds: type[Body]) -> list[str]:
    newest_first = reversed(log.plan.facts.values())
    return [f.id for f in newest_first if not kinds or type(f.body) in kinds]


def _meeting(log: Log, n: int) -> str:
    return _pick([m.id for m in meetings(log.plan)], n)


def _in_meeting(log: Log, a: int, b: int) -> Body:
    m = _meeting(log, a)
    return _pick(
        [
            LineWritten(meeting=m, item="welcome", sort=_pick(LineSort, b), text=f"linje {b}"),
            VoiceHeard(text=f"ord {b}", meeting=_pick([m, None], b), speaker=_pick(Speaker, b)),
            VoiceNotAsked(meeting=m, reason="sov"),
            AttendanceMarked(
                meeting=m, person=_pick(PEOPLE, b), how=_pick(Presence, b), substitute=_pick([None, "Vikar"], b)
            ),
            GuestNamed(meeting=m, name="Tolk"),
            Wished(meeting=m, name="Lun Ulltrøye", service=NURSE),
            AgendaReached(meeting=m, item=_pick(["welcome", "read_back", "unknown"], b)),
            LevelKept(meeting=m, level=b % 3 + 1, holder=_pick(PEOPLE, b)),
            ReadTicked(meeting=m, thing=_pick(_things(log, LineWritten, ActivityPlanned), b)),
            OwnWordsSaid(meeting=m, person=_pick(PEOPLE, b)),
            ParkedSettled(
                line=_pick(_things(log, LineWritten), b), how=_pick(Settling, b), meeting=_pick([m, None], b)
            ),
            MeetingTurned(meeting=m, turn=_pick(Turn, b), reason="fordi"),
            MinutesReopened(meeting=m, reason="feil"),
            MinutesUnlocked(meeting=m, version=b % 2 + 1),
            RemarkMade(meeting=m, text="merknad"),
        ],
        a + b,
    )


def _in_plan(log: Log, a: int, b: int) -> Body:
    activity = _pick(_things(log, ActivityPlanned), a)
    goal = _pick([*_things(log, GoalSet), None], a)
    return _pick(
        [
            GoalSet(arena=_pick(Arena, a), text=f"mål {b}"),
            ActivityPlanned(goal=goal, what=f"tiltak {b}", responsible=_pick([*PEOPLE, None], b), due=_pick(DUES, a), meeting=_pick([None, _meeting(log, a)], b)),
            CommentWritten(activity=activity, text=f"kommentar {b}"),
            ActivityEvaluated(activity=activity, effect=_pick(Effect, b), done_as_agreed=_pick([None, *Done], b), meeting=_pick([None, _meeting(log, a)], b)),
            ActivityEnded(activity=activity, how=_pick(Ending, b)),
            ConcernWritten(initiator="Mamma", text=f"undring {b}"),
            AboutMeWritten(side=_pick(Side, a), trait=_pick(Trait, b), text="god til å bygge"),
            MeetingCalled(time=time(_pick(DAYS, b)), follows=_pick([None, _meeting(log, a)], b)),
            asked(log, KINDERGARTEN, PPT, NURSE),
            guardian(_pick(PEOPLE, a), "Blid Sykkel"),
            provider("lun", "Lun Ulltrøye", NURSE),
            Blanked(target=_pick(_things(log), b), reason="feil logg"),
            ConflictResolved(conflict=_pick([c.event for c in log.plan.conflicts], b), take=bool(a % 2)),
        ],
        a * 3 + b,
    )  # fmt: skip


def _value(name: str, n: int) -> Any:
    known: dict[str, Any] = {
        "due": _pick(DUES, n), "helpers": [VARM], "responsible": _pick(PEOPLE, n), "goal": None, "effect": _pick(list(Effect), n).value,
        "time": time(_pick(DAYS, n)).model_dump(mode="json"), "arena": "home", "language": "nn", "sort": _pick(list(LineSort), n).value,
        "speaker": "mother", "agenda": [], "on": "2026-10-01", "review_on": "2026-12-01", "target_on": None, "done_as_agreed": "yes",
        "owner": {"id": MUNTER, "name": f"Munter {n}"}, "kind": "school", "relation": "mother", "child_effect": "works", "side": "social",
        "trait": "strength",
    }  # fmt: skip
    return known.get(name, f"nytt {n}")


def _revise(log: Log, who: tuple[str, str], a: int, b: int, *, late: bool) -> None:
    thing = log.plan.facts[_pick(_things(log), a)]
    kind = REVISES.get(thing.body.KIND)
    if kind is not None:
        name = _pick(sorted(kind.FIELDS), b)
        body = kind(thing=thing.id, field=name, value=_value(name, b), reason="fordi")
        told = {"base": thing.seq} if late else {}
        log.try_(body, by=who[0], device=who[1], **told)


def _take_back(log: Log, who: tuple[str, str], *, redo: bool) -> None:
    """Undo whole acts or nothing, as the service does."""
    before = (log.entries[:], log.sealed[:], log.plan, dict(log._counters), log.now)
    try:
        log.take_back(who[1], who[0], redo=redo)
    except (StafettError, AssertionError, IndexError):
        log._act = None
        log.entries, log.sealed, log.plan, log._counters, log.now = before


def _lock(log: Log, who: tuple[str, str], a: int) -> None:
    """Do what the lock asks for, then lock."""
    told = {"by": who[0], "device": who[1]}
    m = _meeting(log, a)
    log.try_(AttendanceMarked(meeting=m, person=STODIG, how=Presence.PRESENT), **told)
    log.try_(VoiceNotAsked(meeting=m, reason="sov"), **told)
    for f in log.plan.of(ActivityPlanned):
        log.try_(ActivityRevised(thing=f.id, field="due", value="2027-01-10", reason="videre"), **told)
        log.try_(ActivityRevised(thing=f.id, field="responsible", value=STODIG), **told)
        log.try_(ActivityRevised(thing=f.id, field="helpers", value=[]), **told)
    for line in to_read_back(log.plan, m):
        log.try_(ReadTicked(meeting=m, thing=line.id), **told)
    log.try_(MeetingCalled(time=time(date(2027, 1, 11)), follows=m), **told)
    version = next((x.version for x in meetings(log.plan) if x.id == m), 0) + 1
    log.try_(MinutesLocked(meeting=m, version=version, head=log.plan.head.hex(), reason="rettet"), **told)


def play(log: Log, move: Move) -> None:
    """Try a move; what the gate refuses is not written."""
    what, who, a, b = move[0], WRITERS[move[1]], move[2], move[3]
    match what:
        case "undo" | "redo":
            _take_back(log, who, redo=what == "redo")
        case "revise" | "late":
            _revise(log, who, a, b, late=what == "late")
        case "lock":
            _lock(log, who, a)
        case "strike":
            log.try_(Struck(target=_pick(_things(log), a)), by=who[0], device=who[1])
        case "life":
            log.try_(body_of_life(log, who[0], a, b), by=who[0], device=who[1])
        case "hand over" | "reopen" | "renew" | "climb" | "erase":
            several(log, what, b)
        case "days":
            log.now += timedelta(days=a * a)
        case "start":
            log.try_(MeetingTurned(meeting=_meeting(log, a), turn=Turn.STARTED), by=STODIG)
        case _:
            body = _in_plan(log, a, b) if what == "plan" else _in_meeting(log, a, b)
            log.try_(body, by=who[0], device=who[1])


WHATS = (
    *["plan"] * 6, *["meeting"] * 5, *["life"] * 6, "revise", "revise", "late", "late", "undo", "redo", "strike", "start", "lock",
    "hand over", "reopen", "renew", "climb", "days",
)  # fmt: skip
MOVES = st.tuples(
    st.sampled_from(WHATS),
    st.sampled_from([0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 7]),
    st.integers(0, 20),
    st.integers(0, 20),
)
HISTORIES = st.lists(MOVES, max_size=50)
POLICIES = st.builds(
    Policy,
    youth_age=st.integers(12, 18),
    adult_age=st.just(18),
    guardians_beside_youth=st.booleans(),
    youth_grace_days=st.integers(0, 60),
    legal_basis=st.sampled_from(LegalBasis),
    lowest_level=st.integers(1, 2),
    each_service_an_activity=st.booleans(),
)
BIRTHS = st.sampled_from((CHILD, YOUTH, date(2011, 1, 10), date(2012, 2, 29)))


def history(moves: list[Move], policy: Policy | None = None, born: date = CHILD) -> Log:
    """Play moves from the usual start, the first meeting already running."""
    log = team(policy, born)
    play(log, ("start", 0, 0, 0))
    for move in moves:
        play(log, move)
    return log
