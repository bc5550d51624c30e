"""Idle screens are silent: 0 bytes to the terminal, but for one change of the clock a minute in a meeting (T22)."""

from __future__ import annotations

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stafett_tui.cli.holding import script
from stafett_tui.services.clock import SetClock
from stafett_tui.services.demo.building import make_demo
from tests.support.command import command
from tests.support.terminal import Terminal
from tests.terminal.journeys import BEGUN, DOORS, QUESTIONS, SCREENS, Step, program, walk

IDLE = 60.0 if os.environ.get("STAFETT_SOAK") else 15.0 if os.environ.get("CI") else 5.0
"""Seconds in which nobody does anything."""
AT_ONCE = 8
"""Programs that idle side by side."""
BREATH = 0.5
"""Output with less than so many seconds between is one change."""
CLOCK = 120
"""Bytes that a change of the clock may write."""

ALL: dict[str, tuple[Step, ...]] = {**SCREENS, **QUESTIONS, **DOORS}
WITH_A_CLOCK = frozenset(name for name, steps in ALL.items() if any("starter det" in shows for _, shows in steps))
BATCHES = [list(ALL)[start : start + AT_ONCE] for start in range(0, len(ALL), AT_ONCE)]

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(400)]


class Watch:
    """When a terminal was written to, and how much each time."""

    def __init__(self, terminal: Terminal) -> None:
        """Begin now, when everything set off has come to rest."""
        self.terminal = terminal
        self.bursts: list[int] = []
        self._seen = terminal.written
        self._last = 0.0

    def look(self) -> None:
        """Note what was written since the last look."""
        written, now = self.terminal.written, time.monotonic()
        if written == self._seen:
            return
        if now - self._last > BREATH:
            self.bursts.append(0)
        self.bursts[-1] += written - self._seen
        self._seen, self._last = written, now


def watched(terminals: list[Terminal], seconds: float) -> list[Watch]:
    """Watch all of them for so many idle seconds."""
    for terminal in terminals:
        terminal.wait_quiet(3.0, 60)
    watches = [Watch(terminal) for terminal in terminals]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminals[0].pace(0.1)
        for watch in watches:
            watch.look()
    return watches


@pytest.mark.parametrize("names", BATCHES, ids=lambda names: "-".join(name.replace(" ", "_") for name in names))
def test_an_idle_screen_writes_nothing_but_one_change_of_its_clock_a_minute(
    names: list[str], made: Path, tmp_path: Path
) -> None:
    for name in names:
        if name not in DOORS:
            shutil.copytree(made, tmp_path / name / "store")
    with ExitStack() as stack, ThreadPoolExecutor(AT_ONCE) as hands:
        terminals = [stack.enter_context(program(tmp_path / name / "store")) for name in names]
        for way in [hands.submit(walk, *each) for each in zip(terminals, map(ALL.get, names), strict=True)]:
            way.result()
        for name, watch in zip(names, watched(terminals, IDLE), strict=True):
            allowed = 1 + int(IDLE // 60) if name in WITH_A_CLOCK else 0
            assert len(watch.bursts) <= allowed, f"{name} wrote {watch.bursts}"
            assert all(size <= CLOCK for size in watch.bursts), f"{name} wrote {watch.bursts}"
            assert watch.terminal.cursor_shown, name


def test_locked_minutes_a_tiny_window_and_a_closed_door_are_silent(made: Path, tmp_path: Path) -> None:
    for name in ("locked", "tiny"):
        shutil.copytree(made, tmp_path / name)
    command("meeting", 1, "--line", store=tmp_path / "locked", typed=script().read())
    with (
        program(tmp_path / "locked") as locked,
        program(tmp_path / "tiny", size=(40, 10)) as tiny,
        ExitStack() as stack,
    ):
        walk(tiny, (([], "Vinduet er for lite"),))
        in_use = stack.enter_context(program(tmp_path / "tiny"))
        walk(in_use, (([], "I bruk av"),))
        walk(locked, (([], "låst"), (["enter"], "Stafettholder"), (["end"], "MØTER"), (["enter"], "REFERATET")))
        assert [watch.bursts for watch in watched([locked, tiny, in_use], IDLE)] == [[], [], []]


def test_the_clock_of_the_meeting_goes_on_by_itself_with_few_bytes(tmp_path: Path) -> None:
    begun = SetClock(datetime.now(UTC) - timedelta(seconds=50))
    make_demo(tmp_path / "store", "holder", "nb", real=begun)
    with program(tmp_path / "store") as terminal:
        walk(terminal, BEGUN)
        terminal.wait_quiet(1.0)
        head, before = terminal.line(0), terminal.written
        terminal.wait_until(lambda: terminal.line(0) != head, "the next minute", 90)
        assert "1/9 Velkommen" in terminal.line(0)
        terminal.wait_quiet()
        assert terminal.written - before <= CLOCK
