"""What is kept beside the logs: files, look-ups, deadlines without a name (S-06, S-07, S-09)."""

from __future__ import annotations

import hashlib

from stafett_tui.domain.activity import ActivityEnded, ActivityPlanned, Ending
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.people import Role
from stafett_tui.domain.person import OpenersNamed, ProtectionNoted, log_of
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.sync.protocol import Code, Deadlines, Done, Looked, Lookups, LookupsTaken, packed
from tests.support.domain import KINDERGARTEN, KLOK, MUNTER, PPT, STODIG, VARM, provider
from tests.support.serving import PLAN, Laptop, begun

DATA = b"a signed form"
DIGEST = hashlib.sha256(DATA).hexdigest()
SECOND = "22222222-2222-4222-8222-222222222222"


def attached(laptop):
    sent = laptop.event(DocumentAttached(name="Samtykke.pdf", sha256=DIGEST, size=len(DATA)))
    laptop.take(laptop.ask(sent).page)
    return sent


def test_a_file_is_brought_once_the_log_tells_of_it_and_fetched_by_those_who_read_it(keeper):
    laptop = begun(keeper)
    assert keeper.blob_put(laptop.session, PLAN, DIGEST, DATA).code is Code.PLAN_GONE
    attached(laptop)
    varm = Laptop(keeper, VARM, "phone").session
    assert keeper.blob_get(varm, PLAN, DIGEST).code is Code.RETRY
    assert keeper.blob_put(laptop.session, PLAN, DIGEST, DATA) == Done()
    assert keeper.blob_put(laptop.session, PLAN, DIGEST, DATA) == Done()
    assert keeper.blob_get(varm, PLAN, DIGEST) == DATA
    assert keeper.blob_get(Laptop(keeper, "stranger", "x").session, PLAN, DIGEST).code is Code.REVOKED
    assert keeper.blob_get(varm, SECOND, DIGEST).code is Code.PLAN_GONE
    assert keeper.blob_put(laptop.session, PLAN, DIGEST, bytes(20 * 1024 * 1024 + 1)).code is Code.TOO_LARGE


def test_i7_a_file_goes_with_the_last_event_that_tells_of_it(keeper, database):
    laptop = begun(keeper)
    attached(laptop)
    keeper.blob_put(laptop.session, PLAN, DIGEST, DATA)
    laptop.push(Blanked(target=laptop.entries[-1].event.id, reason="feil fil"))
    assert keeper.blob_get(laptop.session, PLAN, DIGEST).code is Code.PLAN_GONE
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM blob").scalar() == 0


def looked(n):
    return Looked(n=n, at="2026-11-16T12:00:00.000000Z", plan=PLAN, view="plan", hash=packed(bytes([n]) * 32))


def test_s07_look_ups_come_in_the_order_of_their_chain_each_once(keeper, database):
    session = Laptop(keeper).session

    def take(*numbers):
        return keeper.take_lookups(session, Lookups(entries=tuple(looked(n) for n in numbers)))

    assert take(1, 2, 3) == LookupsTaken(through=3)
    assert take(1, 2, 3) == LookupsTaken(through=3)
    assert take(2, 3, 4) == LookupsTaken(through=4)
    assert (take(6).code, take(6).expect) == (Code.GAP, 5)
    assert take() == LookupsTaken(through=4)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM lookup").scalar() == 4


def test_r26_another_look_up_under_a_number_that_is_taken_is_of_a_cloned_disk(keeper):
    session = Laptop(keeper).session
    other = looked(2).model_copy(update={"hash": packed(bytes(32))})
    assert keeper.take_lookups(session, Lookups(entries=(looked(1), looked(2)))) == LookupsTaken(through=2)
    assert keeper.take_lookups(session, Lookups(entries=(other, looked(3)))).code is Code.CLONE
    assert keeper.take_lookups(session, Lookups(entries=(looked(2), looked(3)))) == LookupsTaken(through=3)


def deadlines(keeper, *, after="", limit=50, offices=frozenset({Role.COORDINATOR}), person="rolig"):
    session = Laptop(keeper, person, "office", offices=offices).session
    return keeper.deadlines(session, Deadlines(after=after, limit=limit))


def planned(due, what="Du leser", responsible=STODIG):
    return ActivityPlanned(what=what, responsible=responsible, due=due)


def test_s09_coordinators_see_deadlines_without_a_name_in_their_order(keeper):
    one, two = begun(keeper), begun(keeper, plan=SECOND)
    one.push(planned("2026-12-01"), planned("2026-11-20"), planned(None))
    two.push(planned("2026-11-25T09:30"))
    one.push(planned("2026-11-01"))
    one.push(ActivityEnded(activity=one.entries[-1].event.id, how=Ending.DONE))
    found = deadlines(keeper)
    assert [(row.due, row.plan) for row in found.found] == [
        ("2026-11-20", PLAN), ("2026-11-25", SECOND), ("2026-12-01", PLAN)
    ]  # fmt: skip
    assert {row.initials for row in found.found} == {"M.L."}
    assert "Linerle" not in found.model_dump_json()
    first = deadlines(keeper, limit=1)
    assert first.more
    rest = deadlines(keeper, after=first.found[-1].key)
    assert first.found + rest.found == found.found
    assert not rest.more


def test_s09_without_an_office_there_are_no_deadlines(keeper):
    begun(keeper).push(planned("2026-12-01"))
    assert deadlines(keeper, offices=frozenset()).found == ()


def test_k03_a_strictly_confidential_plan_is_in_no_list(keeper):
    begun(keeper).push(planned("2026-12-01"), planned("2026-12-03"))
    other = begun(keeper, plan=SECOND)
    other.push(planned("2026-12-02"))
    assert len(deadlines(keeper).found) == 3
    strict = ProtectionNoted(protection=AddressProtection.STRICTLY_CONFIDENTIAL)
    Laptop(keeper, plan=log_of(MUNTER)).push(OpenersNamed(persons=(STODIG,)), strict)
    assert deadlines(keeper, limit=1).found == ()


def test_d12_what_is_hidden_from_the_asker_stands_in_no_deadlines_of_theirs(keeper):
    laptop = begun(keeper)
    laptop.push(provider("rolig", "Rolig Bekk", KINDERGARTEN))
    laptop.push(planned("2026-12-01", responsible=KLOK), planned("2026-12-02"))
    assert len(deadlines(keeper).found) == 2
    laptop.push(ServiceHidden(service=PPT, readers=("rolig",)))
    assert [row.due for row in deadlines(keeper).found] == ["2026-12-02"]
    assert [row.due for row in deadlines(keeper, limit=1).found] == ["2026-12-02"]
    assert len(deadlines(keeper, person="another").found) == 2
    laptop.push(ServiceHidden(service=PPT, readers=()))
    assert len(deadlines(keeper).found) == 2


def test_k04_one_of_several_guardians_sees_no_deadline_of_their_plan_as_an_office(keeper):
    begun(keeper).push(planned("2026-12-01"))
    assert deadlines(keeper, person=VARM).found == ()
