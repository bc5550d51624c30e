"""One of several people on a laptop takes their plans into a store of their own (ADR 16)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stafett_tui.domain.consent import ConsentForm
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import Arena
from stafett_tui.domain.people import PlanKind, Relation, Role
from stafett_tui.domain.policy import Policy
from stafett_tui.services.desk import Desk
from stafett_tui.services.newplan import NewPerson, NewPlan
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from stafett_tui.services.policies import Policies
from stafett_tui.services.separating import Separated, separate
from stafett_tui.store.keys import find_key
from stafett_tui.store.opened import Store
from tests.support.office import HOLDER, open_office, open_plan, settings

PHRASE = "kvist bekk stein måne"
ROLIG = NewPerson("Rolig Bjørk", Role.PROVIDER, "", "SFO", id="p-rolig")
KLOK = NewPerson("Klok Ugle", Role.PROVIDER, "rådgiver", "PPT", id="p-klok")
pytestmark = pytest.mark.usefixtures("no_ring")


@pytest.fixture
def office(tmp_path):
    """Stødig with a plan that Klok is in, and Klok of PPT, who writes here too, with one of their own."""
    made = open_office(tmp_path / "shared")
    made.plan = open_plan(made.desk())
    klok = made.introduce("Klok Ugle", "PPT", "rådgiver", "nn", another=True)
    assert klok.person == "p-klok"
    made.own = opened(made, "Kvikk Rev")
    made.folder = tmp_path / "egen"
    yield made
    made.close()


def opened(office, owner, *people):
    mother = NewPerson("Varm Kaffekopp", Role.GUARDIAN, relation=Relation.MOTHER, id="p-varm")
    new = NewPlan(owner, date(2019, 2, 3), PlanKind.SCHOOL, "nb", (mother, *people), consent_on=date(2026, 9, 22),
                  consent_form=ConsentForm.SIGNED, one_reason="Alene")  # fmt: skip
    return office.desk().plans.open(new).plan_id


def phrase():
    return PHRASE


def there(office):
    """The person's own store, opened as they do."""
    key = find_key(office.folder, passphrase=phrase)
    return Office(Store.open(office.folder, key), settings(office.folder), office.clock)


def refused(office, folder=None, passphrase=phrase):
    with pytest.raises(StafettError) as caught:
        separate(office, folder or office.folder, passphrase)
    return caught.value.kind


def test_each_plan_goes_with_its_holder_and_nothing_is_typed_twice(office):
    log = office.store.journal.entries(office.plan)
    office.act_as("Stødig")
    assert separate(office, office.folder, phrase) == Separated(1, 1, 1, 0, ("Klok Ugle",), (("Klok Ugle", "p-klok"),))
    assert office.store.journal.plan_ids() == (office.own,)
    assert [each.name for each in office.persons] == ["Klok Ugle"]
    own = there(office)
    assert own.store.journal.entries(office.plan) == log
    assert (own.persons, own.me, own.known) == ((HOLDER,), HOLDER, True)
    assert own.device != office.device
    own.desk().plans.set_goal(office.plan, Arena.KINDERGARTEN, "Videre i eget lager")
    assert (own.store.verify(), office.store.verify()) == ((), ())
    own.close()


def test_what_only_the_person_is_in_goes_too_and_what_a_colleague_is_in_stays(office):
    office.act_as("Stødig")
    opened_by_me = opened(office, "Blid Elg", ROLIG)
    with_a_colleague = opened(office, "Lun Hare", ROLIG, KLOK)
    rolig = Desk(office.store, office.clock, Me("p-rolig", "Rolig Bjørk", "SFO", "", "nb"), "elsewhere")
    for plan in (opened_by_me, with_a_colleague):
        office.desk().baton.offer(plan, "p-rolig")
        rolig.baton.accept(plan)
    assert separate(office, office.folder, phrase) == Separated(
        2, 1, 2, 1, ("Klok Ugle",), (("Stødig Gran", HOLDER.person), ("Klok Ugle", "p-klok"))
    )
    assert set(office.store.journal.plan_ids()) == {office.own, with_a_colleague}


def test_an_erased_plan_goes_with_whoever_opened_it(office):
    office.act_as("Stødig")
    office.store.journal.erase_plan(office.plan)
    assert separate(office, office.folder, phrase).plans == 1
    own = there(office)
    assert own.store.verify() == ()
    assert own.store.journal.logs_of("") == (office.plan,)
    own.close()


def test_d11_what_is_known_of_people_goes_and_stays_where_a_plan_needs_it(office):
    office.act_as("Stødig")
    desk = office.desk()
    for person in ("p-blid", "p-klok"):
        desk.people.note_contact(office.plan, person, phone="+80 12 34 56", email="")
    separate(office, office.folder, phrase)
    own = there(office)
    assert set(own.store.journal.logs_of("person:")) == {"person:p-blid", "person:p-klok"}
    assert office.store.journal.logs_of("person:") == ("person:p-klok",)
    own.close()


def test_the_policy_and_the_unfinished_go_along(office):
    office.act_as("Stødig")
    policy = Policy(purge_days=9)
    Policies(office.store.settings).keep(policy)
    office.desk().drafts.keep(office.plan, "line", "Halvferdig")
    office.desk().drafts.keep(office.own, "line", "I en plan som blir")
    separate(office, office.folder, phrase)
    own = there(office)
    assert Policies(own.store.settings).last() == policy
    assert own.desk().drafts.take(office.plan, "line").text == "Halvferdig"
    assert [(each.code, each.plan, each.body.raw["text"]) for each in own.desk().refused.all()] == [
        ("REVOKED", None, "I en plan som blir")
    ]
    assert office.store.drafts.all() == ()
    own.close()


def test_a_move_that_was_interrupted_is_ended_the_next_time(office, monkeypatch):
    office.act_as("Stødig")
    monkeypatch.setattr(Store, "let_out", lambda *given: (_ for _ in ()).throw(StafettError(ErrorKind.DISK_FULL)))
    assert refused(office) is ErrorKind.DISK_FULL
    assert set(office.store.journal.plan_ids()) == {office.plan, office.own}
    monkeypatch.undo()
    office.desk().plans.set_goal(office.plan, Arena.KINDERGARTEN, "Skrevet imellom")
    log = office.store.journal.entries(office.plan)
    assert separate(office, office.folder, phrase).plans == 1
    own = there(office)
    assert own.store.journal.entries(office.plan) == log
    own.close()


def test_whoever_has_no_plan_here_leaves_the_store_to_the_others(office):
    office.introduce("Rask Elv", "SFO", "leder", "nb", another=True)
    assert separate(office, office.folder, phrase) == Separated(0, 0, 2, 0, ("Stødig Gran", "Klok Ugle"))
    assert [each.name for each in office.persons] == ["Stødig Gran", "Klok Ugle"]


def test_whoever_came_first_takes_the_ids_of_before_along(office):
    office.store.settings.set_all({"persons_before": "p-gammel", "devices_before": "d-gammel"})
    before = office.device
    office.act_as("Stødig")
    separate(office, office.folder, phrase)
    own = there(office)
    assert own.store.settings.get("persons_before") == "p-gammel"
    assert own.store.settings.get("devices_before") == f"{before} d-gammel"
    assert office.store.settings.get("persons_before") == ""
    own.close()


def test_a_folder_with_another_s_store_is_left_alone(office, tmp_path):
    other = open_office(tmp_path / "other")
    other.introduce("Rask Elv", "SFO", "leder", "nb", another=True)
    other.close()
    from stafett_tui.store.keyrecord import DEMO
    from tests.support.office import KEY

    (tmp_path / "other" / "store" / DEMO).write_text(KEY.hex())
    office.act_as("Stødig")
    assert refused(office, tmp_path / "other" / "store") is ErrorKind.STORE_TAKEN
    assert refused(office, office.directory) is ErrorKind.STORE_TAKEN
    assert set(office.store.journal.plan_ids()) == {office.plan, office.own}


def test_a_store_there_that_has_a_server_is_left_alone(office):
    office.act_as("Stødig")
    separate(office, office.folder, phrase)
    own = there(office)
    own.store.shelf.set_epoch("one")
    own.close()
    office.introduce("Rask Elv", "SFO", "leder", "nb", another=True)
    assert refused(office) is ErrorKind.STORE_TAKEN


def test_a_store_with_a_server_and_the_store_of_one_are_not_separated(office):
    office.store.shelf.set_epoch("one")
    assert refused(office) is ErrorKind.ALREADY_TOGETHER
    office.store.shelf.set_epoch("")
    separate(office, office.folder, phrase)
    office.choose(HOLDER.person)
    assert refused(office) is ErrorKind.ONE_HERE
    office.me = None
    assert refused(office) is ErrorKind.NO_ACTOR


def test_without_a_way_to_keep_the_key_nothing_is_moved(office):
    office.act_as("Stødig")
    assert refused(office, passphrase=None) is ErrorKind.NO_KEY
    assert refused(office, passphrase=lambda: "kort") is ErrorKind.TOO_SHORT
    assert not Store.exists(office.folder)
    assert set(office.store.journal.plan_ids()) == {office.plan, office.own}


def test_i05_a_plan_that_was_changed_from_outside_does_not_go(office):
    with office.store._channel.writing() as connection:
        connection.execute("UPDATE entry SET leaf=x'00' WHERE plan_id=? AND seq=1", (office.plan,))
    office.act_as("Stødig")
    assert refused(office) is ErrorKind.CHAIN_BROKEN
    assert not Store.exists(office.folder)
    office.act_as("Klok")
    assert separate(office, office.folder, phrase).plans == 1


def test_what_does_not_hold_in_the_new_store_takes_nothing_from_here(office, monkeypatch):
    from stafett_tui.store.findings import Finding

    office.act_as("Stødig")
    monkeypatch.setattr(Store, "verify", lambda *_: (Finding(ErrorKind.FILE_DAMAGED),))
    assert refused(office) is ErrorKind.FILE_DAMAGED
    assert set(office.store.journal.plan_ids()) == {office.plan, office.own}


def test_a_store_of_invented_plans_keeps_its_clock(office):
    at = datetime(2026, 11, 16, 12, tzinfo=UTC).isoformat()
    office.store.settings.set_all({"demo_base": at, "demo_started": at})
    office.act_as("Stødig")
    separate(office, office.folder, phrase)
    own = there(office)
    assert own.demo
    own.close()
