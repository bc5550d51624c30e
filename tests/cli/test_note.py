"""`stafett note`: one line for the professional system, in the language of the plan, without the child's name."""

from __future__ import annotations

from stafett_tui.cli.verbs import verb
from tests.support.command import command


def test_the_note_is_one_line_in_the_language_of_the_plan(demo):
    first, second = command("note", 1, store=demo), command("notat", 2, store=demo)
    assert first.code == second.code == 0
    assert first.out.startswith("Stafettlogg 1 (M.L.) finnes fra ")
    assert second.out.startswith("Stafettlogg 2 ")
    assert " finst frå " in second.out
    assert first.out.count("\n") == 1
    assert "Munter" not in first.out
    assert verb("notat").name == "note"


def test_the_note_as_json_says_where_the_plan_stands(demo):
    told = command("note", 1, "--json", store=demo).json
    assert (told["version"], told["status"]) == (1, "active")
    assert told["note"].startswith("Stafettlogg 1 (M.L.)")


def test_the_note_of_a_plan_that_is_not_there_is_an_error_with_a_sentence(demo):
    done = command("note", 999, store=demo)
    assert (done.code, done.out) == (1, "")
    assert "stafett plans" in done.err
