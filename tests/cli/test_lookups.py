"""`stafett lookups`: every look-up of a plan is told, this one among them (S-06, S-08)."""

from __future__ import annotations

from stafett_tui.store.engine import FILE, connect
from stafett_tui.store.keyrecord import read_demo_key
from tests.support.command import command


def test_s08_the_extract_tells_who_looked_how_when_and_why(demo):
    command("show", 1, store=demo)
    command("show", 1, store=demo)
    told = command("lookups", 1, "--json", store=demo).json
    views = [each["view"] for each in told["lookups"]]
    assert (views.count("cli show"), views[-1]) == (1, "cli lookups"), told["lookups"]
    assert told["lookups"][-1]["person"]["name"] == "Stødig Gran"
    assert (told["lookups"][-1]["role"], told["lookups"][-1]["reason"]) == ("holder", None)
    assert told["version"] == 1
    assert told["plan"]


def test_s07_a_changed_look_up_is_found_by_verify(demo):
    command("show", 1, store=demo)
    assert command("verify", store=demo).code == 0
    connection = connect(demo / FILE, read_demo_key(demo))
    connection.execute("UPDATE lookup SET person='p-andre'")
    connection.close()
    done = command("verify", "--json", store=demo)
    assert done.code == 1
    assert [(f["kind"], f["seq"], f["what"]) for f in done.json["findings"]] == [("chain_broken", 1, "lookup")]


def test_the_extract_is_a_table_for_people(demo):
    shown = command("innsyn", 1, store=demo, LANGUAGE="", LC_ALL="nn_NO.UTF-8").out.splitlines()
    assert shown[0].split() == ["Når", "Kven", "Rolle", "Eining", "Kva", "Kvifor"]
    assert "stafetthaldar" in shown[-1]
    assert "innsynsloggen" in shown[-1]


def test_a_plan_of_others_needs_a_reason_which_stands_in_the_extract(demo):
    command("demo", "--as", "coordinator", "--keep", demo.parent / "office")
    office = demo.parent / "office"
    refused = command("lookups", 1, store=office)
    assert (refused.code, refused.out) == (5, "")
    told = command("lookups", 1, "--reason", "Familien spør", "--json", store=office).json
    assert [(each["view"], each["reason"]) for each in told["lookups"]] == [
        ("reason", "Familien spør"), ("cli lookups", "Familien spør"),
    ]  # fmt: skip


def test_k03_a_coordinator_lists_the_look_ups_of_protected_plans_and_a_holder_does_not(demo):
    office = demo.parent / "office"
    command("demo", "--as", "coordinator", "--keep", office)
    told = command("lookups", "--alerts", store=office)
    assert (told.code, told.out) == (0, "")
    assert "Ingen har sett" in told.err
    assert command("lookups", "--alerts", "--json", store=office).json == {"version": 1, "alerts": []}
    assert command("lookups", "--alerts", store=demo).code == 5
    assert command("lookups", store=demo).code == 1
