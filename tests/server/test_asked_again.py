"""An answer that is lost at the door costs no code, and nobody comes in by a code that was used (S-02)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from stafett_server.access.accounts import AGAIN
from stafett_server.access.tables import DEVICES, INVITATIONS
from stafett_server.access.tokens import read_token
from stafett_server.log.database import Database
from stafett_server.log.stopping import Stopped
from stafett_tui.sync.protocol import Code, Register
from tests.support.doorway import Served, bearer

MINE, THEIRS = "5e" * 32, "a1" * 32


@pytest.fixture
def served(database):
    return Served(database=database)


@pytest.fixture
def code(served):
    return served.access.invite("Kari Fjell").code


def ask(served, code, nonce=MINE, **told):
    return served.access.register(Register(code=code, name="pc", nonce=nonce, **told))


def refused(served, code, nonce=MINE):
    with pytest.raises(Stopped) as stopped:
        ask(served, code, nonce)
    return stopped.value.problem.code


def test_s02_a_laptop_whose_answer_was_lost_asks_again_and_gets_the_same_device(served, code):
    first = ask(served, code, person="p-local")
    again = ask(served, code.lower(), person="p-local")
    assert again == first
    assert served.access.session(read_token(bearer(again)["authorization"])).person == "p-local"
    with served.database.reading() as db:
        assert len(db.execute(select(DEVICES)).all()) == 1


@pytest.mark.parametrize("nonce", [THEIRS, None])
def test_s02_whoever_only_saw_the_code_gets_nothing_by_it(served, code, nonce):
    ask(served, code)
    assert refused(served, code, nonce) is Code.AUTH


def test_s02_a_code_that_was_used_without_a_secret_is_used(served, code):
    ask(served, code, None)
    assert refused(served, code) is Code.AUTH


def test_s02_asking_again_is_over_after_a_day(served, code):
    ask(served, code)
    served.clock.at += AGAIN
    assert refused(served, code) is Code.AUTH


def test_s02_a_laptop_that_has_been_here_since_needs_no_second_answer(served, code):
    told = ask(served, code)
    served.clock.go(minutes=1)
    served.access.seen(served.access.session(read_token(bearer(told)["authorization"])), [])
    assert refused(served, code) is Code.AUTH


def test_s02_a_laptop_that_was_shown_out_meanwhile_stays_out(served, code):
    told = ask(served, code)
    served.access.revoke(device=told.device)
    assert refused(served, code) is Code.REVOKED


def test_r25_a_code_that_a_restore_made_void_lets_nobody_in_again(served, code):
    served.access.restore()
    assert refused(served, code) is Code.AUTH


def test_two_requests_at_the_same_moment_are_one_laptop(postgres):
    served = Served(database=Database(postgres.new_database()))  # SQLite has one writer at a time
    code, used, told = served.access.invite("Kari Fjell").code, served.access.accounts.use, []

    def overtaken(*given):
        served.access.accounts.use = used
        told.append(served.access.register(Register(code=code, name="pc", nonce=MINE)))
        return used(*given)

    served.access.accounts.use = overtaken
    assert ask(served, code) == told[0]
    served.database.close()


def test_the_secret_is_kept_as_a_hash_only(served, code):
    ask(served, code)
    with served.database.reading() as db:
        kept = db.execute(select(INVITATIONS)).mappings().one()
    assert MINE not in str(dict(kept))


def test_the_code_of_another_person_is_told_from_ones_own_and_stays_good(served, code):
    served.access.register(Register(code=code, name="pc", person="p-kari"))
    theirs = served.access.invite("Ola Nes", person="p-ola").code
    fresh = served.access.invite("Nye Nes").code
    for each in (theirs, fresh):
        with pytest.raises(Stopped) as stopped:
            ask(served, each, person="p-kari", expect="p-kari")
        assert stopped.value.problem.code is Code.OTHER
    assert ask(served, theirs).person == "p-ola"
    mine = served.access.invite("Kari Fjell", person="p-kari").code
    assert ask(served, mine, expect="p-kari").person == "p-kari"
