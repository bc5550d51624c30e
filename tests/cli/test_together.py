"""`stafett login`, `sync` and `logout` against the real server, as a script calls them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from stafett_tui.i18n.hindrances import SENTENCES
from stafett_tui.services.standing import Hindrance
from stafett_tui.store.keys import create_demo_key
from tests.support.command import command
from tests.support.source import ROOT

CODE = "7k3m p2qx 9tra wh5o"
"""Whole, as somebody types it, and known to nobody."""


def test_a_laptop_logs_in_syncs_and_leaves_again(server, demo):
    done = command("login", server.address, "--code", server.invite("Stødig Gran"), "--json", store=demo)
    assert done.code == 0, done.err + done.out
    assert done.json["version"] == 1
    assert (done.json["server"], done.json["waiting"], done.json["problems"]) == ("Lillevik kommune", 0, [])
    plans = command("plans", "--json", store=demo).json["plans"]
    assert len(plans) >= 3

    again = command("synk", "--json", store=demo)
    assert (again.code, again.json["changed"], again.json["removed"], again.json["hindrance"]) == (0, [], [], None)
    assert again.json["synced_at"] is not None
    assert again.json["unreachable_since"] is None

    said = command("sync", "--all", store=demo, LANG="en_GB.UTF-8").out
    assert "Everything is saved here and at the server." in said
    assert "The clock of this machine is" in said  # the practice day's, which is never today's
    left = command("logout", "--json", store=demo)
    assert (left.code, left.json) == (0, {"version": 1, "plans": 0, "unsent": 0})


def test_plans_stay_where_the_municipality_allows_it(server, demo):
    assert (
        command("logginn", server.address, "--code", server.invite("Stødig Gran"), store=demo, LANG="en_GB.UTF-8").code
        == 0
    )
    left = command("loggut", "--keep", store=demo, LANG="en_GB.UTF-8")
    assert left.code == 0
    assert "stay on this laptop" in left.err


def test_a_second_empty_laptop_gets_every_plan_of_its_person(server, demo, tmp_path):
    command("login", server.address, "--code", server.invite("Stødig Gran"), store=demo)
    person = server.devices()[0].person
    empty = tmp_path / "empty"
    create_demo_key(empty)
    from stafett_tui.store.keyrecord import read_demo_key
    from stafett_tui.store.opened import Store

    Store.open(empty, read_demo_key(empty), create=True).close()
    code = server.invite("Stødig Gran", person=person)
    done = command("login", server.address, "--code", code, "--device", "reserve", "--json", store=empty)
    assert done.code == 0, done.err
    assert len(done.json["changed"]) >= 3
    assert {each.name for each in server.devices()} >= {"reserve"}
    store = Store.open(empty, read_demo_key(empty))
    assert store.settings.get("service") != ""
    store.close()
    shown = {each["number"] for each in command("plans", "--json", store=empty).json["plans"]}
    assert shown == {each["number"] for each in command("plans", "--json", store=demo).json["plans"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("login", "http://kommune.no", "--code", CODE), "not the address of a server"),
        (("login", "http://127.0.0.1:9", "--code", CODE), "The server does not answer"),
        (("login", "http://127.0.0.1:9", "--code", "7K3M-P2QX-9TR"), "no whole code"),
        (("login", "http://127.0.0.1:9", "--code", "7K3M-P2QX-9TRA-WH5U"), "no whole code"),
        (("login", "http://127.0.0.1:9"), "no whole code"),
        (("sync",), "has no server"),
        (("sync", "--watch"), "has no server"),
        (("logout",), "has no server"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(demo, words, said):
    done = command(*words, store=demo, LANG="en_GB.UTF-8")
    assert done.code == 1
    assert said in done.err


def test_a_code_is_good_once_and_another_server_is_refused(server, demo):
    code = server.invite("Stødig Gran")
    assert command("login", server.address, "--code", code, store=demo).code == 0
    assert (
        "does not know this code"
        in command("login", server.address, "--code", code, store=demo, LANG="en_GB.UTF-8").err
    )
    again = server.invite("Stødig Gran", person=server.devices()[0].person)
    assert command("login", server.address, "--code", again, store=demo).code == 0
    other = command("login", "http://127.0.0.1:9", "--code", code, store=demo, LANG="en_GB.UTF-8")
    assert "has a server already" in other.err


def test_while_the_server_is_away_everything_is_kept_and_nobody_leaves_with_unsent_words(server, demo):
    command("login", server.address, "--code", server.invite("Stødig Gran"), store=demo)
    server.stop()
    done = command("sync", "--json", store=demo, LANG="en_GB.UTF-8")
    assert done.code == 1
    assert "does not answer" in done.err
    assert command("plans", store=demo).code == 0


def test_a_laptop_that_was_shut_out_is_told_and_emptied(server, demo):
    command("login", server.address, "--code", server.invite("Stødig Gran"), store=demo)
    server.revoke(device=server.devices()[0].device)
    done = command("sync", store=demo, LANG="en_GB.UTF-8")
    assert done.code == 1
    assert "shut this machine out" in done.out
    assert "is removed" in done.out
    assert command("plans", "--json", store=demo).json["plans"] == []


_HEEDING = """
import signal, sys
from stafett_tui.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""
"""The program where Ctrl+C is heeded, also under a runner that ignores it."""


def test_watching_goes_on_until_somebody_ends_it(server, demo):
    command("login", server.address, "--code", server.invite("Stødig Gran"), store=demo)
    words = [sys.executable, "-c", _HEEDING, "--store", str(demo), "sync", "--watch", "--json"]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "LANG": "en_GB.UTF-8"})
    for line in process.stdout:
        if json.loads(line)["synced_at"] is not None:
            break
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    process.stdout.close()


def test_every_hindrance_has_its_words():
    assert set(SENTENCES) == set(Hindrance)


@pytest.mark.timeout(180)
def test_the_policy_that_is_shown_is_the_one_the_server_gave_and_then_again_the_files(
    server, demo, tmp_path, monkeypatch
):
    theirs = tmp_path / "municipal.toml"
    monkeypatch.setenv("STAFETT_SERVER_POLICY", str(theirs))
    told = {"store": demo, "LANG": "nb_NO.UTF-8", "STAFETT_POLICY": str(tmp_path / "own.toml")}
    (tmp_path / "own.toml").write_text("consent_years = 1\n", encoding="utf-8")
    assert "consent_years = 1  (fra filen)" in command("policy", **told).out
    for years in (3, 2):
        server.stop()
        theirs.write_text(f"consent_years = {years}\nlock_minutes = 7\n", encoding="utf-8")
        server.start()
        words = ("sync",) if years == 2 else ("login", server.address, "--code", server.invite("Stødig Gran"))
        assert command(*words, store=demo).code == 0
        assert f"consent_years = {years}  (fra serveren)" in command("policy", **told).out
        assert {row["from"] for row in command("policy", "--json", **told).json["settings"]} == {"server"}
    assert command("logout", store=demo).code == 0
    assert "consent_years = 1  (fra filen)" in command("policy", **told).out


def test_a_policy_of_a_server_that_cannot_be_read_now_is_said_to_be_so(demo):
    (demo / "demo.key").unlink()
    said = command("policy", store=demo, LANG="nb_NO.UTF-8")
    assert said.code == 0
    assert "consent_years = 2  (standard)" in said.out
    assert "Om en server har gitt valg, kan ikke leses nå." in said.err
