"""Whole garbage collections wait until nobody types, and nothing polls (G4, G15)."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator

import pytest

from stafett_tui.widgets.pacing import Pacing


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()


def test_settling_freezes_what_the_start_made_and_turns_collection_on() -> None:
    gc.disable()
    Pacing().settle()
    assert gc.get_freeze_count() > 0
    assert gc.isenabled()
    assert gc.get_threshold()[2] > 10_000


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - the loop's own timer is what is waited for
            await asyncio.sleep(0)


async def test_one_collection_follows_the_last_key_and_no_timer_is_left() -> None:
    pacing = Pacing(idle=0.02)
    for _ in range(5):
        pacing.stir()
        await asyncio.sleep(0)
    assert pacing.collections == 0
    await until(lambda: pacing.collections)
    assert pacing.collections == 1
    assert pacing._waiting is None


async def test_a_key_meanwhile_puts_the_collection_off() -> None:
    pacing = Pacing(idle=0.05)
    pacing.stir()
    first = pacing._waiting
    pacing._last_key += 0.05
    await until(lambda: pacing._waiting is not first)
    assert pacing.collections == 0
    pacing.stop()
    assert pacing._waiting is None
    pacing.stop()
