"""Any text at all, pasted into the meeting and into a question of the board, is written as it stood in the line."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events

from stafett_tui.domain.activity import activities
from tests.screens.meeting.stage import stage
from tests.screens.strange import go
from tests.support.app import make_office, running

TEXTS = st.lists(st.text(min_size=1, max_size=120), min_size=4, max_size=8)
FEW = settings(max_examples=4, deadline=None, phases=[Phase.generate])

pytestmark = pytest.mark.timeout(300)


def assert_whole_cells(app) -> None:
    for strip in app.screen._compositor.render_strips():
        assert sum(cell_len(segment.text) for segment in strip) == app.size.width


async def paste(pilot, text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


@FEW
@given(TEXTS)
def test_a_note_says_what_stood_in_the_line(texts):
    async def write(directory: Path) -> None:
        async with stage(directory) as on:
            wanted = []
            for text in texts:
                await paste(on.pilot, f"Ord {text}")
                wanted.append(on.screen.capture.text)
                assert_whole_cells(on.app)
                await on.press("enter")
                assert_whole_cells(on.app)
            assert [line["text"] for line in on.meeting["lines"]] == [text.strip() for text in wanted]

    with TemporaryDirectory() as directory:
        asyncio.run(write(Path(directory)))


@FEW
@given(TEXTS)
def test_a_comment_says_what_stood_in_the_line(texts):
    async def write(directory: Path) -> None:
        office, plan_id = make_office(directory)
        async with running(office) as pilot:
            await go(pilot, "t")
            wanted = []
            for text in texts:
                await go(pilot, "c")
                await paste(pilot, f"Ord {text}")
                wanted.append(pilot.app.screen.asking.line.text)
                assert_whole_cells(pilot.app)
                await go(pilot, "enter")
                assert_whole_cells(pilot.app)
            commented = [a for a in activities(office.desk().plans.get(plan_id)) if a.comments]
            assert [c.text for a in commented for c in a.comments] == [text.strip() for text in wanted]

    with TemporaryDirectory() as directory:
        asyncio.run(write(Path(directory)))
