"""All plans in one call, and what changes sight: hide, show, take anew, gone (R29, R31, R39)."""

from __future__ import annotations

from stafett_server.log.keeper import Keeper
from stafett_server.log.pages import Marks
from stafett_tui.domain.consent import ConsentForm, ConsentWithdrawn
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.people import ParticipantLeft, Role
from stafett_tui.domain.person import ContactNoted, log_of
from stafett_tui.domain.policy import Policy
from stafett_tui.sync.protocol import Code, Exchange, Known, Overview, Overviewed, PolicyAsked, Reason, packed
from tests.support.domain import KLOK, PPT, STODIG, VARM, time
from tests.support.serving import PLAN, Laptop, begun

SECOND = "22222222-2222-4222-8222-222222222222"


def overview(keeper, laptop, *known, epoch=""):
    found = keeper.overview(laptop.session, Overview(plans=known, epoch=epoch))
    assert isinstance(found, Overviewed), found
    return found


def changed(found):
    return {head.plan: (head.head, head.reset) for head in found.changed}


def test_a_new_device_is_told_of_all_plans_of_its_person_the_next_meeting_first(keeper):
    begun(keeper)
    second = begun(keeper, plan=SECOND)
    second.push(MeetingCalled(time=time(second.folded.at.date())))
    found = overview(keeper, Laptop(keeper, VARM, "phone"))
    assert [head.plan for head in found.changed] == [SECOND, PLAN]
    assert found.changed[0].next_meeting == "2026-11-16T13:00"
    assert (found.epoch, found.now) == (keeper.epoch("lillevik"), "2026-11-16T12:00:00.000000Z")
    assert overview(keeper, Laptop(keeper, "stranger", "x")).changed == ()


def test_the_policy_of_an_overview_is_given_by_its_fingerprint(keeper, database):
    laptop = begun(keeper)
    first = overview(keeper, laptop).policy
    told = keeper.policy(laptop.session, PolicyAsked(fingerprint=first))
    assert (told.fingerprint, Policy.model_validate_json(told.policy)) == (first, Policy())
    later = Keeper(database, keeper.room.clock, keeper.room.ids, keeper.room.ledger, Policy(consent_years=3))
    now = overview(later, laptop).policy
    given = [later.policy(laptop.session, PolicyAsked(fingerprint=each)).policy for each in (now, first)]
    assert [Policy.model_validate_json(each).consent_years for each in given] == [3, 2]
    assert later.policy(laptop.session, PolicyAsked(fingerprint="0" * 16)).code is Code.PLAN_GONE
    assert {entry.policy for entry in laptop.entries} == {first}


def test_what_the_device_has_is_not_told_again(keeper):
    laptop = begun(keeper)
    assert overview(keeper, laptop, laptop.known).changed == ()
    other = Laptop(keeper, VARM, "phone")
    other.pull(limit=2)
    assert changed(overview(keeper, other, other.known)) == {PLAN: (5, False)}


def test_whoever_has_left_is_told_that_the_plan_is_gone(keeper):
    laptop = begun(keeper)
    klok = Laptop(keeper, KLOK, "ppt")
    klok.pull()
    laptop.push(ParticipantLeft(person=KLOK))
    found = overview(keeper, klok, klok.known)
    assert (found.gone, found.changed) == ((PLAN,), ())


def test_r39_a_log_that_the_server_lost_is_never_taken_for_a_deletion(keeper):
    laptop = begun(keeper)
    found = overview(keeper, laptop, laptop.known.model_copy(update={"plan": SECOND}))
    assert changed(found) == {SECOND: (0, True), PLAN: (5, False)}
    assert found.gone == ()


def test_r23_a_log_that_is_another_is_to_be_taken_anew_also_by_those_who_read_it_no_more(keeper):
    begun(keeper)
    fork = Known(plan=PLAN, after=5, hash=packed(bytes(32)))
    assert changed(overview(keeper, Laptop(keeper, "stranger", "x"), fork)) == {PLAN: (5, True)}


def test_r23_another_epoch_is_told(keeper):
    laptop = begun(keeper)
    found = keeper.overview(laptop.session, Overview(epoch="older"))
    assert (found.code, found.epoch) == (Code.EPOCH, keeper.epoch("lillevik"))


def test_logs_of_persons_are_told_to_those_who_see_them(keeper):
    begun(keeper)
    contacts = Laptop(keeper, plan=log_of(VARM))
    contacts.push(ContactNoted(phone="1"))
    assert changed(overview(keeper, Laptop(keeper))) == {PLAN: (5, False), log_of(VARM): (1, False)}
    assert changed(overview(keeper, Laptop(keeper, KLOK, "ppt"))) == {PLAN: (5, False)}
    assert overview(keeper, Laptop(keeper, KLOK, "ppt"), contacts.known).gone == (log_of(VARM),)


def hidden_ppt(keeper):
    """Give a guardian from whom a service is hidden once everything is on their laptop (D-12)."""
    laptop = begun(keeper)
    varm = Laptop(keeper, VARM, "phone")
    varm.pull()
    sent = laptop.event(ServiceHidden(service=PPT, readers=(VARM,)))
    laptop.take(laptop.ask(sent).page)
    return laptop, varm


def test_r29_what_is_read_no_more_travels_as_places_that_go(keeper):
    _, varm = hidden_ppt(keeper)
    page = varm.pull()
    assert page.hide
    assert all(varm.entries[seq - 1].event is None for seq in page.hide)
    fresh = Laptop(keeper, VARM, "new")
    fresh.pull()
    assert fresh.folded == varm.folded
    assert overview(keeper, varm, varm.known).changed == ()


def test_r29_a_mark_that_nobody_remembers_asks_to_take_the_log_anew(keeper):
    _, varm = hidden_ppt(keeper)
    varm.pull()
    keeper.room.marks = Marks()
    wrong = varm.known.model_copy(update={"lacks": "0123456789abcdef"})
    answer = keeper.exchange(varm.session, Exchange(known=wrong))
    assert answer.code is Code.RESNAPSHOT
    event = varm.event(ParticipantLeft(person=KLOK))
    answer = keeper.exchange(varm.session, Exchange(known=wrong, events=(event,)))
    assert (answer.judged[0].code, answer.page.head, answer.page.entries) == ("not_allowed", 0, ())


def test_r29_what_may_be_read_again_travels_with_the_page(keeper):
    laptop, varm = hidden_ppt(keeper)
    varm.pull()
    laptop.push(ServiceHidden(service=PPT, readers=()))
    page = varm.pull()
    assert page.show
    assert all(varm.entries[each.seq - 1].event for each in page.show)
    assert varm.folded == laptop.folded


def test_s06_an_office_reads_a_plan_once_a_reason_is_given_and_for_a_day(keeper):
    begun(keeper)
    office = Laptop(keeper, "rolig", "office", offices=frozenset({Role.COORDINATOR}))
    assert overview(keeper, office).changed == ()
    assert office.ask().code is Code.REVOKED
    keeper.give_reason(office.session, Reason(plan=PLAN, reason="Klage"))
    keeper.give_reason(office.session, Reason(plan=PLAN, reason="Klage"))
    assert changed(overview(keeper, office)) == {PLAN: (5, False)}
    assert office.pull().head == 5
    keeper.room.clock.move(days=1, minutes=1)
    assert overview(keeper, office, office.known).gone == (PLAN,)


def test_s06_without_an_office_a_reason_opens_nothing(keeper):
    laptop = begun(keeper)
    assert keeper.give_reason(laptop.session, Reason(plan=PLAN, reason="x")).code is Code.REVOKED
    office = Laptop(keeper, "rolig", "office", offices=frozenset({Role.COORDINATOR}))
    assert keeper.give_reason(office.session, Reason(plan=SECOND, reason="x")).code is Code.PLAN_GONE


def test_c09_after_a_withdrawal_a_provider_reads_nothing(keeper):
    laptop = begun(keeper)
    klok = Laptop(keeper, KLOK, "ppt")
    klok.pull()
    laptop.push(ConsentWithdrawn(by=VARM, services=(PPT,), form=ConsentForm.ORAL))
    assert klok.ask().code is Code.REVOKED
    assert overview(keeper, klok, klok.known).gone == (PLAN,)
    assert laptop.person == STODIG
