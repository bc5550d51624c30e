"""The rights table, cell by cell through the gate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from stafett_tui.domain.activity import ActivityEnded, ActivityPlanned, ActivityRevised, CommentWritten, Ending
from stafett_tui.domain.admit import Actor, admit, roles
from stafett_tui.domain.baton import BatonTaken
from stafett_tui.domain.concern import AboutMeRevised, AboutMeWritten, ConcernWritten, Side, Trait
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, Effect, EvaluationRevised
from stafett_tui.domain.event import Act, Unknown
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.lock import MinutesReopened, RemarkMade, meetings
from stafett_tui.domain.log import ActUndone, Blanked
from stafett_tui.domain.meeting import LevelKept, Turn
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.domain.people import PlanRevised, Role
from stafett_tui.domain.rights import RIGHTS, Right, right
from stafett_tui.domain.undo import stacks
from stafett_tui.domain.voice import Speaker, VoiceHeard, VoiceRevised
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    STODIG,
    VARM,
    Log,
    consent,
    guardian,
    opened,
    planned,
    provider,
    started,
    turn,
)
from tests.support.domain_moves import _lock, team

WHO = {
    Role.HOLDER: STODIG, Role.NOTE_TAKER: "sekretær", Role.PROVIDER: KLOK, Role.GUARDIAN: VARM, Role.OWNER: MUNTER,
    Role.COORDINATOR: "coordinator", Role.UNIT_LEADER: "leader", Role.ADMIN: "admin",
}  # fmt: skip
OFFICES = (Role.COORDINATOR, Role.UNIT_LEADER, Role.ADMIN)


@dataclass
class Room:
    """A plan in which every act of the table has something to act on."""

    log: Log
    meeting: str
    line: str
    activity: str


def room(*, in_meeting: bool) -> Room:
    log = team()
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
        Act.CONSENT: lambda: consent(KINDERGARTEN, by=(person,) if own else (VARM, BLID)),
        Act.PARTICIPANTS: lambda: guardian("ny", "Ny Nabo"),
        Act.BATON: lambda: BatonTaken(person=person if own else VARM),
        Act.LEVEL: lambda: LevelKept(meeting=here.meeting, level=2, holder=STODIG),
        Act.BLANK: lambda: Blanked(target=here.line, reason="feil logg"),
        Act.UNDO: lambda: undone(log, person),
    }  # fmt: skip
    return bodies[act]()


def undone(log: Log, person: str):
    """Let the person have done something that can be taken back."""
    event = log.event(GoalSet(arena=Arena.HOME, text="mål"), by=person)
    log.place(event)
    return ActUndone(undone=event.act)


BUILT = [act for act in Act if act not in {Act.OPEN_PLAN, Act.READ, Act.LIFECYCLE, Act.DELETE}]


@pytest.mark.parametrize("in_meeting", [True, False])
@pytest.mark.parametrize("role", list(WHO))
@pytest.mark.parametrize("act", BUILT)
def test_the_gate_holds_to_each_cell_of_the_table(act, role, in_meeting):
    here, person, cell = room(in_meeting=in_meeting), WHO[role], RIGHTS[(act, role)]
    allowed = {
        Right.WRITE: True,
        Right.MEETING: in_meeting,
        Right.REASON: act is Act.BLANK,
    }.get(cell, False)
    told = here.log.refusal(body_of(act, here, person, own=False), by=person)
    assert (told is not ErrorKind.NOT_ALLOWED) == allowed, (cell, told)
    if cell is Right.OWN and not (
        act is Act.GOALS_ACTIVITIES and role not in {Role.PROVIDER, Role.GUARDIAN, Role.OWNER}
    ):
        assert here.log.refusal(body_of(act, here, person, own=True), by=person) is not ErrorKind.NOT_ALLOWED


def test_the_table_is_whole():
    assert set(RIGHTS) == {(act, role) for act in Act for role in Role}
    assert right(Act.MINUTES, None) is Right.NONE


def test_every_kind_stands_under_an_act_of_the_table():
    assert all(body.ACT in Act for body in KINDS.values())


def test_a_stranger_may_write_nothing():
    here = room(in_meeting=True)
    for act in BUILT:
        body = body_of(act, here, "stranger", own=False)
        assert here.log.refusal(body, by="stranger") is ErrorKind.NOT_ALLOWED, act


def test_an_office_counts_beside_the_role_in_the_plan():
    log = started()
    actor = Actor(STODIG, frozenset({Role.COORDINATOR, Role.ADMIN}))
    assert roles(log.plan, actor) == (Role.HOLDER, Role.ADMIN, Role.COORDINATOR)
    assert roles(log.plan, Actor("stranger")) == ()


def test_a_plan_is_opened_by_its_own_holder_once():
    log = Log()
    assert log.refusal(opened(), by=KLOK) is ErrorKind.NOT_ALLOWED
    assert log.refusal(GoalSet(arena=Arena.HOME, text="x")) is ErrorKind.NOT_OPENED
    log.add(opened())
    assert log.refusal(opened()) is ErrorKind.ALREADY_OPENED


def test_the_writer_is_the_one_who_is_logged_in():
    log = started()
    event = log.event(GoalSet(arena=Arena.HOME, text="x"), by=STODIG)
    assert admit(log.plan, Actor(KLOK), event, log.policy, log.today).code is ErrorKind.NOT_ALLOWED


def test_an_event_of_another_plan_or_with_a_known_id_is_refused():
    log = started()
    event = log.event(GoalSet(arena=Arena.HOME, text="x"))
    assert log.judge(replace(event, plan_id="another")).code is ErrorKind.PLAN_UNKNOWN
    assert log.judge(replace(event, id=log.entries[0].event.id)).code is ErrorKind.BAD_INPUT


@pytest.mark.parametrize("text", [" ", "\n\t", "\u00a0"])
def test_a_text_that_says_nothing_is_refused(text):
    here = room(in_meeting=True)
    assert here.log.refusal(ConcernWritten(text=text)) is ErrorKind.TEXT_EMPTY
    assert here.log.refusal(ActivityPlanned(what=text)) is ErrorKind.TEXT_EMPTY
    assert here.log.refusal(guardian("ny", text)) is ErrorKind.TEXT_EMPTY
    assert here.log.refusal(ActivityRevised(thing=here.activity, field="what", value=text)) is ErrorKind.TEXT_EMPTY


def test_a_kind_that_is_not_known_or_has_no_body_asks_for_an_upgrade():
    log = started()
    assert log.refusal(Unknown(was="mood.felt", v=1, raw={})) is ErrorKind.UPGRADE
    bare = replace(log.event(GoalSet(arena=Arena.HOME, text="x")), body=None)
    assert log.judge(bare).code is ErrorKind.UPGRADE


def test_where_a_topic_has_newer_facts_it_waits_for_the_upgrade_and_lines_never_do():
    here = room(in_meeting=True)
    for was in ("goal.split", "line.split"):
        here.log.place(here.log.event(Unknown(was=was, v=1, raw={})))
    assert here.log.refusal(GoalSet(arena=Arena.HOME, text="x")) is ErrorKind.UPGRADE
    assert here.log.refusal(body_of(Act.MINUTES, here, STODIG, own=False)) is None


def test_what_is_not_understood_is_not_taken_back():
    log = started()
    log.place(log.event(Unknown(was="goal.split", v=1, raw={})))
    assert stacks(log.plan, "laptop").undo == ()


def test_a_provider_works_on_own_activities_only():
    here = room(in_meeting=False)
    log = here.log
    own = planned(log, responsible=KLOK)
    rated = ActivityEvaluated(activity=own, effect=Effect.WORKS)
    assert log.refusal(rated, by=KLOK) is None
    assert log.refusal(ActivityRevised(thing=own, field="due", value="2026-12-24", reason="syk"), by=KLOK) is None
    assert log.refusal(ActivityEnded(activity=own, how=Ending.DONE), by=KLOK) is None
    assert log.refusal(ActivityEnded(activity=here.activity, how=Ending.DONE), by=KLOK) is ErrorKind.NOT_ALLOWED
    assert log.refusal(ActivityRevised(thing=own, field="responsible", value=VARM), by=KLOK) is ErrorKind.NOT_ALLOWED
    assert log.refusal(ActivityPlanned(what="nytt", responsible=KLOK), by=KLOK) is ErrorKind.NOT_ALLOWED
    mine, others = log.add(rated, by=KLOK), log.add(rated)
    assert log.refusal(EvaluationRevised(thing=mine, field="why", value="ro"), by=KLOK) is None
    assert log.refusal(EvaluationRevised(thing=others, field="why", value="ro"), by=KLOK) is ErrorKind.NOT_ALLOWED


def test_a_guardian_writes_about_the_child_and_plans_what_they_do_at_home():
    log = started()
    home = log.add(GoalSet(arena=Arena.HOME, text="Du sover"))
    other = log.add(GoalSet(arena=Arena.KINDERGARTEN, text="Du leker"))
    about = log.add(AboutMeWritten(side=Side.SOCIAL, trait=Trait.STRENGTH, text="bygger"))
    assert log.refusal(AboutMeRevised(thing=about, field="text", value="bygger høyt"), by=VARM) is None
    assert (
        log.refusal(PlanRevised(thing=log.entries[0].event.id, field="place", value="x"), by=VARM)
        is ErrorKind.NOT_ALLOWED
    )
    mine = ActivityPlanned(what="leser", responsible=VARM, goal=home)
    assert log.refusal(mine, by=VARM) is None
    assert log.refusal(mine.model_copy(update={"goal": None}), by=VARM) is None
    assert log.refusal(mine.model_copy(update={"goal": other}), by=VARM) is ErrorKind.NOT_ALLOWED
    assert log.refusal(mine, by=BLID) is ErrorKind.NOT_ALLOWED


def test_the_owner_speaks_for_themselves_only():
    log = started()
    own = log.add(VoiceHeard(text="Jeg liker dinosaurer."), by=MUNTER)
    written = log.add(VoiceHeard(text="Jeg liker biler."))
    assert log.refusal(VoiceRevised(thing=own, field="text", value="Jeg liker haier."), by=MUNTER) is None
    assert log.refusal(VoiceRevised(thing=written, field="text", value="x"), by=MUNTER) is ErrorKind.NOT_ALLOWED
    assert log.refusal(VoiceHeard(text="Mor sier", speaker=Speaker.MOTHER), by=MUNTER) is ErrorKind.NOT_ALLOWED


def test_the_baton_is_taken_by_the_one_who_gets_it_and_there_is_one_holder():
    log = started()
    assert log.refusal(BatonTaken(person=KLOK)) is ErrorKind.NOT_ALLOWED
    assert log.refusal(BatonTaken(person=VARM), by=VARM) is ErrorKind.NOT_ALLOWED
    log.add(BatonTaken(person=KLOK), by=KLOK)
    assert log.refusal(GoalSet(arena=Arena.HOME, text="x")) is ErrorKind.NOT_ALLOWED
    assert log.refusal(BatonTaken(person=KLOK), by=KLOK) is ErrorKind.NOT_ALLOWED
    log.add(BatonTaken(person=STODIG), by=STODIG)
    assert roles(log.plan, Actor(STODIG)) == (Role.HOLDER,)


def test_nobody_joins_as_a_second_holder_or_twice():
    log = started()
    for role in (Role.HOLDER, Role.OWNER, Role.COORDINATOR, Role.UNIT_LEADER, Role.ADMIN):
        assert log.refusal(provider("ny", "Ny Nabo", KINDERGARTEN, role)) is ErrorKind.BAD_INPUT
    for person in (STODIG, KLOK, VARM, MUNTER):
        assert log.refusal(guardian(person, "Igjen")) is ErrorKind.PERSON_ALREADY_THERE


def test_a_sentence_in_the_wrong_log_is_blanked_by_the_holder_until_the_lock_and_by_the_coordinator_after():
    here = room(in_meeting=True)
    log = here.log
    assert log.refusal(Blanked(target=here.line, reason=" ")) is ErrorKind.REASON_NEEDED
    assert log.refusal(Blanked(target=here.line, reason="feil logg"), by=KLOK) is ErrorKind.NOT_ALLOWED
    assert log.refusal(Blanked(target=here.line, reason="feil logg")) is None
    _lock(log, (STODIG, "laptop"), 0)
    assert meetings(log.plan)[0].version == 1
    assert log.refusal(Blanked(target=here.line, reason="feil logg")) is ErrorKind.MINUTES_LOCKED
    assert log.refusal(Blanked(target=here.line, reason="feil logg"), by="coordinator") is None
    comment = log.add(CommentWritten(activity=here.activity, text="siden låsingen"))
    assert log.refusal(Blanked(target=comment, reason="feil logg")) is None


def test_the_opening_consent_and_commands_are_never_blanked():
    here = room(in_meeting=True)
    kept = [e.event.id for e in here.log.entries if e.event.kind in {"plan.opened", "consent.given", "meeting.turned"}]
    assert [here.log.refusal(Blanked(target=k, reason="x")) for k in kept] == [ErrorKind.TARGET_UNKNOWN] * len(kept)
    assert here.log.refusal(Blanked(target="nothing", reason="x")) is ErrorKind.TARGET_UNKNOWN


def test_the_head_of_the_plan_is_put_right_and_stays_about_the_same_person():
    log = started()
    plan = log.entries[0].event.id
    named = {"id": MUNTER, "name": "Munter Ærfugl", "born": "2021-03-15"}
    log.add(PlanRevised(thing=plan, field="owner", value=named))
    assert log.refusal(PlanRevised(thing=plan, field="owner", value=named | {"id": "another"})) is ErrorKind.BAD_INPUT
    assert log.refusal(PlanRevised(thing=plan, field="language", value="sv")) is ErrorKind.BAD_INPUT
    assert log.refusal(PlanRevised(thing=plan, field="holder", value=named)) is ErrorKind.FIELD_UNKNOWN
    assert log.plan.facts[plan].body.owner.born == date(2021, 3, 15)
