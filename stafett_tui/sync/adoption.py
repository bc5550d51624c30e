"""From alone to together: logs that were begun on a laptop are taken over as they stand (architecture, section 3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from stafett_tui.domain.person import is_person
from stafett_tui.sync.deeds import fitting
from stafett_tui.sync.link import Link
from stafett_tui.sync.outcome import Step, Told, Trouble
from stafett_tui.sync.protocol import MOST_EVENTS, Adopt, Adopted, Code, Problem, SentEntry
from stafett_tui.sync.shelf import Shelf

MOST_TURNS: Final = 8
_EVERYONE: Final = frozenset({Code.AUTH, Code.RETRY, Code.RESTORING})


def adopt_all(shelf: Shelf, link: Link, me: str, *, told: Callable[[Told], None]) -> tuple[Trouble, ...]:
    """Bring every log that was begun alone; `me` is who the writer was here. Raises Unreachable, and goes on later.

    Plans come before the logs of persons, which are seen through them. What the server does not take stays as it is.
    """
    troubles: list[Trouble] = []
    alone = sorted(shelf.alone(), key=is_person)
    for count, plan in enumerate(alone, 1):
        problem = _adopt(shelf, link, plan, me)
        if problem is None:
            told(Told(Step.ADOPTED, plan, count, len(alone)))
            continue
        troubles.append(Trouble(plan, problem))
        if problem.code in _EVERYONE:
            break
    return tuple(troubles)


def _adopt(shelf: Shelf, link: Link, plan: str, me: str) -> Problem | None:
    """Bring one log page by page, from its beginning: what the server has of it already it takes as said before."""
    after, turns = 0, 0
    while turns < MOST_TURNS:
        entries = _next(shelf, plan, after)
        last = not entries or not shelf.log_alone(plan, entries[-1].seq, 1)
        answer = link.ask(Adopt(epoch=shelf.epoch(), plan=plan, me=me, entries=entries, last=last))
        if isinstance(answer, Problem) and answer.code is Code.EPOCH and answer.epoch:
            shelf.set_epoch(answer.epoch)
            turns, after = turns + 1, 0
            continue
        if not isinstance(answer, Adopted):
            return answer if isinstance(answer, Problem) else Problem(code=Code.MALFORMED)
        if last or answer.common < entries[-1].seq:
            shelf.adopted(plan, answer)
            return None
        after = entries[-1].seq
    return Problem(code=Code.EPOCH)


def _next(shelf: Shelf, plan: str, after: int) -> tuple[SentEntry, ...]:
    entries = shelf.log_alone(plan, after, MOST_EVENTS)
    return entries[: fitting(entries)]
