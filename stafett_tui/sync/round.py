"""One round: what the server says decides what is done, and every step is one transaction of the store (R6, R39)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Final

from stafett_tui.domain.changes import Changes
from stafett_tui.sync.deeds import DEEDS, Deed, errands
from stafett_tui.sync.link import Link
from stafett_tui.sync.lookups import bring
from stafett_tui.sync.outcome import Outcome, Step, Told, Trouble
from stafett_tui.sync.protocol import (
    Answer,
    Code,
    Exchanged,
    Head,
    Looked,
    Lookups,
    NewDevice,
    Overview,
    Overviewed,
    Page,
    Problem,
    Registered,
    SentEvent,
)
from stafett_tui.sync.questions import Questions
from stafett_tui.sync.shelf import EMPTIED, MOST_WAITING, EmptiedError, Purged, Shelf, Stand

__all__ = ["Outcome", "Step", "Told", "Trouble", "go_round"]

MOST_TURNS: Final = 8
"""How often one plan is tried again after a problem before it is told."""


def _nobody(told: Told) -> None:
    del told


def _every(head: Head) -> bool:
    del head
    return True


def go_round(
    shelf: Shelf, link: Link, plans: Iterable[str] | None = None, *, told: Callable[[Told], None] = _nobody,
    wanted: Callable[[Head], bool] = _every,
) -> Outcome:  # fmt: skip
    """Send what waits and take what is new, of these plans or of all; raises Unreachable with everything kept.

    `wanted` says which plans that are not here are fetched (D-07).
    """
    return _Round(shelf, link, told, wanted).go(plans)


class _Round:
    """What one round has come to so far."""

    def __init__(self, shelf: Shelf, link: Link, told: Callable[[Told], None], wanted: Callable[[Head], bool]) -> None:
        self._shelf = shelf
        self._link = link
        self._told = told
        self._wanted = wanted
        self._changes: list[Changes] = []
        self._gone: list[Purged] = []
        self._problems: list[Trouble] = []
        self._questions = Questions(shelf, link)
        self._left: dict[str, int] = {}
        self._stopped = False
        self._epoch = shelf.epoch()
        self._seen: Overviewed | None = None

    def go(self, plans: Iterable[str] | None) -> Outcome:
        through = tuple(self._look_ahead() if plans is None else plans)
        self._questions.follow(through)
        for count, plan in enumerate(through, 1):
            if not self._stopped:
                self._settle(plan)
            if plans is None:
                self._told(Told(Step.THROUGH, plan, count, len(through)))
        seen = self._seen
        return Outcome(
            tuple(self._changes), sum(self._waiting(plan) for plan in through), tuple(self._gone),
            tuple(self._problems), self._stopped,
            *(("", "", "") if seen is None else (seen.now, seen.lease, seen.policy)),
            heads={} if seen is None else {head.plan: head.head for head in seen.changed},
        )  # fmt: skip

    def _waiting(self, plan: str) -> int:
        """Count what is still to be sent, anew only where the plan did not come through."""
        left = self._left.get(plan)
        return len(self._shelf.waiting(plan)) if left is None else left

    # ---- all plans

    def _look_ahead(self) -> tuple[str, ...]:
        """Bring the look-ups, and ask about all plans in one call."""
        self._bring_lookups()
        for _turn in range(MOST_TURNS):
            if self._stopped:
                return ()
            stands = self._shelf.stands()
            answer = self._link.ask(Overview(epoch=self._epoch, plans=tuple(each.known for each in stands)))
            if isinstance(answer, Overviewed):
                return self._overviewed(answer, stands)
            if not self._handle_all(_problem(answer)):
                return ()
        self._trouble("", Problem(code=Code.EPOCH))
        return ()

    def _overviewed(self, found: Overviewed, stands: tuple[Stand, ...]) -> tuple[str, ...]:
        self._seen = found
        if self._epoch != found.epoch:
            self._take_epoch(found.epoch)
        ordered = tuple(each.known.plan for each in stands)
        here = set(ordered)
        wanted = tuple(head for head in found.changed if head.plan in here or self._wanted(head))
        gone = tuple(plan for plan in found.gone if plan in here)
        waiting = {each.known.plan for each in stands if each.waits}
        return errands(found.model_copy(update={"changed": wanted, "gone": gone}), ordered, waiting)

    def _handle_all(self, problem: Problem) -> bool:
        """Do what a problem with all plans asks for, and tell whether to ask again."""
        if problem.code is Code.EPOCH and problem.epoch:
            self._take_epoch(problem.epoch)
            return True
        if problem.code is Code.REVOKED:
            for plan in self._shelf.ordered():
                self._purge(plan)
        self._stopped = True
        self._trouble("", problem)
        return False

    def _take_epoch(self, epoch: str) -> None:
        before, self._epoch = self._epoch, epoch
        if before:
            self._shelf.lookups_taken(0)  # the server may have lost them; those that it has it takes as said before
        self._shelf.set_epoch(epoch)
        if before:
            self._told(Told(Step.RESTORED))

    def _bring_lookups(self) -> None:
        def ask(entries: tuple[Looked, ...]) -> Answer:
            return self._link.ask(Lookups(epoch=self._epoch, entries=entries))

        problem = bring(self._shelf, ask, self._put_right)
        if problem is not None and not self._stopped:
            self._trouble("", problem)

    def _put_right(self, problem: Problem) -> bool:
        if problem.code is Code.CLONE:
            return self._rename("")
        return problem.code is Code.EPOCH and self._handle_all(problem)

    # ---- one plan

    def _settle(self, plan: str) -> None:
        """Go on with one plan until nothing is left to send or to take."""
        self._questions.most = MOST_WAITING
        before: Problem | None = None
        for _turn in range(MOST_TURNS):
            problem = self._exchange(plan)
            if problem is None:
                return
            self._questions.drop()
            if not self._handle(plan, problem, again=before):
                return
            before = problem
        self._trouble(plan, before or Problem(code=Code.RETRY))

    def _exchange(self, plan: str) -> Problem | None:
        """Push and pull until both are done; a problem ends that."""
        mark: tuple[object, ...] = ()
        request = self._questions.first(plan, self._epoch)
        while True:
            answer, events = self._link.ask(request), request.events
            if not isinstance(answer, Exchanged):
                return _problem(answer)
            self._questions.foresee(plan, self._epoch)
            try:
                changes = self._shelf.take(plan, answer)
            except EmptiedError:
                self._trouble(plan, Problem(code=Code.FORK, why=EMPTIED))
                return None
            except ValueError:
                return Problem(code=Code.FORK, why="the page does not go on from here")
            self._taken(plan, answer.page, changes)
            if not events or answer.acked < _number(events[-1]):
                self._shelf.acked(plan, answer.acked)
            unseen = bool(events) and answer.page.head == 0
            request = self._questions.about(plan, self._epoch)
            now = (answer.acked, request.known.after)
            if now == mark or not (answer.page.more or unseen or request.events):
                self._left[plan] = len(request.events)
                return None
            mark = now

    def _taken(self, plan: str, page: Page, changes: Changes | None) -> None:
        if changes is not None:
            self._changes.append(changes)
        if changes is not None or page.entries:
            done = page.entries[-1].seq if page.entries else page.head
            self._told(Told(Step.TAKEN, plan, done, page.head, changes))

    # ---- what problems ask for

    def _handle(self, plan: str, problem: Problem, *, again: Problem | None) -> bool:
        """Do what a problem with one plan asks for, and tell whether to go on with it."""
        deed = DEEDS[problem.code]
        if deed in {Deed.KEEP, Deed.STOP}:
            self._stopped = self._stopped or deed is Deed.STOP
            self._trouble(plan, problem)
            return False
        if deed is Deed.PURGE:
            self._purge(plan)
            return False
        if deed is Deed.NEW_EPOCH:
            self._take_epoch(problem.epoch or "")
        elif deed is Deed.RENAME:
            return self._rename(plan)
        elif deed is Deed.SMALLER:
            return self._less(plan, problem)
        elif deed is Deed.GO_ON_FROM:
            self._go_on_from(plan, problem, again)
        elif deed is Deed.BEGIN:
            return self._begin(plan, problem, again)
        else:
            self._shelf.anew(plan, offer=deed is Deed.OFFER)
            self._told(Told(Step.ANEW, plan))
        return True

    def _go_on_from(self, plan: str, problem: Problem, again: Problem | None) -> None:
        """Send again from where the server stands; where numbers are missing here, give new ones (R5, R24)."""
        through = (problem.expect or 1) - 1
        events = self._shelf.waiting(plan, 1)
        if again == problem and events:
            self._shelf.renumber(plan, _device(events[0]), through)
        else:
            self._shelf.acked(plan, through)

    def _begin(self, plan: str, problem: Problem, again: Problem | None) -> bool:
        """The server has no such log: offer one's own events anew, never take anything away for it (R39)."""
        if again is None or again.code is not Code.PLAN_GONE:
            self._shelf.anew(plan, offer=True)
            self._told(Told(Step.ANEW, plan))
            return True
        if self._shelf.waiting(plan, 1):
            self._trouble(plan, problem)
            return False
        try:
            changes = self._shelf.take(plan, Exchanged(acked=0, page=Page(plan=plan)))
        except ValueError:
            self._trouble(plan, problem)
            return False
        offered = bool(self._shelf.waiting(plan, 1))
        if changes is not None and not offered:
            self._trouble(plan, problem)
        return offered

    def _rename(self, plan: str) -> bool:
        """Another laptop writes under this one's name: take a new one, with the same event ids (R26)."""
        answer = self._link.ask(NewDevice(epoch=self._epoch))
        if not isinstance(answer, Registered):
            self._stopped = True
            self._trouble(plan, _problem(answer))
            return False
        self._told(Told(Step.RENAMED, device=answer))
        for each in self._shelf.ordered():
            self._shelf.renumber(each, answer.device, 0)
        return True

    def _less(self, plan: str, problem: Problem) -> bool:
        count = len(self._questions.next(plan))
        if count <= 1 or self._questions.most == 1:
            self._trouble(plan, problem)
            return False
        self._questions.most = count // 2
        return True

    def _purge(self, plan: str) -> None:
        purged = self._shelf.purge(plan)
        self._gone.append(purged)
        self._told(Told(Step.REMOVED, plan, purged=purged))

    def _trouble(self, plan: str, problem: Problem) -> None:
        self._problems.append(Trouble(plan, problem))


def _problem(answer: object) -> Problem:
    return answer if isinstance(answer, Problem) else Problem(code=Code.MALFORMED, why="another answer than asked for")


def _number(event: SentEvent) -> int:
    return int(json.loads(event.header)["n"])


def _device(event: SentEvent) -> str:
    return str(json.loads(event.header)["device"])
