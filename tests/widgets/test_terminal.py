"""The reading of the terminal: keys are given on, and a terminal that is gone is told once."""

from __future__ import annotations

import os
from threading import Event

import pytest
from textual import events

from stafett_tui.widgets.terminal import Spared, TerminalDriver, TerminalGone


@pytest.fixture
def reading():
    """A driver that reads from a pipe, the pipe's other end, and what the driver gave on."""
    driver = TerminalDriver.__new__(TerminalDriver)
    driver.fileno, there = os.pipe()
    driver.exit_event, driver._debug = Event(), False
    told = []
    driver.process_message = told.append
    yield driver, there, told
    os.close(driver.fileno)


def test_keys_are_given_on_and_the_end_is_told_once(reading):
    driver, there, told = reading
    os.write(there, "kø\x1b[A".encode())
    os.close(there)
    driver.run_input_thread()
    assert [each.key for each in told if isinstance(each, events.Key)] == ["k", "ø", "up"]
    assert [each for each in told if isinstance(each, TerminalGone)] == told[-1:]


def test_a_read_that_fails_is_a_terminal_that_is_gone(reading, monkeypatch):
    driver, there, told = reading
    os.write(there, b"x")
    monkeypatch.setattr("stafett_tui.widgets.terminal.os.read", lambda *_: (_ for _ in ()).throw(OSError(5, "I/O")))
    driver.run_input_thread()
    assert [type(each) for each in told] == [TerminalGone]
    os.close(there)


def test_a_read_that_must_wait_is_tried_again(reading, monkeypatch):
    driver, there, told = reading
    os.write(there, b"x")
    answers = [BlockingIOError(), b"x", b""]

    def read(*_):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr("stafett_tui.widgets.terminal.os.read", read)
    driver.run_input_thread()
    assert [type(each) for each in told] == [events.Key, TerminalGone]
    os.close(there)


def test_a_driver_that_is_stopped_ends_without_a_word(reading):
    driver, there, told = reading
    driver.exit_event.set()
    driver.run_input_thread()
    assert told == []
    os.close(there)


def test_writing_to_a_terminal_that_is_gone_raises_nothing(tmp_path):
    here, there = os.pipe()
    os.close(here)
    with open(there, "w", closefd=False) as file:
        spared = Spared(file)
        assert spared.fileno() == there
        spared.write("x")
        spared.flush()
        os.dup2(os.open(tmp_path / "end", os.O_WRONLY | os.O_CREAT), there)
    os.close(there)
