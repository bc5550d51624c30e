"""What is asked about each plan of a round; while an answer is taken, the first question about the next plan is out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from stafett_tui.domain.person import is_person
from stafett_tui.sync.deeds import fitting
from stafett_tui.sync.link import Link
from stafett_tui.sync.protocol import Exchange, SentEvent
from stafett_tui.sync.shelf import MOST_WAITING, Shelf


class Questions:
    """The questions of one round."""

    def __init__(self, shelf: Shelf, link: Link) -> None:
        """Ask about what stands on this shelf, over this link."""
        self._shelf = shelf
        self._link = link
        self._following: dict[str, str] = {}
        self._foreseen: dict[str, Exchange] = {}
        self.most = MOST_WAITING
        """Events of one request."""

    def follow(self, plans: Iterable[str]) -> None:
        """Hear in which order the plans are gone through."""
        self._following = dict(pairwise(plans))

    def first(self, plan: str, epoch: str) -> Exchange:
        """Give the first question about a plan, which may be out already."""
        return self._foreseen.pop(plan, None) or self.about(plan, epoch)

    def about(self, plan: str, epoch: str) -> Exchange:
        """Give the question about a plan as it stands now, with what waits."""
        return Exchange(epoch=epoch, known=self._shelf.known(plan), events=self.next(plan))

    def next(self, plan: str) -> tuple[SentEvent, ...]:
        """Give what is sent next."""
        events = self._shelf.waiting(plan, self.most)
        count = fitting(events)
        return events if count == len(events) else self._shelf.waiting(plan, count)

    def foresee(self, plan: str, epoch: str) -> None:
        """Let the first question about the plan after this one go out.

        The logs of persons are seen through plans: they are asked about when all before them is through.
        """
        following = self._following.get(plan)
        if following is not None and following not in self._foreseen and not is_person(following):
            request = self._foreseen[following] = self.about(following, epoch)
            self._link.foresee(request)

    def drop(self) -> None:
        """Ask anew what was foreseen: its answer would be about another name or another time."""
        self._foreseen.clear()
