"""A revocation and a reading at the same moment: what is told was read before it, or nothing is told (I6, I7, S-02)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import event as happening

from stafett_server.api.live import Live
from stafett_server.log.session import anybody
from stafett_tui.domain.concern import ConcernWritten
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.people import Role
from stafett_tui.sync.protocol import Adopt, Code, Deadlines, Exchanged, Overview, PolicyAsked, Problem, Register
from tests.server.test_adopting import parts
from tests.server.test_revoked_push import Both
from tests.support.domain import KLOK, STODIG, started
from tests.support.serving import PLAN

FILE = b"skjema"
DIGEST = hashlib.sha256(FILE).hexdigest()


@pytest.fixture
def both(database, tmp_path):
    made = Both(database, tmp_path)
    made.laptop.push(DocumentAttached(name="skjema.txt", sha256=DIGEST, size=len(FILE), media="text/plain"))
    made.keeper.blob_put(made.laptop.session, PLAN, DIGEST, FILE)
    return made


READS = {
    "pull": lambda keeper, laptop: laptop.ask(),
    "page": lambda keeper, laptop: keeper.page(laptop.session, laptop.known),
    "file": lambda keeper, laptop: keeper.blob_get(laptop.session, PLAN, DIGEST),
    "overview": lambda keeper, laptop: keeper.overview(laptop.session, Overview()),
    "deadlines": lambda keeper, laptop: keeper.deadlines(laptop.session, Deadlines()),
    "policy": lambda keeper, laptop: keeper.policy(laptop.session, PolicyAsked(fingerprint=keeper.room.mark)),
}


@pytest.mark.parametrize("whom", ["device", "person"])
@pytest.mark.parametrize("what", READS)
def test_i7_nothing_is_told_to_a_session_that_was_read_before_the_revocation(both, what, whom):
    read = READS[what]
    assert not isinstance(read(both.keeper, both.laptop), Problem)
    both.access.revoke(**{whom: both.told.device if whom == "device" else STODIG})
    answer = read(both.keeper, both.laptop)
    assert isinstance(answer, Problem)
    assert answer.code is Code.REVOKED


@pytest.mark.parametrize("what", ["pull", "file"])
def test_i7_who_takes_part_is_asked_after_everything_was_read(both, what, database):
    """What SQLite reads is of one moment: there the revocation comes after all of it, and counts from then on."""
    room, asks = both.keeper.room, both.access.reads

    def meanwhile(connection, session):
        both.access.revoke(device=both.told.device)
        asks(connection, session)

    room.reads = meanwhile
    assert isinstance(READS[what](both.keeper, both.laptop), Problem) is not database.is_sqlite
    room.reads = asks
    assert READS[what](both.keeper, both.laptop).code is Code.REVOKED


def test_i7_a_page_of_the_live_socket_becomes_a_plan_to_look_at_and_that_is_answered_by_the_revocation(both):
    before = both.laptop.known
    both.laptop.push(ConcernWritten(text="Undring om lek"))
    session = both.laptop.session
    live = SimpleNamespace(_keeper=both.keeper)
    replies, _ = Live._pages(live, session, PLAN, before)
    assert [reply.live is not None for reply in replies] == [True]
    both.access.revoke(device=both.told.device)
    replies, known = Live._pages(live, session, PLAN, before)
    assert ([(reply.live, reply.look) for reply in replies], known) == ([(None, PLAN)], None)


def test_an_office_that_was_taken_meanwhile_is_read_anew_before_anything_is_told(both):
    session = replace(both.laptop.session, offices=frozenset({Role.ADMIN}))
    assert both.keeper.page(session, both.laptop.known).code is Code.RETRY


def test_the_asking_costs_one_statement(both, database):
    counted = []

    @happening.listens_for(database.engine, "before_cursor_execute")
    def count(_connection, _cursor, statement, *_):
        counted.append(statement)

    def statements():
        counted.clear()
        assert isinstance(both.laptop.ask(), Exchanged)
        return len(counted)

    statements()
    asked = statements()
    both.keeper.room.reads = anybody
    assert asked == statements() + 1


def test_i6_nobody_brings_a_plan_as_somebody_who_has_an_account(both):
    both.access.invite("Klok Ugle", person=KLOK)
    log = started()
    asked = Adopt(plan=log.plan_id, me=KLOK, entries=tuple(parts(log)), last=True)
    stranger = both.access.invite("Rask Penn").code
    told = both.access.register(Register(code=stranger, name="pc"))
    session = replace(both.laptop.session, device=told.device, person=told.person)
    assert both.keeper.adopt(session, asked).code is Code.PLAN_GONE
