"""No screen shows an English word to somebody who reads Norwegian: neither ours nor one of Textual's."""

from __future__ import annotations

import re

import pytest

from scripts import check_texts
from stafett_tui.app import StafettApp
from stafett_tui.config import load
from stafett_tui.services.clock import SetClock, oslo
from stafett_tui.services.demo.building import STARTS, make_demo
from stafett_tui.services.opening import open_office
from tests.support.app import screen_text, settle

WORD = re.compile(r"[a-zæøåA-ZÆØÅ]{2,}+(?!…)")
STOCK = {
    "search",
    "commands",
    "matches",
    "found",
    "the",
    "and",
    "press",
    "select",
    "loading",
    "quit",
    "not",
    "with",
    "you",
}
"""Words of Textual's own texts."""
SHARED = {"stafett", "tab", "enter", "esc", "ctrl", "home", "end", "del", "pgup", "pgdn", "shift", "ok", "kl"}
"""Names of keys and of the program."""
ESC = "escape"
WALKS = {
    "home": (
        "ctrl+p",
        "x",
        "q",
        ESC,
        "f1",
        ESC,
        "ctrl+f",
        ESC,
        "ctrl+s",
        "ctrl+z",
        "n",
        "tab",
        ESC,
        "k",
        "2",
        "f",
        ESC,
    ),
    "plan": ("down", "enter", "n", ESC, "g", ESC, "p", ESC, "f1", ESC, "t", "f", ESC, "c", ESC, "a", ESC, "d", "b"),
    "consent": ("down", "enter", "s", "down", "g", "tab", "enter"),
    "meeting": (
        "enter",
        "enter",
        "ctrl+a",
        "v",
        "tab",
        ESC,
        *["ctrl+n", "tab", ESC] * 8,
        "f5",
        ESC,
        "ctrl+p",
        ESC,
        "f1",
    ),
    "writing": (
        "enter",
        "enter",
        *"+ring",
        "tab",
        *"kl",
        "tab",
        *"fre",
        "enter",
        "up",
        ESC,
        "ctrl+r",
        "enter",
        "ctrl+g",
    ),
}
"""What is pressed from home; the screen is read after every key."""


def words(texts):
    return {word.casefold() for text in texts for word in WORD.findall(re.sub(r"\{\w*\}", " ", text))}


def forms(value):
    return value if isinstance(value, tuple | list) else (value,)


def english(language):
    """Words that stand in English texts and in no Norwegian one."""
    catalogues = [check_texts.catalogue(each) for each in ("nb", "nn")]
    norwegian = words(text for each in catalogues for message in each for text in forms(message.string))
    ours = words(text for message in catalogues[0] for text in forms(message.id))
    return (ours | STOCK) - norwegian - SHARED


def test_the_words_looked_for_are_english():
    found = english("nb")
    assert {"the", "meeting", "saved", "deadline", "children"} & found >= {"the", "meeting", "saved", "deadline"}
    assert not {"møte", "frist", "plan", "lagret", "video"} & found


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("walk", WALKS)
async def test_no_screen_shows_an_english_word(language, walk, tmp_path):
    make_demo(tmp_path, "holder", language, real=SetClock(oslo(STARTS)))
    settings = load({"STAFETT_HOME": str(tmp_path), "STAFETT_LANGUAGE": language}, store=tmp_path)
    app = StafettApp(settings, office=open_office(settings, create=False, clock=SetClock(oslo(STARTS))))
    foreign, leaks = english(language), {}
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for n, key in enumerate(("", *WALKS[walk])):
            await pilot.press(*([key] if key else []))
            await settle(pilot)
            shown = screen_text(app)
            for word in words([shown]) & foreign:
                line = next(line for line in shown.splitlines() if word in words([line]))
                leaks.setdefault(word, f"{n} {key} {type(app.screen).__name__}: {line.strip()}")
    assert leaks == {}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_command_line_speaks_norwegian(language, tmp_path, capsys, monkeypatch):
    from stafett_tui.cli import main

    monkeypatch.setenv("LANG", f"{language}_NO.UTF-8")
    for words_given in (["--help"], ["nonsense"], *([verb, "--help"] for verb in ("plans", "show", "demo", "explain"))):
        main(words_given)
    shown = capsys.readouterr()
    said = [re.sub(r"--?[a-z-]+|\b[A-Z]{2,}\b|^ {2}\S.*?(?:  |$)|^stafett.*$", " ", line, flags=re.MULTILINE)
            for line in (shown.out + shown.err).splitlines()]  # fmt: skip
    leaks = {line for line in said if words([line]) & english(language)}
    assert leaks == set()
