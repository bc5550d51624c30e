"""Start, typing and the lock while the server that the laptop takes part at says nothing, against the same alone."""

from __future__ import annotations

import shutil
import socket
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import Figure, Run, Samples, interleaved, ratio
from benchmarks.keystrokes import TO_THE_CAPTURE_LINE, Writer, typed
from benchmarks.session import Session, program
from stafett_tui.services.account import Accounts
from stafett_tui.services.demo.building import person
from stafett_tui.store.keys import find_key
from stafett_tui.store.opened import Store
from tests.support.case_keys import CASE, OPEN, runs
from tests.support.command import command
from tests.support.terminal import sequence
from tests.support.two_laptops import invited, server

ALONE, RATE = "the same alone", 30.0


def silent() -> socket.socket:
    """Somebody who lets everybody in and never says a word: worse than nobody."""
    return socket.create_server(("127.0.0.1", 0), backlog=128)


def parted(store: Path, scratch: Path, address: str) -> Path:
    """A copy of the store that has joined a server, which from then on is at this address."""
    copied = Path(shutil.copytree(store, scratch / "parted"))
    with server(scratch / "server") as real:
        code = invited(scratch / "server", "Stødig Gran", person("holder", "nb").person)
        done = command("login", real, "--code", code, store=copied)
        if done.code:
            raise RuntimeError(done.err)
    with closing(Store.open(copied, find_key(copied))) as opened:
        accounts = Accounts(opened.settings)
        account = accounts.current
        if account is None:
            raise RuntimeError("it did not join")
        accounts.keep(replace(account, server=address), accounts.token())
    return copied


def started(store: Path) -> Run:
    """From nothing to the first usable frame."""

    def run() -> Samples:
        with Session(program(store)) as session:
            return {"ready": (session.until("Ctrl+P") - session.began) * 1000}

    return run


def locked(store: Path, scratch: Path) -> Run:
    """The whole case, and how long its last key takes until the minutes are locked."""
    count = iter(range(1_000))

    def run() -> Samples:
        fresh = Path(shutil.copytree(store, scratch / f"{store.name}-{next(count)}"))
        with Session(program(fresh)) as session:
            session.until("Ctrl+P")
            session.quiet(0.5)
            for part in (OPEN, *CASE[:-1]):
                for each in runs(part.keys):
                    session.send(sequence(each).encode())
                    session.quiet(0.05)
                if part.seen:
                    session.until(part.seen)
                session.quiet(0.3)
            session.send(b"\x07")
            session.until("som versjon 1")
            session.quiet(0.5)
            began = session.send(b"j")
            return {"lock": (session.until(CASE[-1].seen) - began) * 1000}

    return run


def figures(store: Path, scratch: Path, rounds: int, letters: int) -> list[Figure]:
    """What a server that does not answer costs; the goal is nothing that can be measured."""
    with closing(silent()) as nobody:
        apart = parted(store, scratch, f"http://127.0.0.1:{nobody.getsockname()[1]}")
        lines = []
        for what, keys, runs_of in (
            ("start to first usable frame", ("ready",), started),
            ("typing, 30 keys/s", ("p50", "p99"), lambda each: _typing(each, scratch, letters)),
            ("the lock", ("lock",), lambda each: locked(each, scratch)),
        ):
            found = interleaved({"ours": runs_of(apart), ALONE: runs_of(store)}, rounds)
            for key in keys:
                value, note = ratio(found, "ours", ALONE, key)
                lines.append(Figure("C7", f"no answer: {what}, {key}", ALONE, value, 1.10, note))
    return lines


def _typing(store: Path, scratch: Path, letters: int) -> Run:
    count = iter(range(1_000))

    def run() -> Samples:
        fresh = Path(shutil.copytree(store, scratch / f"typed-{store.name}-{next(count)}"))
        return typed(Writer(program(fresh), "Ctrl+P", TO_THE_CAPTURE_LINE), letters, RATE)

    return run
