"""kill -9 at random moments of a typed meeting: no line that was shown as saved is lost (I9, T21).

20 rounds here, 200 with STAFETT_SOAK. A round types numbered lines at random speed on the real program, kills
it, and compares what stood on the screen with what is on the disk.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from stafett_tui.domain.lock import running_meeting
from stafett_tui.domain.minutes import lines
from stafett_tui.services.demo.building import make_demo
from stafett_tui.services.opening import open_office
from tests.support.office import settings
from tests.support.terminal import Terminal

ROUNDS = 200 if os.environ.get("STAFETT_SOAK") else 20
SECOND = 1.0
"""How much of an unfinished field may be lost, in seconds."""
SAVED = re.compile(r"^ \d\d:\d\d {4,8}Linje (\d{3}) slutt", re.MULTILINE)
FIELD = re.compile(r"^> (L.*?)\s*$", re.MULTILINE)

pytestmark = [pytest.mark.terminal, pytest.mark.slow, pytest.mark.timeout(3600)]


@dataclass
class Seen:
    """What stood on the screen while somebody typed."""

    saved: int = 0
    """The highest number of a line drawn among the minutes."""
    unfinished: list[tuple[float, str]] = field(default_factory=list)
    """Texts of the capture line, with the moment each was seen."""

    def look(self, terminal: Terminal) -> None:
        """Read the screen once."""
        text = terminal.text
        self.saved = max([self.saved, *(int(n) for n in SAVED.findall(text))])
        found = FIELD.search(text)
        self.unfinished.append((time.monotonic(), found.group(1) if found else ""))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo store in which today's meeting has just begun on the screen's own keys."""
    directory = tmp_path_factory.mktemp("fresh") / "store"
    make_demo(directory, "holder", "nb")
    return directory


def on_disk(directory: Path) -> tuple[list[str], list[str]]:
    """The lines of the running meeting, and the unfinished texts, as the next start finds them."""
    office = open_office(settings(directory.parent))
    try:
        desk = office.desk()
        plan = desk.plans.get(desk.plans.find("1"))
        running = running_meeting(plan)
        assert running is not None
        assert desk.log.verify() == ()
        return [line.text for line in lines(plan, running.id)], [draft.text for draft in desk.drafts.offered()]
    finally:
        office.close()


def typed_until(terminal: Terminal, end: float, dice: random.Random) -> Seen:
    """Type numbered lines at random speed until the moment comes."""
    seen, number = Seen(), 0
    while True:
        number += 1
        for letter in f"Linje {number:03} slutt\r":
            if time.monotonic() >= end:
                return seen
            terminal.send(letter)
            terminal.pace(dice.choice((0.0, 0.002, 0.01, 0.04)))
            seen.look(terminal)


def begin(directory: Path) -> Terminal:
    """The program in today's meeting, ready for writing."""
    terminal = Terminal([sys.executable, "-m", "stafett_tui", "--store", directory], env={"STAFETT_LANGUAGE": "nb"})
    terminal.wait_for("MØTER I DAG")
    terminal.press("enter")
    terminal.wait_for("Enter: start møtet")
    terminal.press("enter")
    terminal.wait_for("hva ble sagt")
    terminal.wait_for("TIL STEDE")
    return terminal


def test_no_line_shown_as_saved_is_lost_and_at_most_a_second_of_an_unfinished_one(fresh: Path, tmp_path: Path) -> None:
    seed = int(os.environ.get("STAFETT_SEED", "20261116"))
    dice = random.Random(seed)
    saved_in_all = 0
    for number in range(ROUNDS):
        directory = tmp_path / f"{number}" / "store"
        shutil.copytree(fresh, directory)
        terminal = begin(directory)
        seen = typed_until(terminal, time.monotonic() + dice.uniform(0.05, 3.5), dice)
        killed = time.monotonic()
        terminal.kill()
        seen.look(terminal)
        written, drafts = on_disk(directory)
        saved_in_all += seen.saved
        wanted = [f"Linje {n:03} slutt" for n in range(1, seen.saved + 1)]
        assert written[: seen.saved] == wanted, f"round {number}, seed {seed}"
        owed = next((text for at, text in reversed(seen.unfinished) if at <= killed - SECOND), "")
        kept = [*written, *drafts]
        assert any(text.startswith(owed) for text in kept) or not owed, f"round {number}, seed {seed}: {owed!r}"
        shutil.rmtree(directory.parent)
    assert saved_in_all > ROUNDS


def test_after_a_kill_the_next_start_offers_to_go_on_and_the_unfinished_line_is_there(
    fresh: Path, tmp_path: Path
) -> None:
    directory = tmp_path / "one" / "store"
    shutil.copytree(fresh, directory)
    terminal = begin(directory)
    terminal.type("Hjemme virker bildene godt.\r")
    terminal.wait_until(lambda: "Hjemme virker bildene godt." in terminal.text and "> hva ble" in terminal.text)
    terminal.type("Leggetiden er rol")
    terminal.wait_for("Leggetiden er rol")
    terminal.wait_until(lambda: any("Leggetiden" in text for text in kept_texts(terminal, 1.0)), "a second")
    terminal.kill()
    with Terminal([sys.executable, "-m", "stafett_tui", "--store", directory], env={"STAFETT_LANGUAGE": "nb"}) as again:
        again.wait_for("Fortsette møtet")
        again.press("enter")
        again.wait_for("Hjemme virker bildene godt.")
        again.wait_for("Leggetiden er rol")


def kept_texts(terminal: Terminal, seconds: float) -> list[str]:
    """The screen's text once so many seconds have passed."""
    terminal.pace(seconds)
    return [terminal.text]
