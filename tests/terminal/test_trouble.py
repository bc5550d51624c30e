"""What stands in the way is told in a sentence, on the real program, and nothing is lost or left in clear."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stafett_tui.domain.lock import running_meeting
from stafett_tui.domain.minutes import lines
from stafett_tui.services.demo.building import make_demo
from stafett_tui.services.opening import open_office
from tests.support import case
from tests.support.office import settings
from tests.support.terminal import Terminal

NOBODY = 65534
PROGRAM = (sys.executable, "-m", "stafett_tui")
NB = {"STAFETT_LANGUAGE": "nb"}

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo store made once, and opened once, so that it knows its device."""
    directory = tmp_path_factory.mktemp("made") / "store"
    make_demo(directory, "holder", "nb")
    open_office(settings(directory.parent)).close()
    return directory


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """A copy of the demo store for one test."""
    return Path(shutil.copytree(made, tmp_path / "home" / "store"))


def program(directory: Path, *words: str) -> Terminal:
    """The program on a store."""
    return Terminal([*PROGRAM, "--store", directory, *words], env=NB)


def command(directory: Path, *words: str, user: int | None = None) -> subprocess.CompletedProcess[str]:
    """One verb of the command line."""
    return subprocess.run(
        [*PROGRAM, "--store", str(directory), *words],
        capture_output=True,
        text=True,
        check=False,
        user=user,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **NB, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def contents(directory: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock, which says who is in."""
    return {p.name: p.read_bytes() for p in directory.iterdir() if p.is_file() and p.name != "lock"}


def in_meeting(terminal: Terminal) -> None:
    """Go to today's meeting and start it."""
    terminal.wait_for("MØTER I DAG")
    terminal.press("enter")
    terminal.wait_for("Enter: start møtet")
    terminal.press("enter")
    terminal.wait_for("TIL STEDE")
    terminal.wait_for("hva ble sagt")


def said(directory: Path) -> list[str]:
    """The lines of the running meeting on the disk."""
    office = open_office(settings(directory.parent))
    try:
        desk = office.desk()
        plan = desk.plans.get(desk.plans.find("1"))
        running = running_meeting(plan)
        return [] if running is None else [line.text for line in lines(plan, running.id)]
    finally:
        office.close()


def test_a_wrong_key_is_told_and_changes_nothing(demo: Path) -> None:
    (demo / "demo.key").write_text("ab" * 32)
    before = contents(demo)
    with program(demo) as terminal:
        terminal.wait_for("nøkkel")
        assert "Traceback" not in terminal.text
    told = command(demo, "plans")
    assert (told.returncode, told.stdout) == (6, "")
    assert told.stderr.strip().endswith(".")
    assert contents(demo) == before


def damaged(demo: Path, step: int) -> None:
    """Change bytes all through the file."""
    data = bytearray((demo / "stafett.db").read_bytes())
    for place in range(5000, len(data), step):
        data[place] ^= 0xFF
    (demo / "stafett.db").write_bytes(data)


@pytest.mark.parametrize("step", [97, 40_000])
def test_a_damaged_file_is_told_and_left_as_it_is(demo: Path, step: int) -> None:
    damaged(demo, step)
    before = contents(demo)["stafett.db"]
    with program(demo) as terminal:
        terminal.wait_for("skadet")
        assert "feil i programmet" not in terminal.text
    told = command(demo, "verify")
    assert told.returncode == 1
    assert "skadet" in told.stdout + told.stderr
    assert contents(demo)["stafett.db"] == before


def test_a_second_window_is_told_who_has_the_store(demo: Path) -> None:
    with program(demo) as first:
        first.wait_for("MØTER I DAG")
        with program(demo) as second:
            second.wait_for("i bruk")
            assert str(first.process.pid) in second.text
        told = command(demo, "plans")
        assert told.returncode == 4
        assert "i bruk" in told.stderr
        in_meeting(first)


def test_a_read_only_folder_is_told_to_one_who_may_not_write(demo: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    for path in (demo, *demo.iterdir()):
        os.chown(path, NOBODY, NOBODY)
        path.chmod(0o555 if path.is_dir() else 0o444)
    for folder in demo.parents:
        if folder.stat().st_uid == 0 and "pytest" in str(folder):
            folder.chmod(0o755)
    before = contents(demo)
    told = read_only(demo)
    assert told.returncode == 1, told.stderr
    assert "skrive" in told.stderr
    assert "Traceback" not in told.stderr
    assert contents(demo) == before


def read_only(demo: Path) -> subprocess.CompletedProcess[str]:
    """The verb as somebody else: run once as root on a copy first, so that every module is loaded by then."""
    copy = shutil.copytree(demo, demo.parent / "copy")
    code = (
        "import os, sys; from stafett_tui.cli import main;"
        f"main(['--store', {str(copy)!r}, 'plans']); print('----', flush=True);"
        f"os.setgid({NOBODY}); os.setuid({NOBODY}); sys.exit(main(['--store', {str(demo)!r}, 'plans']))"
    )
    uncounted = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # it may not write
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**uncounted, **NB, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def test_a_full_disk_is_told_and_every_line_shown_as_saved_is_there(demo: Path) -> None:
    limited = f"ulimit -f 330; exec {' '.join(PROGRAM)} --store {demo}"
    shown = 0
    with Terminal(["bash", "-c", limited], env=NB) as terminal:
        in_meeting(terminal)
        for number in range(1, 200):
            text = f"Linje {number:03} " + "ord " * 20 + "slutt"
            terminal.type(text + "\r")
            terminal.wait_until(
                lambda n=number: f"Linje {n:03}" in minutes_of(terminal) or "disken er full" in terminal.text.lower(),
                "saved or refused",
            )
            if "disken er full" in terminal.text.lower():
                break
            shown = number
        assert 0 < shown < 199
        assert "Traceback" not in terminal.text
    written = said(demo)
    assert [text[:9] for text in written[:shown]] == [f"Linje {n:03}" for n in range(1, shown + 1)]


def minutes_of(terminal: Terminal) -> str:
    """The part of the screen where the minutes stand."""
    return "\n".join(re.findall(r"^ \d\d:\d\d .*$", terminal.text, re.MULTILINE))


def test_s01_s11_no_word_of_the_case_stands_in_clear_in_any_file(demo: Path, tmp_path: Path) -> None:
    home, words = tmp_path / "home", words_of_the_case(demo)
    env = {**NB, "STAFETT_HOME": str(home / "own"), "HOME": str(home), "TMPDIR": str(made_dir(home / "tmp"))}
    with Terminal([*PROGRAM, "--store", demo], env=env) as terminal:
        in_meeting(terminal)
        terminal.type("Hjemme virker bildene godt. Leggetiden er roligere.\r")
        terminal.wait_until(lambda: "Leggetiden" in minutes_of(terminal))
        terminal.type(".Ferieturen i februar: hva gjør vi med bildene?")
        terminal.wait_for("februar")
        terminal.pace(1.5)
        terminal.signal(9)
        terminal.wait_for_exit()
        assert_nothing_in_clear(home, words)
    played = command(demo, "show", "1", "--json")
    assert "Leggetiden" in played.stdout
    assert_nothing_in_clear(home, words)


def made_dir(path: Path) -> Path:
    """Make a folder."""
    path.mkdir(parents=True, exist_ok=True)
    return path


def words_of_the_case(directory: Path) -> frozenset[str]:
    """The names of the case, and every word of six letters or more that people wrote in it."""
    office = open_office(settings(directory.parent))
    try:
        desk = office.desk()
        plan = desk.plans.get(desk.plans.find("1"))
    finally:
        office.close()
    told = [str(value) for fact in plan.facts.values() for value in human(fact.body.model_dump())]
    told += [*case.NAMES, *case.NOTES, case.PARKED, case.AGREED, case.VOICE, *case.WHYS.values()]
    names = {part for name in case.NAMES for part in name.split()}
    return frozenset(names) | frozenset(re.findall(r"[^\W\d_]{6,}", " ".join(told)))


def human(body: dict[str, object]) -> Iterator[object]:
    """The values of a body that people have written."""
    for name, value in body.items():
        if isinstance(value, dict):
            yield from human(value)
        elif name in {"name", "text", "what", "why", "place", "title", "service", "initiator", "reason"} and value:
            yield value


def assert_nothing_in_clear(folder: Path, words: frozenset[str]) -> None:
    """None of the words stands in a file or its name, in any encoding a file could have."""
    assert len(words) > 40
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        for word in words:
            found = [e for e in ("utf-8", "latin-1", "utf-16-le") if word.encode(e, "ignore") in data]
            assert not found, (path.name, word)
            assert word not in path.name
