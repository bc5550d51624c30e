"""What nobody gets by bringing a log: another's sight, another's name, or words that were taken out (D-11, I6, R34)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from stafett_server.log.rows import table
from stafett_server.log.tables import Guarded
from stafett_tui.domain.consent import ConsentWithdrawn
from stafett_tui.domain.event import Status, stamp
from stafett_tui.domain.goal import GoalSet
from stafett_tui.domain.lifecycle import ErasureAsked, PlanErased
from stafett_tui.domain.log import Blanked, PersonIdentified
from stafett_tui.domain.people import ParticipantLeft, Role, holder_id
from stafett_tui.domain.person import ContactNoted, OpenersNamed, ProtectionNoted, log_of
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.sync.protocol import Adopted, Code, Reason, sent_entry
from tests.server.test_adopting import bring, goal, parts
from tests.server.test_restore import Backup
from tests.support.domain import KLOK, PPT, START, STODIG, VARM, Log, started
from tests.support.serving import Laptop, begun

CONTACT = ContactNoted(phone="12345678")
STRICT = (OpenersNamed(persons=("stranger",)), ProtectionNoted(protection=AddressProtection.STRICTLY_CONFIDENTIAL))


def person_log(whose, *bodies, by=STODIG):
    log = Log()
    log.plan_id, log._made = log_of(whose), 100
    for body in bodies:
        log.place(log.event(body, by))
    return log


def bring_log(keeper, log, **told):
    laptop = Laptop(keeper, plan=log.plan_id, **told)
    return bring(keeper, laptop, parts(log)), laptop


def guarded(database):
    with database.reading() as connection:
        return connection.execute(select(table(Guarded).c.person)).all()


def test_d11_the_log_of_a_person_is_taken_from_whoever_sees_them_in_a_plan_here(keeper):
    begun(keeper)
    answer, laptop = bring_log(keeper, person_log(VARM, CONTACT))
    assert answer == Adopted(common=1, whole=True)
    assert laptop.pull().head == 1
    assert Laptop(keeper, KLOK, "ppt", plan=laptop.plan).ask().code is Code.REVOKED


def test_d11_whoever_is_in_a_plan_here_brings_their_own(keeper):
    begun(keeper)
    answer, _ = bring_log(keeper, person_log(VARM, CONTACT, by=VARM), person=VARM, device="phone")
    assert answer == Adopted(common=1, whole=True)


@pytest.mark.parametrize("who", ["stranger", KLOK])
def test_k03_whoever_does_not_see_a_person_in_a_plan_here_brings_no_log_of_them(keeper, database, who):
    laptop = begun(keeper)
    answer, other = bring_log(keeper, person_log(VARM, *STRICT), person=who, device="x")
    assert answer.code is Code.PLAN_GONE
    assert guarded(database) == []
    assert keeper.heads(other.tenant, (other.plan,)) == {}
    assert laptop.pull().head == laptop.folded.seq
    assert bring_log(keeper, person_log(VARM, CONTACT))[0].whole


def test_i7_one_that_is_here_already_is_known_so_that_it_goes_from_whoever_may_not_see_it(keeper):
    begun(keeper)
    log = person_log(VARM, CONTACT)
    assert bring_log(keeper, log)[0].whole
    answer, laptop = bring_log(keeper, log, person=KLOK, device="x")
    assert answer == Adopted(common=1, whole=True)
    assert laptop.ask().code is Code.REVOKED


def test_d11_an_invented_one_beside_one_that_is_here_adds_nothing_to_it(keeper):
    begun(keeper)
    _, own = bring_log(keeper, person_log(VARM, CONTACT))
    answer, laptop = bring_log(keeper, person_log(VARM, *STRICT), person=KLOK, device="x")
    assert answer == Adopted(common=0, whole=False)
    assert laptop.ask().code is Code.REVOKED
    assert own.pull().head == 1


def test_a_log_without_a_plan_here_is_taken_once_the_plan_is(keeper):
    plan, log = started(), person_log(VARM, CONTACT)
    assert bring_log(keeper, log)[0].code is Code.PLAN_GONE
    assert bring(keeper, Laptop(keeper, plan=plan.plan_id), parts(plan)).whole
    assert bring_log(keeper, log)[0].whole


def test_the_log_of_a_person_tells_of_nothing_but_them(keeper):
    begun(keeper)
    assert bring_log(keeper, person_log(VARM, CONTACT, goal()))[0].code is Code.MALFORMED
    assert bring_log(keeper, person_log(VARM, goal()))[0].code is Code.MALFORMED


def test_i6_nobody_becomes_somebody_who_is_in_a_plan_here(keeper):
    begun(keeper)
    log = started()
    laptop = Laptop(keeper, "account", "x", plan=log.plan_id)
    assert bring(keeper, laptop, parts(log), me=STODIG).code is Code.PLAN_GONE
    assert bring(keeper, Laptop(keeper, KLOK, "ppt", plan=log.plan_id), parts(log), me=STODIG).whole
    mine = Laptop(keeper, plan=log.plan_id)
    mine.pull()
    assert not mine.folded.of(PersonIdentified)
    assert holder_id(mine.folded) == STODIG


def test_i2_a_plan_that_is_here_without_its_bringer_is_not_said_to_be_taken_from_them(keeper):
    log = started()
    assert bring(keeper, Laptop(keeper, plan=log.plan_id), parts(log)).whole
    other = Laptop(keeper, "account", "x", plan=log.plan_id)
    assert bring(keeper, other, parts(log), me=STODIG).code is Code.PLAN_GONE
    assert bring(keeper, Laptop(keeper, KLOK, "ppt", plan=log.plan_id), parts(log), me=KLOK).whole


def test_i7_whoever_left_it_is_told_so_by_the_next_exchange(keeper):
    log = started()
    laptop = Laptop(keeper, device="new", plan=log.plan_id)
    assert bring(keeper, laptop, parts(log)).whole
    laptop.pull()
    laptop.push(ParticipantLeft(person=KLOK))
    other = Laptop(keeper, KLOK, "ppt", plan=log.plan_id)
    assert bring(keeper, other, parts(log), me=KLOK).whole
    assert other.ask().code is Code.REVOKED


def test_s06_an_office_with_a_reason_brings_what_it_may_read(keeper):
    log = started()
    assert bring(keeper, Laptop(keeper, plan=log.plan_id), parts(log)).whole
    office = Laptop(keeper, "rolig", "office", log.plan_id, frozenset({Role.COORDINATOR}))
    assert bring(keeper, office, parts(log), me="rolig").code is Code.PLAN_GONE
    keeper.give_reason(office.session, Reason(plan=log.plan_id, reason="Tilsyn"))
    assert bring(keeper, office, parts(log), me="rolig").whole


def test_d06_what_was_erased_here_goes_on_a_laptop_that_brings_it_too(keeper):
    laptop = begun(keeper)
    log = person_log(VARM, CONTACT)
    assert bring_log(keeper, log)[0].whole
    sent = [sent_entry(e, laptop.sealed[e.event.id]) for e in laptop.entries]
    office = Laptop(keeper, "rolig", "office", offices=frozenset({Role.COORDINATOR}))
    keeper.give_reason(office.session, Reason(plan=laptop.plan, reason="sletting"))
    office.pull()
    office.push(ErasureAsked(reason="Familien ber om det"))
    office.push(PlanErased(asked=office.entries[-1].event.id))
    other = Laptop(keeper, KLOK, "ppt")
    assert bring(keeper, other, sent, me=KLOK).whole
    assert bring_log(keeper, log, person=KLOK, device="ppt")[0].whole
    stranger = Laptop(keeper, "stranger", "x", plan=log_of(KLOK))
    assert bring(keeper, stranger, parts(person_log(KLOK, CONTACT))).code is Code.PLAN_GONE


def test_i6_nor_somebody_who_has_an_account(keeper):
    keeper.room.others = lambda _connection, _session, person: person == STODIG
    log = started()
    laptop = Laptop(keeper, "account", "x", plan=log.plan_id)
    assert bring(keeper, laptop, parts(log), me=STODIG).code is Code.PLAN_GONE
    assert bring(keeper, laptop, parts(log), me=VARM).whole


def test_a_second_plan_is_brought_under_the_same_name(keeper):
    first, second = started(), started()
    second.plan_id = "22222222-2222-4222-8222-222222222222"
    again = Log()
    again.plan_id, again._made = second.plan_id, 500
    for entry in second.entries:
        again.place(again.event(entry.event.body, entry.event.actor))
    for log in (first, again):
        assert bring(keeper, Laptop(keeper, "account", plan=log.plan_id), parts(log)).whole
        brought = Laptop(keeper, "account", "new", plan=log.plan_id)
        brought.pull()
        assert holder_id(brought.folded) == "account"


class Lost:
    """A plan that was pushed, and that a restore lost with all that was done in it."""

    def __init__(self, keeper, database, *bodies):
        backup = Backup(keeper, database)
        self.laptop = begun(keeper)
        self.laptop.push(goal())
        self.places = list(self.laptop.entries)
        for body in bodies:
            self.laptop.push(body(self.laptop))
        self.places += self.laptop.entries[len(self.places) :]
        self.keeper = backup.put_back()

    def brought(self, other=None):
        """Bring it as it stands on the laptop; `other` are the bytes of its last place."""
        sent = [sent_entry(e, self.laptop.sealed[e.event.id]) for e in self.places]
        if other is not None:
            last = self.places[-1]
            sent[-1] = sent_entry(last, other).model_copy(update={"leaf": None, "at": stamp(START)})
        return bring(self.keeper, Laptop(self.keeper), sent)


def test_i6_an_event_that_the_ledger_knows_comes_back_with_no_other_words(keeper, database):
    lost = Lost(keeper, database, lambda _: ConsentWithdrawn(by=VARM, services=(PPT,)))
    withdrawal = lost.laptop.entries[-1].event
    maker = Laptop(keeper, n=withdrawal.n - 1)
    maker.event(goal("Noe annet"), id=withdrawal.id)
    assert lost.brought(maker.sealed[withdrawal.id]).code is Code.MALFORMED
    assert lost.brought().whole
    assert Laptop(lost.keeper, KLOK, "ppt").ask().code is Code.REVOKED
    assert lost.laptop.entries[-1].status is Status.OK


def test_r34_what_was_blanked_does_not_come_back_with_a_log_that_is_brought(keeper, database):
    lost = Lost(keeper, database, lambda laptop: Blanked(target=laptop.folded.of(GoalSet)[-1].id, reason="feil logg"))
    target = lost.laptop.entries[-1].event.body.target
    assert lost.brought().whole
    other = Laptop(lost.keeper, VARM, "phone")
    other.pull()
    assert [e.seq for e in other.entries if e.event is None] == [len(lost.places) - 1]
    assert target not in {e.event.id for e in other.entries if e.event is not None}
