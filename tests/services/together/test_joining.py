"""As whom a laptop takes part at a server, and where its secret stands."""

from __future__ import annotations

import keyring
import keyring.backends.fail
import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.services.account import SECRET, Account, Accounts
from stafett_tui.services.syncstate import ALONE
from stafett_tui.services.together import Together
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.protocol import Code, Done, Problem
from tests.support.office import HOLDER, NOON, open_office, open_plan

SERVER = "https://plan.test"
ACCOUNT = Account(SERVER, "Lillevik", "d-1", HOLDER.person, "Stødig Gran", keep=True, local=HOLDER.person)


def test_the_secret_stands_in_the_keyring_and_nowhere_else(office, ring, joined):
    assert ring.kept["stafett", "server:d-1"] == b"t".hex()
    assert office.store.settings.get(SECRET) == ""
    assert Accounts(office.store.settings).token() == "t"


def test_without_a_keyring_the_secret_stands_in_the_encrypted_file(office, ring):
    keyring.set_keyring(keyring.backends.fail.Keyring())
    accounts = Accounts(office.store.settings)
    assert not accounts.keep(ACCOUNT, "t")
    assert Accounts(office.store.settings).token() == "t"
    accounts.forget()
    assert (accounts.current, accounts.token()) == (None, "")


def test_r26_a_copy_of_the_store_on_another_machine_has_no_secret(office, ring, joined):
    ring.kept.clear()
    assert Accounts(office.store.settings).token() == ""
    ring.kept["stafett", "server:d-1"] = "no hex"
    assert Accounts(office.store.settings).token() == ""


def test_a_practice_store_asks_no_keyring(office, ring):
    accounts = Accounts(office.store.settings, ring=False)
    accounts.keep(ACCOUNT, "t")
    assert (accounts.token(), ring.kept) == ("t", {})
    accounts.forget()


def test_another_device_id_takes_the_place_of_the_first_in_the_keyring(office, ring):
    from dataclasses import replace

    accounts = Accounts(office.store.settings)
    accounts.keep(ACCOUNT, "t")
    accounts.keep(replace(ACCOUNT, device="d-2"), "t2")
    assert list(ring.kept) == [("stafett", "server:d-2")]


def test_whoever_joins_writes_under_the_device_and_person_of_the_account(office, way, together):
    way.told = way.told.model_copy(update={"person": "p-account", "offices": ("coordinator",)})
    plan = open_plan(office.desk())
    together.login(" plan.test ", " ABCD-EFGH ", "pc")
    assert (office.takes_part, office.device, office.me.person, office.me.name) == (
        True, "d-1", "p-account", "Stødig Gran",
    )  # fmt: skip
    assert office.me.office == "coordinator"
    assert [each.person for each in office.persons] == ["p-account"]
    assert (way.server, way.token) == (SERVER, "t")
    assert [(each.plan, each.me) for each in way.asked if each.kind == "adopt"] == [(plan, HOLDER.person)]


def test_the_policy_of_the_server_stands_before_every_file(office, joined):
    assert office.judged_by.origin.value == "server"
    assert office.judged_by.policy.purge_days == 9
    joined.logout()
    assert office.judged_by.origin.value == "default"


def test_somebody_new_joins_without_a_first_start(tmp_path, ring, way):
    from dataclasses import replace

    office = open_office(tmp_path, me=replace(HOLDER, person="", name=""))
    assert office.me is None
    Together(office, way=way, opening=lambda *_: None).login(SERVER, "ABCD-EFGH", "pc")
    assert (office.me.person, office.me.name) == (HOLDER.person, "Stødig Gran")
    assert way.asked[0].person == ""
    office.close()


@pytest.mark.parametrize(
    ("words", "answer", "kind"),
    [
        (("http://kommune.no", "ABCD-EFGH"), None, ErrorKind.SERVER_ADDRESS),
        ((SERVER, "short"), None, ErrorKind.LOGIN_CODE),
        ((SERVER, "ABCD-EFGH"), Problem(code=Code.AUTH), ErrorKind.LOGIN_REFUSED),
        ((SERVER, "ABCD-EFGH"), Problem(code=Code.UPGRADE), ErrorKind.UPGRADE),
        ((SERVER, "ABCD-EFGH"), Problem(code=Code.RESTORING), ErrorKind.SERVER_REFUSED),
        ((SERVER, "ABCD-EFGH"), Done(), ErrorKind.SERVER_REFUSED),
        ((SERVER, "ABCD-EFGH"), Unreachable(NOON), ErrorKind.SERVER_UNREACHABLE),
    ],
)
def test_a_login_that_fails_changes_nothing(office, way, together, words, answer, kind):
    way.next = [answer] if answer is not None else []
    with pytest.raises(StafettError) as raised:
        together.login(*words, "pc")
    assert raised.value.kind is kind
    assert (office.takes_part, together.standing().state) == (False, ALONE)


def test_one_store_has_one_server(joined):
    with pytest.raises(StafettError) as raised:
        joined.login("https://other.test", "ABCD-EFGH", "pc")
    assert raised.value.kind is ErrorKind.ALREADY_TOGETHER


def test_a_login_that_was_interrupted_is_ended_at_the_next_sync(office, way, together):
    office.accounts.keep(ACCOUNT, "t")
    together.sync()
    assert (office.device, office.store.settings.get("device")) == ("d-1", "d-1")


def test_a_server_that_goes_away_in_the_middle_gets_the_rest_later(office, way, together):
    plan = open_plan(office.desk())
    way.next = [way.told, Unreachable(NOON)]
    with pytest.raises(StafettError):
        together.login(SERVER, "ABCD-EFGH", "pc")
    assert (office.takes_part, office.store.shelf.alone()) == (True, (plan,))
    together.sync()
    assert office.store.shelf.alone() == ()


def test_i2_what_was_left_unfinished_goes_along_to_the_id_of_the_account(office, way, together):
    way.told = way.told.model_copy(update={"person": "p-account"})
    plan = open_plan(office.desk())
    office.desk().drafts.keep(plan, "line", "Halvskrevet", 4)
    others = office.store.drafts
    others.keep("p-other/x/line", plan, "En annens", 0, NOON)
    together.login(SERVER, "ABCD-EFGH", "pc")
    kept = office.desk().drafts.take(plan, "line")
    assert (kept.text, kept.cursor) == ("Halvskrevet", 4)
    assert [each.text for each in office.desk().drafts.offered()] == ["Halvskrevet"]
    assert others.take("p-other/x/line").text == "En annens"
