"""`stafett login`, `stafett sync` and `stafett logout`: a laptop and its server, for people and for scripts."""

from __future__ import annotations

import json
import signal
import socket
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from stafett_tui.cli.exits import ERROR, OK
from stafett_tui.cli.office import opened
from stafett_tui.cli.talk import Talk
from stafett_tui.documents.encoding import to_text
from stafett_tui.documents.json import VERSION
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n import dates
from stafett_tui.i18n.hindrances import hindered_words, off_words
from stafett_tui.services.clock import to_wall
from stafett_tui.sync.protocol.invitation import is_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from stafett_tui.services.standing import Standing
    from stafett_tui.services.together import Together
    from stafett_tui.sync.outcome import Outcome


def login(options: Namespace, talk: Talk) -> int:
    """Take part at a server, and bring everything that was begun alone."""
    code = options.code or _asked(talk, talk.tr("Code of the invitation: "))
    if not is_whole(code):
        raise StafettError(ErrorKind.LOGIN_CODE)
    with opened(options, talk) as office:
        together = office.together
        _say_progress(together, talk)
        outcome = together.login(options.server, code, options.device or socket.gethostname())
        standing = together.standing()
        if not options.json:
            talk.say(talk.tr("This laptop takes part at {server} now.", server=standing.server))
        return _told(outcome, together, talk, as_json=options.json)


def sync(options: Namespace, talk: Talk) -> int:
    """Send and take everything once, or go on until somebody ends it."""
    with opened(options, talk) as office:
        together = office.together
        if options.all:
            together.fetch()
        if options.take:
            together.retention.agree(office.desk().plans.find(options.take))
        if options.watch:
            return _watch(together, talk, as_json=options.json)
        _say_progress(together, talk)
        return _told(together.sync(), together, talk, as_json=options.json)


def logout(options: Namespace, talk: Talk) -> int:
    """Take part no more: what the server has goes from here, or stays where policy allows."""
    with opened(options, talk) as office:
        unsent = office.together.logout(keep=options.keep, anyway=options.anyway)
        kept = len(office.store.journal.plan_ids())
    if options.json:
        talk.put(to_text({"version": VERSION, "plans": kept, "unsent": unsent}))
        return OK
    if options.keep:
        talk.say(talk.texts.trn("{n} plan stays on this laptop.", "{n} plans stay on this laptop.", kept, n=kept))
    else:
        talk.say(talk.tr("This laptop takes part no more. Its plans are gone from here."))
    if unsent:
        talk.say(talk.texts.trn("{n} text of yours was never sent, and is kept.",
                                "{n} texts of yours were never sent, and are kept.", unsent, n=unsent))  # fmt: skip
    return OK


def _told(outcome: Outcome, together: Together, talk: Talk, *, as_json: bool) -> int:
    standing = together.standing()
    if as_json:
        changed = sorted({each.plan_id for each in outcome.changes})
        gone = [{"plan": each.plan, "unsent": each.unsent} for each in outcome.gone]
        problems = [{"plan": each.plan or None, "code": str(each.problem.code)} for each in outcome.problems]
        told = {**_shown(standing), "changed": changed, "removed": gone, "problems": problems}
        talk.put(to_text({"version": VERSION, **told}))
    else:
        for line in _lines(standing, talk):
            talk.put(line)
        for plan in standing.emptied:
            talk.put(talk.tr("Plan {plan}: if the server's version counts, stafett sync --take {whole}",
                             plan=plan[:6], whole=plan[:6]))  # fmt: skip
        for each in outcome.gone:
            talk.put(talk.tr("Plan {plan} may be read here no more, and is removed.", plan=each.plan[:6]))
    return ERROR if standing.hindrance is not None else OK


def _watch(together: Together, talk: Talk, *, as_json: bool) -> int:
    """Tell of every new state until somebody ends it with Ctrl+C."""
    if together.account is None:
        raise StafettError(ErrorKind.NOT_TOGETHER)

    def tell(standing: Standing) -> None:
        if as_json:
            talk.put(json.dumps({"version": VERSION, **_shown(standing)}))
        else:
            talk.put(" ".join(_lines(standing, talk)))
        talk.flush()

    together.listen(lambda _changes: None, tell)
    _until_ctrl_c(together.start)
    together.stop()
    return OK


def _until_ctrl_c(begin: Callable[[], None]) -> None:
    """Begin something, and wait until somebody ends it: a signal may come to any thread, a lock hears its own alone."""
    hears, says = socket.socketpair()
    with hears, says:
        says.setblocking(False)
        before = signal.set_wakeup_fd(says.fileno())
        try:
            begin()
            while True:
                hears.recv(1)
        except KeyboardInterrupt:
            pass
        finally:
            signal.set_wakeup_fd(before)


def _say_progress(together: Together, talk: Talk) -> None:
    def tell(standing: Standing) -> None:
        if standing.fetching is not None and talk.on_terminal:
            done, of = standing.fetching
            talk.say(talk.tr("{done} of {of} plans", done=done, of=of))

    together.listen(lambda _changes: None, tell)


def _lines(standing: Standing, talk: Talk) -> list[str]:
    told = []
    if standing.waiting:
        told.append(talk.texts.trn("{n} thing waits.", "{n} things wait.", standing.waiting, n=standing.waiting))
    elif standing.hindrance is None:
        told.append(talk.tr("Everything is saved here and at the server."))
    if standing.unreachable_since is not None:
        time = dates.clock(to_wall(standing.unreachable_since))
        told.append(talk.tr("The server has not answered since {time}.", time=time))
    if standing.refused:
        told.append(talk.texts.trn("{n} thing was not taken.", "{n} things were not taken.",
                                   standing.refused, n=standing.refused))  # fmt: skip
    if standing.clock_off is not None:
        told.append(off_words(standing.clock_off, talk.texts))
    if standing.hindrance is not None:
        told.append(hindered_words(standing.hindrance, talk.texts))
    return told


def _shown(standing: Standing) -> dict[str, Any]:
    def moment(name: str) -> str | None:
        at = getattr(standing, name)
        return None if at is None else at.isoformat()

    off = standing.clock_off
    return {
        "server": standing.server, "waiting": standing.waiting, "refused": standing.refused,
        "synced_at": moment("synced_at"), "unreachable_since": moment("unreachable_since"),
        "lease_until": moment("lease_until"), "clock_off_seconds": 0 if off is None else round(off.total_seconds()),
        "hindrance": None if standing.hindrance is None else str(standing.hindrance),
    }  # fmt: skip


def _asked(talk: Talk, question: str) -> str:
    """Ask where a person sits; a code is used once, so it may be seen."""
    if not talk.on_terminal:
        raise StafettError(ErrorKind.LOGIN_CODE)
    talk.err.write(question)
    talk.err.flush()
    return next(talk.lines(), "")
