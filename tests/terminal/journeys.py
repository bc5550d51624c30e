"""The real program on a store, and the way from its first frame to every screen, list and question.

A step is what is pressed (a list) or typed (a text), and what then stands on the screen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.support.source import ROOT
from tests.support.terminal import Terminal

Step = tuple[list[str] | str, str]

SLOW = 40
"""Seconds that one step may take on a loaded machine."""
PASSPHRASE = "et langt passord"
"""What the tests open a store with that has no keyring."""


def program(store: Path, *, size: tuple[int, int] = (80, 24), **environ: str) -> Terminal:
    """Start the program on a terminal, in bokmål."""
    chosen = {"STAFETT_LANGUAGE": "nb", **environ}
    return Terminal([sys.executable, "-m", "stafett_tui", "--store", store], size=size, env=chosen, cwd=ROOT)


def walk(terminal: Terminal, steps: Iterable[Step]) -> None:
    """Go a way step by step, each as soon as the one before shows."""
    for keys, shows in steps:
        if isinstance(keys, str):
            terminal.type(keys)
        else:
            terminal.press(*keys)
        terminal.wait_for(shows, SLOW)


HOME: tuple[Step, ...] = (([], "MINE PLANER"),)
PLAN: tuple[Step, ...] = (*HOME, (["enter"], "HVEM ER MED"))
BOARD: tuple[Step, ...] = (*HOME, (["t"], "Aktiviteter per tjeneste"))
CONSENT: tuple[Step, ...] = (*HOME, (["s"], "I ROMMET OG I TEKSTEN"))
DEADLINES: tuple[Step, ...] = (*HOME, (["k"], "Frister i alle planer"))
CALLED: tuple[Step, ...] = (*HOME, (["m"], "Enter starter det"))
BEGUN: tuple[Step, ...] = (*CALLED, (["enter"], "TIL STEDE"))


def item(number: int, shows: str) -> tuple[Step, ...]:
    """An item of the running meeting."""
    return (*BEGUN, ([str(number), "enter"], shows))


SCREENS: Mapping[str, tuple[Step, ...]] = {
    "home": HOME,
    "plan": PLAN,
    "board": BOARD,
    "consent": CONSENT,
    "deadlines": DEADLINES,
    "new plan": (*HOME, (["n"], "Barnets navn")),
    "help": (*HOME, (["f1"], "Esc går tilbake")),
    "palette": (*HOME, (["ctrl+p"], "skriv hva du vil gjøre")),
    "lookups": (*PLAN, (["ctrl+p"], "skriv hva du vil gjøre"), ("hvem som har sett i denne\r", "NÅR")),
    "copies": (*HOME, (["ctrl+p"], "skriv hva du vil gjøre"), ("kopier hvilke\r", "Siste kopi")),
    "who I am": (*HOME, (["ctrl+p"], "skriv hva du vil gjøre"), ("mitt eget navn\r", "hvem jeg er")),
    "locked": (*HOME, (["ctrl+p"], "skriv hva du vil gjøre"), ("lås skjermen\r", "Skjermen er låst.")),
    "meeting called": CALLED,
    "attendance": BEGUN,
    "child": item(2, "DET BARNET SIER"),
    "round": (*BEGUN, (["ctrl+a"], "4 av 4"), (["3", "enter"], "RUNDE  0 av 4")),
    "review": item(5, "TIL VURDERING"),
    "goals": item(6, "Nytt mål"),
    "level": item(7, "NIVÅ OG STAFETTHOLDER"),
    "read-back": (
        *BEGUN,
        ("!Vi synger\r", "!    Vi synger"),
        ("!Vi leser\r", "!    Vi leser"),
        (["ctrl+r"], "0 av 2 lest"),
    ),
    "next meeting": item(9, "NESTE MØTE"),
    "guards": (*BEGUN, (["ctrl+g"], "LÅS REFERATET")),
    "shown": (*BEGUN, (["f5"], "vises på storskjerm")),
    "capture line": (*BEGUN, ("+Vi leser høyt", "hva: Vi leser høyt"), (["tab"], ">hvem")),
    "minutes": (*BEGUN, ("Hei", "> Hei"), (["enter"], "      Hei"), (["f6"], "")),
}
"""Every screen, and every list of the meeting, from the first frame of the demo."""

QUESTIONS: Mapping[str, tuple[Step, ...]] = {
    "new participant": (*PLAN, (["p"], "Ny deltaker: navn?")),
    "new goal": (*PLAN, (["g"], "Nytt mål:")),
    "new activity": (*BOARD, (["n"], "Ny aktivitet")),
    "new deadline": (*BOARD, (["f"], "Ny frist")),
    "comment": (*BOARD, (["c"], "Kommentar")),
    "responsible": (*BOARD, (["a"], "Hvem?")),
    "consent given": (*CONSENT, (["g"], "SAMTYKKE GITT")),
    "find": (*DEADLINES, (["ctrl+f"], "Søk:")),
}
"""Every question at the foot of a screen."""

DOORS: Mapping[str, tuple[Step, ...]] = {
    "unlock new": (([], "Ny passordfrase"),),
    "first start": (
        ([], "Ny passordfrase"),
        (f"{PASSPHRASE}\t{PASSPHRASE}\r\r", "Velkommen til Stafett"),
    ),
}
"""The screens before there is a store with somebody in it; the store lies nowhere yet."""
