"""Look-ups go to the server in the order of their chain, before everything else of a round (S-07)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from stafett_tui.sync.protocol import MOST_EVENTS, Answer, Code, Looked, LookupsTaken, Problem
from stafett_tui.sync.shelf import Shelf

MOST_TURNS: Final = 4000


def bring(
    shelf: Shelf, ask: Callable[[tuple[Looked, ...]], Answer], put_right: Callable[[Problem], bool]
) -> Problem | None:
    """Bring every look-up that the server lacks; give the problem that ended it, None where none did.

    A server that was restored says from where on it lacks them; `put_right` tells whether to ask again after another
    problem.
    """
    before: Problem | None = None
    for _turn in range(MOST_TURNS):
        entries = shelf.lookups(MOST_EVENTS)
        if not entries:
            return None
        answer = ask(entries)
        if isinstance(answer, LookupsTaken):
            shelf.lookups_taken(answer.through)
            if answer.through < entries[-1].n:
                return None
            continue
        problem = answer if isinstance(answer, Problem) else Problem(code=Code.MALFORMED)
        if problem == before:
            return problem
        if problem.code is Code.GAP and problem.expect:
            shelf.lookups_taken(problem.expect - 1)
        elif not put_right(problem):
            return problem
        before = problem
    return before
