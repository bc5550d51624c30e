"""What comes out of the program by the command line: no number in full, no word in a log, no connection (D-08, S-11)."""

from __future__ import annotations

import ast
import logging

import pytest

from stafett_tui.cli.verbs import VERBS
from stafett_tui.domain.national_id import Mode
from stafett_tui.services.desk import Desk
from stafett_tui.services.opening import open_office
from tests.support.command import command
from tests.support.office import settings
from tests.support.source import ROOT, tree, under

NUMBER = "14832199851"
FORMS = (NUMBER, f"{NUMBER[:6]} {NUMBER[6:]}", NUMBER[6:])
READING = (("plans",), ("plans", "--json"), ("show", "1"), ("show", "1", "--markdown"), ("show", "1", "--json"),
           ("deadlines",), ("deadlines", "--json"), ("lookups", "1"), ("lookups", "1", "--json"), ("note", "1"),
           ("verify",), ("verify", "1", "--json"), ("rights",), ("policy",))  # fmt: skip
CONNECTING = {
    "http",
    "urllib.request",
    "requests",
    "httpx",
    "httpx2",
    "websockets",
    "smtplib",
    "ftplib",
    "webbrowser",
    "telnetlib",
    "xmlrpc",
}


@pytest.fixture
def numbered(demo):
    """A demo whose child has an identity number, and whose mother a phone."""
    office = open_office(settings(demo.parent))
    assert office.me is not None
    desk = Desk(office.store, office.clock, office.me, office.device, mode=Mode.DEMO)
    plan_id = desk.plans.find("1")
    desk.people.note_number(plan_id, owner_of(desk, plan_id), NUMBER)
    office.close()
    return demo


def owner_of(desk, plan_id):
    from stafett_tui.domain.people import opening

    return opening(desk.plans.get(plan_id)).owner.id


def test_d08_no_output_file_name_or_log_holds_the_number(numbered, caplog, tmp_path):
    phrase = tmp_path / "phrase"
    phrase.write_text("kvist bekk stein måne", encoding="utf-8")
    told = {}
    with caplog.at_level(logging.DEBUG):
        for words in (*READING, ("backup", "--to", tmp_path / "copies", "--recovery-file", phrase)):
            done = command(*words, store=numbered)
            assert done.code in {0, 3}, (words, done.err)
            told[str(words)] = done.out + done.err
    told["log"] = caplog.text
    for path in tmp_path.rglob("*"):
        told[f"name {path}"] = path.name
        told[f"bytes {path}"] = path.read_bytes().decode("latin-1") if path.is_file() else ""
    assert [(name, form) for name, text in told.items() for form in FORMS[:2] if form in text] == []
    assert [name for name, text in told.items() if not name.startswith("bytes") and FORMS[2] in text] == []


def test_s11_no_log_of_python_holds_a_word_of_a_plan(demo, caplog):
    with caplog.at_level(logging.DEBUG):
        for words in READING:
            command(*words, store=demo)
    assert not [name for name in ("Munter", "Linerle", "Kaffekopp", "Ugle") if name in caplog.text]


def test_s11_no_command_asks_for_a_name_or_a_number_of_a_person_as_an_argument():
    """What stands on the command line stands in the history of the shell: plans are named by number."""
    wanted = {flag for verb in VERBS for option in verb.options for flag in option.flags}
    assert not wanted & {"--name", "--owner", "--child", "--born", "--phone", "--address", "--national-id"}


def test_s11_the_program_opens_no_connection_but_to_its_server_and_measures_nobody():
    for path in under("stafett_tui"):
        if path.is_relative_to(ROOT / "stafett_tui" / "sync"):
            continue  # the one place that asks a server, and that only where somebody logged in
        names = set()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket":
                assert node.attr in {"gethostname", "socketpair"}, path  # a pair leads to nobody else
        assert not names & CONNECTING, path
