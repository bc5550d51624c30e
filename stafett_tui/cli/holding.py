"""The verbs that lead into a meeting: `meeting` in line mode, and `demo`."""

from __future__ import annotations

import io
import shutil
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TextIO

from stafett_tui.cli.exits import OK
from stafett_tui.cli.office import opened
from stafett_tui.cli.run import open_program
from stafett_tui.cli.talk import Talk
from stafett_tui.config import load
from stafett_tui.i18n.texts import Texts, known_language, texts
from stafett_tui.services.opening import Office


def meeting(options: Namespace, talk: Talk) -> int:
    """Hold the plan's meeting as questions and answers; its end leaves everything saved."""
    from stafett_tui.cli.line.conversation import Conversation
    from stafett_tui.cli.line.session import hold

    with opened(options, talk) as office:
        desk = office.desk()
        plan_id = desk.plans.find(options.plan)
        chosen = "" if options.store is None else f"--store {options.store} "
        conversation = Conversation(talk.input, talk.out, _texts(office), echo=not talk.input.isatty())
        hold(desk, plan_id, conversation, f"stafett {chosen}meeting {options.plan} --line")
    return OK


def demo(options: Namespace, talk: Talk) -> int:
    """Open the program on a practice store; off a terminal play its meeting and print the minutes."""
    from stafett_tui.services.demo.building import make_demo

    with _folder(options.keep) as folder:
        make_demo(folder, options.office, talk.texts.language, more=options.plans)
        if talk.on_terminal:
            return open_program(load(talk.environ, store=folder))
        options.store = folder
        if options.office == "coordinator":
            return _deadlines(options, talk)
        return _play(options, talk)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Give the folder to keep, or one that is gone afterwards."""
    if keep is not None:
        yield keep
        return
    folder = Path(tempfile.mkdtemp(prefix="stafett-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _deadlines(options: Namespace, talk: Talk) -> int:
    from stafett_tui.cli.reading import deadlines

    everything = Namespace(
        store=options.store, acting=options.acting, overdue=False, within=None, limit=None, json=False, exit_code=False
    )
    return deadlines(everything, talk)


def _play(options: Namespace, talk: Talk) -> int:
    """Hold the case's meeting by its script, unless it was held already, and print its minutes."""
    from stafett_tui.cli.line.conversation import Conversation
    from stafett_tui.cli.line.session import hold
    from stafett_tui.cli.reading import plan_texts
    from stafett_tui.documents.versions import held_markdown
    from stafett_tui.domain.lock import meetings
    from stafett_tui.domain.meeting import MeetingState

    with opened(options, talk) as office:
        desk = office.desk()
        plan_id = desk.plans.find("1")
        case = meetings(desk.plans.get(plan_id))[0]
        if case.state is MeetingState.CALLED:
            conversation = Conversation(script(), talk.err, _texts(office), echo=True)
            hold(desk, plan_id, conversation, f"stafett --store {options.store} meeting 1 --line")
        plan = desk.plans.get(plan_id, view="minutes")
        page = held_markdown(plan, meetings(plan)[0], lambda seq: desk.plans.at(plan_id, seq=seq), plan_texts(plan))
        talk.put(page.rstrip("\n"))
    return OK


def script() -> TextIO:
    """Give the answers that play the case, a line each; what stands after # is for whoever reads the script."""
    text = (files("stafett_tui.services.demo") / "data" / "meeting.txt").read_text(encoding="utf-8")
    return io.StringIO("".join(f"{line}\n" for line in text.split("\n")[:-1] if not line.startswith("#")))


def _texts(office: Office) -> Texts:
    return texts(known_language(office.language) or "nb")
