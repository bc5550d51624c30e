"""Look-ups reach the server in the order of their chain, each once, whatever became of the server or the disk (S-07)."""

from __future__ import annotations

from stafett_tui.sync.lookups import bring
from stafett_tui.sync.protocol import Code, Done, Looked, LookupsTaken, Problem
from tests.sync.scripted import AT, MemoryShelf


def looked(*numbers):
    return [Looked(n=n, at=AT, plan="plan-a", hash="AAAA") for n in numbers]


class Kept(MemoryShelf):
    """A shelf on which look-ups stay when they were taken."""

    through = 0

    def lookups(self, limit):
        return tuple(each for each in self.looked if each.n > self.through)[:limit]

    def lookups_taken(self, through):
        self.through = through


def answering(*answers):
    asked, left = [], list(answers)

    def ask(entries):
        asked.append([each.n for each in entries])
        return left.pop(0)

    return asked, ask


def never(problem):
    return False


def test_r23_what_a_restored_server_lacks_is_brought_again():
    shelf = Kept(looked=looked(1, 2, 3, 4))
    shelf.through = 3
    asked, ask = answering(Problem(code=Code.GAP, expect=2), LookupsTaken(through=4))
    assert bring(shelf, ask, never) is None
    assert asked == [[4], [2, 3, 4]]


def test_a_problem_that_is_put_right_is_asked_again_and_one_that_comes_back_is_told():
    shelf = Kept(looked=looked(1))
    clone = Problem(code=Code.CLONE)
    asked, ask = answering(clone, LookupsTaken(through=1))
    assert bring(shelf, ask, lambda _: True) is None
    assert asked == [[1], [1]]
    shelf.through = 0
    assert bring(shelf, answering(clone, clone)[1], lambda _: True) == clone
    assert bring(shelf, answering(clone)[1], never) == clone


def test_an_answer_that_is_none_ends_it_and_a_server_that_takes_nothing_is_left_alone():
    shelf = Kept(looked=looked(1))
    assert bring(shelf, answering(Done())[1], never).code is Code.MALFORMED
    assert bring(shelf, answering(LookupsTaken(through=0))[1], never) is None
    assert shelf.lookups(9)


def test_it_ends_also_where_a_server_answers_in_circles():
    shelf = Kept(looked=looked(1, 2))
    answers = [Problem(code=Code.GAP, expect=1), Problem(code=Code.GAP, expect=2)] * 2000
    assert bring(shelf, answering(*answers)[1], never) == Problem(code=Code.GAP, expect=2)
