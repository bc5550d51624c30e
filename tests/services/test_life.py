"""The life of a plan through the services: levels, passive, ended, opened again, demanded, erased, moved."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from stafett_tui.domain.consent import ConsentGiven, Occasion
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.level import Change, Outcome, joint_meeting_by, level_now
from stafett_tui.domain.lifecycle import EndReason, PlanStatus, status
from stafett_tui.domain.people import PlanKind, Role, opening
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.sections import Section
from stafett_tui.services.clock import to_wall
from stafett_tui.services.consents import Giving
from stafett_tui.services.desk import Desk
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from stafett_tui.services.plans import NewPerson, NewPlan
from tests.support.office import desk_of, open_office, open_plan

RASK = Me("p-rask", "Rask Elv", "Barn og unge", "koordinator", "nb", office="coordinator")
FAMILY, BOTH, TODAY = ("p-varm", "p-blid"), ("Tøyestubben barnehage", "PPT"), date(2026, 11, 16)
PHONE, NUMBER, REASON = "900 00 117", "14832199851", "Familien har bedt om sletting, brev av 3. november"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give an open office over a real store."""
    made = open_office(tmp_path)
    yield made
    made.close()


def rask(office: Office) -> Desk:
    return Desk(office.store, office.clock, RASK, "rask-laptop", offices=frozenset({Role.COORDINATOR}))


def varm(office: Office) -> Desk:
    return Desk(office.store, office.clock, Me("p-varm", "Varm Kaffekopp", "", "", "nb"), "varm-laptop")


def refused(act) -> ErrorKind:
    with pytest.raises(StafettError) as found:
        act()
    return found.value.kind


def consented(desk: Desk, plan_id: str, occasion: Occasion) -> str:
    told = Giving(occasion=occasion)
    return desk.consents.give(plan_id, FAMILY, BOTH, given_on=TODAY, how=told).ids[0]


# ---- levels


def test_c06_the_level_goes_up_only_with_a_new_consent_and_down_with_a_reason(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    assert refused(lambda: desk.levels.change(plan_id, 2, " ")) is ErrorKind.REASON_NEEDED
    assert refused(lambda: desk.levels.change(plan_id, 2, "Flere")) is ErrorKind.NEW_CONSENT_NEEDED
    consented(desk, plan_id, Occasion.LEVEL_2)
    desk.levels.change(plan_id, 2, "Flere tjenester")
    assert level_now(desk.plans.get(plan_id)) == 2
    desk.levels.change(plan_id, 1, "PPT er ferdig")
    assert level_now(desk.plans.get(plan_id)) == 1


def test_help_from_others_asks_for_a_joint_meeting_within_two_weeks(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    desk.levels.decide(plan_id, Outcome.GO_ON)
    assert joint_meeting_by(desk.plans.get(plan_id), Policy()) is None
    desk.levels.decide(plan_id, Outcome.HELP_FROM_OTHERS, text="BUP")
    assert joint_meeting_by(desk.plans.get(plan_id), Policy()) == date(2026, 11, 30)
    starts = to_wall(office.clock.now() + timedelta(days=10))
    desk.meetings.call(plan_id, starts, starts + timedelta(hours=1), place="")
    assert joint_meeting_by(desk.plans.get(plan_id), Policy()) is None


def test_a_provider_proposes_a_level_and_the_holder_decides(office: Office) -> None:
    plan_id = open_plan(desk_of(office))
    klok = Desk(office.store, office.clock, Me("p-klok", "Klok Ugle", "PPT", "", "nb"), "klok-laptop")
    klok.levels.propose(plan_id, 2, "Flere tjenester trengs")
    assert level_now(klok.plans.get(plan_id)) == 1
    assert refused(lambda: klok.levels.change(plan_id, 2, "Flere")) is ErrorKind.NOT_ALLOWED


def test_c06_a_transition_asks_for_a_new_consent_and_takes_the_place_along(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    on = date(2027, 8, 16)
    assert refused(lambda: desk.levels.transition(plan_id, Change.SCHOOL_START, on)) is ErrorKind.NEW_CONSENT_NEEDED
    consented(desk, plan_id, Occasion.TRANSITION)
    desk.levels.transition(plan_id, Change.SCHOOL_START, on, " Solbakken skole ")
    assert opening(desk.plans.get(plan_id)).place == "Solbakken skole"
    assert refused(lambda: desk.levels.transition(plan_id, Change.NEW_SCHOOL, on)) is ErrorKind.NEW_CONSENT_NEEDED
    consented(desk, plan_id, Occasion.TRANSITION)
    desk.levels.transition(plan_id, Change.NEW_SCHOOL, on)
    assert opening(desk.plans.get(plan_id)).place == "Solbakken skole"


# ---- passive, ended, again


def test_c11_a_plan_that_ended_opens_again_only_with_a_new_consent_and_shows_what_was_chosen(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    assert refused(lambda: desk.life.pause(plan_id, "")) is ErrorKind.REASON_NEEDED
    desk.life.pause(plan_id, "Ferie")
    assert status(desk.plans.get(plan_id)) is PlanStatus.PASSIVE
    desk.life.close(plan_id, EndReason.MOVED_OUT, " Takk ", ("p-varm",))
    assert status(desk.plans.get(plan_id)) is PlanStatus.CLOSED
    old = desk.plans.get(plan_id).of(ConsentGiven)[0].id
    assert refused(lambda: desk.life.reopen(plan_id, old, ())) is ErrorKind.NO_CONSENT
    new = consented(desk, plan_id, Occasion.REOPENING)
    desk.life.reopen(plan_id, new, (Section.CONCERN,))
    assert status(desk.plans.get(plan_id)) is PlanStatus.ACTIVE
    from stafett_tui.domain.goal import goals

    assert goals(desk.plans.get(plan_id)) == ()
    assert len(goals(varm(office).plans.get(plan_id))) == 1


def test_the_family_demands_and_the_plan_stays_until_somebody_acts(office: Office) -> None:
    plan_id = open_plan(desk_of(office))
    varm(office).life.demand(plan_id, PlanStatus.ERASED, "Vi vil ikke mer")
    assert status(desk_of(office, start=900).plans.get(plan_id)) is PlanStatus.ACTIVE


# ---- erasing


def told_everything(desk: Desk) -> tuple[str, str]:
    """Two plans: Klok is in both, the family in the first only; contact data of all of them."""
    plan_id = open_plan(desk)
    desk.plans.write_about_me(plan_id, *_point(), "Du er glad i dinosaurer")
    klok = NewPerson("Klok Ugle", Role.PROVIDER, "rådgiver", "PPT", id="p-klok")
    myk = NewPerson("Myk Pute", Role.GUARDIAN, id="p-myk")
    other = desk.plans.open(
        NewPlan("Lett Fjær", date(2020, 5, 5), PlanKind.SCHOOL, "nn", (myk, klok), consent_on=date(2026, 9, 1))
    ).plan_id
    desk.people.note_contact(plan_id, "p-varm", phone=PHONE, email="varm@example.invalid")
    desk.people.note_contact(plan_id, "p-klok", phone="900 00 222")
    return plan_id, other


def _point():
    from stafett_tui.domain.concern import Side, Trait

    return next(iter(Side)), next(iter(Trait))


def test_d06_erasing_takes_a_coordinator_two_steps_and_a_reason(office: Office) -> None:
    desk = desk_of(office)
    plan_id, _ = told_everything(desk)
    over = rask(office)
    assert refused(lambda: desk.life.ask_erasure(plan_id, REASON)) is ErrorKind.NOT_ALLOWED
    assert refused(lambda: over.life.ask_erasure(plan_id, "  ")) is ErrorKind.REASON_NEEDED
    assert refused(lambda: over.life.erase(plan_id)) is ErrorKind.TWO_STEPS
    over.plans.give_reason(plan_id, "Sletting")
    over.life.ask_erasure(plan_id, REASON)
    assert refused(lambda: desk.life.erase(plan_id)) is ErrorKind.NOT_ALLOWED
    assert desk.people.known(plan_id, "p-varm").phone == PHONE
    over.life.erase(plan_id)
    assert over.plans.rows() == () or plan_id not in {row.plan_id for row in over.plans.rows()}


def test_d06_after_erasure_no_word_of_the_plan_or_of_those_only_in_it_is_kept(office: Office) -> None:
    desk = desk_of(office)
    plan_id, other = told_everything(desk)
    over = rask(office)
    over.life.ask_erasure(plan_id, REASON)
    assert over.life.only_here(plan_id) == ("p-varm",)
    over.life.erase(plan_id)
    kept = _all_bytes(office)
    for word in (b"dinosaurer", b"Munter Linerle", b"Varm Kaffekopp", PHONE.encode(), b"varm@example", REASON.encode()):
        assert word not in kept, word
    assert b"900 00 222" in kept
    assert desk.people.known(other, "p-klok").phone == "900 00 222"
    assert office.store.verify(None) == ()


def test_a_refused_erasure_leaves_the_logs_of_persons_alone(office: Office) -> None:
    desk = desk_of(office)
    plan_id, _ = told_everything(desk)
    rask(office).life.ask_erasure(plan_id, REASON)
    assert refused(lambda: varm(office).life.erase(plan_id)) is ErrorKind.NOT_ALLOWED
    assert desk.people.known(plan_id, "p-varm").phone == PHONE


def _all_bytes(office: Office) -> bytes:
    """Everything in the opened database: what is not there in clear is nowhere behind the encryption either."""
    with office.store.journal._channel.reading() as connection:
        tables = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()]
        rows = [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables]
    files = b"".join(p.read_bytes() for p in office.directory.rglob("*") if p.is_file())
    cells = (cell for table in rows for row in table for cell in row)
    return files + b"\n".join(c if isinstance(c, bytes) else str(c).encode() for c in cells)
