"""Every verb: its aliases, its shape in JSON, its exit codes; data on stdout, talk on stderr."""

from __future__ import annotations

import json
import shutil

import pytest

from stafett_tui.cli.verbs import VERBS
from tests.support.case import activities
from tests.support.command import command, process


@pytest.mark.parametrize(
    ("verb", "alias", "words"),
    [
        ("plans", "planer", ["--json"]), ("show", "vis", ["1", "--json"]), ("deadlines", "frister", ["--json"]),
        ("explain", "forklar", ["fredag", "--date", "--from", "2026-11-24", "--json"]), ("verify", "sjekk", ["--json"]),
        ("paths", "stier", ["--json"]), ("keys", "taster", ["--json"]),
    ],
)  # fmt: skip
def test_a_norwegian_alias_answers_the_same(made, verb, alias, words):
    assert command(verb, *words, store=made) == command(alias, *words, store=made)


def test_both_spellings_of_the_meeting_verb_are_known(demo):
    for word in ("møte", "mote"):
        assert command(word, 1, "--line", store=demo).code == 0


def test_plans_lists_every_plan_by_number(made):
    found = command("plans", "--json", store=made).json
    assert found["version"] == 1
    assert [p["number"] for p in found["plans"]] == [1, 2, 3, 4, 5, 6, 7]
    first = found["plans"][0]
    assert first["name"] == "Munter Linerle"
    assert first["holder"]["name"] == "Stødig Gran"
    assert (first["kind"], first["language"], first["level"], first["status"]) == ("kindergarten", "nb", 2, "active")
    assert (first["next_meeting"], first["open_activities"]) == ("2026-11-16T13:00", 3)
    assert [p["language"] for p in found["plans"]][:4] == ["nb", "nn", "nb", "nn"]
    table = command("plans", store=made)
    assert "Munter Linerle" in table.out
    assert table.err == ""


def test_a_plan_is_found_by_its_number_its_id_and_the_first_six_signs_of_it(made):
    ids = {p["number"]: p["id"] for p in command("plans", "--json", store=made).json["plans"]}
    for number, plan_id in ids.items():
        for name in (number, plan_id, plan_id[:6]):
            assert command("show", name, "--json", store=made).json["plan"]["id"] == plan_id


def test_a_plan_that_is_not_there_is_an_error_with_a_sentence(made):
    done = command("show", 999, store=made)
    assert (done.code, done.out) == (1, "")
    assert "stafett plans" in done.err


def test_show_tells_the_whole_plan(made):
    shown = command("show", 1, "--json", store=made).json
    assert set(shown) == {
        "version", "plan", "participants", "consent", "concern", "about_me", "voices", "goals",
        "activities_without_goal", "meetings", "next_meeting", "parked", "settled", "conflicts",
    }  # fmt: skip
    assert shown["plan"]["owner"]["name"] == "Munter Linerle"
    assert shown["plan"]["owner"]["born"] == "2021-03-14"
    (given,) = shown["consent"]["given"]
    assert [c["name"] for c in given["consenters"]] == ["Varm Kaffekopp", "Blid Sykkel"]
    assert (given["given_on"], given["valid_through"]) == ("2026-09-22", "2028-09-22")
    assert {s["service"]: s["status"] for s in shown["consent"]["services"]} == {
        "barnehagen": "valid", "PPT": "valid", "helsestasjonen": "missing",
    }  # fmt: skip
    assert [(a["responsible"]["name"], a["due"]) for a in activities(shown)] == [
        ("Stødig Gran", "2026-11-13"), ("Varm Kaffekopp", "2026-11-13"), ("Klok Ugle", "2026-11-06"),
    ]  # fmt: skip
    assert shown["voices"] == []
    assert len(shown["meetings"][0]["agenda"]) == 9
    assert sum(item["minutes"] for item in shown["meetings"][0]["agenda"]) == 45


def test_show_tells_the_plan_as_it_stood_on_a_day_or_after_an_event(made):
    shown = command("show", 1, "--json", "--at", "2026-09-22", store=made).json
    assert shown["goals"] == []
    assert (
        shown["plan"]["seq"]
        == command("show", 1, "--json", "--at", shown["plan"]["seq"], store=made).json["plan"]["seq"]
    )
    assert command("show", 1, "--json", "--at", "2026-10-01", store=made).json["meetings"] == []


def test_show_prints_a_page_and_as_markdown_with_signs(made):
    page, plain = command("show", 2, "--markdown", store=made).out, command("show", 2, store=made).out
    assert page.startswith("# Stafettlogg 2: Kvikk Linerle")
    assert plain.startswith("Stafettlogg 2: Kvikk Linerle")
    assert "Stafetthaldar" in page, "the page is in the language of the plan"


def test_deadlines_come_earliest_first_and_show_initials_only(made):
    done = command("deadlines", "--json", store=made)
    rows = done.json["deadlines"]
    assert done.json["today"] == "2026-11-16"
    assert [r["due"] for r in rows] == sorted(r["due"] for r in rows)
    assert "Munter Linerle" not in done.out
    assert {r["plan"]["initials"] for r in rows if r["plan"]["number"] == 1} == {"M.L."}


def test_deadlines_may_be_overdue_within_days_or_few(made):
    overdue = command("deadlines", "--overdue", "--json", store=made).json["deadlines"]
    assert overdue
    assert all(r["days"] < 0 for r in overdue)
    soon = command("deadlines", "--within", 7, "--json", store=made).json["deadlines"]
    assert max(r["days"] for r in soon) <= 7
    assert len(command("deadlines", "--limit", 2, "--json", store=made).json["deadlines"]) == 2


def test_deadlines_found_are_told_by_the_exit_code_only_when_asked(made):
    assert command("deadlines", "--overdue", store=made).code == 0
    assert command("deadlines", "--overdue", "--exit-code", store=made).code == 3
    assert command("deadlines", "--limit", 0, "--exit-code", store=made).code == 0


def test_verify_finds_a_whole_store_whole(made):
    assert command("verify", "--json", store=made).json == {"version": 1, "whole": True, "findings": []}
    assert command("verify", 1, store=made).code == 0


def test_verify_finds_a_changed_byte(demo):
    from stafett_tui.store.engine import connect
    from stafett_tui.store.keys import find_key

    connection = connect(demo / "stafett.db", find_key(demo))
    (body,) = connection.execute("SELECT body FROM entry WHERE seq = 1").fetchone()
    connection.execute("UPDATE entry SET body = ? WHERE body = ?", (bytes(body).replace(b"nb", b"nn"), body))
    connection.execute("UPDATE activity SET what = 'x' WHERE goal = 1")
    connection.commit()
    connection.close()
    done = command("verify", "--json", store=demo)
    assert done.code == 1
    assert {f["kind"] for f in done.json["findings"]} == {"chain_broken", "index_differs"}
    told = command("verify", "--exit-code", store=demo)
    assert told.code == 3
    assert told.out


def test_an_empty_store_answers_empty_lists(tmp_path):
    (tmp_path / "word").write_text("hemmelig frase\n", encoding="utf-8")
    given = {"store": tmp_path / "new", "STAFETT_PASSPHRASE_FILE": str(tmp_path / "word")}
    assert command("plans", "--json", **given).json == {"version": 1, "plans": []}
    assert command("deadlines", "--json", **given).json["deadlines"] == []
    assert command("verify", **given).code == 0


def test_without_a_key_nothing_is_made(tmp_path):
    done = command("plans", store=tmp_path / "new")
    assert done.code == 6
    assert done.err.strip()
    assert not (tmp_path / "new" / "stafett.db").exists()


def test_a_wrong_passphrase_is_no_key(tmp_path):
    (tmp_path / "word").write_text("hemmelig frase\n", encoding="utf-8")
    (tmp_path / "other").write_text("feil frase\n", encoding="utf-8")
    command("plans", store=tmp_path / "new", STAFETT_PASSPHRASE_FILE=str(tmp_path / "word"))
    assert command("plans", store=tmp_path / "new", STAFETT_PASSPHRASE_FILE=str(tmp_path / "other")).code == 6


def test_nobody_can_hold_a_meeting_before_the_first_start(tmp_path):
    (tmp_path / "word").write_text("hemmelig frase\n", encoding="utf-8")
    done = command("show", 1, store=tmp_path / "new", STAFETT_PASSPHRASE_FILE=str(tmp_path / "word"))
    assert done.code == 1


def test_a_store_in_use_says_so(demo):
    from stafett_tui.store.keys import find_key
    from stafett_tui.store.opened import Store

    store = Store.open(demo, find_key(demo))
    try:
        done = process("plans", store=demo)
    finally:
        store.close()
    assert (done.code, done.out) == (4, "")
    assert done.err.strip()


def test_a_demo_never_takes_the_place_of_a_real_store(tmp_path):
    (tmp_path / "word").write_text("hemmelig frase\n", encoding="utf-8")
    command("plans", store=tmp_path / "real", STAFETT_PASSPHRASE_FILE=str(tmp_path / "word"))
    before = sorted(p.name for p in (tmp_path / "real").iterdir())
    assert command("demo", "--keep", tmp_path / "real").code == 1
    assert sorted(p.name for p in (tmp_path / "real").iterdir()) == before


def test_the_coordinator_demo_without_a_terminal_lists_the_deadlines(tmp_path):
    done = command("demo", "--as", "coordinator", "--plans", 2, "--keep", tmp_path / "kept")
    assert done.code == 0
    assert "M.L." in done.out
    assert command("deadlines", "--overdue", store=tmp_path / "kept").out


@pytest.mark.parametrize(
    "words",
    [
        ["fly"], ["show"], ["show", "1", "2"], ["plans", "--js"], ["deadlines", "--within", "soon"], ["--store"],
        ["show", "1", "--at", "i går"], ["demo", "--as", "king"], ["explain"], ["explain", "x", "--lang", "de"],
        ["deadlines", "--limit", "-1"], ["explain", "x", "--from", "30.2"],
    ],
)  # fmt: skip
def test_what_means_nothing_is_misuse(words):
    done = command(*words)
    assert (done.code, done.out) == (2, "")
    assert "stafett --help" in done.err


def test_help_names_every_verb_and_alias_in_the_language_of_the_system():
    page = command("--help", LANG="nn_NO.UTF-8").out
    for verb in VERBS:
        assert verb.name in page
        assert all(alias in page for alias in verb.aliases)
    assert "list opp planane" in page


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_every_verb_explains_itself(verb):
    done = command(verb, "--help")
    assert done.code == 0
    assert done.out.startswith(f"stafett [--store DIR] {verb}")


def test_version_paths_and_help_load_no_heavy_library(tmp_path):
    code = (
        "import sys; from stafett_tui.cli import main; "
        "sys.argv[1:] = {words!r}; code = main(); "
        "print(code, [m for m in ('pydantic', 'sqlmodel', 'sqlalchemy', 'textual', 'keyring') if m in sys.modules])"
    )
    import subprocess
    import sys

    for words in (["--version"], ["paths"], ["--help"], ["keys"], ["keys", "--json"]):
        done = subprocess.run(
            [sys.executable, "-c", code.format(words=words)], capture_output=True, text=True, check=True
        )
        assert done.stdout.rstrip().endswith("0 []"), words


def test_a_command_looks_for_garbage_as_seldom_as_the_program_does(tmp_path):
    import subprocess
    import sys

    code = (
        "import gc, sys; from stafett_tui.cli import main; sys.argv[1:] = ['--version']; main(); "
        "print(gc.isenabled(), gc.get_freeze_count() > 0, gc.get_threshold()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "True True 20000"


def test_paths_says_where_everything_lies(tmp_path):
    found = command("paths", "--json", store=tmp_path, STAFETT_HOME="/x").json
    assert found["version"] == 1
    assert found["paths"] == {
        "config": "/x/config", "data": "/x/data", "store": str(tmp_path), "log": "/x/log", "backup": "/x/backup",
    }  # fmt: skip
    assert "/x/backup" in command("paths", STAFETT_HOME="/x").out


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "nn_NO.ISO-8859-1"])
def test_the_commands_speak_utf_8_in_every_locale(made, tmp_path, locale):
    shutil.copytree(made, tmp_path / "store")
    done = process("plans", "--json", store=tmp_path / "store", LANG=locale)
    assert json.loads(done.out)["plans"][0]["holder"]["name"] == "Stødig Gran"


def test_a_closed_pipe_ends_without_a_traceback(made, tmp_path):
    import subprocess
    import sys

    shutil.copytree(made, tmp_path / "store")
    ends = f"{sys.executable} -m stafett_tui --store {tmp_path / 'store'} show 1 --json | head -c 1"
    done = subprocess.run(["/bin/sh", "-c", ends], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_an_error_of_the_program_itself_tells_its_place_and_no_case_data(made, monkeypatch):
    def broken(*_):
        raise RuntimeError("Munter Linerle")

    monkeypatch.setattr("stafett_tui.cli.reading.plan_state", broken)
    done = command("show", 1, "--json", store=made)
    assert (done.code, done.out) == (1, "")
    assert "RuntimeError" in done.err
    assert "Munter" not in done.err
