"""`stafett separate`: two people of one laptop, and the real server that both log in to afterwards."""

from __future__ import annotations

import shutil
import signal

import pytest

from stafett_tui.store.opened import Store
from tests.cli.test_copies import at_terminal
from tests.support.command import command
from tests.support.office import KEY, open_office, open_plan
from tests.support.server_process import ServerProcess

PHRASE = "kvist bekk stein måne"
ENGLISH = {"LANG": "en_GB.UTF-8"}
pytestmark = pytest.mark.usefixtures("no_ring")


@pytest.fixture
def shared(tmp_path):
    """A store that Stødig and Rask write in, a plan each; its key lies beside it."""
    office = open_office(tmp_path / "a")
    open_plan(office.desk())
    office.introduce("Rask Elv", "SFO", "leder", "nb", another=True)
    open_plan(office.desk())
    office.close()
    (tmp_path / "a" / "store" / "demo.key").write_text(KEY.hex())
    (tmp_path / "phrase").write_text(PHRASE, encoding="utf-8")
    return tmp_path / "a" / "store"


def plans(store, **environ):
    return {each["id"] for each in command("plans", "--json", store=store, **environ).json["plans"]}


def moved(shared, tmp_path, *words, who="Stødig Gran", **environ):
    given = ["separate", tmp_path / "egen", "--new-file", tmp_path / "phrase", *words]
    return command("--as", who, *given, store=shared, **(ENGLISH | environ))


def test_what_went_what_stays_and_what_comes_next_is_said(shared, tmp_path):
    done = moved(shared, tmp_path)
    assert (done.code, done.out.strip()) == (0, str(tmp_path / "egen"))
    assert done.err.splitlines() == [
        "1 plan is in your own store now, with all that was written in it.",
        "1 plan stays here, with Rask Elv.",
        "Who has looked into the plans until now stays noted here.",
        f"Next, you: stafett --store {tmp_path / 'egen'} login SERVER --code CODE",
        "Rask Elv writes here alone now, and logs in: stafett login SERVER --code CODE",
    ]
    for store, environ in ((shared, {}), (tmp_path / "egen", {"STAFETT_PASSPHRASE_FILE": str(tmp_path / "phrase")})):
        assert len(plans(store, **environ)) == 1
        assert command("verify", store=store, **environ).code == 0


def test_the_norwegian_name_and_the_object_for_scripts(shared, tmp_path):
    words = ("--as", "stødig", "skill", tmp_path / "egen", "--new-file", tmp_path / "phrase", "--json")
    done = command(*words, store=shared)
    assert (done.code, done.err) == (0, "")
    assert done.json == {"version": 1, "folder": str(tmp_path / "egen"), "moved": 1, "missed": 0, "stay": 1, "shared": 0,
                         "others": ["Rask Elv"], "invite": []}  # fmt: skip


def test_a_passphrase_is_asked_twice_for_a_new_store_and_once_for_one_that_is_there(shared, tmp_path, monkeypatch):
    words = ("separate", tmp_path / "egen")
    monkeypatch.setattr(Store, "let_out", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        at_terminal(monkeypatch, [PHRASE, PHRASE], "--as", "Stødig", *words, store=shared)
    monkeypatch.undo()
    done, asked = at_terminal(monkeypatch, [PHRASE], "--as", "Stødig", *words, store=shared)
    assert (done.code, len(asked)) == (0, 1)


@pytest.mark.parametrize(
    ("who", "code", "said"), [(None, 2, "Say whose plans go"), ("Blid Elg", 1, "Nobody of this name")]
)
def test_who_goes_has_to_be_said(shared, tmp_path, who, code, said):
    acting = [] if who is None else ["--as", who]
    done = command(*acting, "separate", tmp_path / "egen", store=shared, **ENGLISH)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert not (tmp_path / "egen").exists()


def test_what_cannot_be_done_is_said_and_changes_nothing(shared, tmp_path):
    assert command("separate", tmp_path / "egen", store=tmp_path / "none", **ENGLISH).code == 1
    assert not (tmp_path / "none").exists()
    no_phrase = command("--as", "Stødig", "separate", tmp_path / "egen", store=shared, **ENGLISH)
    assert no_phrase.code == 6
    assert "somebody else's" in command("--as", "Stødig", "separate", shared, store=shared, **ENGLISH).err
    assert moved(shared, tmp_path).code == 0
    again = moved(shared, tmp_path, who="Rask")
    assert (again.code, again.out) == (1, "")
    assert "it is yours already" in again.err
    assert len(plans(shared)) == 1


def test_where_several_stay_they_are_told_to_do_the_same(shared, tmp_path):
    office = open_office(tmp_path / "a")
    office.introduce("Lun Hare", "SFO", "", "nb", another=True)
    office.close()
    done = moved(shared, tmp_path)
    assert "with Rask Elv and Lun Hare." in done.err
    assert "All but one of them take their plans along in the same way." in done.err


def test_two_people_of_one_laptop_come_to_the_server_and_nothing_is_typed_twice(shared, tmp_path):
    server = ServerProcess(tmp_path / "server", keep=True)
    server.start()
    try:
        own, phrase = tmp_path / "egen", {"STAFETT_PASSPHRASE_FILE": str(tmp_path / "phrase")}
        here = ("login", server.address, "--code", server.invite("Rask Elv"), "--device", "felles", "--json")
        refused = command(*here, store=shared, **ENGLISH)
        assert refused.code == 1
        assert "stafett --as NAME separate DIR" in refused.err
        assert moved(shared, tmp_path).code == 0
        mine, theirs = plans(own, **phrase), plans(shared)
        there = ("login", server.address, "--code", server.invite("Stødig Gran"), "--device", "egen", "--json")
        for words, store, environ in ((there, own, phrase), (here, shared, {})):
            done = command(*words, store=store, **environ)
            assert (done.code, done.json["problems"], done.json["waiting"]) == (0, [], 0), done.err
        for person, device, wanted in (("Stødig Gran", "egen", mine), ("Rask Elv", "felles", theirs)):
            assert len(wanted) == 1
            known = next(each.person for each in server.devices() if each.name == device)
            empty = tmp_path / f"empty {device}"
            code = server.invite(person, person=known)
            again = command("login", server.address, "--code", code, "--json", store=empty, **phrase)
            assert again.code == 0, again.err
            assert plans(empty, **phrase) == wanted
            assert command("verify", store=empty, **phrase).code == 0
    finally:
        server.stop(signal.SIGKILL)


def test_who_misses_a_plan_and_what_comes_again_from_the_server_is_said(tmp_path):
    office = open_office(tmp_path / "a")
    open_plan(office.desk())
    office.introduce("Klok Ugle", "PPT", "rådgiver", "nb", another=True)
    office.introduce("Rask Elv", "SFO", "leder", "nb", another=True)
    office.close()
    shared = tmp_path / "a" / "store"
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    for store in (shared, tmp_path / "b" / "store"):
        (store / "demo.key").write_text(KEY.hex())
    (tmp_path / "phrase").write_text(PHRASE, encoding="utf-8")
    first = moved(shared, tmp_path)
    assert "In 1 plan that went others here take part too; they get it from the server." in first.err
    given = ["separate", tmp_path / "hans", "--new-file", tmp_path / "phrase"]
    second = command("--as", "Klok", *given, store=tmp_path / "b" / "store", **ENGLISH)
    invites = "Let whoever runs the server invite Klok Ugle with --person p-klok."
    assert invites in first.err
    assert invites in second.err
    assert second.err.splitlines()[:3] == [
        "You have your own store now. No plan went along: none here was yours.",
        "1 plan stays here, with Stødig Gran and Rask Elv.",
        "In 1 plan that stays you take part too; you get it from the server.",
    ]
