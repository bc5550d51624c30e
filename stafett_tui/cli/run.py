"""From the words after `stafett` to the one function that answers them."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stafett_tui.cli.exits import ERROR, MISUSE, OK, exit_code
from stafett_tui.domain.errors import ErrorKind, StafettError

if TYPE_CHECKING:  # argparse is not needed to open the program
    from argparse import Namespace

    from stafett_tui.cli.talk import Talk
    from stafett_tui.config import Settings

_WITH_STORE = 2


def run(given: list[str], talk: Talk) -> int:
    """Answer a command; an error becomes a sentence on stderr and its exit code."""
    try:
        if not given or (len(given) == _WITH_STORE and given[0] == "--store"):
            return _program(Path(given[1]) if given else None, talk)
        return _verb(given, talk)
    except StafettError as error:
        from stafett_tui.i18n.errors import error_text

        talk.say(error_text(talk.texts, error))
        if error.kind is ErrorKind.IN_USE:
            known = {name: error.data.get(name) or "?" for name in ("who", "host", "pid")}
            talk.say(talk.tr("In use by {who} on {host}, process {pid}.", **known))
        return exit_code(error.kind)
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - a traceback could carry case data; only the place is told (I12)
        talk.say(talk.tr("The program stopped because of an error of its own: {place}", place=_place(error)))
        return ERROR


def _program(store: Path | None, talk: Talk) -> int:
    from stafett_tui.config import load

    return open_program(load(talk.environ, store=store))


def open_program(settings: Settings) -> int:
    """Open the program; it freezes the heap after its first frame, so nothing is collected until then (G1)."""
    gc.disable()
    from stafett_tui.widgets.lean import lighten

    lighten()
    from stafett_tui.app import run as run_program

    return run_program(settings)


def _verb(given: list[str], talk: Talk) -> int:
    from stafett_tui.cli.parser import NOT_UNDERSTOOD, PROGRAM, MisuseError, help_page, parse, verb_help
    from stafett_tui.cli.verbs import verb

    try:
        options = parse(given)
    except MisuseError as misuse:
        talk.say(talk.tr(NOT_UNDERSTOOD, program=PROGRAM))
        talk.say(misuse.usage.removeprefix("usage: ").strip())
        return MISUSE
    if options.verb is None:
        if options.version:
            talk.put(f"{PROGRAM} {version()}")
        elif options.help:
            talk.put(help_page(talk.texts))
        else:
            return _program(options.store, talk)
        return OK
    chosen = verb(options.verb)
    if options.help_verb:
        talk.put(verb_help(chosen, talk.texts))
        return OK
    return _answer(chosen.run)(options, talk)


def _answer(place: str) -> Callable[[Namespace, Talk], int]:
    module, _, name = place.partition(":")
    answer: Callable[[Any, Talk], int] = getattr(import_module(f"stafett_tui.cli.{module}"), name)
    return answer


def version() -> str:
    """The installed version of the program."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("stafett")
    except PackageNotFoundError:
        return "0"


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    kind = type(error).__name__
    if trace is None:
        return kind
    return f"{kind}, {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
