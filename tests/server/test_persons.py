"""Logs of persons: written and read as seen from a plan in which both are (D-11, K-02, K-03)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from stafett_server.log import rows
from stafett_server.log.keeper import Keeper
from stafett_tui.domain.consent import ConsentWithdrawn
from stafett_tui.domain.event import GENESIS, place, stamp
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.person import ContactNoted, OpenersNamed, ProtectionNoted, log_of
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.sync.protocol import Code, Exchanged, Problem
from tests.support.domain import KLOK, MUNTER, PPT, START, STODIG, VARM, Log, started
from tests.support.serving import Laptop, MadeIds, SetClock, begun

CONTACT = ContactNoted(phone="12345678")


def contact_log() -> tuple[Log, Log]:
    """Give a plan begun alone, and the log of a guardian in it."""
    plan, person = started(), Log()
    person.plan_id, person._made = log_of(VARM), 100
    person.place(person.event(CONTACT))
    return plan, person


def of(keeper, whose, **told):
    return Laptop(keeper, plan=log_of(whose), **told)


def test_the_holder_writes_it_and_other_participants_do_not_see_it(keeper):
    begun(keeper)
    assert of(keeper, VARM).push(CONTACT).judged[0].status == "ok"
    assert of(keeper, VARM, person=VARM, device="phone").pull().head == 1
    answer = of(keeper, VARM, person=KLOK, device="ppt").ask()
    assert isinstance(answer, Problem)
    assert answer.code is Code.REVOKED


def test_nobody_writes_into_the_log_of_somebody_they_share_no_plan_with(keeper):
    begun(keeper)
    laptop = of(keeper, VARM, person="stranger", device="x")
    answer = laptop.ask(laptop.event(CONTACT))
    assert isinstance(answer, Exchanged)
    assert (answer.judged[0].code, answer.page.head) == ("not_allowed", 0)
    assert of(keeper, VARM).ask().code is Code.PLAN_GONE


def test_i7_whoever_reads_the_plan_no_more_reads_and_writes_no_log_of_a_person_through_it(keeper):
    laptop = begun(keeper)
    mine = of(keeper, KLOK, person=KLOK, device="ppt")
    assert mine.push(CONTACT).judged[0].status == "ok"
    laptop.push(ConsentWithdrawn(by=VARM, services=(PPT,)))
    assert mine.ask().code is Code.REVOKED
    answer = mine.ask(mine.event(CONTACT))
    assert (answer.code if isinstance(answer, Problem) else answer.judged[0].code) in {Code.REVOKED, "not_allowed"}


def test_k03_once_the_address_is_strictly_confidential_only_those_named_read_the_plan(keeper):
    laptop = begun(keeper)
    klok = Laptop(keeper, KLOK, "ppt")
    klok.pull()
    owner = of(keeper, MUNTER)
    owner.push(OpenersNamed(persons=(STODIG,)), ProtectionNoted(protection=AddressProtection.STRICTLY_CONFIDENTIAL))
    assert klok.ask().code is Code.REVOKED
    assert laptop.pull().head == 5
    assert keeper.may_read(laptop.session, laptop.plan)
    owner.push(ProtectionNoted(protection=AddressProtection.NONE))
    assert isinstance(klok.ask(), Problem | Exchanged)


def test_a_person_log_in_memory_is_the_one_of_the_database(keeper):
    begun(keeper)
    laptop = of(keeper, VARM)
    laptop.push(CONTACT, replace_phone())
    keeper.room.shelf.forget()
    fresh = of(keeper, VARM, device="tablet")
    fresh.pull()
    assert fresh.folded == laptop.folded


def replace_phone():
    return ContactNoted(phone="87654321")


def test_the_log_that_is_made_here_is_whole():
    _, person = contact_log()
    sealed = CODEC.seal(person.entries[0].event)
    again = place(
        person.entries[0].event, sealed, None, person.entries[0].at, person.entries[0].status, person.entries[0].policy
    )
    assert again == replace(person.entries[0])
    assert again.hash != GENESIS


def test_d06_words_that_another_server_took_out_are_in_no_memory_when_the_log_goes_on(keeper, database):
    begun(keeper)
    laptop = of(keeper, VARM)
    laptop.push(CONTACT)
    beside = Keeper(database, SetClock(START), MadeIds(), keeper.room.ledger)
    key = (laptop.session.tenant, log_of(VARM))

    def held():
        with database.reading() as connection:
            return beside.room.shelf.read(connection, key, rows.standing(connection, key))

    def wipe(connection):
        rows.blank(connection, key, [laptop.entries[0].event.id])
        rows.touch(connection, key, rows.standing(connection, key), stamp(START + timedelta(days=1)))

    assert held().plan.entries[0].event.body == CONTACT
    database.write(wipe)
    keeper.room.shelf.forget()
    assert of(keeper, VARM, device="tablet").push(replace_phone()).judged[0].status == "ok"
    assert held().plan.seq == 2
    assert held().plan.entries[0].event.body is None
    assert held() is held()
