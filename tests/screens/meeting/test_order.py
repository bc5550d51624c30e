"""Keys act in the order typed, and a key that was meant as text is taken back (G7b)."""

from __future__ import annotations

import asyncio
import threading

from stafett_tui.screens.meeting.hasty import Pressed
from stafett_tui.screens.meeting.keyorder import KeyOrder
from tests.screens.meeting.stage import demo_office, key_event, stage


def test_a_letter_within_a_second_makes_both_text():
    assert Pressed("2", "a1", 10.0).text(11.0) == "2"


def test_after_a_second_the_key_stands_as_it_acted():
    assert Pressed("2", "a1", 10.0).text(11.1) is None


def test_a_blank_between_belongs_to_the_text():
    waiting = Pressed("2", "a1", 10.0).blank(10.4)
    assert waiting is not None
    assert waiting.text(11.3) == "2 "


def test_a_late_blank_is_no_text():
    assert Pressed("2", "a1", 10.0).blank(11.5) is None


class Store:
    """A store that is busy until told otherwise."""

    def __init__(self):
        self.busy, self.time, self.acted = True, 0.0, []
        self.order = KeyOrder(lambda: self.busy, lambda: self.time)

    def key(self, key, *, needs_answer):
        if not self.order.hold(key, None, needs_answer=needs_answer):
            self.acted.append((key, self.order.tick))

    def release(self):
        self.order.release(lambda key, _: self.acted.append((key, self.order.tick)))


def test_a_key_that_needs_an_answer_waits_and_so_does_what_follows():
    store = Store()
    store.key("a", needs_answer=False)
    store.key("enter", needs_answer=True)
    store.key("b", needs_answer=False)
    assert store.acted == [("a", 0.0)]
    store.release()
    assert store.acted == [("a", 0.0)], "still busy"
    store.busy = False
    store.release()
    assert [key for key, _ in store.acted] == ["a", "enter", "b"]


def test_a_key_that_waited_counts_as_typed_when_it_was_typed():
    store = Store()
    store.time = 3.0
    store.key("2", needs_answer=True)
    store.time, store.busy = 9.0, False
    store.release()
    assert store.acted == [("2", 3.0)]


def test_what_a_released_key_makes_busy_holds_the_next_one():
    store = Store()
    store.key("1", needs_answer=True)
    store.key("2", needs_answer=True)
    store.busy = False

    def act(key, _):
        store.acted.append((key, 0.0))
        store.busy = True

    store.order.release(act)
    assert [key for key, _ in store.acted] == ["1"]


async def leave(on, *keys):
    """Type these and leave the program at once."""
    for key in (*keys, "ctrl+q"):
        on.app._driver.send_message(key_event(key))
    async with asyncio.timeout(20):
        while on.app.is_running:  # noqa: ASYNC110 - the application tells nobody else
            await asyncio.sleep(0)


def found_unfinished(directory):
    """The line that the next start goes on with."""
    office = demo_office(directory)
    found = [draft.text for draft in office.desk().drafts.offered()]
    office.close()
    return found


async def test_leaving_comes_after_the_letters_that_were_typed_before_it(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await leave(on, *"Hei")
    assert found_unfinished(tmp_path) == ["Hei"]


async def test_leaving_comes_after_the_letters_that_wait_for_the_disk(tmp_path):
    may = threading.Event()
    async with stage(tmp_path, item=5) as on:
        screen = on.screen
        screen.outbox.put(lambda: may.wait(5), lambda _: screen.hands.release(), lambda _: None)
        asyncio.get_running_loop().call_later(0.5, may.set)
        await leave(on, *"Hei")
    assert found_unfinished(tmp_path) == ["Hei"]
