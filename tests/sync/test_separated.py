"""Two people of one laptop take a store each and come to the real server: nothing is typed twice (ADR 16, I2)."""

from __future__ import annotations

from datetime import date

import keyring
import keyring.backends.fail
import pytest

from stafett_tui.domain.goal import Arena
from stafett_tui.domain.people import PlanKind
from stafett_tui.domain.person import contact
from stafett_tui.services.clock import Clock
from stafett_tui.services.newplan import NewPlan
from stafett_tui.services.opening import Office
from stafett_tui.services.separating import separate
from stafett_tui.store.keys import find_key
from stafett_tui.store.opened import Store
from tests.support.office import HOLDER, open_office, open_plan, settings


@pytest.fixture
def two(tmp_path):
    """Stødig's own store, and the one that is left to Klok, who is in Stødig's plan and has one of their own."""
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    here = open_office(tmp_path / "here")
    here.clock = Clock()
    here.plan = open_plan(here.desk())
    (tmp_path / "samtykke.pdf").write_bytes(b"%PDF-1.7 signed")
    here.desk().documents.attach(here.plan, tmp_path / "samtykke.pdf")
    for person in ("p-blid", "p-klok"):
        here.desk().people.note_contact(here.plan, person, phone="+80 12 34 56")
    here.introduce("Klok Ugle", "PPT", "rådgiver", "nb", another=True)
    new = NewPlan("Kvikk Rev", date(2019, 2, 3), PlanKind.SCHOOL, "nb", consent_on=None)
    here.own = here.desk().plans.open(new).plan_id
    here.act_as(HOLDER.name)
    separate(here, tmp_path / "there" / "store", lambda: "kvist bekk stein måne")
    here.choose("p-klok")
    chosen = settings(tmp_path / "there")
    key = find_key(chosen.store_dir, passphrase=lambda: "kvist bekk stein måne")
    there = Office(Store.open(chosen.store_dir, key), chosen, Clock())
    yield there, here
    there.close()
    here.close()
    keyring.set_keyring(before)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_plans_are_on_the_server_and_whoever_is_in_both_has_both_again(server, two, order):
    there, here = two
    codes = (server.invite("Stødig Gran", person=HOLDER.person), server.invite("Klok Ugle", person="p-klok"))
    log = there.store.journal.entries(here.plan)
    for n in order:
        outcome = two[n].together.login(server.address, codes[n], f"pc {n}")
        assert outcome.problems == ()
    here.together.sync()
    there.together.sync()
    assert set(here.store.journal.plan_ids()) == {here.plan, here.own}
    assert set(there.store.journal.plan_ids()) == {here.plan}
    for office in two:
        assert [e.hash for e in office.store.journal.entries(here.plan)][: len(log)] == [e.hash for e in log]
        assert [each.size for each in office.store.blobs.of(here.plan)] == [15]
        assert contact(office.store.journal.plan("person:p-klok")).phone == "+80 12 34 56"
        assert office.store.refusals.count() == (0, 0)
        assert office.store.verify() == ()
    there.desk().plans.set_goal(here.plan, Arena.KINDERGARTEN, "Videre, hver for seg")
    there.together.sync()
    here.together.sync()
    assert here.store.journal.plan(here.plan).head == there.store.journal.plan(here.plan).head
