"""The baton through the services: offered, accepted, declined, forced, wished for, and all plans of one who leaves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from stafett_tui.domain.baton import BatonWished, offer
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.people import PlanKind, Role, holder_id
from stafett_tui.services.desk import Desk
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from stafett_tui.services.plans import NewPerson, NewPlan
from tests.support.office import desk_of, open_office, open_plan

KLOK = Me("p-klok", "Klok Ugle", "PPT", "rådgiver", "nb")
RASK = Me("p-rask", "Rask Elv", "Barn og unge", "koordinator", "nb", office="coordinator")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give an open office over a real store."""
    made = open_office(tmp_path)
    yield made
    made.close()


def klok(office: Office) -> Desk:
    return Desk(office.store, office.clock, KLOK, "klok-laptop")


def rask(office: Office) -> Desk:
    return Desk(office.store, office.clock, RASK, "rask-laptop", offices=frozenset({Role.COORDINATOR}))


def refused(act) -> ErrorKind:
    with pytest.raises(StafettError) as found:
        act()
    return found.value.kind


def without_klok(desk: Desk) -> str:
    guardian = NewPerson("Myk Pute", Role.GUARDIAN, id="p-myk")
    new = NewPlan("Lett Fjær", date(2020, 5, 5), PlanKind.SCHOOL, "nn", (guardian,), consent_on=date(2026, 9, 1))
    return desk.plans.open(new).plan_id


def test_the_holder_keeps_the_baton_until_it_is_accepted(office: Office) -> None:
    desk, other = desk_of(office), klok(office)
    plan_id = open_plan(desk)
    desk.baton.offer(plan_id, "p-klok", "Jeg slutter")
    assert holder_id(desk.plans.get(plan_id)) == "p-stodig"
    (waits,) = other.baton.offered_to_me()
    assert (waits.plan_id, waits.number, waits.initials, waits.by) == (plan_id, 1, "M.L.", "Stødig Gran")
    assert desk.baton.offered_to_me() == ()
    other.baton.accept(plan_id)
    assert holder_id(desk.plans.get(plan_id)) == "p-klok"
    assert other.baton.offered_to_me() == ()


def test_an_offer_made_after_the_first_look_is_seen_too(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    other = klok(office)
    assert other.baton.offered_to_me() == ()
    desk.baton.offer(plan_id, "p-klok")
    desk.baton.decline(plan_id, "Feil person")
    assert (offer(desk.plans.get(plan_id)), klok(office).baton.offered_to_me()) == (None, ())
    assert desk.baton.offered_to_me() == ()
    desk.baton.offer(plan_id, "p-klok")
    assert [each.number for each in klok(office).baton.offered_to_me()] == [1]
    assert desk.baton.offered_to_me() == ()


def test_what_nobody_offered_is_neither_accepted_nor_declined(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    assert refused(lambda: desk.baton.accept(plan_id)) is ErrorKind.NO_OFFER
    assert refused(lambda: desk.baton.decline(plan_id)) is ErrorKind.NO_OFFER


def test_the_receiver_says_no_and_the_holder_keeps_the_baton(office: Office) -> None:
    desk, other = desk_of(office), klok(office)
    plan_id = open_plan(desk)
    desk.baton.offer(plan_id, "p-klok")
    other.baton.decline(plan_id, "For mange fra før")
    assert (holder_id(desk.plans.get(plan_id)), offer(desk.plans.get(plan_id))) == ("p-stodig", None)


def test_only_a_coordinator_forces_the_baton_and_with_a_reason(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    assert refused(lambda: desk.baton.force(plan_id, "p-klok", "Sykmeldt")) is ErrorKind.NOT_ALLOWED
    over = rask(office)
    assert refused(lambda: over.baton.force(plan_id, "p-klok", "  ")) is ErrorKind.REASON_NEEDED
    over.baton.force(plan_id, "p-klok", " Sykmeldt ")
    assert holder_id(klok(office).plans.get(plan_id)) == "p-klok"


def test_the_family_wishes_for_a_holder_and_nothing_changes_by_it(office: Office) -> None:
    plan_id = open_plan(desk_of(office))
    varm = Desk(office.store, office.clock, Me("p-varm", "Varm Kaffekopp", "", "", "nb"), "varm-laptop")
    varm.baton.wish(plan_id, "p-klok", "Hun kjenner oss")
    plan = varm.plans.get(plan_id)
    assert (plan.last(BatonWished).body.person, holder_id(plan)) == ("p-klok", "p-stodig")


def test_whoever_leaves_offers_all_plans_at_once_and_is_told_which_cannot_be(office: Office) -> None:
    desk = desk_of(office)
    first, second, third = open_plan(desk), without_klok(desk), open_plan(desk)
    ended = open_plan(desk)
    desk.life.close(ended, next(iter(_reasons())))
    (receiver,) = desk.baton.receivers()
    assert (receiver.name, receiver.service, receiver.plans, receiver.of) == ("Klok Ugle", "PPT", (first, third), 3)
    done = desk.baton.hand_over("p-klok", "Ny jobb")
    assert (done.offered, done.not_offered) == ((1, 3), (2,))
    assert [each.plan_id for each in klok(office).baton.offered_to_me()] == [first, third]
    assert offer(desk.plans.get(second)) is None
    again = desk.baton.hand_over("p-klok", "Ny jobb")
    assert (again.offered, again.not_offered) == ((), (1, 2, 3))


def test_one_who_holds_no_plan_has_nobody_to_hand_over_to(office: Office) -> None:
    open_plan(desk_of(office))
    assert klok(office).baton.receivers() == ()
    done = klok(office).baton.hand_over("p-stodig", "")
    assert (done.offered, done.not_offered) == ((), ())


def _reasons():
    from stafett_tui.domain.lifecycle import EndReason

    return EndReason
