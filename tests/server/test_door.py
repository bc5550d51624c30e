"""Who comes in, who stays in, and who is shown out (S-02, S-10, R10, R25, R26)."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from stafett_server.access.tables import DEVICES, INVITATIONS
from stafett_server.access.tokens import code_as_kept, new_code, read_token
from stafett_server.log.stopping import Stopped
from stafett_tui.domain.people import Role
from stafett_tui.sync.protocol import Code, Register
from tests.support.doorway import TENANT, Served


@pytest.fixture
def served():
    made = Served()
    yield made
    made.database.close()


def token(registered):
    return read_token(f"Bearer {registered.token}")


def refused(call, *given, **named):
    with pytest.raises(Stopped) as stopped:
        call(*given, **named)
    return stopped.value.problem.code


def test_s02_a_code_lets_one_laptop_in_and_says_who_it_writes_as(served):
    told = served.laptop("Kari Fjell", person="p-kari", offices=[Role.COORDINATOR])
    session = served.access.session(token(told))
    assert (told.person, told.name, told.offices) == ("p-kari", "Kari Fjell", ("coordinator",))
    assert (told.server, told.epoch, told.keep) == ("Solbygd kommune", "epoch-1", True)
    assert (session.tenant, session.person, session.device, session.name) == (TENANT, "p-kari", told.device, "Kari-pc")
    assert session.offices == {Role.COORDINATOR}


def test_s02_a_code_is_good_once(served):
    code = served.access.invite("Kari Fjell").code
    served.access.register(Register(code=code, name="one"))
    assert refused(served.access.register, Register(code=code, name="two")) is Code.AUTH


def test_s02_a_code_that_is_too_old_lets_nobody_in(served):
    code = served.access.invite("Kari Fjell", days=7).code
    served.clock.go(days=7)
    assert refused(served.access.register, Register(code=code, name="late")) is Code.AUTH


def test_a_code_is_read_however_it_is_typed():
    code = new_code(lambda size: bytes(range(size)))
    assert code == "0123-4567-89AB-CDEF"
    assert code_as_kept("o123 4567 89ab cdef") == code_as_kept("Ol23-4567-89AB-CDEF") == code_as_kept(code)


def test_no_token_and_no_code_stands_in_the_database_readable(served):
    code = served.access.invite("Kari Fjell").code
    told = served.access.register(Register(code=code, name="pc"))
    with served.database.reading() as db:
        rows = [*db.execute(select(DEVICES)).all(), *db.execute(select(INVITATIONS)).all()]
    kept = " ".join(str(value) for row in rows for value in row)
    assert token(told).secret not in kept
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_an_account_without_a_person_takes_the_one_the_laptop_brings(served):
    code = served.access.invite("Kari Fjell").code
    assert served.access.register(Register(code=code, name="pc", person="p-local")).person == "p-local"


def test_nobody_becomes_a_person_who_has_an_account_or_stands_in_a_plan(served):
    served.laptop("Ola Berg", person="p-ola")
    with served.database.writing() as db:
        db.execute(text(f"INSERT INTO candidate VALUES ('{TENANT}', 'plan-1', 'p-known')"))
    for claimed in ("p-ola", "p-known", "person:p-ola", "a b", ""):
        code = served.access.invite("Kari Fjell").code
        assert served.access.register(Register(code=code, name="pc", person=claimed)).person != claimed


def test_a_second_laptop_of_a_person_is_the_same_person(served):
    one, two = served.laptop("Kari Fjell", person="p-kari"), served.laptop("Kari Fjell", person="p-kari")
    assert one.person == two.person == "p-kari"
    assert one.device != two.device


def test_a_made_up_token_is_nobodys(served):
    told = token(served.laptop())
    for wrong in (None, told._replace(secret="0" * 64), told._replace(device="other"), told._replace(tenant="other")):
        assert refused(served.access.session, wrong) is Code.AUTH


def test_s02_a_revoked_device_is_told_so_at_once(served):
    told = served.laptop()
    session = served.access.session(token(told))
    assert served.access.revoke(device=told.device) == (told.device,)
    assert refused(served.access.session, token(told)) is Code.REVOKED
    assert refused(served.access.fresh, session) is Code.REVOKED


def test_r26_a_laptop_under_a_new_name_is_revoked_with_the_one_it_had(served):
    told = served.laptop()
    other = served.access.new_device(served.access.session(token(told)))
    third = served.access.new_device(served.access.session(token(other)))
    assert third.person == told.person
    assert len({told.device, other.device, third.device}) == 3
    assert set(served.access.revoke(device=told.device)) == {told.device, other.device, third.device}
    assert refused(served.access.session, token(third)) is Code.REVOKED


def test_s02_a_person_is_shown_out_with_all_laptops_and_open_codes(served):
    one = served.laptop("Kari Fjell", person="p-kari")
    code = served.access.invite("Kari Fjell", person="p-kari").code
    assert served.access.revoke(person="p-kari") == (one.device,)
    assert refused(served.access.register, Register(code=code, name="pc")) is Code.AUTH
    again = served.laptop("Kari Fjell", person="p-kari")
    assert served.access.session(token(again)).person == "p-kari"
    assert refused(served.access.session, token(one)) is Code.REVOKED


def test_nobody_is_shown_out_where_there_is_nobody(served):
    assert served.access.revoke(device="none") is None
    assert served.access.revoke(person="none") is None
    assert served.ledger.read() == ()


def test_a_laptop_that_left_is_not_known_any_more(served):
    told = served.laptop()
    session = served.access.session(token(told))
    served.access.seen(session, ["plan-1"])
    served.access.leave(session)
    assert refused(served.access.session, token(told)) is Code.AUTH
    assert [(each.state, each.plans) for each in served.access.listed()] == [("left", ())]


def test_r10_a_lease_runs_from_the_last_contact(served):
    told = served.laptop()
    session = served.access.session(token(told))
    served.clock.go(days=3)
    assert served.access.seen(session, []) == "2026-12-10T08:00:00.000000Z"
    assert told.lease == "2026-12-07T08:00:00.000000Z"


def test_a_contact_that_tells_nothing_new_writes_nothing(served, monkeypatch):
    session = served.access.session(token(served.laptop()))
    lease = served.access.seen(session, ["plan-1"])
    monkeypatch.setattr(served.database, "write", None)
    served.clock.go(minutes=59)
    assert served.access.seen(session, ["plan-1"]) == lease


def test_s10_the_list_tells_what_each_laptop_holds(served):
    kari, ola = served.laptop("Kari Fjell"), served.laptop("Ola Berg")
    served.clock.go(hours=1)
    session = served.access.session(token(kari))
    served.access.seen(session, ["plan-1", "plan-2"])
    served.access.seen(session, ["plan-2", "plan-3", "plan-4"])
    served.access.revoke(device=ola.device)
    listed = [(each.name, each.owner, each.state, each.plans) for each in served.access.listed()]
    held = ("plan-2", "plan-3", "plan-4")
    assert listed == [("Kari-pc", "Kari Fjell", "active", held), ("Ola-pc", "Ola Berg", "revoked", ())]


def test_r25_a_restored_database_learns_again_who_was_shown_out():
    before, after = Served(), Served()
    after.ledger = after.access._ledger = before.ledger
    told = before.laptop("Kari Fjell", person="p-kari")
    lost = before.laptop("Ola Berg", person="p-ola")
    same = after.laptop("Kari Fjell", person="p-kari")
    assert token(same).device == token(told).device
    open_code = after.access.invite("Lise Dal").code
    before.access.revoke(device=told.device)
    before.access.revoke(person="p-ola")
    assert after.access.lacks() == 3
    assert after.access.restore() == 3
    assert after.access.lacks() == 0
    for each in (told, lost):
        assert refused(after.access.session, token(each)) is Code.REVOKED
    assert refused(after.access.register, Register(code=open_code, name="pc")) is Code.AUTH
    before.database.close()
    after.database.close()


def test_r25_the_ledger_knows_before_the_database_does(served, monkeypatch):
    told = served.laptop()
    monkeypatch.setattr(served.access.devices, "revoke", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        served.access.revoke(device=told.device)
    assert [line["device"] for line in served.ledger.read()] == [told.device]
    assert served.access.lacks() == 1


def test_a_line_of_the_ledger_that_is_damaged_stops_nothing(served):
    served.ledger.add([{"tenant": TENANT, "what": "device.revoked"}, {"what": "blanked"}])
    assert served.access.lacks() == 0


def test_a_name_draws_nothing_on_the_operators_terminal(served):
    code = served.access.invite("Kari\x1b[2J Fjell\n").code
    served.access.register(Register(code=code, name="pc\x07\u2028"))
    assert [(each.name, each.owner) for each in served.access.listed()] == [("pc", "Kari [2J Fjell")]


def test_r26_a_laptop_has_not_more_names_than_anybody_needs(served, monkeypatch):
    monkeypatch.setattr("stafett_server.access.devices._NAMES", 2)
    session = served.access.session(token(served.laptop()))
    served.access.new_device(session)
    assert refused(served.access.new_device, session) is Code.RETRY


def test_a_session_whose_device_is_gone_from_the_database_asks_nothing(served):
    session = served.access.session(token(served.laptop()))
    with served.database.writing() as db:
        db.execute(text("DELETE FROM access_device"))
    assert refused(served.access.fresh, session) is Code.AUTH


def test_r25_an_account_that_a_backup_never_knew_stays_closed(served):
    line = {"tenant": TENANT, "what": "account.closed", "at": "2026-11-23T08:00:00.000000Z", "account": "a-1"}
    served.ledger.add([line, {**line, "what": "account.opened", "account": "a-2"}])
    assert served.access.lacks() == 1
    assert served.access.restore() == 1
    assert served.access.lacks() == 0


def test_what_many_laptops_hold_is_remembered_within_bounds(served, monkeypatch):
    monkeypatch.setattr("stafett_server.access.desk._REMEMBERED", 1)
    sessions = [served.access.session(token(served.laptop(name))) for name in ("Kari Fjell", "Ola Berg")]
    for session in sessions:
        served.access.seen(session, ["plan-1"])
    assert list(served.access._seen) == [sessions[1].device]
