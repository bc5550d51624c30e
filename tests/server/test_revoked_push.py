"""A revocation and a push at the same moment: one is wholly before the other, on both engines (I6, S-02)."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event as happening
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from stafett_server.access.desk import Access, Welcome
from stafett_server.access.tables import ACCOUNTS, DEVICES
from stafett_server.log.database import Database, collided
from stafett_server.log.keeper import Keeper
from stafett_server.log.ledger import Ledger
from stafett_server.log.session import anybody
from stafett_server.log.stopping import Stopped
from stafett_server.main import parts
from stafett_server.settings import Settings
from stafett_tui.domain.concern import ConcernWritten
from stafett_tui.domain.people import Role
from stafett_tui.sync.protocol import Code, Exchange, Exchanged, Problem, Reason, Register
from tests.support.domain import START, STODIG
from tests.support.serving import PLAN, Laptop, MadeIds, SetClock, beginning

TENANT = "lillevik"


class Both:
    """A keeper and the desk at its door, on one database."""

    def __init__(self, database, folder):
        clock, ids, ledger = SetClock(START), MadeIds(), Ledger(folder / "ledger.jsonl")
        welcome = Welcome("Lillevik", "{}", keep=True, epoch=lambda: self.keeper.epoch(TENANT))
        self.access = Access(database, clock, ids, ledger, tenant=TENANT, lease=timedelta(days=14), welcome=welcome)
        self.meanwhile = lambda: None
        self.keeper = Keeper(
            database, clock, ids, ledger, name="Lillevik", stands=self.stands, reads=self.access.reads,
            others=self.access.accounts.others,
        )  # fmt: skip
        self.keeper.epoch(TENANT)
        code = self.access.invite("Stø Stødig", person=STODIG).code
        self.told = self.access.register(Register(code=code, name="pc"))
        self.laptop = Laptop(self.keeper, device=self.told.device)
        self.laptop.push(*beginning())
        self.head = self.laptop.folded.seq

    def stands(self, connection, session):
        self.access.stands(connection, session)
        self.meanwhile()

    def push(self):
        return self.laptop.ask(self.laptop.event(ConcernWritten(text="Undring om lek")))

    @property
    def stood_at(self):
        return self.keeper.heads(TENANT, (PLAN,))[PLAN]


@pytest.fixture
def both(database, tmp_path):
    return Both(database, tmp_path)


@pytest.fixture
def beside(url):
    """Another process, which waits for nobody."""
    made = Database(url)
    yield made
    made.close()


@pytest.mark.parametrize("whom", ["device", "person"])
def test_i6_nothing_is_written_by_a_session_that_was_read_before_the_revocation(both, whom):
    both.access.revoke(**{whom: both.told.device if whom == "device" else STODIG})
    answer = both.push()
    assert isinstance(answer, Problem)
    assert answer.code is Code.REVOKED
    assert both.stood_at == both.head


@pytest.mark.parametrize(
    "revoking",
    [
        update(DEVICES).values(revoked_at="now"),
        update(ACCOUNTS).values(closed_at="now"),
    ],
    ids=["device", "account"],
)
def test_i6_a_revocation_waits_for_a_push_that_came_before(both, beside, revoking):
    found = []

    def revoke():
        with pytest.raises(DBAPIError) as raised, beside.writing() as db:
            db.execute(revoking)
        found.append(collided(raised.value))

    @happening.listens_for(beside.engine, "begin")
    def no_patience(connection):
        says = "PRAGMA busy_timeout=1" if beside.is_sqlite else "SET LOCAL lock_timeout=20"
        connection.exec_driver_sql(says)

    both.meanwhile = revoke
    assert isinstance(both.push(), Exchanged)
    assert found == [True]
    both.meanwhile = lambda: None
    assert both.stood_at == both.head + 1
    with beside.writing() as db:
        assert db.execute(revoking).rowcount == 1


@pytest.mark.parametrize("whom", ["device", "account"])
def test_i6_a_push_waits_for_a_revocation_that_came_before(both, beside, whom):
    answers = []
    with beside.writing() as db:
        if whom == "device":
            both.access.devices.revoke(db, "2026-11-23", both.told.device, "", "")
        else:
            db.execute(update(ACCOUNTS).values(closed_at="now"))
        pushing = threading.Thread(target=lambda: answers.append(both.push()))
        pushing.start()
        while not (beside.is_sqlite or _waits(beside)):
            pass
        assert not answers
    pushing.join()
    assert [answer.code for answer in answers] == [Code.REVOKED]
    assert both.stood_at == both.head


def _waits(beside):
    """Tell whether somebody waits for a lock."""
    with beside.reading() as db:
        return db.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one()


def test_i6_whatever_else_a_session_writes_stops_too(both):
    both.access.revoke(device=both.told.device)
    answer = both.keeper.give_reason(both.laptop.session, Reason(plan=PLAN, reason="Tilsyn"))
    assert answer.code is Code.REVOKED


def test_i6_a_revoked_laptop_takes_no_new_name(both, beside):
    with beside.writing() as db:
        both.access.devices.revoke(db, "2026-11-23", both.told.device, "", "")
    with pytest.raises(Stopped) as stopped:
        both.access.new_device(both.laptop.session)
    assert stopped.value.problem.code is Code.REVOKED


def test_i6_a_laptop_that_takes_a_new_name_at_this_moment_is_shown_out_under_it(both, beside, monkeypatch):
    found, revoking = [], threading.Thread(target=lambda: found.extend(both.access.revoke(device=both.told.device)))
    again = both.access.devices.again

    def meanwhile(*told):
        revoking.start()
        while not (beside.is_sqlite or _waits(beside)):
            pass
        return again(*told)

    monkeypatch.setattr(both.access.devices, "again", meanwhile)
    renamed = both.access.new_device(both.laptop.session)
    revoking.join()
    assert sorted(found) == sorted([both.told.device, renamed.device])


def test_the_server_asks_the_desk_before_it_writes(tmp_path):
    made = parts(Settings(folder=tmp_path))
    room = made.keeper.room
    asked = (made.access.stands, made.access.reads, made.access.accounts.others)
    assert (room.stands, room.reads, room.others) == asked
    made.database.close()


def test_a_device_that_nobody_knows_writes_nothing(both):
    session = replace(both.laptop.session, device="another")
    assert both.keeper.give_reason(session, Reason(plan=PLAN, reason="Tilsyn")).code is Code.AUTH


def test_an_office_that_was_taken_meanwhile_is_read_anew_before_anything_is_written(both):
    session = replace(both.laptop.session, offices=frozenset({Role.ADMIN}))
    asked = Exchange(known=both.laptop.known, events=(both.laptop.event(ConcernWritten(text="Mer undring")),))
    assert both.keeper.exchange(session, asked).code is Code.RETRY
    assert both.stood_at == both.head


def test_the_order_costs_one_statement(both, database):
    counted = []

    @happening.listens_for(database.engine, "before_cursor_execute")
    def count(_connection, _cursor, statement, *_):
        counted.append(statement)

    def statements():
        counted.clear()
        assert isinstance(both.push(), Exchanged)
        both.laptop.pull()
        return len(counted)

    statements()
    with_order = statements()
    both.keeper.room.stands = anybody
    assert with_order == statements() + 1
